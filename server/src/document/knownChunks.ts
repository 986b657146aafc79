import type { Chunk } from "./document.ts";
import type { ChunkFacts } from "./facts.ts";
import { headingIndent } from "./headingLines.ts";

/** A chunk that was read, and what its reading depends on besides its text: the heading behind it. */
interface Known {
  readonly facts: ChunkFacts;
  readonly behind: string | undefined;
}

/**
 * Chunks that were read before and aren't in the document now, to be found again by their text: what is undone, pasted
 * back or sent once more needn't be read again, and what was found in it still holds.
 */
export class KnownChunks {
  /** Those of equal text, the first one last. */
  readonly #byText = new Map<string, Known[]>();

  /** Adds chunks of a document but its first, which front matter and blank lines tell apart. */
  add(chunks: readonly Chunk[], from: number, to: number): void {
    for (let i = to - 1; i >= Math.max(from, 1); i--) {
      const [facts, next] = [chunks[i]?.facts, chunks[i + 1]?.facts];
      if (!facts) continue;
      const known = { facts, behind: next && headingIndent(next.text) };
      const equal = this.#byText.get(facts.text);
      if (equal) equal.push(known);
      else this.#byText.set(facts.text, [known]);
    }
  }

  /**
   * A chunk of this text, which nobody gets again: facts stand for one chunk of a document.
   *
   * @param behind the spaces before the `#` of the heading behind it; nothing at the end of the document
   */
  take(text: string, behind: string | undefined): ChunkFacts | undefined {
    const equal = this.#byText.get(text);
    if (equal?.at(-1)?.behind !== behind) return undefined;
    return equal?.pop()?.facts;
  }
}
