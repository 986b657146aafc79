import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missionDocument } from "../../scripts/bench/documents.ts";
import { Author } from "../../scripts/bench/edits.ts";
import { Random } from "../../scripts/bench/random.ts";
import { EditedText } from "../../scripts/bench/text.ts";
import { buildServer, Client } from "../lsp/client.ts";

/** What an hour of work comes to, with its pauses; without being asked for, a few minutes of it. */
const EDITS = process.env.MECHANISM_SOAK ? 10_000 : 400;
const SAMPLES = 20;
const SEED = 7;
const MEGABYTE = 1024 * 1024;
/** What caches and compiled code still differ by; a document's facts and findings that stay behind are more. */
const TOLERANCE = 3 * MEGABYTE;

const REPORT_MEMORY = fileURLToPath(new URL("./reportMemory.cjs", import.meta.url));

let server: Awaited<ReturnType<typeof buildServer>>;

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

describe("an hour with the language server", () => {
  it("leaves no memory behind", { timeout: 60 * 60 * 1000 }, async () => {
    const client = await Client.start(server.file, {
      commands: true,
      node: ["--expose-gc", "--require", REPORT_MEMORY],
    });
    const random = new Random(SEED);
    const user = new User(client, "file:///w/MECHANISM.md", random);
    await user.open(missionDocument(1, SEED));
    const sizes: number[] = [];
    for (let i = 1; i <= EDITS; i++) {
      await user.work(i);
      if (i % 80 === 0) await glance(client, `file:///w/${i}/MECHANISM.md`, random);
      if (i % (EDITS / SAMPLES) === 0) sizes.push(await memoryInUse(client));
    }
    await user.close();
    expect(await client.stop()).toBe(0);
    // What is kept on purpose is bounded and there before the second quarter starts.
    const early = median(sizes.slice(SAMPLES / 4, SAMPLES / 2));
    const late = median(sizes.slice((SAMPLES * 3) / 4));
    const figures = sizes.map((bytes) => (bytes / MEGABYTE).toFixed(1)).join(" ");
    console.log(`MB in use after each ${EDITS / SAMPLES} edits: ${figures}`);
    expect(late, `seed ${SEED}; MB after each ${EDITS / SAMPLES} edits: ${figures}`).toBeLessThan(
      early + Math.max(early / 10, TOLERANCE),
    );
  });
});

/** Opens another document for a moment, as somebody does who looks something up. */
async function glance(client: Client, uri: string, random: Random): Promise<void> {
  const user = new User(client, uri, random);
  await user.open(missionDocument(1 + random.below(3), random.below(1000)));
  for (let i = 1; i <= 3; i++) await user.work(i);
  await user.close();
}

/** Edits a document as an author does, and asks what an editor asks. */
class User {
  readonly #client: Client;
  readonly #uri: string;
  readonly #random: Random;
  #text = new EditedText("");
  #author: Author;
  #version = 0;

  constructor(client: Client, uri: string, random: Random) {
    this.#client = client;
    this.#uri = uri;
    this.#random = random;
    this.#author = new Author(this.#text, random);
  }

  async open(text: string): Promise<void> {
    this.#text = new EditedText(text);
    this.#author = new Author(this.#text, this.#random);
    await this.#client.open(this.#uri, text, ++this.#version);
    await this.#client.diagnostics(this.#uri);
  }

  async close(): Promise<void> {
    await this.#client.close(this.#uri);
  }

  /** One keystroke, the `i`th, and what an editor asks behind it. */
  async work(i: number): Promise<void> {
    const { range, text } = this.#author.type();
    await this.#client.change(this.#uri, ++this.#version, text, range);
    await this.#client.diagnostics(this.#uri);
    if (i % 60 === 0) await this.#pasteAndUndo();
    const here = { position: range.start, range, context: { diagnostics: [] } };
    const asks: readonly [every: number, method: string][] = [
      [4, "textDocument/completion"],
      [10, "textDocument/documentSymbol"],
      [10, "mechanism/outline"],
      [20, "textDocument/hover"],
      [20, "textDocument/codeAction"],
      [50, "textDocument/foldingRange"],
    ];
    for (const [every, method] of asks) if (i % every === 0) await this.#client.request(method, this.#uri, here);
    if (i % 200 === 0) await this.#save();
  }

  async #pasteAndUndo(): Promise<void> {
    const lines = ["## Security Approach", "", "**Passwords:** bcrypt", "- TBD", "", ""];
    const start = { line: this.#random.below(this.#text.lineCount), character: 0 };
    await this.#client.change(this.#uri, ++this.#version, lines.join("\n"), { start, end: start });
    await this.#client.diagnostics(this.#uri);
    const end = { line: start.line + lines.length - 1, character: 0 };
    await this.#client.change(this.#uri, ++this.#version, "", { start, end });
    await this.#client.diagnostics(this.#uri);
  }

  async #save(): Promise<void> {
    await this.#client.connection.sendNotification("textDocument/didSave", { textDocument: { uri: this.#uri } });
  }
}

/** What the server's process holds after it was made to collect its garbage: its heap, and what lies outside of it. */
async function memoryInUse({ process: child }: Client): Promise<number> {
  const answer = once(child, "message");
  child.send("memory");
  const [{ heapUsed, external }] = (await answer) as [NodeJS.MemoryUsage];
  return heapUsed + external;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
