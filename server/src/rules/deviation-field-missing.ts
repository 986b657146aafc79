import { nameOf } from "./deviationParts.ts";
import { insertFields } from "./insertions.ts";
import { defineRule, type Found } from "./rule.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly name: string;
  readonly missing: readonly string[];
}

/** A deviation doesn't say what the standard is, what is used instead, why, or who approves it. */
export const deviationFieldMissing = defineRule<Data>({
  id: "deviation-field-missing",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const unread = unreadChunks(context);
    for (const deviation of context.technologies.deviations) {
      if (unread.has(deviation.chunk)) continue;
      const { section, standard, actual, reason, approval } = deviation;
      const present = [standard, actual, reason, approval].filter((value) => value && value.text.trim() !== "");
      const missing = (section.schema?.fields ?? []).filter(
        (field) => field.role.startsWith("deviation.") && !present.some((value) => value?.schema === field),
      );
      if (missing.length === 0) continue;
      const data = { name: nameOf(deviation), missing: missing.map((field) => field.label) };
      yield { chunk: deviation.chunk, span: section.name, data };
    }
  },
  message: ({ name, missing }) => `${name} lacks ${missing.join(", ")}.`,
  fixes({ section, index, chunk, span, data }, context) {
    const target = context.technologies.deviations.find(
      (one) => one.chunk === index && chunk.start + one.section.name.start === span.start,
    );
    // In a fence a field is one more line, which nobody can place better than its author.
    if (target?.section.shape !== "heading" || !section.schema) return [];
    const present = target.section.fields.map((field) => field.schema);
    const fields = (target.section.schema?.fields ?? []).filter(
      (field) => data.missing.includes(field.label) && !present.includes(field),
    );
    if (fields.length === 0) return [];
    const title = `Insert ${fields.map((field) => `"${field.label}"`).join(", ")}`;
    return [{ title, kind: "safe", edits: insertFields(context, target.section, fields) }];
  },
});
