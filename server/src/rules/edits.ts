import {
  blankLinesEnd,
  blankLinesStart,
  endOfLine,
  isBlankUpToEnd,
  listMarker,
  nextLine,
  startOfLine,
} from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { type AlignedField, type AlignedSection, lastChunk } from "../template/alignment.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";

/** What stands in a section or field that does not apply. */
export function notApplicableText(context: RuleContext): string {
  return `${context.schema.conventions.notApplicable[0] ?? "N/A"} – ${DEFAULT_REASON}`;
}

/** A reason that is always true of what does not apply; authors write a better one over it. */
export const DEFAULT_REASON = "not needed in this mission";

/**
 * Writes a value beside a label, in place of what is there.
 *
 * @param chunk the chunk that holds the field, by index
 * @param field a field that is there, with its value beside the label or in blocks below it
 */
export function replaceValue({ document }: RuleContext, chunk: number, { fact }: AlignedField, text: string): Edit {
  const origin = document.chunks[chunk]?.start ?? 0;
  const start = origin + fact.span.start;
  const label = document.text.slice(start, origin + fact.inline.start).trimEnd();
  const isBeside = fact.inline.end > fact.inline.start;
  const end = origin + (isBeside ? fact.inline.end : Math.max(fact.span.end, fact.blocks.at(-1)?.span.end ?? 0));
  // What a block leaves behind it would otherwise join the line, and a rule would make a heading of it.
  const padding = isBeside ? "" : paddingBehind(document.text, end);
  return { span: { start: start + label.length, end }, text: ` ${text}${padding}` };
}

/** The document offsets of a section: from its heading to the end of the last section below it. */
export function sectionSpan(context: RuleContext, section: AlignedSection): Span {
  const chunks = context.document.chunks;
  return {
    start: chunks[section.chunk]?.start ?? 0,
    end: chunks[lastChunk(section) + 1]?.start ?? context.document.text.length,
  };
}

/** Where the content of a section with all below it ends: before the rule that leads to the next heading. */
export function contentEnd(context: RuleContext, section: AlignedSection): number {
  return chunkContentEnd(context, lastChunk(section));
}

/** Where a section's own content ends: before the sections below it, and before a rule. */
export function ownEnd(context: RuleContext, section: AlignedSection): number {
  return chunkContentEnd(context, section.chunk);
}

/** Where the content of a chunk ends: behind its last block that isn't a rule. */
export function chunkContentEnd(context: RuleContext, index: number): number {
  const chunk = context.document.chunks[index];
  if (!chunk) return context.document.text.length;
  const content = chunk.facts.blocks.findLast((block) => block.kind !== "break");
  const { text } = chunk.facts;
  const end = content?.span.end ?? chunk.facts.heading?.span.end ?? 0;
  return chunk.start + (isBlankUpToEnd(text, end) ? endOfLine(text, end) : end);
}

/** Inserts a block of its own, with the blank lines around it that Markdown needs. */
export function insertBlock(context: RuleContext, at: number, text: string): Edit {
  const { text: source } = context.document;
  const before = source.slice(0, at).trim() === "" ? "" : "\n\n";
  return { span: { start: at, end: at }, text: `${before}${text}${paddingBehind(source, at)}` };
}

/** What is missing behind a new block: a blank line before what follows, or the end of the last line. */
export function paddingBehind(source: string, at: number): string {
  if (at >= source.length || !isBlankUpToEnd(source, at)) return "\n";
  return isBlankUpToEnd(source, nextLine(source, at)) ? "" : "\n";
}

/** Adds an item to the list that a section's own text ends with, or begins one. */
export function appendItem(context: RuleContext, section: AlignedSection, text: string): Edit {
  const facts = factsOf(context, section);
  const last = facts.blocks.findLast((block) => block.kind !== "break");
  const at = ownEnd(context, section);
  const marker = last?.kind === "list" && !last.ordered ? facts.text[last.items[0]?.span.start ?? 0] : undefined;
  if (marker === undefined) return insertBlock(context, at, `- ${text}`);
  return { span: { start: at, end: at }, text: `\n${marker} ${text}${paddingBehind(context.document.text, at)}` };
}

/**
 * Removes text. Lines that would be left empty go with it, so do blank lines that would be left doubled, and the mark
 * of a list item that would be left bare.
 */
export function removeBlock(context: RuleContext, span: Span): Edit {
  const { text } = context.document;
  const lineStart = startOfLine(text, span.start);
  const before = text.slice(lineStart, span.start);
  if (!isBlankUpToEnd(text, span.end) || !isLead(before)) {
    return { span: { start: lineStart + before.trimEnd().length, end: span.end }, text: "" };
  }
  const end = nextLine(text, span.end);
  const blankBefore = blankLinesStart(text, lineStart);
  const blankBehind = blankLinesEnd(text, end);
  if (blankBehind >= text.length) return { span: { start: blankBefore, end: text.length }, text: "" };
  return { span: { start: lineStart, end: blankBefore < lineStart ? blankBehind : end }, text: "" };
}

/** Removes a section with everything below it. Of rules around it one stays; at the end of the document none does. */
export function removeSection(context: RuleContext, section: AlignedSection): Edit {
  const { start, end } = sectionSpan(context, section);
  const before = context.document.chunks[section.chunk - 1];
  const isLast = end >= context.document.text.length;
  if (!before || (before.facts.blocks.at(-1)?.kind === "break" && !isLast)) return { span: { start, end }, text: "" };
  return { span: { start: chunkContentEnd(context, section.chunk - 1), end: contentEnd(context, section) }, text: "" };
}

/** What may stand before a text that fills its line: the mark of a list item, and symbols before a label. */
function isLead(before: string): boolean {
  return /^[^\p{L}\p{N}[\]()<>{}`*_|"']*$/u.test(before.slice(listMarker(before).length));
}
