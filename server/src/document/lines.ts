import type { Span } from "./positions.ts";

/*
 * Lines of a text, whatever ends them: `\n`, `\r\n` or `\r`.
 */

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const LINE_END = /\r\n|\r|\n/;

/** The lines of a text without their endings. */
export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

/** A text with the given line ending in place of its own. */
export function withLineEnds(text: string, eol: string): string {
  return linesOf(text).join(eol);
}

/** The spans of the lines in a part of a text, without their endings. */
export function lineSpans(text: string, span: Span): Span[] {
  const lines: Span[] = [];
  let start = span.start;
  for (let at = start; at < span.end; at++) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    lines.push({ start, end: at });
    if (code === CARRIAGE_RETURN && at + 1 < span.end && text.charCodeAt(at + 1) === LINE_FEED) at++;
    start = at + 1;
  }
  lines.push({ start, end: span.end });
  return lines;
}

/** The lines of a text without their endings and without spaces behind them, blank ones dropped. */
export function contentLines(text: string): string[] {
  return [...eachContentLine(text)];
}

function* eachContentLine(text: string): Generator<string, undefined> {
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, endOfLine(text, at)).trimEnd();
    if (line.length > 0) yield line;
  }
}

/** A text without the lines that are an HTML comment whose text starts with the given words. */
export function withoutComments(text: string, words: string): string {
  return lineSpans(text, { start: 0, end: text.length })
    .filter(({ start, end }) => !(text.startsWith(`<!-- ${words}`, start) && text.slice(start, end).endsWith("-->")))
    .map(({ start }) => text.slice(start, nextLine(text, start)))
    .join("");
}

/** The lines of a text with content, without those that start with an HTML comment. */
export function writtenLines(text: string): string[] {
  return contentLines(text).filter((line) => !/^ {0,3}<!--/.test(line));
}

/** Whether two texts have the same lines, whatever their line endings, trailing spaces and blank lines. */
export function sameLines(one: string, other: string): boolean {
  // Line by line, since most texts differ in the first already.
  const [a, b] = [eachContentLine(one), eachContentLine(other)];
  for (;;) {
    const line = a.next().value;
    if (line !== b.next().value) return false;
    if (line === undefined) return true;
  }
}

/** The first line of a text; the text itself if it has one line. */
export function firstLine(text: string): string {
  return text.slice(0, endOfLine(text, 0));
}

/** The offset at which the line of an offset starts. */
export function startOfLine(text: string, offset: number): number {
  // Backwards by hand: an expression would look at every line before this one.
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start--;
  return start;
}

/** Whether a line starts at an offset. */
export function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === "\n" || (text[offset - 1] === "\r" && text[offset] !== "\n");
}

/** Whether the line before the one that starts at an offset is blank as CommonMark 0.31, §2.1, has it. */
export function isAfterBlankLine(text: string, lineStart: number): boolean {
  if (lineStart === 0) return true;
  const end = lineStart - (text.startsWith("\r\n", lineStart - 2) ? 2 : 1);
  return /^[ \t]*$/.test(text.slice(startOfLine(text, end), end));
}

/** The offset at which the line of an offset ends, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}

/** The offset at which the line behind the one of an offset starts; the end of the text behind the last. */
export function nextLine(text: string, offset: number): number {
  const end = endOfLine(text, offset);
  return Math.min(text.length, end + (text.startsWith("\r\n", end) ? 2 : 1));
}

/** Whether nothing but spaces stands between an offset and the end of its line. */
export function isBlankUpToEnd(text: string, offset: number): boolean {
  return text.slice(offset, endOfLine(text, offset)).trim() === "";
}

/** Where the blank lines end that start at the start of a line. */
export function blankLinesEnd(text: string, lineStart: number): number {
  let at = lineStart;
  while (at < text.length && isBlankUpToEnd(text, at)) at = nextLine(text, at);
  return at;
}

/** Where the blank lines start that end at the start of a line. */
export function blankLinesStart(text: string, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const start = startOfLine(text, at - (text.startsWith("\r\n", at - 2) ? 2 : 1));
    if (!isBlankUpToEnd(text, start)) break;
    at = start;
  }
  return at;
}

/** Whether a line starts a list item without a number. */
export function isBulletItem(line: string): boolean {
  return /^[ \t]*[-*+](?:[ \t]|$)/.test(line);
}

/** The mark of a list item that a line starts with, with the indentation before and the spaces behind; empty without. */
export function listMarker(line: string): string {
  return /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)/.exec(line)?.[0] ?? "";
}

/** A text without the lines that open and close fenced code. */
export function withoutFenceLines(text: string): string {
  return linesOf(text)
    .filter((line) => !/^[ \t]*(?:`{3,}|~{3,})/.test(line))
    .join("\n");
}

/** A span without the white space at its ends. */
export function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isSpaceAt(text, start)) start++;
  while (end > start && isSpaceAt(text, end - 1)) end--;
  return { start, end };
}

function isSpaceAt(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  // All white space but that of ASCII comes behind it.
  return code <= 0x20 || code >= 0xa0 ? /\s/.test(text.charAt(offset)) : false;
}
