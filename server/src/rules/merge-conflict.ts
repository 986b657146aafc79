import { defineRule, type Found } from "./rule.ts";

/** Git's conflict markers are in the text. Nothing else is said about such a document. */
export const mergeConflict = defineRule<Record<string, never>>({
  id: "merge-conflict",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  structure: true,
  *check(_facts, _root, { document }): Iterable<Found<Record<string, never>>> {
    const marks = document.chunks.flatMap((chunk, i) =>
      chunk.facts.conflicts.map((span) => ({ chunk: i, span, mark: chunk.facts.text[span.start] })),
    );
    const first = marks.find((one) => one.mark === "<");
    if (!first || !marks.some((one) => one.mark === ">")) return;
    yield { chunk: first.chunk, span: first.span, data: {} };
  },
  message: () => "The document holds merge conflict markers; resolve the conflict to see other findings.",
});
