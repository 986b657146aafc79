import { changedSpan } from "./changedSpan.ts";
import { DocumentEditor } from "./editor.ts";
import type { ChunkFacts } from "./facts.ts";
import { type Lines, type Range, type Span, shift } from "./positions.ts";

/** A part of a document, from a top-level heading to the next. */
export interface Chunk {
  /** Where the chunk starts in the document, a UTF-16 offset. */
  readonly start: number;
  /** The line that it starts, from 0. */
  readonly line: number;
  readonly facts: ChunkFacts;
}

/** What one text says: a value, made from the text and nothing else. */
export interface Document {
  /** The whole text: joined from the chunks when somebody asks, since a keystroke needs it nowhere. */
  readonly text: string;
  /** In UTF-16 code units. */
  readonly length: number;
  readonly chunks: readonly Chunk[];
  readonly lines: Lines;
  /** Normalised labels of all link definitions: the same object after an edit that changes none. */
  readonly definitions: ReadonlySet<string>;
  /** `\r\n` if the document has it anywhere. */
  readonly eol: "\n" | "\r\n";
}

/** Reads a document. Total: any text gives a document. */
export function readDocument(text: string): Document {
  return new DocumentEditor(text).read();
}

/**
 * Reads a new version of a document, parsing again only the chunks that the edit touched.
 *
 * @param previous the document before the edit
 * @param text the whole text after the edit
 */
export function updateDocument(previous: Document, text: string): Document {
  if (text === previous.text) return previous;
  const { start, oldEnd } = changedSpan(previous.text, text);
  const editor = new DocumentEditor(previous);
  editor.replace({ start, end: oldEnd }, text.slice(start, text.length - (previous.length - oldEnd)));
  return editor.read();
}

/**
 * Whether an edit took away many of the chunks of a document, as opening a fence or a comment does. It may be taken back
 * soon, so that what was known of them is worth keeping.
 */
export function isSwallowed(before: Document, after: Document): boolean {
  return before.chunks.length - after.chunks.length > MANY;
}

/** Fewer chunks are read again as quickly as they are remembered. */
const MANY = 8;

/** The range in the document of a span of one of its chunks. */
export function chunkRange(document: Document, chunk: Chunk, span: Span): Range {
  return document.lines.rangeOf(shift(span, chunk.start));
}
