import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { missionDocument } from "./documents.ts";
import { Author } from "./edits.ts";
import type { ServerKind } from "./kinds.ts";
import { Random } from "./random.ts";
import type { Measure, Results } from "./results.ts";
import { Gone, type OpenDocument, Session } from "./session.ts";

/** How much is measured at a size. */
export interface Effort {
  readonly scale: number;
  /** Every how manyth round a server takes part: slow ones in fewer, so that a run ends. */
  readonly every: number;
  /** Milliseconds that an answer is waited for; then the server is stopped and out of the race at this size. */
  readonly limit: number;
  /** How many documents are opened. */
  readonly openings: number;
}

/** Nobody types faster; milliseconds. */
const BETWEEN_KEYSTROKES = 20;
/** Authors type some characters before they think. */
const KEYSTROKES_IN_A_STRETCH = 10;

/** The text that all servers are measured with. */
export function textAt(scale: number, variant = 0): string {
  return missionDocument(scale, 1 + variant);
}

/** One server in the race at one size. */
export class Contestant {
  readonly kind: ServerKind;
  readonly effort: Effort;
  readonly #results: Results;
  readonly #session: Session;
  readonly #uri: string;
  #open: { readonly document: OpenDocument; readonly author: Author } | undefined;
  #isOut = false;

  private constructor(kind: ServerKind, effort: Effort, results: Results, session: Session, uri: string) {
    this.kind = kind;
    this.effort = effort;
    this.#results = results;
    this.#session = session;
    this.#uri = uri;
  }

  static async start(kind: ServerKind, effort: Effort, results: Results, folder: string): Promise<Contestant> {
    const uri = pathToFileURL(join(folder, "MECHANISM.md")).href;
    return new Contestant(kind, effort, results, await Session.start(kind, folder), uri);
  }

  get isOut(): boolean {
    return this.#isOut || this.#session.isGone;
  }

  /** Opens and closes a usual document, then opens others, the last of which stays. */
  async open(): Promise<void> {
    const before = await this.#session.open(this.#uri, textAt(1, 100));
    if ((await this.#timed("opened", () => before.diagnosed())) === undefined) return this.stop();
    await this.#session.close(before);
    for (let n = this.effort.openings - 1; n >= 0; n--) {
      await this.#session.rest();
      const isAnswered = await this.#openOne(textAt(this.effort.scale, n));
      // Whoever is late here may still be quick with an edit.
      if (!isAnswered && !this.#session.isGone) await this.#edit();
      if (!isAnswered) return this.stop();
      if (n > 0) await this.#session.close(this.#ready().document);
    }
  }

  /** A stretch of keystrokes, each up to the diagnostics of its version. */
  edits(): Promise<void> {
    return this.#stretch(async (n) => {
      const elapsed = await this.#edit();
      if (elapsed !== undefined && n === 0) this.#add("editAfterRest", elapsed);
    });
  }

  /** The outline of a document right behind each keystroke of a stretch, from servers that have one. */
  async symbols(): Promise<void> {
    if (this.#session.capabilities.documentSymbolProvider) await this.#stretch(() => this.#symbols());
  }

  async #stretch(keystroke: (n: number) => Promise<void>): Promise<void> {
    for (let n = 0; n < KEYSTROKES_IN_A_STRETCH && !this.isOut; n++) {
      await keystroke(n);
      await pause(BETWEEN_KEYSTROKES);
    }
  }

  async #edit(): Promise<number | undefined> {
    const { document, author } = this.#ready();
    const change = author.type();
    const elapsed = await this.#timed("edit", async () => {
      await document.tell(change);
      await document.diagnosed();
    });
    if (elapsed !== undefined) this.#add("edit", elapsed);
    return elapsed;
  }

  async #symbols(): Promise<void> {
    const { document, author } = this.#ready();
    const change = author.type();
    const elapsed = await this.#timed("symbols", async () => {
      await document.tell(change);
      await document.request("textDocument/documentSymbol");
    });
    if (elapsed === undefined) return;
    this.#add("symbols", elapsed);
    await this.#timed("edit", () => document.diagnosed());
  }

  /** Opens a fence at the top, which turns the meaning of all that follows, and takes it away again. */
  async fence(): Promise<void> {
    const { document } = this.#ready();
    const start = { line: 8, character: 0 };
    const range = { start, end: { line: 9, character: 0 } };
    const opening = { range: { start, end: start }, text: "```\n" };
    for (const [measure, change] of [
      ["fenceOpened", opening],
      ["fenceClosed", { range, text: "" }],
    ] as const) {
      const elapsed = await this.#timed(measure, async () => {
        await document.change(change);
        await document.diagnosed();
      });
      if (elapsed === undefined) return;
      this.#add(measure, elapsed);
    }
  }

  /** Keystrokes that don't wait for anything, up to the diagnostics of the last one. */
  async burst(count: number): Promise<void> {
    const { document, author } = this.#ready();
    await this.#session.rest();
    const before = this.#session.publications.length;
    const elapsed = await this.#timed("burst", async () => {
      await Promise.all(Array.from({ length: count }, () => document.tell(author.type())));
      await document.diagnosed();
    });
    if (elapsed === undefined) return;
    this.#add("burst", elapsed);
    if (this.kind.diagnostics === "push") this.#add("burstPublications", this.#session.publications.length - before);
  }

  rest(): Promise<void> {
    return this.#session.rest();
  }

  /** Ends the server, and takes note of its memory. */
  stop(): void {
    const memory = this.#session.isGone ? undefined : this.#session.peakMemory();
    if (memory !== undefined) this.#add("memory", memory);
    this.#session.kill();
  }

  /** Opens a document, up to the first diagnostics and the last ones; whether they came in time. */
  async #openOne(text: string): Promise<boolean> {
    const start = performance.now();
    const before = this.#session.publications.length;
    const elapsed = await this.#timed("opened", async () => {
      const document = await this.#session.open(this.#uri, text);
      this.#open = { document, author: new Author(document.text, new Random(7)) };
      await document.diagnosed();
    });
    if (elapsed === undefined) return false;
    await this.#session.rest();
    const last = this.#session.publications.slice(before).findLast(({ uri }) => uri === this.#uri);
    this.#add("opened", elapsed);
    this.#add("openedWholly", Math.max(elapsed, (last?.time ?? start) - start));
    return true;
  }

  /** Milliseconds that something takes; without an answer in time the server is out. */
  async #timed(measure: Measure, run: () => Promise<unknown>): Promise<number | undefined> {
    const { limit } = this.effort;
    const start = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), limit);
    });
    try {
      if ((await Promise.race([run(), late])) !== "late") return performance.now() - start;
      this.#results.unanswered(measure, this.effort.scale, this.kind.name, limit);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      this.#results.crashed(measure, this.effort.scale, this.kind.name);
    } finally {
      clearTimeout(timer);
    }
    this.#isOut = true;
    if (measure !== "opened") this.stop();
    return undefined;
  }

  #ready(): { readonly document: OpenDocument; readonly author: Author } {
    if (!this.#open) throw new Error("No document is open.");
    return this.#open;
  }

  #add(measure: Measure, value: number): void {
    this.#results.add(measure, this.effort.scale, this.kind.name, value);
  }
}
