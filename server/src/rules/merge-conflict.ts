import type { Span } from "../document/positions.ts";
import type { SectionReader } from "../template/readings.ts";
import { defineRule, type Found } from "./rule.ts";

/** Git's conflict markers are in the text. Nothing else is said about such a document. */
export const mergeConflict = defineRule<Record<string, never>>({
  id: "merge-conflict",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  structure: true,
  *check(_facts, _root, { readings }): Iterable<Found<Record<string, never>>> {
    const marks = readings
      .gather(CONFLICTS)
      .flatMap(({ chunk, facts, values }) => values.map((span) => ({ chunk, span, mark: facts.text[span.start] })));
    const first = marks.find((one) => one.mark === "<");
    if (!first || !marks.some((one) => one.mark === ">")) return;
    yield { chunk: first.chunk, span: first.span, data: {} };
  },
  message: () => "The document holds merge conflict markers; resolve the conflict to see other findings.",
});

const CONFLICTS: SectionReader<Span> = {
  isAbout: (section) => section.shape === "heading",
  read: (facts) => facts.conflicts,
};
