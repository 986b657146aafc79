/** A half-open range of text, `[start, end)`, in UTF-16 code units from the start of the text that it belongs to. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a document: line and UTF-16 character, both from 0, as in LSP 3.17. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open range between two positions, as in LSP 3.17. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Moves a span by `offset` code units, such as from a chunk to its document. */
export function shift(span: Span, offset: number): Span {
  return { start: span.start + offset, end: span.end + offset };
}

/** Whether `inner` lies wholly inside `outer`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Translates between offsets and positions of one text. Lines end at `\n`, `\r\n` or `\r`, as in LSP 3.17. */
export interface Lines {
  readonly lineCount: number;
  /** The offset at which a line starts; the end of the text for lines behind the last. */
  lineStart(line: number): number;
  /** The span of a line without its line ending. */
  lineSpan(line: number): Span;
  positionAt(offset: number): Position;
  /** The offset of a position; a character behind the end of its line means the end of that line (LSP 3.17). */
  offsetAt(position: Position): number;
  rangeOf(span: Span): Range;
}

/** The lines of one text, found by a pass over it. */
export class LineIndex implements Lines {
  readonly #text: string;
  #known: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Found when they are asked for first: parts of a chunk have no need of them. */
  get #starts(): readonly number[] {
    this.#known ??= lineStarts(this.#text);
    return this.#known;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  lineStart(line: number): number {
    return this.#starts[Math.max(0, line)] ?? this.#text.length;
  }

  lineSpan(line: number): Span {
    const start = this.lineStart(line);
    let end = this.lineStart(line + 1);
    while (end > start && isLineEnd(this.#text.charCodeAt(end - 1))) end--;
    return { start, end };
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle;
    }
    return { line: low, character: clamped - (this.#starts[low] ?? 0) };
  }

  offsetAt(position: Position): number {
    if (position.line >= this.#starts.length) return this.#text.length;
    const line = this.lineSpan(position.line);
    return Math.min(line.start + Math.max(0, position.character), line.end);
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === CARRIAGE_RETURN && text.charCodeAt(i + 1) === LINE_FEED) i++;
    if (isLineEnd(code)) starts.push(i + 1);
  }
  return starts;
}
