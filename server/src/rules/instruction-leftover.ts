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
    for (const span of leftoverInstructions(facts, section, schema)) yield { span, data: { text: sliceOf(facts, span) } };
  },
  message: ({ text }) => `The template's instruction is still here: "${text.replace(/\*\*/g, "")}".`,
  fixes: ({ span }, context) => [{ title: "Delete the template's instruction", kind: "safe", edits: [removeBlock(context, span)] }],
});
