import { divide, readEdited } from "./divide.ts";
import { type Document, isSwallowed } from "./document.ts";
import { lastIndex } from "./documentLines.ts";
import { documentOf } from "./documentOf.ts";
import type { ChunkFacts } from "./facts.ts";
import { closesFrontMatter, frontMatterEnd, opensFrontMatter } from "./frontMatter.ts";
import { headingIndent } from "./headingLines.ts";
import { KnownChunks } from "./knownChunks.ts";
import { LineIndex, type Position, type Range, type Span } from "./positions.ts";

/** Some chunks of the document with another text in their place. Both start and end where lines do. */
class Window {
  /** The first chunk, by index. */
  readonly first: number;
  /** The chunk behind the last. */
  readonly last: number;
  readonly text: string;
  #lines: LineIndex | undefined;

  constructor(first: number, last: number, text: string) {
    this.first = first;
    this.last = last;
    this.text = text;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }
}

/** A place in the text: in a window, or in a chunk that is as it was. */
interface Place {
  readonly window: Window | undefined;
  readonly first: number;
  readonly last: number;
  /** The text of the window or the chunk, and the offset in it. */
  readonly text: string;
  readonly offset: number;
}

/** A text of this length is divided before it is edited any further, so that an edit doesn't copy all of it. */
const LONG = 65_536;

/**
 * Takes edits to a document, and reads the result when somebody asks. An edit costs what it touches: the text of a
 * document is that of its chunks, and only the chunks around an edit get another.
 */
export class DocumentEditor {
  #base: Document;
  /** The document before much of it was swallowed. */
  #former: Document | undefined;
  #windows: readonly Window[];
  /** The whole text is in one window, and nobody has divided it yet. */
  #isUndivided = false;

  /** @param start the document to edit, or a text that nobody has read yet */
  constructor(start: Document | string) {
    this.#base = typeof start === "string" ? documentOf([]) : start;
    this.#windows = [];
    if (typeof start === "string") this.edit(undefined, start);
  }

  /** The length of the text, in UTF-16 code units. */
  get length(): number {
    return this.#windows.reduce((sum, window) => sum + this.#growth(window), this.#base.length);
  }

  /**
   * Replaces a range of the text. Positions beside the text mean the nearest place in it (LSP 3.17), and the ends of a
   * range may come in either order.
   *
   * @param range nothing replaces the whole text
   */
  edit(range: Range | undefined, text: string): void {
    if (!range) {
      this.#windows = [new Window(0, this.#base.chunks.length, text)];
      this.#isUndivided = true;
      return;
    }
    if (this.#isUndivided && this.length > LONG) this.read();
    const [start, end] = [this.#offsetAt(range.start), this.#offsetAt(range.end)];
    this.replace({ start: Math.min(start, end), end: Math.max(start, end) }, text);
  }

  /** Replaces a span of the text, given in UTF-16 offsets that lie in it. */
  replace(span: Span, text: string): void {
    const start = this.#placeAt(span.start);
    const end = this.#placeAt(span.end);
    const joined = start.text.slice(0, start.offset) + text + end.text.slice(end.offset);
    const others = this.#windows.filter((one) => one !== start.window && one !== end.window);
    const before = others.filter((one) => one.last <= start.first);
    const behind = others.filter((one) => one.first >= end.last);
    this.#windows = this.#withWholeLines(before, new Window(start.first, end.last, joined), behind);
  }

  /** The document after all edits so far. Total: any text gives a document. */
  read(): Document {
    if (this.#windows.length > 0) {
      const before = this.#base;
      this.#base = this.#readWindows();
      this.#former = [before, this.#former].find((one) => one && isSwallowed(one, this.#base));
    }
    this.#windows = [];
    this.#isUndivided = false;
    return this.#base;
  }

  /** Joins windows that touch, and takes in chunks whose first line became a part of another. */
  #withWholeLines(before: readonly Window[], added: Window, behind: readonly Window[]): Window[] {
    const [left, right] = [[...before], [...behind]];
    let window = added;
    for (;;) {
      const [previous, next] = [left.at(-1), right[0]];
      if (previous && previous.last === window.first) {
        left.pop();
        window = new Window(previous.first, window.last, previous.text + window.text);
      } else if (next && next.first === window.last) {
        right.shift();
        window = new Window(window.first, next.last, window.text + next.text);
      } else if (window.last < this.#base.chunks.length && !/(?:^|[\r\n])$/.test(window.text)) {
        window = new Window(window.first, window.last + 1, window.text + this.#chunkText(window.last));
      } else if (window.first > 0 && window.text.startsWith("\n") && this.#chunkText(window.first - 1).endsWith("\r")) {
        window = new Window(window.first - 1, window.last, this.#chunkText(window.first - 1) + window.text);
      } else {
        return [...left, window, ...right];
      }
    }
  }

  #readWindows(): Document {
    const { chunks } = this.#base;
    const earlier = this.#former ? [this.#base, this.#former] : [this.#base];
    if (this.#mayCloseFrontMatter()) return documentOf(partsOf(this.#wholeText()), earlier);
    const known = this.#known();
    const parts: ChunkFacts[] = [];
    let at = 0;
    const windows = [...this.#windows];
    for (let window = windows.shift(); window; window = windows.shift()) {
      for (; at < window.first; at++) push(parts, chunks[at]?.facts);
      at = window.last;
      let { text } = window;
      // What doesn't start with a heading belongs to the chunk before; and that was read with the indentation of the
      // heading behind it, which tells whether it belongs to an item there.
      const indent = headingIndent(text);
      let isOwn = indent !== undefined && indent === headingIndent(this.#chunkText(window.first));
      for (; parts.length > 0 && !isOwn; isOwn = headingIndent(text) !== undefined) {
        text = `${parts.pop()?.text ?? ""}${text}`;
      }
      const spliced = text === window.text ? this.#spliced(window, windows[0], parts.length === 0) : undefined;
      if (spliced) {
        parts.push(spliced);
        continue;
      }
      for (let step = 1; ; step *= 2) {
        const isEnd = at >= chunks.length;
        const isTouched = windows[0]?.first === at;
        const behind = isEnd || isTouched ? undefined : headingIndent(this.#chunkText(at));
        const isBoundary = isEnd || behind !== undefined;
        const read = isBoundary ? divide(text, { isStart: parts.length === 0, behind }, known) : { closing: undefined };
        if (Array.isArray(read)) {
          parts.push(...read);
          break;
        }
        // The next heading is none any more: take in what follows, to where the fence or the comment that was opened is
        // closed, else twice as much each time.
        const { closing } = read;
        for (let i = 0, isClosed = false; (closing ? !isClosed : i < step) && at < chunks.length; i++) {
          const next = windows[0]?.first === at ? windows.shift() : undefined;
          const more = next?.text ?? this.#chunkText(at);
          isClosed = closing?.endIn(more, 0) !== undefined;
          text += more;
          at = next?.last ?? at + 1;
        }
      }
    }
    for (; at < chunks.length; at++) push(parts, chunks[at]?.facts);
    return documentOf(parts.length > 0 ? parts : partsOf(""), earlier);
  }

  /** The chunks that may be there again: those that are replaced by another text, and those that were swallowed. */
  #known(): KnownChunks | undefined {
    const replaced = this.#windows.filter(({ first, last }) => last - first > 1);
    if (replaced.length === 0 && !this.#former) return undefined;
    const known = new KnownChunks();
    for (const { first, last } of replaced) known.add(this.#base.chunks, first, last);
    if (this.#former) known.add(this.#former.chunks, 0, this.#former.chunks.length);
    return known;
  }

  /** A long chunk with an edit in it, read by what it said before. */
  #spliced({ first, last, text }: Window, next: Window | undefined, isStart: boolean): ChunkFacts | undefined {
    const old = this.#base.chunks[first]?.facts;
    if (!old || last !== first + 1 || next?.first === last) return undefined;
    if (last >= this.#base.chunks.length) return readEdited(old, text, { isStart, behind: undefined });
    const behind = headingIndent(this.#chunkText(last));
    return behind === undefined ? undefined : readEdited(old, text, { isStart, behind });
  }

  /** Front matter that nothing closes is none, and a line far below can close it. */
  #mayCloseFrontMatter(): boolean {
    const [window] = this.#windows;
    const start = window?.first === 0 ? window.text : this.#chunkText(0);
    if (!opensFrontMatter(start) || frontMatterEnd(start) !== undefined) return false;
    return window?.first === 0 || this.#windows.some((one) => closesFrontMatter(one.text));
  }

  #wholeText(): string {
    const { chunks } = this.#base;
    let text = "";
    let at = 0;
    for (const window of this.#windows) {
      for (; at < window.first; at++) text += this.#chunkText(at);
      text += window.text;
      at = window.last;
    }
    for (; at < chunks.length; at++) text += this.#chunkText(at);
    return text;
  }

  #chunkText(index: number): string {
    return this.#base.chunks[index]?.facts.text ?? "";
  }

  /** How much longer the text is by a window. */
  #growth({ first, last, text }: Window): number {
    return text.length - (this.#startOf(last) - this.#startOf(first));
  }

  /** Where a chunk starts in the document before the edits; its end behind the last. */
  #startOf(chunk: number): number {
    return this.#base.chunks[chunk]?.start ?? this.#base.length;
  }

  #lineOf(chunk: number): number {
    return this.#base.chunks[chunk]?.line ?? this.#base.lines.lineCount - 1;
  }

  #placeAt(offset: number): Place {
    let growth = 0;
    for (const window of this.#windows) {
      const start = this.#startOf(window.first) + growth;
      if (offset < start) break;
      const isLast = window.last >= this.#base.chunks.length;
      if (offset < start + window.text.length || isLast) {
        const { first, last, text } = window;
        return { window, first, last, text, offset: Math.min(offset - start, text.length) };
      }
      growth += this.#growth(window);
    }
    const old = offset - growth;
    const chunk = Math.max(
      0,
      lastIndex(this.#base.chunks, (one) => one.start <= old),
    );
    const last = Math.min(chunk + 1, this.#base.chunks.length);
    return { window: undefined, first: chunk, last, text: this.#chunkText(chunk), offset: old - this.#startOf(chunk) };
  }

  #offsetAt({ line, character }: Position): number {
    let growth = 0;
    let lines = 0;
    for (const window of this.#windows) {
      const first = this.#lineOf(window.first) + lines;
      if (line < first) break;
      const count = window.lines.lineCount - 1;
      const isLast = window.last >= this.#base.chunks.length;
      if (line < first + count || isLast) {
        return this.#startOf(window.first) + growth + window.lines.offsetAt({ line: line - first, character });
      }
      growth += this.#growth(window);
      lines += count - (this.#lineOf(window.last) - this.#lineOf(window.first));
    }
    return this.#base.lines.offsetAt({ line: line - lines, character }) + growth;
  }
}

/** The parts of a whole text, whose end nothing follows. */
function partsOf(text: string): ChunkFacts[] {
  const parts = divide(text, { isStart: true, behind: undefined });
  return Array.isArray(parts) ? parts : [];
}

function push(parts: ChunkFacts[], facts: ChunkFacts | undefined): void {
  if (facts) parts.push(facts);
}
