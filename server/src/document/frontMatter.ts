import { endOfLine } from "./lines.ts";

/** Where the front matter ends that a document's text starts with; nothing without one. */
export function frontMatterEnd(text: string): number | undefined {
  if (!opensFrontMatter(text)) return undefined;
  const pattern = new RegExp(FRONT_MATTER_LINE);
  pattern.lastIndex = endOfLine(text, 0);
  const match = pattern.exec(text);
  return match ? match.index + match[0].length : undefined;
}

/** Whether a document's text starts with the line that opens front matter. */
export function opensFrontMatter(text: string): boolean {
  return /^\ufeff?---[ \t]*(?:\r|\n|$)/.test(text);
}

/** Whether a text has a line that could close front matter. */
export function closesFrontMatter(text: string): boolean {
  return /(?:^|\r|\n)---[ \t]*(?:\r|\n|$)/.test(text);
}

const FRONT_MATTER_LINE = /(?:\r\n|\n|\r)---[ \t]*(?=\r|\n|$)/g;
