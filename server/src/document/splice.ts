import { changedSpan } from "./changedSpan.ts";
import type { ChunkFacts, ListBlock, TableBlock } from "./facts.ts";
import { endOfLine, isAfterBlankLine, isLineStart, nextLine } from "./lines.ts";
import { joinedFacts, rowStarts, sliceOf } from "./parts.ts";
import { type Cut, readPiece, type Surroundings } from "./pieces.ts";

const LONGEST_PIECE = 20_000;

/** Reads a long chunk after an edit: the blocks, items and rows around the edit, and what it said before of the rest. */
export function spliced(old: ChunkFacts, text: string, around: Surroundings): ChunkFacts | undefined {
  if (old.definitions.length > 0 || old.unread.length > 0) return undefined;
  const { start, oldEnd } = changedSpan(old.text, text);
  const by = text.length - old.text.length;
  const cuts = cutsOf(old);
  const before = cuts.filter(({ cut }) => cut.at < start && endOfLine(old.text, cut.at) < start).at(-1);
  const from = before?.cut ?? { kind: "start", at: 0 };
  if (from.kind === "start" && around.isStart) return undefined;
  const behind = cuts.filter(({ cut }) => cut.at >= oldEnd && isBoundary(text, cut, by));
  for (let i = 0, step = 1; ; i += step, step *= 2) {
    const to = behind[i]?.cut ?? ({ kind: "end", at: old.text.length } as const);
    // What goes on for so long was no edit in a list or table: something was opened or closed, and all has to be read.
    if (to.at + by - from.at > LONGEST_PIECE) return undefined;
    const part = readPiece(text, from, { ...to, at: to.at + by }, around);
    if (!part) return undefined;
    if (!("closing" in part)) {
      const head = sliceOf(old, { start: 0, end: from.at }, 0, before?.goesOn ?? false);
      const tail = sliceOf(old, { start: to.at, end: old.text.length }, by, false);
      return joinedFacts(text, [...(from.at > 0 ? [head] : []), part, ...(to.kind === "end" ? [] : [tail])]);
    }
    if (to.kind === "end") return undefined;
  }
}

interface KnownCut {
  readonly cut: Cut;
  /** It cuts a list or a table. */
  readonly goesOn: boolean;
}

/** Where a chunk can be cut, in order. */
function cutsOf({ text, blocks }: ChunkFacts): KnownCut[] {
  return blocks.flatMap((block): KnownCut[] => {
    const at = block.span.start;
    if (!isLineStart(text, at)) return block.kind === "list" ? itemCuts(text, block) : [];
    if (block.kind === "list") return itemCuts(text, block);
    const own: KnownCut[] = isAfterBlankLine(text, at) && at > 0 ? [{ cut: { kind: "block", at }, goesOn: false }] : [];
    return block.kind === "table" ? [...own, ...rowCuts(text, block)] : own;
  });
}

function itemCuts(text: string, { items }: ListBlock): KnownCut[] {
  return items.flatMap((item, i) => {
    const at = item.span.start;
    return isLineStart(text, at) ? [{ cut: { kind: "item" as const, at }, goesOn: i > 0 }] : [];
  });
}

function rowCuts(text: string, table: TableBlock): KnownCut[] {
  const starts = rowStarts(text, table);
  if (starts.length !== table.rows.length - 1) return [];
  const head = text.slice(table.span.start, nextLine(text, nextLine(text, table.span.start)));
  return starts.map((at) => ({ cut: { kind: "row", at, head }, goesOn: true }));
}

/** Whether the line of a cut behind an edit starts a line as before, and would be read alone as with what follows it. */
function isBoundary(text: string, cut: Cut, by: number): boolean {
  const at = cut.at + by;
  if (!isLineStart(text, at) || at === 0) return false;
  if (cut.kind === "block") return isAfterBlankLine(text, at);
  return !text.slice(at, endOfLine(text, at)).includes("]:");
}
