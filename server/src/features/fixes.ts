import type { Document } from "../document/document.ts";
import { isUnclosed } from "../document/facts.ts";
import { withLineEnds } from "../document/lines.ts";
import { type Range, type Span, shift } from "../document/positions.ts";
import { withoutSecrets } from "../document/secrets.ts";
import { ruleById } from "../rules/index.ts";
import type { Edit, Finding, Fix } from "../rules/rule.ts";
import type { AlignedSection, Alignment } from "../template/alignment.ts";
import type { Analysis } from "./analysis.ts";

/** One replacement, as a client applies it. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The fixes of one finding, the best first, computed from its data and the current document. */
export function fixesOf(analysis: Analysis, finding: Finding): readonly Fix[] {
  const chunk = analysis.document.chunks[finding.chunk];
  const section = chunk && sectionAt(analysis.alignment, finding.chunk);
  if (!chunk || !section) return [];
  const target = { chunk, index: finding.chunk, section, span: shift(finding.span, chunk.start), data: finding.data };
  const fixes = ruleById(finding.rule)?.fixes(target, analysis.context) ?? [];
  const open = unclosedFrom(analysis.document);
  // Text that is put into a fence that nothing closes would be code.
  return fixes
    .filter((fix) => fix.edits.every((edit) => edit.text === "" || edit.span.end <= open))
    .map((fix) => ({ ...fix, title: withoutSecrets(fix.title) }));
}

/** Where a block starts that goes on to the end of the document because nothing closes it; the end without one. */
function unclosedFrom(document: Document): number {
  const chunk = document.chunks.at(-1);
  const block = chunk?.facts.blocks.at(-1);
  return chunk && block && isUnclosed(block) ? chunk.start + block.span.start : document.text.length;
}

/** The section whose heading starts a chunk; the root for text before the first heading. */
export function sectionAt(alignment: Alignment, chunk: number): AlignedSection | undefined {
  // Without a title the first section shares its chunk with the root.
  return alignment.sections.findLast((one) => one.chunk === chunk && one.shape === "heading") ?? alignment.root;
}

/**
 * The edits of many fixes at once: of each finding its first fix of the wanted kind. Where two would touch the same
 * text the later waits for the next round, so that the result is what one after the other would give.
 */
export function batchEdits(analysis: Analysis, wants: (finding: Finding, fix: Fix) => boolean): Edit[] {
  const taken: Edit[] = [];
  for (const finding of analysis.findings) {
    const fix = fixesOf(analysis, finding).find((one) => wants(finding, one));
    if (!fix || fix.edits.some((edit) => taken.some((other) => touches(edit.span, other.span)))) continue;
    taken.push(...fix.edits);
  }
  return taken.sort((a, b) => a.span.start - b.span.start);
}

/** Writes edits as a client applies them: positions, the document's own line endings, and nothing that stays as it is. */
export function toTextEdits(document: Document, edits: readonly Edit[]): TextEdit[] {
  return [...edits]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map((edit) => ({ range: document.lines.rangeOf(edit.span), newText: withLineEnds(edit.text, document.eol) }));
}

/** The text after edits that don't overlap. */
export function applyEdits(document: Pick<Document, "text" | "eol">, edits: readonly Edit[]): string {
  let text = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    text += document.text.slice(at, edit.span.start) + withLineEnds(edit.text, document.eol);
    at = edit.span.end;
  }
  return text + document.text.slice(at);
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
