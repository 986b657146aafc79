/*
 * Lines that look like ATX headings (CommonMark 4.2). Whether they are some depends on what stands before them.
 */

/** The spaces before the `#` of the heading that a text starts with; nothing if it starts with something else. */
export function headingIndent(text: string): string | undefined {
  return /^( {0,3})#{1,6}(?:[ \t\r\n]|$)/.exec(text)?.[1];
}

const HEADING_LINE = /(?:\r\n|\n|\r)(?= {0,3}#{1,6}(?:[ \t\r\n]|$))/g;

/** Where the next line that looks like a heading starts behind an offset that is the start of a line. */
export function nextHeadingLine(text: string, from: number, start: number): number {
  const pattern = new RegExp(HEADING_LINE);
  pattern.lastIndex = Math.max(from, start);
  const match = pattern.exec(text);
  return match ? match.index + match[0].length : text.length;
}
