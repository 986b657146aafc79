/** What may stand before a definition in its line: marks of lists and quotes. */
const BEFORE = /^(?:[\s>]|(?:[*+-]|\d{1,9}[.)])(?=\s))*$/;
const LONGEST_BEFORE = 400;
/** How long a label is with its bracket (CommonMark 0.31, §4.7), and something more. */
const LONGEST_LABEL = 1_010;

/**
 * Whether a text may hold a definition of a link or a footnote (CommonMark 0.31, §4.7): a bracket that starts a line,
 * behind marks of lists and quotes, and is closed before a colon. It has a say in all of the text.
 */
export function mayDefine(text: string): boolean {
  for (let at = text.indexOf("]:"); at >= 0; at = text.indexOf("]:", at + 2)) {
    // A label has no bracket in it but behind a back-slash.
    const from = Math.max(0, at - LONGEST_LABEL);
    const open = text.slice(from, at).lastIndexOf("[");
    if (open < 0) continue;
    const before = text.slice(Math.max(0, from + open - LONGEST_BEFORE), from + open);
    if (before.endsWith("\\") || BEFORE.test(before.slice(lastLineStart(before)))) return true;
  }
  return false;
}

function lastLineStart(text: string): number {
  return Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
}
