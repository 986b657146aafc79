import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { CancellationTokenSource, type Diagnostic, type Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { applied, IS_LONG, type Step, someSections, spanOf, step } from "../support/edits.ts";
import type { Client } from "./client.ts";
import { SCAFFOLD, SMALL } from "./documents.ts";
import { sharedClient } from "./sharedClient.ts";

const URI = "file:///w/MECHANISM.md";
const FRESH = "file:///w/fresh/MECHANISM.md";
const LIMIT_MS = 24 * 60 * 60 * 1000;

let client: Client;
/** The text as the client has it. */
let model: TextDocument;

sharedClient((shared) => {
  client = shared.client;
});
afterEach(() => check());

/** Whether the server is alive, and finds in the document what it finds in its text alone; closes the document. */
async function check(): Promise<void> {
  const text = model.getText();
  await client.open(FRESH, text);
  expect(withoutPlaces(await client.diagnostics(URI))).toEqual(withoutPlaces(await client.diagnostics(FRESH)));
  await client.close(URI);
  await client.close(FRESH);
}

/** Findings without the addresses of the documents that they are about. */
function withoutPlaces(found: readonly Diagnostic[]): unknown {
  return JSON.parse(JSON.stringify(found).replaceAll(FRESH, URI));
}

async function open(text: string, version = 1): Promise<void> {
  model = TextDocument.create(URI, "markdown", version, text);
  await client.open(URI, text, version);
}

/** One edit, which the client and its model take alike. */
function edit(range: Range, text: string, version = model.version + 1): void {
  TextDocument.update(model, [{ range, text }], version);
  void client.change(URI, version, text, range);
}

function at(line: number, character: number, endLine = line, endCharacter = character): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

describe("edits with wrong ranges", () => {
  it.each<[string, Range]>([
    ["whose end comes first", at(6, 4, 4, 2)],
    ["behind the end of a line", at(3, 4000, 4, 9000)],
    ["behind the end of the text", at(400, 0, 900, 7)],
    ["from the text to behind its end", at(9, 3, 900, 0)],
    ["in the middle of an emoji", at(0, 3, 0, 4)],
  ])("mean the nearest place: %s", async (_, range) => {
    await open(`# 🚢${SMALL.slice(1)}`);
    edit(range, "TBD");
  });

  it("mean the end of the line between a carriage return and its line feed", async () => {
    await open(SMALL.replaceAll("\n", "\r\n"));
    edit(at(3, 200, 4, 0), "TBD\r\n");
    edit(at(5, 200), " TBD");
  });

  it("change nothing that the next whole text doesn't set right", async () => {
    await open(SMALL);
    const odd: unknown[] = [-1, 1.5, Number.MAX_SAFE_INTEGER, "3", null, {}, []];
    for (const line of odd) {
      for (const character of odd) {
        const place = { line, character } as Range["start"];
        void client.change(URI, 2, "TBD\n", { start: place, end: place });
        void client.change(URI, 2, "", { start: place, end: { line: 3, character: 2 } });
      }
    }
    TextDocument.update(model, [{ text: SCAFFOLD }], 9);
    await client.change(URI, 9, SCAFFOLD);
  });
});

describe("versions", () => {
  it("may go back, stay and jump", async () => {
    await open(SMALL, 7);
    for (const version of [3, 3, 900, -4, 0, 7]) edit(at(9, 0), "TBD ", version);
  });

  it("start again when a document is opened twice or closed in between", async () => {
    await open(SMALL);
    await client.open(URI, SCAFFOLD, 1);
    await client.close(URI);
    await client.close(URI);
    await open(SMALL, 1);
    edit(at(2, 0), "TBD\n", 1);
  });
});

describe("a burst of 10,000 edits", () => {
  it("ends with the findings of the resulting text", { timeout: 300_000 }, async () => {
    await open(SCAFFOLD);
    for (let i = 0; i < 10_000; i++) {
      const line = (i * 31) % model.lineCount;
      if (i % 3 === 2) edit(at(line, 0, line, i % 4), "");
      else edit(at(line, i % 7), i % 97 === 0 ? "\n" : ("ab"[i % 2] ?? ""));
    }
  });

  it("is taken in several documents at once", { timeout: 300_000 }, async () => {
    await open(SMALL);
    const others = [1, 2, 3].map((i) => `file:///w/${i}/MECHANISM.md`);
    for (const uri of others) void client.open(uri, SMALL);
    for (let i = 0; i < 300; i++) {
      edit(at(i % 20, 0), "x");
      for (const uri of others) void client.change(uri, i + 2, "x", at(i % 20, 0));
    }
    const found = withoutPlaces(await client.diagnostics(URI));
    for (const uri of others) {
      expect(JSON.parse(JSON.stringify(await client.diagnostics(uri)).replaceAll(uri, URI))).toEqual(found);
      await client.close(uri);
    }
  });
});

const REQUESTS = [
  "textDocument/diagnostic",
  "textDocument/documentSymbol",
  "textDocument/hover",
  "textDocument/completion",
  "textDocument/codeAction",
  "textDocument/codeLens",
  "textDocument/foldingRange",
  "textDocument/definition",
  "textDocument/references",
  "textDocument/documentLink",
  "textDocument/prepareRename",
  "mechanism/outline",
];

describe("requests", () => {
  it.each(REQUESTS)(
    "of %s may be cancelled at any time, and be about a document that is closed meanwhile",
    async (method) => {
      await open(SMALL);
      const params = { position: { line: 2, character: 1 }, range: at(0, 0), context: { diagnostics: [] } };
      const answers = [];
      for (let i = 0; i < 5; i++) {
        const source = new CancellationTokenSource();
        const all = { textDocument: { uri: URI }, ...params };
        answers.push(client.connection.sendRequest(method, all, source.token).catch(() => undefined));
        if (i % 2 === 0) source.cancel();
        if (i === 3) void client.close(URI);
      }
      void client.connection.sendNotification("$/cancelRequest", { id: 4711 });
      await Promise.all(answers);
      await open(SMALL);
    },
  );

  it.each(REQUESTS)("of %s without what they need are answered with an error or with nothing", async (method) => {
    await open(SMALL);
    const wrong = [
      undefined,
      null,
      {},
      [],
      { textDocument: null },
      { textDocument: { uri: "" } },
      { textDocument: { uri: 7 } },
      { textDocument: { uri: "no scheme at all" } },
      { textDocument: { uri: `file:///${"a".repeat(10_000)}` } },
      { textDocument: { uri: URI }, position: null },
      { textDocument: { uri: URI }, position: { line: "x", character: -1 }, range: {}, context: null },
      { textDocument: { uri: URI }, position: { line: 1e9, character: 1e9 }, range: at(1e9, 1e9), context: {} },
    ];
    for (const params of wrong) await client.connection.sendRequest(method, params).catch(() => undefined);
  });

  it("of unknown methods are answered with an error", async () => {
    await open(SMALL);
    await expect(client.connection.sendRequest("mechanism/unheardOf", {})).rejects.toMatchObject({ code: -32601 });
    await client.connection.sendNotification("mechanism/unheardOf", {});
  });
});

describe("any sequence of edits, requests, cancellations and reopenings", () => {
  const action = fc.oneof(
    { weight: 6, arbitrary: step.map((one) => ({ kind: "edit", step: one }) as const) },
    { weight: 1, arbitrary: step.map((one) => ({ kind: "replace", step: one }) as const) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("request" as const),
        method: fc.constantFrom(...REQUESTS),
        cancel: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "reopen" } as const) },
  );

  it("ends with the findings of the resulting text", { timeout: LIMIT_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(someSections, fc.array(action, { minLength: 5, maxLength: 25 }), async (text, actions) => {
        await open(text);
        for (const one of actions) {
          if (one.kind === "edit") editAt(one.step);
          else if (one.kind === "replace") replace(applied(model.getText(), one.step));
          else if (one.kind === "reopen") {
            void client.close(URI);
            await open(model.getText());
          } else request(one.method, one.cancel);
        }
        await check();
        await open(SMALL);
      }),
      { numRuns: IS_LONG ? 2_000 : 25 },
    );
  });

  function editAt(one: Step): void {
    const { start, end } = spanOf(model.getText(), one);
    edit({ start: model.positionAt(start), end: model.positionAt(end) }, one.inserted);
  }

  function replace(text: string): void {
    TextDocument.update(model, [{ text }], model.version + 1);
    void client.change(URI, model.version, text);
  }

  function request(method: string, cancel: boolean): void {
    const source = new CancellationTokenSource();
    const params = {
      textDocument: { uri: URI },
      position: { line: 3, character: 2 },
      range: at(0, 0),
      context: { diagnostics: [] },
    };
    void client.connection.sendRequest(method, params, source.token).catch(() => undefined);
    if (cancel) source.cancel();
  }
});
