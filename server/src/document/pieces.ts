import type { RootContent } from "mdast";
import { type Closing, closingOf } from "./closing.ts";
import { endOfLine } from "./lines.ts";
import { parseMarkdown, takenAway } from "./parse.ts";
import { type Part, partOf } from "./parts.ts";
import { type PlainPart, readPlain, takesIn } from "./plain.ts";
import { isAccidentalHeading, readPartOfChunk } from "./readChunk.ts";

/*
 * Pieces of a chunk. As with chunks, the parser is the judge: a piece ends where what stands behind it comes out at
 * the top level at exactly that place. There, nothing before it has a say in how the rest is read: no definition, since
 * chunks with definitions aren't divided, and no open block but the list or the table that goes on.
 */

/** A place at the start of a line at which a chunk may be cut. */
export type Cut =
  | { readonly kind: "start" | "end"; readonly at: number }
  /** A fence, or a block behind a blank line that has something else than a list mark in its first column. */
  | { readonly kind: "block"; readonly at: number }
  /** An item of a list at the top level. */
  | { readonly kind: "item"; readonly at: number }
  /** A row of a table at the top level, and the two lines that the table starts with. */
  | { readonly kind: "row"; readonly at: number; readonly head: string };

/** Where a chunk stands. */
export interface Surroundings {
  /** The chunk starts its document. */
  readonly isStart: boolean;
  /** The spaces before the `#` of the heading behind the chunk; nothing at the end of the document. */
  readonly behind: string | undefined;
}

/** A heading that, put behind a text, must come out as one at the top level if the text is whole. */
export const SENTINEL = "# \u2038";

/** A piece whose end is no boundary. */
export interface OpenPiece {
  readonly closing: Closing | undefined;
}

/**
 * Reads a chunk's text between two cuts.
 *
 * @returns that the piece is open if its end turns out to be no boundary; nothing if the chunk can't be read in pieces
 * @throws RangeError as `parseMarkdown`
 */
export function readPiece(text: string, from: Cut, to: Cut, around: Surroundings): Part | OpenPiece | undefined {
  const body = text.slice(from.at, to.at);
  const plain = from.kind === "row" || to.kind === "row" ? undefined : readPlain(body, 0, from.kind !== "start");
  // A heading starts another chunk.
  if (plain && plain.end < body.length) return undefined;
  const part = plain && plainPiece(plain, text, body, from, to, around);
  if (part) return part;
  const head = from.kind === "row" ? from.head : "";
  const isStart = around.isStart && from.at === 0;
  const mark = takenAway(body, isStart);
  const source = (head + body).slice(mark);
  const nodes = parseMarkdown(source + sentinelOf(text, to, around), isStart).children;
  const end = source.length + (to.kind === "end" ? (around.behind ?? "").length : 0);
  const cut = withoutSentinel(nodes, to, around, end);
  if (!cut) return { closing: closingOf(nodes.at(-1), source) };
  const own = withoutHead(cut.nodes, from);
  if (!own || !fits(own, from, head.length + body.length, source)) return undefined;
  const facts = readPartOfChunk(body, own, head.length - mark);
  return facts.definitions.length > 0 ? undefined : partOf(facts, from.at, cut.goesOn);
}

/**
 * A piece that needs no parser: then nothing is open at its end but a list, which goes on or ends, or a fence at
 * the end of a document.
 */
function plainPiece(
  plain: PlainPart,
  text: string,
  body: string,
  from: Cut,
  to: Cut,
  { behind }: Surroundings,
): Part | undefined {
  if (to.kind === "end" ? takesIn(plain, behind) : plain.isOpen) return undefined;
  const goesOn = to.kind === "item" && plain.listMark === markOfItem(text, to.at);
  return partOf(readPartOfChunk(body, plain.nodes, 0), from.at, goesOn);
}

/** What tells the lists apart that an item at the start of a line may belong to: its mark without the number. */
function markOfItem(text: string, lineStart: number): string {
  return /^(?:[-+*]|\d{1,9}([.)]))/.exec(text.slice(lineStart, lineStart + 10))?.findLast((part) => part) ?? "";
}

/** What is put behind a piece: the line that follows where it is an item or a row, so that nothing has to be like it. */
function sentinelOf(text: string, to: Cut, { behind }: Surroundings): string {
  if (to.kind === "item" || to.kind === "row") return text.slice(to.at, endOfLine(text, to.at));
  if (to.kind === "end") return behind === undefined ? "" : behind + SENTINEL;
  return SENTINEL;
}

interface OwnNodes {
  readonly nodes: readonly RootContent[];
  readonly goesOn: boolean;
}

/** The nodes before the sentinel; nothing if it didn't come out at the top level at `end`. */
function withoutSentinel(
  nodes: readonly RootContent[],
  to: Cut,
  { behind }: Surroundings,
  end: number,
): OwnNodes | undefined {
  if (to.kind === "end" && behind === undefined) return { nodes, goesOn: false };
  const last = nodes.at(-1);
  const before = nodes.slice(0, -1);
  if (to.kind === "item") {
    if (last?.type !== "list" || last.children.at(-1)?.position?.start.offset !== end) return undefined;
    const children = last.children.slice(0, -1);
    const goesOn = children.length > 0;
    return { nodes: goesOn ? [...before, { ...last, children }] : before, goesOn };
  }
  if (to.kind === "row") {
    if (last?.type !== "table" || last.children.at(-1)?.position?.start.offset !== end) return undefined;
    const children = last.children.slice(0, -1);
    return children.length > 0 ? { nodes: [...before, { ...last, children }], goesOn: true } : undefined;
  }
  const isWhole = last?.type === "heading" && last.depth === 1 && last.position?.start.offset === end;
  return isWhole ? { nodes: before, goesOn: false } : undefined;
}

/** The nodes of a piece without the head of the table that it starts in. */
function withoutHead(nodes: readonly RootContent[], from: Cut): readonly RootContent[] | undefined {
  if (from.kind !== "row") return nodes;
  const [table, ...rest] = nodes;
  if (table?.type !== "table" || table.children.length < 2) return undefined;
  return [{ ...table, children: table.children.slice(1) }, ...rest];
}

/** Whether a piece starts with what it should, and has no other heading that starts a chunk. */
function fits(nodes: readonly RootContent[], from: Cut, length: number, source: string): boolean {
  const [first] = nodes;
  if (from.kind === "item" && (first?.type !== "list" || first.position?.start.offset !== 0)) return false;
  return nodes.every((node, i) => {
    if (node.type !== "heading" || (i === 0 && from.kind === "start")) return true;
    const { start, end } = node.position ?? { start: { offset: 0 }, end: { offset: length } };
    return isAccidentalHeading(node, source.slice(start.offset, end.offset));
  });
}
