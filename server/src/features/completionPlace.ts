import type { Chunk, Document } from "../document/document.ts";
import { type BlockFact, type FieldFact, isUnclosed } from "../document/facts.ts";
import { type Position, type Span, shift } from "../document/positions.ts";
import type { AlignedSection, Alignment } from "../template/alignment.ts";

/** Where the cursor stands. Spans and offsets are in the chunk. */
export interface Place {
  readonly chunk: Chunk;
  readonly index: number;
  readonly at: number;
  /** The cursor's line without its ending. */
  readonly line: Span;
  /** What stands before the cursor on its line, without indentation. */
  readonly head: string;
  readonly indent: number;
  /** What stands behind the cursor on its line. */
  readonly tail: string;
  /** The heading's section that the chunk belongs to; nothing before the first heading. */
  readonly section: AlignedSection | undefined;
}

/** Finds the place of the cursor; nothing in code, comments, tables, quotes and front matter. */
export function placeAt(document: Document, alignment: Alignment, position: Position): Place | undefined {
  const offset = document.lines.offsetAt(position);
  const index = document.chunks.findLastIndex((chunk) => chunk.start <= offset);
  const chunk = document.chunks[index];
  if (!chunk) return undefined;
  const whole = document.lines.lineSpan(document.lines.positionAt(offset).line);
  const line = { start: whole.start - chunk.start, end: whole.end - chunk.start };
  const at = offset - chunk.start;
  if (isOpaque(chunk, line)) return undefined;
  const before = document.text.slice(whole.start, offset);
  const head = before.trimStart();
  return {
    chunk,
    index,
    at,
    line,
    head,
    indent: before.length - head.length,
    tail: document.text.slice(offset, whole.end),
    section: alignment.sections.findLast((one) => one.chunk === index && one.shape === "heading"),
  };
}

/** The list item that starts on the line, with the label whose value the list is. */
export function itemAt(place: Place): { readonly owner: FieldFact | undefined } | undefined {
  const visit = (blocks: readonly BlockFact[], owner: FieldFact | undefined): ReturnType<typeof itemAt> => {
    for (const block of blocks) {
      if (block.kind !== "list") continue;
      for (const item of block.items) {
        if (item.span.start >= place.line.start && item.span.start <= place.line.end)
          return { owner: owner ?? fieldOf(block) };
        const inner = item.field && visit(item.field.blocks, item.field);
        if (inner) return inner;
      }
    }
    return undefined;
  };
  const fieldOf = (block: BlockFact): FieldFact | undefined =>
    place.chunk.facts.fields.find((field) => field.blocks.includes(block));
  return visit(place.chunk.facts.blocks, undefined);
}

/** The block of the chunk that the line lies in. */
export function blockAt(place: Place): BlockFact | undefined {
  return place.chunk.facts.blocks.find(
    (block) => block.span.start <= place.line.end && place.line.start < block.span.end,
  );
}

/** The sections that are open at the cursor, the innermost first: what is written there stands below them. */
export function openSections(place: Place): AlignedSection[] {
  const open: AlignedSection[] = [];
  for (let one = place.section; one; one = one.parent) open.push(one);
  return open;
}

/** Whether nothing of the chunk stands behind the cursor's line, besides comments and the rule that closes a section. */
export function isAtEnd(place: Place): boolean {
  return place.chunk.facts.blocks.every(
    (block) => block.span.end <= place.line.end || block.kind === "break" || block.kind === "comment",
  );
}

/**
 * Whether Markdown would join what is written on the cursor's line with the lines before and behind it.
 *
 * @param kind a section with its heading, a label on a line of its own, or a list item
 * @param isLong takes several lines
 */
export function joinsLines(
  place: Place,
  document: Document,
  kind: "section" | "label" | "item",
  isLong: boolean,
): { readonly before: boolean; readonly behind: boolean } {
  const { facts, start } = place.chunk;
  const number = document.lines.positionAt(start + place.at).line;
  const neighbour = (step: -1 | 1): Span => shift(document.lines.lineSpan(number + step), -start);
  const isBlank = (line: Span): boolean => document.text.slice(start + line.start, start + line.end).trim() === "";
  const startsOn = (line: Span, span: Span): boolean => line.start <= span.start && span.start <= line.end;
  const isLabel = (line: Span): boolean =>
    facts.fields.some((field) => !field.item && field.blocks.length === 0 && startsOn(line, field.span));
  const isItem = (line: Span): boolean => itemAt({ ...place, line }) !== undefined;
  const before = number === 0 ? undefined : neighbour(-1);
  const behind = number + 1 >= document.lines.lineCount ? undefined : neighbour(1);
  return {
    before: before !== undefined && !isBlank(before) && kind !== "item" && !(kind === "label" && isLabel(before)),
    behind:
      behind !== undefined &&
      !isBlank(behind) &&
      !(kind === "label" && !isLong && isLabel(behind)) &&
      !(kind === "item" && isItem(behind)),
  };
}

/** Kinds of blocks whose inside is nobody's section or field. */
const OPAQUE: readonly BlockFact["kind"][] = [
  "code",
  "comment",
  "html",
  "table",
  "quote",
  "frontmatter",
  "footnote",
  "break",
];

function isOpaque(chunk: Chunk, line: Span): boolean {
  const { blocks, text } = chunk.facts;
  const touches = (block: BlockFact): boolean => block.span.start <= line.end && line.start <= lastOffset(block);
  const lastOffset = (block: BlockFact): number => {
    // A fence or comment that nobody closed yet takes in all that is typed behind it.
    const isLast = block === blocks.at(-1);
    return isLast && isUnclosed(block) ? text.length : block.span.end;
  };
  const visit = (block: BlockFact): boolean => {
    if (OPAQUE.includes(block.kind)) return touches(block);
    return block.kind === "list" && block.items.some((item) => item.field?.blocks.some(visit) ?? false);
  };
  return blocks.some(visit);
}
