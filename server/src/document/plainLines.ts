import type { Span } from "./positions.ts";

/*
 * Lines of plain text: how they start, and what is in none of them.
 */

/** A line without its ending, and where the next one starts. */
export interface Line extends Span {
  readonly next: number;
}

/** The mark that an item of a list starts with. */
export interface ItemMark {
  readonly indent: number;
  /** How many characters stand before the text, the indentation among them. */
  readonly length: number;
  readonly mark: string;
  readonly number: string | undefined;
}

/** Space behind a line may be a break; and what ends a line, or is replaced, for the parser only. */
const ODD = /[\r\0]|[ \t]$/;

/** How a line starts that is neither a mark of a block nor able to make one of the line before. */
const WORDS =
  /[^\s#>\-+*_=|~:<\d`[]|\*\*?(?=[^\s*])|_(?=[^\s_])|__(?=[^\s_])|~~(?=[^\s~])|`(?!``)|\d+(?![\d.)])|\d+\.(?=\d)|\[(?![ xX]?\]|\^)|<https?:/y;

const ITEM = /( *)([-*+]|(\d{1,9})([.)])) (?=\S)/y;

/** The line that starts at an offset. */
export function lineAt(text: string, start: number): Line {
  const feed = text.indexOf("\n", start);
  if (feed < 0) return { start, end: text.length, next: text.length };
  return { start, end: feed > start && text[feed - 1] === "\r" ? feed - 1 : feed, next: feed + 1 };
}

/** Whether a line has no content. */
export function isBlank(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) if (text[at] !== " " && text[at] !== "\t") return false;
  return true;
}

/** Whether what stands in a line is nothing but the text of a paragraph. */
export function isWords(text: string, { start, end }: Span): boolean {
  WORDS.lastIndex = start;
  return start < end && WORDS.test(text) && !isOdd(text.slice(start, end));
}

/** Whether a line is of those that aren't read here, whatever it starts with. */
export function isOdd(line: string): boolean {
  return ODD.test(line);
}

/** The mark that a line starts with, if it starts an item with a space and text behind the mark. */
export function itemMarkAt(text: string, { start }: Span): ItemMark | undefined {
  ITEM.lastIndex = start;
  const [all, indent = "", mark = "", number, delimiter] = ITEM.exec(text) ?? [];
  if (all === undefined) return undefined;
  return { indent: indent.length, length: all.length, mark: delimiter ?? mark, number };
}
