import type { Position } from "../../server/src/document/positions.ts";
import type { Random } from "./random.ts";
import { type Change, type EditedText, insertion } from "./text.ts";

/** Lines that authors work in: how they look, and how often one of them is chosen. */
const PLACES: readonly { readonly looks: RegExp; readonly weight: number }[] = [
  { looks: /^[A-Z][^#|*`-]+\.$/, weight: 4 },
  { looks: /^- (?!\*\*)/, weight: 4 },
  { looks: /^\*\*[^*]+:\*\* ./, weight: 3 },
  { looks: /^\| (?!---)/, weight: 2 },
  { looks: /^#{2,4} /, weight: 1 },
  { looks: /^ {2}"/, weight: 1 },
];
const TOTAL_WEIGHT = PLACES.reduce((sum, { weight }) => sum + weight, 0);
const LETTERS = "etaoinshrdlucmfwypvbgkjqxz";
/** Characters that mean something in Markdown: each opens or ends what wasn't there a keystroke ago. */
const MARKS = "`*_[]|<(";

/**
 * Edits as an author makes them, one keystroke each: some characters at one place, then at another, all over the
 * document; in prose, list items, values of fields, cells of tables, headings and JSON. Now and then a new line, a mark
 * of Markdown that is taken away again, or a deletion.
 */
export class Author {
  readonly #text: EditedText;
  readonly #random: Random;
  readonly #waiting: Change[] = [];

  constructor(text: EditedText, random: Random) {
    this.#text = text;
    this.#random = random;
  }

  /** The next keystroke, done in the text already. */
  type(): Change {
    if (this.#waiting.length === 0) this.#waiting.push(...this.#plan());
    const change = this.#waiting.shift();
    if (!change) throw new Error("An author without a plan.");
    this.#text.apply(change);
    return change;
  }

  #plan(): readonly Change[] {
    const at = this.#place();
    const what = this.#random.below(20);
    if (what === 0) return [insertion(end(at, this.#text), "\n")];
    if (what === 1) return [insertion(end(at, this.#text), `\n- ${this.#word()}`)];
    if (what === 2) return this.#deletion(at);
    if (what === 3) return this.#mark(at);
    return [...` ${this.#word()}`].map((letter, i) => insertion({ ...at, character: at.character + i }, letter));
  }

  #deletion(at: Position): readonly Change[] {
    const length = Math.min(1 + this.#random.below(4), this.#text.line(at.line).length - at.character);
    return [{ range: { start: at, end: { ...at, character: at.character + length } }, text: "" }];
  }

  #mark(at: Position): readonly Change[] {
    const after = { ...at, character: at.character + 1 };
    return [insertion(at, this.#random.pick([...MARKS])), { range: { start: at, end: after }, text: "" }];
  }

  #word(): string {
    return Array.from({ length: 2 + this.#random.below(6) }, () => this.#random.pick([...LETTERS])).join("");
  }

  /** A place between two words of a line of a chosen kind; where the document has none, of any line. */
  #place(): Position {
    const looks = this.#looks();
    const first = this.#random.below(this.#text.lineCount);
    for (let n = 0; n < this.#text.lineCount; n++) {
      const line = (first + n) % this.#text.lineCount;
      if (looks.test(this.#text.line(line))) return { line, character: this.#character(this.#text.line(line)) };
    }
    return { line: first, character: 0 };
  }

  #looks(): RegExp {
    let rest = this.#random.below(TOTAL_WEIGHT);
    for (const { looks, weight } of PLACES) {
      if (rest < weight) return looks;
      rest -= weight;
    }
    return /./;
  }

  #character(line: string): number {
    const words = [...line.matchAll(/(?<=\w)(?= )/g)].map(({ index }) => index).slice(1);
    return words.length > 0 ? this.#random.pick(words) : line.length;
  }
}

function end({ line }: Position, text: EditedText): Position {
  return { line, character: text.line(line).length };
}
