import type { ChunkFacts } from "./facts.ts";
import { endOfLine, isAfterBlankLine, nextLine, startOfLine } from "./lines.ts";
import { joinedFacts, type Part } from "./parts.ts";
import { type Cut, type OpenPiece, readPiece, type Surroundings } from "./pieces.ts";

/** A chunk of this length is read in pieces: the parser's time grows faster than the text. */
export const LONG_CHUNK = 6_000;
const PIECE = 2_000;

/**
 * Reads a long chunk in pieces.
 *
 * @returns that the chunk is open if what follows doesn't start with a top-level heading; nothing if it can't be read
 *   so
 * @throws RangeError as `parseMarkdown`
 */
export function readInPieces(text: string, around: Surroundings): ChunkFacts | OpenPiece | undefined {
  const parts: Part[] = [];
  let from: Cut = { kind: "start", at: 0 };
  let size = PIECE;
  let to = nextCut(text, from, size);
  for (;;) {
    const read = readPiece(text, from, to, around);
    if (!read) return undefined;
    if ("closing" in read) {
      if (to.kind === "end") return read;
      // The line is inside something that goes on: to where it is closed, if that can be told. Taking in twice as much
      // each time keeps this linear.
      size = read.closing ? (read.closing.endIn(text, to.at) ?? text.length) - from.at : size * 2;
      to = nextCut(text, from, size);
      continue;
    }
    parts.push(read);
    if (to.kind === "end") return joinedFacts(text, parts);
    from = to;
    size = PIECE;
    to = nextCut(text, from, size);
  }
}

/** The first line behind a part of the given length that could be cut at. */
function nextCut(text: string, from: Cut, length: number): Cut {
  let at = nextLine(text, Math.min(text.length, from.at + length));
  for (; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, Math.min(endOfLine(text, at), at + LONGEST_MARK));
    if (ITEM.test(line) && !text.slice(at, endOfLine(text, at)).includes("]:")) return { kind: "item", at };
    if (BLOCK.test(line) && isAfterBlankLine(text, at)) return { kind: "block", at };
    const head = line.startsWith("|") ? headOf(text, from, at) : undefined;
    if (head !== undefined) return { kind: "row", at, head };
  }
  return { kind: "end", at: text.length };
}

const LONGEST_MARK = 40;
const ITEM = /^(?:[-+]|\*(?![ \t]*\*)|\d{1,9}[.)])[ \t]{1,4}[^\s|:-]/;
const BLOCK = /^[^\s#*+\-|>\d]/;

/** The two lines that a table starts with in whose rows an offset stands. */
function headOf(text: string, from: Cut, at: number): string | undefined {
  let start = at;
  while (start > from.at && text.startsWith("|", lineBefore(text, start))) start = lineBefore(text, start);
  if (start === from.at && from.kind === "row") return from.head;
  const second = nextLine(text, start);
  const behind = nextLine(text, second);
  const isHead = behind <= at && /^[|:\- \t]+$/.test(text.slice(second, endOfLine(text, second)));
  return isHead ? text.slice(start, behind) : undefined;
}

/** Where the line before the one that starts at an offset starts. */
function lineBefore(text: string, lineStart: number): number {
  return startOfLine(text, lineStart - (text.startsWith("\r\n", lineStart - 2) ? 2 : 1));
}
