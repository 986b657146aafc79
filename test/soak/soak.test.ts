import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { missionDocument } from "../../scripts/bench/documents.ts";
import { Random } from "../../scripts/bench/random.ts";
import { DocumentEditor } from "../../server/src/document/editor.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { codeActions } from "../../server/src/features/codeActions.ts";
import { completions } from "../../server/src/features/completion.ts";
import { displayedDiagnostics } from "../../server/src/features/diagnostics.ts";
import { hover } from "../../server/src/features/hover.ts";
import { outline } from "../../server/src/features/outline.ts";
import { symbols } from "../../server/src/features/symbols.ts";
import { POLICY, service, TODAY } from "../support/service.ts";

/** An hour of typing at five keys a second; without being asked for, a minute or two of it. */
const EDITS = process.env.MECHANISM_SOAK ? 18_000 : 900;
const SEED = 20;
const OPTIONS = { settings: { profile: "draft", rules: new Map() }, policy: POLICY, today: TODAY } as const;
const MEGABYTE = 1024 * 1024;

describe("an hour of editing", () => {
  it("leaves no memory behind", { timeout: 60 * 60 * 1000 }, () => {
    const author = new Author(new Random(SEED));
    const heaps: number[] = [];
    const every = EDITS / 36;
    for (let i = 1; i <= EDITS; i++) {
      author.type(i);
      if (i % every === 0) heaps.push(heapUsed());
    }
    const early = median(heaps.slice(9, 18));
    const late = median(heaps.slice(27));
    const figures = heaps.map((bytes) => Math.round(bytes / MEGABYTE)).join(" ");
    // What is kept on purpose is bounded and there before the second quarter starts.
    expect(late, `seed ${SEED}; MB after each ${every} edits: ${figures}`).toBeLessThan(
      early + Math.max(early / 10, 10 * MEGABYTE),
    );
  });
});

/** Types into a document as people do, looks at what the editor shows, and now and then opens another. */
class Author {
  readonly #random: Random;
  #editor = new DocumentEditor("");
  #analysis: Analysis | undefined;
  #caret = 0;
  /** What was typed last, to be taken back. */
  #undo: { readonly start: number; readonly length: number } | undefined;

  constructor(random: Random) {
    this.#random = random;
    this.#open(1);
  }

  type(i: number): void {
    if (i % 3000 === 0) this.#open(1 + (i % 3));
    if (i % 40 === 0) this.#caret = this.#random.below(this.#editor.length);
    if (i % 61 === 0) this.#insert("\n\n### A section from elsewhere\n\n**Purpose:** to be read\n\n- one\n- two\n");
    else if (i % 13 === 0) this.#takeBack();
    else this.#insert(this.#random.pick([..."etaoin shrdlu .", "\n", "`", "*", "[", "]", "🚢"]));
    this.#look(i);
  }

  #open(scale: number): void {
    this.#editor = new DocumentEditor(missionDocument(scale, this.#random.below(1000)));
    this.#analysis = undefined;
    this.#undo = undefined;
    this.#caret = this.#random.below(this.#editor.length);
  }

  #insert(text: string): void {
    this.#editor.replace({ start: this.#caret, end: this.#caret }, text);
    this.#undo = { start: this.#caret, length: text.length };
    this.#caret += text.length;
  }

  #takeBack(): void {
    if (!this.#undo) return;
    const { start, length } = this.#undo;
    this.#editor.replace({ start, end: start + length }, "");
    this.#caret = start;
    this.#undo = undefined;
  }

  #look(i: number): void {
    const previous = this.#analysis ? { previous: this.#analysis } : {};
    const analysis = service.analyse(this.#editor.read(), { ...OPTIONS, ...previous });
    this.#analysis = analysis;
    displayedDiagnostics(analysis);
    const position = analysis.document.lines.positionAt(this.#caret);
    if (i % 5 === 0) completions(analysis, position);
    if (i % 10 === 0) symbols(analysis);
    if (i % 15 === 0) outline(analysis);
    if (i % 20 === 0) hover(analysis, position);
    if (i % 25 === 0) codeActions(analysis, { start: position, end: position });
  }
}

function heapUsed(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
