import { leftoverExamples } from "../template/unfilled.ts";
import { removeBlock } from "./edits.ts";
import { defineRule, type Found } from "./rule.ts";

/** An example is the template's own, line by line. One changed line makes it the author's. */
export const exampleLeftover = defineRule<Record<string, never>>({
  id: "example-leftover",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts, _section, { schema }): Iterable<Found<Record<string, never>>> {
    for (const span of leftoverExamples(facts, schema)) yield { span, data: {} };
  },
  message: () => "This example block is the template's own.",
  fixes: ({ span }, context) => [
    { title: "Delete the template's example", kind: "safe", edits: [removeBlock(context, span)] },
  ],
});
