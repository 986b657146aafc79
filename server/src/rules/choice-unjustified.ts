import { areaOf, isSame } from "../stack/standard.ts";
import { fieldsOf } from "../template/alignment.ts";
import { replaceValue } from "./edits.ts";
import { insertFields } from "./insertions.ts";
import { defineRule, type Fix, type Found, factsOf } from "./rule.ts";
import { fieldOf, productOf } from "./stackFields.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly title: string;
  readonly label: string;
}

/** A part of the stack gives no reason for what it uses. */
export const choiceUnjustified = defineRule<Data>({
  id: "choice-unjustified",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const unread = unreadChunks(context);
    for (const part of context.technologies.parts) {
      const { section } = part;
      if (unread.has(section.chunk)) continue;
      const reason = section.schema?.fields.find((field) => field.role === "stack.reason");
      if (!reason || !productOf(part) || section.weak || fieldOf(part, "stack.reason")) continue;
      // A label with "N/A" is an answer; a section that says things in its own way has its reasons there.
      const fields = fieldsOf(section, factsOf(context, section));
      const isLabelled = fields.some(
        (field) => field.schema === reason && field.fact.inline.end > field.fact.inline.start,
      );
      const isAsked = section.missingFields.includes(reason) || fields.some((field) => field.schema === reason);
      if (isLabelled || !isAsked) continue;
      yield { chunk: section.chunk, span: section.name, data: { title: section.title, label: reason.label } };
    }
  },
  message: ({ title, label }) => `${title} has no reason ("${label}").`,
  fixes({ chunk, index, span }, context) {
    const { parts } = context.technologies;
    const part = parts.find(
      (one) => one.section.chunk === index && chunk.start + one.section.name.start === span.start,
    );
    const use = part && productOf(part);
    const reason = part?.section.schema?.fields.find((field) => field.role === "stack.reason");
    if (!part || !use || !reason) return [];
    const choice = areaOf(context.policy.stack, part.area)?.choices.find((one) =>
      one.technologies.some((technology) => isSame(technology, use.mention.technology)),
    );
    const text = (choice?.reasons.length ? choice.reasons : choice?.useWhen)?.join("; ");
    const present = fieldsOf(part.section, factsOf(context, part.section)).find((field) => field.schema === reason);
    const fixes: Fix[] = [];
    if (text && present) {
      fixes.push({
        title: "Write the standard stack's reason, to be edited",
        kind: "choice",
        edits: [replaceValue(context, part.section.chunk, present, text)],
      });
    }
    if (!present) {
      fixes.push({
        title: `Insert "${reason.label}"`,
        kind: "safe",
        edits: insertFields(context, part.section, [reason]),
      });
    }
    return fixes;
  },
});
