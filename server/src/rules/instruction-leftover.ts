import { leftoverInstructions } from "../template/unfilled.ts";
import { removeBlock } from "./edits.ts";
import { defineRule, type Found, sliceOf } from "./rule.ts";

interface Data {
  readonly text: string;
}

/** Text that tells the author what to do is still there. */
export const instructionLeftover = defineRule<Data>({
  id: "instruction-leftover",
  scope: "section",
  severity: { draft: "information", handoff: "warning" },
  unfilled: true,
  *check(facts, section, { schema }): Iterable<Found<Data>> {
    for (const span of leftoverInstructions(facts, section, schema))
      yield { span, data: { text: sliceOf(facts, span) } };
  },
  message: ({ text }) => `The template's instruction is still here: "${text.replace(/\*\*/g, "")}".`,
  fixes({ span }, context) {
    // What the author went on with stays, without the comma between.
    const joint = /^[,;:–—-]?[^\S\r\n]+(?=\S)/.exec(context.document.text.slice(span.end))?.[0].length ?? 0;
    const edit =
      joint > 0 ? { span: { start: span.start, end: span.end + joint }, text: "" } : removeBlock(context, span);
    return [{ title: "Delete the template's instruction", kind: "safe", edits: [edit] }];
  },
});
