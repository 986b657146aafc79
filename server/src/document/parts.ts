import type { BlockFact, ChunkFacts, HeadingFact, ListBlock, TableBlock } from "./facts.ts";
import { FieldReader } from "./fields.ts";
import { endOfLine, nextLine } from "./lines.ts";
import { LineIndex, type Span } from "./positions.ts";
import type { PartFacts } from "./readChunk.ts";
import { shiftedAll, shiftedBlock, shiftedSpans } from "./shifted.ts";

/*
 * Facts of a chunk are put together from those of its parts, each of which was read in its own way or long ago.
 */

/** What a part of a chunk says. Offsets count from the chunk's start; labels are read when the chunk is complete. */
export interface Part {
  readonly heading: HeadingFact | undefined;
  readonly blocks: readonly BlockFact[];
  readonly brackets: ChunkFacts["brackets"];
  readonly codeSpans: ChunkFacts["codeSpans"];
  readonly links: ChunkFacts["links"];
  readonly markers: ChunkFacts["markers"];
  readonly comments: ChunkFacts["comments"];
  readonly conflicts: ChunkFacts["conflicts"];
  /** Its last list or table goes on with the first block of the part behind it. */
  readonly goesOn: boolean;
}

/** Facts whose offsets count from `by` in their chunk, as a part of it. */
export function partOf(facts: PartFacts, by: number, goesOn: boolean): Part {
  return {
    heading: facts.heading,
    blocks: by === 0 ? facts.blocks : facts.blocks.map((block) => shiftedBlock(block, by)),
    brackets: shiftedAll(facts.brackets, by),
    codeSpans: shiftedSpans(facts.codeSpans, by),
    links: shiftedAll(facts.links, by),
    markers: shiftedAll(facts.markers, by),
    comments: shiftedAll(facts.comments, by),
    conflicts: shiftedSpans(facts.conflicts, by),
    goesOn,
  };
}

/**
 * What a chunk says between two offsets, at each of which a block, an item of a top-level list or a row of a table
 * starts, or the chunk ends.
 *
 * @param by how far the part is moved
 * @param goesOn it ends inside a list or a table
 */
export function sliceOf(facts: ChunkFacts, { start, end }: Span, by: number, goesOn: boolean): Part {
  const isInside = (span: Span): boolean => start <= span.start && span.start < end;
  const blocks = facts.blocks.flatMap((block) => {
    if (block.span.end <= start || block.span.start >= end) return [];
    return start <= block.span.start && block.span.end <= end ? [block] : cutBlock(facts.text, block, isInside);
  });
  return {
    heading: facts.heading && isInside(facts.heading.span) ? facts.heading : undefined,
    blocks: by === 0 ? blocks : blocks.map((block) => shiftedBlock(block, by)),
    brackets: shiftedAll(insideOf(facts.brackets, isInside), by),
    codeSpans: shiftedSpans(facts.codeSpans.filter(isInside), by),
    links: shiftedAll(insideOf(facts.links, isInside), by),
    markers: shiftedAll(insideOf(facts.markers, isInside), by),
    comments: shiftedAll(insideOf(facts.comments, isInside), by),
    conflicts: shiftedSpans(facts.conflicts.filter(isInside), by),
    goesOn,
  };
}

/** The facts of a chunk from those of its parts, in order; nothing if they don't fit together. */
export function joinedFacts(text: string, parts: readonly Part[]): ChunkFacts | undefined {
  const blocks: BlockFact[] = [];
  /** The stretches of the last block, which may go on. */
  let last: BlockFact[] = [];
  let goesOn = false;
  for (const { blocks: own, goesOn: isOpen } of parts) {
    const [first] = own;
    if (goesOn && !(first && last[0] && isContinuation(last[0], first))) return undefined;
    for (const [i, block] of own.entries()) {
      if (i === 0 && goesOn) {
        last.push(block);
        continue;
      }
      blocks.push(...joinedBlocks(last));
      last = [block];
    }
    goesOn = isOpen;
  }
  blocks.push(...joinedBlocks(last));
  const comments = parts.flatMap((part) => part.comments);
  return {
    text,
    lines: new LineIndex(text),
    heading: parts[0]?.heading,
    blocks,
    fields: new FieldReader(text, comments).fieldsOf(blocks),
    brackets: parts.flatMap((part) => part.brackets),
    codeSpans: parts.flatMap((part) => part.codeSpans),
    links: parts.flatMap((part) => part.links),
    markers: parts.flatMap((part) => part.markers),
    comments,
    definitions: [],
    unread: [],
    conflicts: parts.flatMap((part) => part.conflicts),
  };
}

/** Where the row of a table starts behind its head: each is a line, and so is the one below the head. */
export function rowStarts(text: string, table: TableBlock): number[] {
  const starts: number[] = [];
  let at = nextLine(text, nextLine(text, table.span.start));
  while (at < table.span.end) {
    starts.push(at);
    at = nextLine(text, at);
  }
  return starts;
}

function insideOf<T extends { readonly span: Span }>(facts: readonly T[], isInside: (span: Span) => boolean): T[] {
  return facts.filter((fact) => isInside(fact.span));
}

function cutBlock(text: string, block: BlockFact, isInside: (span: Span) => boolean): (ListBlock | TableBlock)[] {
  if (block.kind === "list") {
    const items = block.items.filter((item) => isInside(item.span));
    const [first, last] = [items[0], items.at(-1)];
    return first && last ? [{ ...block, span: { start: first.span.start, end: last.span.end }, items }] : [];
  }
  if (block.kind !== "table") return [];
  const starts = [block.span.start, ...rowStarts(text, block)];
  const inside = starts.map((start) => isInside({ start, end: start }));
  const rows = block.rows.filter((_, i) => inside[i]);
  const [first, last] = [starts[inside.indexOf(true)], starts[inside.lastIndexOf(true)]];
  if (first === undefined || last === undefined) return [];
  return [{ ...block, span: { start: first, end: Math.min(endOfLine(text, last), block.span.end) }, rows }];
}

function isContinuation(one: BlockFact, other: BlockFact): boolean {
  return (one.kind === "list" && other.kind === "list") || (one.kind === "table" && other.kind === "table");
}

/** The one block that stretches of a list or a table make; none of none. */
function joinedBlocks(stretches: readonly BlockFact[]): BlockFact[] {
  const [first, ...others] = stretches;
  if (!first || others.length === 0) return first ? [first] : [];
  const span = { start: first.span.start, end: others.at(-1)?.span.end ?? first.span.end };
  if (first.kind === "list") {
    return [{ ...first, span, items: stretches.flatMap((one) => (one.kind === "list" ? one.items : [])) }];
  }
  if (first.kind !== "table") return [first];
  return [{ ...first, span, rows: stretches.flatMap((one) => (one.kind === "table" ? one.rows : [])) }];
}
