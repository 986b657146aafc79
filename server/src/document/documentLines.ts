import type { Chunk } from "./document.ts";
import type { Lines, Position, Range, Span } from "./positions.ts";

/** The lines of a document, found by those of its chunks: every chunk starts with a line. */
export class DocumentLines implements Lines {
  readonly #chunks: readonly Chunk[];
  readonly #length: number;

  constructor(chunks: readonly Chunk[], length: number) {
    this.#chunks = chunks;
    this.#length = length;
  }

  get lineCount(): number {
    const last = this.#chunks.at(-1);
    return last ? last.line + last.facts.lines.lineCount : 1;
  }

  lineStart(line: number): number {
    const chunk = this.#chunkOfLine(line);
    if (!chunk || line >= this.lineCount) return line <= 0 ? 0 : this.#length;
    return chunk.start + chunk.facts.lines.lineStart(line - chunk.line);
  }

  lineSpan(line: number): Span {
    const chunk = this.#chunkOfLine(line);
    if (!chunk || line >= this.lineCount) return { start: this.#length, end: this.#length };
    const { start, end } = chunk.facts.lines.lineSpan(line - chunk.line);
    return { start: chunk.start + start, end: chunk.start + end };
  }

  positionAt(offset: number): Position {
    const chunk = this.#chunks[lastIndex(this.#chunks, (one) => one.start <= offset)];
    if (!chunk) return { line: 0, character: 0 };
    const { line, character } = chunk.facts.lines.positionAt(offset - chunk.start);
    return { line: chunk.line + line, character };
  }

  offsetAt(position: Position): number {
    if (position.line >= this.lineCount) return this.#length;
    const line = this.lineSpan(position.line);
    return Math.min(line.start + Math.max(0, position.character), line.end);
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  #chunkOfLine(line: number): Chunk | undefined {
    return this.#chunks[
      Math.max(
        0,
        lastIndex(this.#chunks, (one) => one.line <= line),
      )
    ];
  }
}

/** The index of the last of some sorted things for which a test holds that holds for all before it; -1 for none. */
export function lastIndex<T>(sorted: readonly T[], test: (one: T) => boolean): number {
  let low = -1;
  let high = sorted.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && test(one)) low = middle;
    else high = middle;
  }
  return low;
}
