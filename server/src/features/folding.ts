import type { Document } from "../document/document.ts";
import { type Span, shift } from "../document/positions.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import type { Analysis } from "./analysis.ts";

/** Lines that can be folded into the first of them; both are 0-based and belong to it. */
export interface Folding {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "region" | "comment";
}

/**
 * What editors don't fold by themselves: the template's examples that are left over, from label to last line, and
 * comments of several lines. Nothing in documents of another kind.
 */
export function foldings({ document, alignment }: Analysis): Folding[] {
  if (!alignment.recognised) return [];
  const found = document.chunks.flatMap(({ start, facts }) => [
    ...leftoverExamples(facts, alignment.schema).map((span) => folding(document, shift(span, start), "region")),
    ...facts.comments.map(({ span }) => folding(document, shift(span, start), "comment")),
  ]);
  return found.filter((one) => one.endLine > one.startLine).sort((a, b) => a.startLine - b.startLine);
}

function folding(document: Document, span: Span, kind: Folding["kind"]): Folding {
  const range = document.lines.rangeOf(span);
  return { startLine: range.start.line, endLine: range.end.line, kind };
}
