import type { Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";

/** What stands in a section or field that does not apply. */
export function notApplicableText(context: RuleContext): string {
  return `${context.schema.conventions.notApplicable[0] ?? "N/A"} – ${DEFAULT_REASON}`;
}

/** A reason that is always true of what does not apply; authors write a better one over it. */
export const DEFAULT_REASON = "not needed in this mission";

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
  const end = content?.span.end ?? chunk.facts.heading?.span.end ?? 0;
  return chunk.start + end + trailingSpace(chunk.facts.text.slice(end));
}

/** Inserts a block of its own, with the blank lines around it that Markdown needs. */
export function insertBlock(context: RuleContext, at: number, text: string): Edit {
  const { text: source } = context.document;
  const before = source.slice(0, at).trim() === "" ? "" : "\n\n";
  return { span: { start: at, end: at }, text: `${before}${text}${paddingBehind(source, at)}` };
}

/** What is missing behind a new block: a blank line before what follows, or the end of the last line. */
export function paddingBehind(source: string, at: number): string {
  const rest = source.slice(at);
  if (rest === "") return "\n";
  return rest.trim() === "" || BLANK_LINE.test(rest) ? "" : "\n";
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
  const behind = /^[^\S\r\n]*(\r\n|\n|\r(?!\n)|$)/.exec(text.slice(span.end));
  const isWholeLine = behind !== null && LEAD.test(text.slice(lineStart, span.start));
  if (!isWholeLine) {
    const space = /[^\S\r\n]*$/.exec(text.slice(lineStart, span.start))?.[0].length ?? 0;
    return { span: { start: span.start - space, end: span.end }, text: "" };
  }
  const end = span.end + behind[0].length;
  const blankBehind = /^(?:[^\S\r\n]*(?:\r\n|\n|\r(?!\n)))+/.exec(text.slice(end))?.[0].length ?? 0;
  const blankBefore =
    /(?:^|\r\n|\n|\r(?!\n))((?:[^\S\r\n]*(?:\r\n|\n|\r(?!\n)))+)$/.exec(text.slice(0, lineStart))?.[1]?.length ?? 0;
  if (end + blankBehind >= text.length) return { span: { start: lineStart - blankBefore, end: text.length }, text: "" };
  return { span: { start: lineStart, end: end + (blankBefore > 0 ? blankBehind : 0) }, text: "" };
}

/** Removes a section with everything below it. Of rules around it one stays; at the end of the document none does. */
export function removeSection(context: RuleContext, section: AlignedSection): Edit {
  const { start, end } = sectionSpan(context, section);
  const before = context.document.chunks[section.chunk - 1];
  const isLast = end >= context.document.text.length;
  if (!before || (before.facts.blocks.at(-1)?.kind === "break" && !isLast)) return { span: { start, end }, text: "" };
  return { span: { start: chunkContentEnd(context, section.chunk - 1), end: contentEnd(context, section) }, text: "" };
}

/** The offset at which the line of an offset starts. */
export function startOfLine(text: string, offset: number): number {
  // Backwards by hand: an expression would look at every line before this one.
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start--;
  return start;
}

/** The offset at which the line of an offset ends. */
export function endOfLine(text: string, offset: number): number {
  return offset + (/^[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
}

/** What may stand before a text that fills its line: the mark of a list item, and symbols before a label. */
const LEAD = /^[^\S\r\n]*(?:(?:[-*+]|\d+[.)])[^\S\r\n]+)?[^\p{L}\p{N}\r\n[\]()<>{}`*_|"']*$/u;
const BLANK_LINE = /^[^\S\r\n]*(?:\r\n|\n|\r(?!\n))[^\S\r\n]*(?:\r\n|\n|\r(?!\n)|$)/;

function lastChunk(section: AlignedSection): number {
  return Math.max(section.chunk, ...section.children.map(lastChunk));
}

/** Spaces behind a block, up to the end of its line. */
function trailingSpace(rest: string): number {
  return /^[^\S\r\n]*(?=\r|\n|$)/.exec(rest)?.[0].length ?? 0;
}
