import { type AlignedField, fieldsOf } from "../template/alignment.ts";
import { insertFields } from "./insertions.ts";
import { defineRule, type Found, factsOf } from "./rule.ts";
import { openSpans } from "./serviceParts.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly name: string;
  readonly missing: readonly string[];
  /** Labels that are there with nothing behind them. */
  readonly empty: readonly string[];
}

/** An integration doesn't say everything that the template asks of it. */
export const integrationFieldMissing = defineRule<Data>({
  id: "integration-field-missing",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const unread = unreadChunks(context);
    for (const { section, chunk, source, name } of context.system.integrations) {
      if (source !== "entry" || section.weak || unread.has(chunk)) continue;
      const missing = section.missingFields.map((field) => field.label);
      const empty = fieldsOf(section, factsOf(context, section))
        .filter(isEmpty)
        .map((field) => field.schema.label);
      if (missing.length + empty.length === 0) continue;
      // An entry that is still called by the template's placeholder has that finding.
      if (openSpans(context, section).some((one) => one.start < section.name.end && one.end > section.name.start))
        continue;
      yield { chunk, span: section.name, data: { name, missing, empty } };
    }
  },
  message: ({ name, missing, empty }) => `${name} lacks ${[...missing, ...empty].join(", ")}.`,
  fixes({ index, chunk, span, data }, context) {
    const target = context.system.integrations.find(
      (one) => one.chunk === index && chunk.start + one.section.name.start === span.start,
    );
    // In a fence a field is one more line, which nobody can place better than its author.
    if (target?.section.shape !== "heading" || target.section.fields.length === 0) return [];
    const fields = target.section.missingFields.filter((field) => data.missing.includes(field.label));
    if (fields.length === 0) return [];
    const title = `Insert ${fields.map((field) => `"${field.label}"`).join(", ")}`;
    return [{ title, kind: "safe", edits: insertFields(context, target.section, fields) }];
  },
});

function isEmpty({ schema, fact }: AlignedField): boolean {
  return schema.required && fact.inline.end === fact.inline.start && fact.blocks.length === 0;
}
