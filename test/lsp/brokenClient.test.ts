import { describe, expect, it } from "vitest";
import { LSPErrorCodes } from "vscode-languageserver/node";
import { Client, FULL } from "./client.ts";
import { rangeOf, SMALL } from "./documents.ts";
import { framed, type RawClient, type RawMessage, rawServer } from "./rawClient.ts";

const URI = "file:///w/MECHANISM.md";
/** Asks for findings, and gives its settings with a notification. */
const PULLS = { textDocument: { diagnostic: {} } };
/** Wants to be asked for its settings. */
const CONFIGURES = { ...PULLS, workspace: { configuration: true } };

const server = rawServer();
let client: RawClient;

const opened = framed({
  method: "textDocument/didOpen",
  params: { textDocument: { uri: URI, languageId: "markdown", version: 1, text: SMALL } },
});

function about(method: string, id: string): string {
  return framed({ id, method, params: { textDocument: { uri: URI } } });
}

function cancelOf(id: unknown): string {
  return framed({ method: "$/cancelRequest", params: { id } });
}

function changed(version: number, text: string): string {
  return framed({
    method: "textDocument/didChange",
    params: { textDocument: { uri: URI, version }, contentChanges: [{ text }] },
  });
}

const known = new Map<string, Promise<unknown>>();

/** What a server that was never disturbed finds in a text. */
function findings(text: string, settings: unknown = null): Promise<unknown> {
  const key = JSON.stringify([text, settings]);
  const found = known.get(key) ?? freshFindings(text, settings);
  known.set(key, found);
  return found;
}

async function freshFindings(text: string, settings: unknown): Promise<unknown> {
  const own = await Client.start(server.file, { capabilities: FULL, settings });
  await own.open(URI, text);
  const found = await own.diagnostics(URI);
  await own.stop();
  // Otherwise a server that finds nothing would look right.
  expect(found).not.toEqual([]);
  return found;
}

/** Whether the server lives, and finds in the open document what one that was never disturbed finds in its text. */
async function check(text: string, settings?: unknown): Promise<void> {
  client.write(about("textDocument/diagnostic", "check"));
  const { result } = await client.answer("check");
  expect((result as { readonly items: unknown }).items).toEqual(await findings(text, settings));
  expect(await client.stop()).toBe(0);
}

describe("what is no message", () => {
  it.each([
    ["broken JSON", 'Content-Length: 9\r\n\r\n{"a":oops'],
    ["an empty body", "Content-Length: 0\r\n\r\n"],
    ["an array", "Content-Length: 2\r\n\r\n[]"],
    ["null", "Content-Length: 4\r\n\r\nnull"],
    ["a number", "Content-Length: 1\r\n\r\n7"],
    ["an object without a method", "Content-Length: 2\r\n\r\n{}"],
    ["an answer that nobody waits for", framed({ id: 4711, result: {} })],
  ])("is passed over: %s", async (_, bytes) => {
    client = await server.start(PULLS);
    client.write(opened, bytes, changed(2, `${SMALL}\nTBD\n`), bytes);
    await check(`${SMALL}\nTBD\n`);
  });

  it.each([
    ["is too short for its body", 'Content-Length: 5\r\n\r\n{"jsonrpc":"2.0","method":"x"}'],
    ["is too long for its body", 'Content-Length: 500\r\n\r\n{"jsonrpc":"2.0","method":"x"}'],
    ["is missing", "Content-Type: text\r\n\r\n{}"],
    ["is no number", "Content-Length: many\r\n\r\n{}"],
    ["is negative", "Content-Length: -5\r\n\r\n{}"],
    ["is drowned in binary data", "\u0000\u0001\uffff\r\n\r\n\u0000"],
  ])("leaves no process behind when the length %s, after which nothing can be read", async (_, bytes) => {
    client = await server.start(PULLS);
    client.write(opened, bytes, about("textDocument/documentSymbol", "one"), about("textDocument/hover", "two"));
    expect(await client.hangUp()).toBe(1);
  });
});

describe("a cancellation", () => {
  it("may come twice, after the answer, for an id that is used later, and without an id", async () => {
    client = await server.start(PULLS);
    const symbols = (id: string): string => about("textDocument/documentSymbol", id);
    client.write(opened, symbols("one"), cancelOf("one"), cancelOf("one"));
    expect((await client.answer("one")).error?.code).toBe(LSPErrorCodes.RequestCancelled);
    client.write(cancelOf("one"), cancelOf("later"), cancelOf(null), cancelOf({}), symbols("later"));
    expect((await client.answer("later")).result).toBeInstanceOf(Array);
    client.write(framed({ method: "$/cancelRequest" }));
    await check(SMALL);
  });
});

describe("a change", () => {
  it.each([
    ["too long", 500],
    ["too short", 0],
    ["negative", -7],
    ["no whole number", 1.5],
    ["more than any document has", Number.MAX_SAFE_INTEGER],
    ["text", "three"],
    ["null", null],
  ])("goes by its range when its length is wrong: %s", async (_, rangeLength) => {
    client = await server.start(PULLS);
    const contentChanges = [
      { range: rangeOf(SMALL, "TBD"), rangeLength, text: "Redis" },
      // Places of the text after the change before.
      { range: rangeOf(SMALL.replace("TBD", "Redis"), "Indexes"), rangeLength, text: "TBD" },
    ];
    const params = { textDocument: { uri: URI, version: 2 }, contentChanges };
    client.write(opened, framed({ method: "textDocument/didChange", params }));
    await check(SMALL.replace("TBD", "Redis").replace("Indexes", "TBD"));
  });
});

describe("the end", () => {
  it("may come in the middle of work: what was asked before is answered", async () => {
    client = await server.start(PULLS);
    const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
    client.write(opened, ...ids.map((id) => about("textDocument/documentSymbol", id)));
    expect(await client.stop()).toBe(0);
    const answers = client.received.filter((one) => ids.includes(String(one.id)));
    expect(answers.map((one) => one.id).sort()).toEqual([...ids].sort());
    for (const { result } of answers) expect(result).toBeInstanceOf(Array);
  });

  it("may come in one piece with everything before it", async () => {
    client = await server.start(PULLS);
    client.write(opened, about("textDocument/diagnostic", "one"));
    client.write(framed({ id: "shutdown", method: "shutdown" }), framed({ method: "exit" }));
    expect(await client.ended).toBe(0);
  });

  it("is the end, whatever is sent after shutdown", async () => {
    client = await server.start(PULLS);
    client.write(opened, framed({ id: "bye", method: "shutdown" }));
    await client.answer("bye");
    client.write(changed(2, "# x"), about("textDocument/diagnostic", "late"), opened, cancelOf("late"));
    expect((await client.answer("late")).result).toBeUndefined();
    client.write(framed({ method: "exit" }));
    expect(await client.ended).toBe(0);
  });
});

describe("a client that is asked for its settings", () => {
  const strict = { rules: { "tbd-unresolved": "off" } };
  const isConfiguration = (one: RawMessage): boolean => one.method === "workspace/configuration";

  /** The server's request number `n`, from 0, for the settings. */
  async function asked(n: number): Promise<RawMessage> {
    return client.message((one) => client.received.filter(isConfiguration).indexOf(one) === n);
  }

  it("may never answer: the defaults hold, until it does", async () => {
    client = await server.start(CONFIGURES);
    client.write(opened);
    const request = await asked(0);
    let requests = 0;
    const found = async (): Promise<unknown> => {
      const id = `found ${requests++}`;
      client.write(about("textDocument/diagnostic", id));
      return ((await client.answer(id)).result as { readonly items: unknown } | undefined)?.items;
    };
    expect(await found()).toEqual(await findings(SMALL));
    client.write(framed({ id: request.id, result: [strict] }));
    await expect.poll(found, { timeout: 30_000 }).toEqual(await findings(SMALL, strict));
    expect(await client.stop()).toBe(0);
  });

  it("may change documents and settings before it answers", async () => {
    client = await server.start(CONFIGURES);
    client.write(opened);
    const first = await asked(0);
    client.write(changed(2, "# MECHANISM: x\n"), framed({ method: "workspace/didChangeConfiguration", params: {} }));
    const second = await asked(1);
    client.write(changed(3, SMALL), framed({ id: second.id, result: [strict] }));
    client.write(changed(4, `${SMALL}TBD\n`), framed({ id: first.id, result: [null] }));
    await check(`${SMALL}TBD\n`, strict);
    expect(await findings(`${SMALL}TBD\n`, strict)).not.toEqual(await findings(`${SMALL}TBD\n`));
  });

  it.each<[string, object]>([
    ["an error", { error: { code: -32603, message: "no" } }],
    ["null", { result: null }],
    ["no items", { result: [] }],
    ["a string", { result: ["all of it"] }],
    ["settings of wrong types", { result: [{ rules: 7, files: {}, profile: [], stack: null }] }],
  ])("may answer with %s: then the defaults hold", async (_, answer) => {
    client = await server.start(CONFIGURES);
    client.write(opened);
    const { id } = await asked(0);
    client.write(framed({ id, ...answer }));
    await check(SMALL);
  });

  it("may be ended before it has answered", async () => {
    client = await server.start(CONFIGURES);
    client.write(opened, about("textDocument/diagnostic", "one"), about("textDocument/documentSymbol", "two"));
    await asked(0);
    expect(await client.stop()).toBe(0);
  });
});
