import type { Random } from "./random.ts";

const THINGS = ["booking", "room", "member", "invoice", "ticket", "route", "sensor", "parcel", "course", "harvest"];
/** What things have. */
export const PARTS = ["entry", "state", "note", "price", "event", "label", "batch", "review", "quota", "plan"];
const WORDS =
  "the team keeps every request small because people read it on a phone and answer before the ferry leaves so nobody waits for a report that was printed yesterday while the harbour office closes at noon".split(
    " ",
  );

const MARKS = [" (see [Authentication](#authentication))", " by <b>noon</b>", " at 5 \\* 12"];

/** Invented names and sentences, in amounts that grow with a document. */
export class Prose {
  readonly #scale: number;
  readonly #random: Random;

  constructor(scale: number, random: Random) {
    this.#scale = scale;
    this.#random = random;
  }

  /** As many things as there are at 1x, times the scale. */
  many<T>(at1x: number, make: (i: number) => T): T[] {
    return Array.from({ length: Math.round(at1x * this.#scale) }, (_, i) => make(i));
  }

  /** A name that only the number `i` has. */
  name(i: number): string {
    const thing = THINGS[i % THINGS.length] ?? "";
    const round = Math.floor(i / THINGS.length);
    return round === 0 ? thing : `${thing}_${PARTS[round % PARTS.length]}_${round}`;
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.#random.pick(WORDS)).join(" ");
  }

  sentences(count: number): string {
    const sentence = (): string => {
      const words = this.words(8 + this.#random.below(10));
      // Links and escapes, which a reader of plain lines leaves to a parser: in about a fifth of the text, as in real documents.
      const mark = this.#random.below(24) === 0 ? this.#random.pick(MARKS) : "";
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}${mark}.`;
    };
    return Array.from({ length: count }, sentence).join(" ");
  }
}
