import { endOfFence } from "./closing.ts";
import { mayDefine } from "./definitions.ts";
import type { ChunkFacts } from "./facts.ts";
import { frontMatterEnd } from "./frontMatter.ts";
import { endOfLine, isAfterBlankLine, nextLine, startOfLine } from "./lines.ts";
import { joinedFacts, type Part } from "./parts.ts";
import { type Cut, type OpenPiece, readPiece, type Surroundings } from "./pieces.ts";

/** Lists and tables are cut in parts of this length: each call of the parser has its price. */
const PIECE = 400;

/**
 * Reads a chunk in pieces: blocks that need no parser line by line, others by the parser with nothing around them.
 *
 * @returns that the chunk is open if what follows doesn't start with a top-level heading; nothing if it can't be read
 *   so
 * @throws RangeError as `parseMarkdown`
 */
export function readInPieces(text: string, around: Surroundings): ChunkFacts | OpenPiece | undefined {
  // Definitions have a say in all of their chunk.
  if (mayDefine(text)) return undefined;
  const parts: Part[] = [];
  let from: Cut = { kind: "start", at: 0 };
  let to = nextCut(text, from, (around.isStart ? frontMatterEnd(text) : undefined) ?? 0);
  for (let size = 0; ; ) {
    const read = readPiece(text, from, to, around);
    if (!read) return undefined;
    if ("closing" in read) {
      if (to.kind === "end") return read;
      // The line is inside something that goes on: to where it is closed, if that can be told. Taking in twice as much
      // each time keeps this linear.
      size = read.closing ? (read.closing.endIn(text, to.at) ?? text.length) - from.at : (to.at - from.at) * 2;
      to = nextCut(text, from, from.at + size);
      continue;
    }
    parts.push(read);
    if (to.kind === "end") return joinedFacts(text, parts);
    from = to;
    to = nextCut(text, from, endOfFence(text, from.at) ?? from.at);
  }
}

/**
 * The first line behind an offset that could be cut at.
 *
 * @param least an offset that may be in a line
 */
function nextCut(text: string, from: Cut, least: number): Cut {
  for (let at = nextLine(text, least); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, Math.min(endOfLine(text, at), at + LONGEST_MARK));
    if ((FENCE.test(line) && opensFence(text, at)) || (BLOCK.test(line) && isAfterBlankLine(text, at)))
      return { kind: "block", at };
    if (at - from.at < PIECE) continue;
    if (ITEM.test(line)) return { kind: "item", at };
    const head = line.startsWith("|") ? headOf(text, from, at) : undefined;
    if (head !== undefined) return { kind: "row", at, head };
  }
  return { kind: "end", at: text.length };
}

const LONGEST_MARK = 40;
const ITEM = /^(?:[-+]|\*(?![ \t]*\*)|\d{1,9}[.)])[ \t]{1,4}[^\s|:-]/;
/** What no list or table goes on with; behind a blank line. */
const BLOCK = /^(?:[^\s#*+\-\d]|\*\*(?=[^\s*]))/;
/** What may start code, a block of its own wherever it stands at the top level. */
const FENCE = /^(?:`{3}|~{3})/;

/** Whether a line with the marks of a fence starts code: behind back-ticks, it has no others (CommonMark 0.31, §4.5). */
function opensFence(text: string, lineStart: number): boolean {
  return /^(?:`{3,}[^`]*|~{3}.*)$/s.test(text.slice(lineStart, endOfLine(text, lineStart)));
}

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
