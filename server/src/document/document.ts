import type { RootContent } from "mdast";
import type { ChunkFacts } from "./facts.ts";
import { parseMarkdown } from "./parse.ts";
import { LineIndex, type Range, type Span, shift } from "./positions.ts";
import { isAccidentalHeading, readChunk } from "./readChunk.ts";

/** A part of a document, from a top-level heading to the next. */
export interface Chunk {
  /** Where the chunk starts in the document, a UTF-16 offset. */
  readonly start: number;
  readonly facts: ChunkFacts;
}

/** What one text says: a value, made from the text and nothing else. */
export interface Document {
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly lines: LineIndex;
  /** Normalised labels of all link definitions. */
  readonly definitions: ReadonlySet<string>;
  /** The line ending that the document uses most. */
  readonly eol: "\n" | "\r\n";
}

/** Reads a document. Total: any text gives a document. */
export function readDocument(text: string): Document {
  return makeDocument(text, readChunks(text, 0, text.length));
}

/**
 * Reads a new version of a document, parsing again only the chunks that the edit touched.
 *
 * @param previous the document before the edit
 * @param text the whole text after the edit
 */
export function updateDocument(previous: Document, text: string): Document {
  if (text === previous.text) return previous;
  const edit = changedSpan(previous.text, text);
  const first = firstTouched(previous.chunks, edit.start);
  const kept = previous.chunks.slice(0, first);
  const from = previous.chunks[first]?.start ?? 0;
  const shiftBy = text.length - previous.text.length;
  let last = first + 1;
  for (;;) {
    while (last < previous.chunks.length && !isCleanBoundary(previous.chunks[last], edit.oldEnd)) last++;
    const next = previous.chunks[last];
    const to = next ? next.start + shiftBy : text.length;
    const fresh = next ? readPiece(text, from, to) : readChunks(text, from, text.length);
    if (fresh) {
      const moved = previous.chunks.slice(last).map((chunk) => ({ start: chunk.start + shiftBy, facts: chunk.facts }));
      return makeDocument(text, [...kept, ...fresh, ...moved]);
    }
    // The boundary is no longer one (an open fence, say): take in what follows, doubling so that it stays linear.
    last += Math.max(1, last - first);
  }
}

/** The range in the document of a span of one of its chunks. */
export function chunkRange(document: Document, chunk: Chunk, span: Span): Range {
  return document.lines.rangeOf(shift(span, chunk.start));
}

/** A heading line that, put behind a piece, must come out as a heading if the piece is whole. */
const SENTINEL = "# \u2038";
const ATX_HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const HEADING_LINES = /(?:^|\r\n|\n|\r)(?= {0,3}#{1,6}(?:[ \t\r\n]|$))/g;

function makeDocument(text: string, chunks: readonly Chunk[]): Document {
  const definitions = new Set<string>();
  for (const chunk of chunks) for (const label of chunk.facts.definitions) definitions.add(label);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return { text, chunks, lines: new LineIndex(text), definitions, eol };
}

/** Reads the chunks of a stretch that starts at a boundary and ends at the end of the document. */
function readChunks(text: string, from: number, to: number): Chunk[] {
  const chunks: Chunk[] = [];
  const boundaries = headingLines(text, from, to);
  let start = from;
  let at = 0;
  while (start < to || (start === 0 && chunks.length === 0)) {
    while ((boundaries[at] ?? to) <= start && at < boundaries.length) at++;
    let end = boundaries[at] ?? to;
    let step = 1;
    let piece = end === to ? undefined : readPiece(text, start, end);
    while (!piece && end < to) {
      at += step;
      step *= 2;
      end = boundaries[at] ?? to;
      piece = end === to ? undefined : readPiece(text, start, end);
    }
    chunks.push(...(piece ?? readRest(text, start, to)));
    start = end;
    if (end === to) break;
  }
  return chunks;
}

function readRest(text: string, from: number, to: number): Chunk[] {
  const start = from + markLength(text, from);
  try {
    return split(text, from, to, start, parseMarkdown(text.slice(start, to), from === 0).children);
  } catch (error) {
    return unreadable(text, from, to, error);
  }
}

/** Reads a stretch whose end should be a boundary; nothing if the parser says that it isn't one. */
function readPiece(text: string, from: number, to: number): Chunk[] | undefined {
  const start = from + markLength(text, from);
  const source = text.slice(start, to);
  try {
    const nodes = parseMarkdown(source + SENTINEL, from === 0).children;
    const last = nodes.at(-1);
    if (last?.type !== "heading" || last.position?.start.offset !== source.length || last.depth !== 1) return undefined;
    return split(text, from, to, start, nodes.slice(0, -1));
  } catch (error) {
    return unreadable(text, from, to, error);
  }
}

/** A stretch that is nested deeper than the parser can follow: one chunk that says nothing. */
function unreadable(text: string, from: number, to: number, error: unknown): Chunk[] {
  // Only the depth of the text can exhaust the stack; anything else is a mistake of ours.
  if (!(error instanceof RangeError)) throw error;
  return [{ start: from, facts: readChunk(text.slice(from, to), [], 0) }];
}

/** The length of a byte order mark: the parser takes it away and counts offsets as if it hadn't been there. */
function markLength(text: string, from: number): number {
  return from === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
}

/** Divides parsed nodes, whose offsets count from `origin`, at their headings. */
function split(text: string, from: number, to: number, origin: number, nodes: readonly RootContent[]): Chunk[] {
  const groups: { start: number; nodes: RootContent[] }[] = [];
  for (const node of nodes) {
    const start = origin + (node.position?.start.offset ?? 0);
    const end = origin + (node.position?.end.offset ?? 0);
    const isBoundary = node.type === "heading" && !isAccidentalHeading(node, text.slice(start, end));
    if (isBoundary) groups.push({ start: lineStart(text, start), nodes: [node] });
    else if (groups.length === 0) groups.push({ start: from, nodes: [node] });
    else groups.at(-1)?.nodes.push(node);
  }
  const first = groups[0];
  if (!first) groups.push({ start: from, nodes: [] });
  else if (first.start > from) {
    // Blank lines before a heading: they belong to it at the start of a stretch, so that no chunk is empty.
    groups[0] = { start: from, nodes: first.nodes };
  }
  return groups.map((group, i) => {
    const end = groups[i + 1]?.start ?? to;
    return { start: group.start, facts: readChunk(text.slice(group.start, end), group.nodes, group.start - origin) };
  });
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start--;
  return start;
}

function headingLines(text: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (const match of text.slice(from, to).matchAll(HEADING_LINES)) {
    const at = from + match.index + match[0].length;
    if (at > from) found.push(at);
  }
  return found;
}

/** What differs between two texts: `[start, oldEnd)` of the old one was replaced. */
function changedSpan(before: string, after: string): { start: number; oldEnd: number } {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shortest - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return { start, oldEnd: before.length - tail };
}

/** The first chunk that an edit at an offset can change: the one before, if the edit is near its end. */
function firstTouched(chunks: readonly Chunk[], offset: number): number {
  let touched = 0;
  for (let i = 1; i < chunks.length; i++) if ((chunks[i]?.start ?? 0) <= offset) touched = i;
  // An edit in a chunk's heading may undo the heading, and then the lines belong to the chunk before.
  const chunk = chunks[touched];
  const headingEnd = (chunk?.start ?? 0) + (chunk?.facts.heading?.span.end ?? 0) + 1;
  return touched > 0 && offset <= headingEnd ? touched - 1 : touched;
}

/** Whether a chunk starts behind the edit with a line that is a heading whatever stands before it. */
function isCleanBoundary(chunk: Chunk | undefined, editEnd: number): boolean {
  return chunk !== undefined && chunk.start > editEnd && ATX_HEADING.test(chunk.facts.text);
}
