import type { Position, Range } from "../../server/src/document/positions.ts";

/** One edit in the range form of `textDocument/didChange`. */
export interface Change {
  readonly range: Range;
  readonly text: string;
}

/** A text with lines that end with `\n`, kept as lines, so that an edit of a long one costs little. */
export class EditedText {
  readonly #lines: string[];

  constructor(text: string) {
    this.#lines = text.split("\n");
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  /** The text of a line, without its ending; empty beyond the last. */
  line(number: number): string {
    return this.#lines[number] ?? "";
  }

  /** The number of the longest line. */
  get longestLine(): number {
    return this.#lines.reduce((longest, line, i) => (line.length > this.line(longest).length ? i : longest), 0);
  }

  toString(): string {
    return this.#lines.join("\n");
  }

  apply({ range: { start, end }, text }: Change): void {
    const before = this.line(start.line).slice(0, start.character);
    const after = this.line(end.line).slice(end.character);
    this.#lines.splice(start.line, end.line - start.line + 1, ...`${before}${text}${after}`.split("\n"));
  }
}

/** An insertion of `text`. */
export function insertion(at: Position, text: string): Change {
  return { range: { start: at, end: at }, text };
}
