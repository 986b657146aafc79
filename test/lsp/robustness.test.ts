import { describe, expect, it } from "vitest";
import { LSPErrorCodes } from "vscode-languageserver/node";
import { Client, FULL } from "./client.ts";
import { rangeOf, SCAFFOLD, SMALL } from "./documents.ts";
import { type Shared, sharedClient } from "./sharedClient.ts";

const URI = "file:///w/MECHANISM.md";
const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

let server: Shared["server"];
let client: Client;

sharedClient((shared) => {
  ({ server, client } = shared);
});

/** Sends messages in one piece, so that the server has all of them before it answers the first. */
function sendTogether(messages: readonly object[]): void {
  const parts = messages.map((message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  });
  client.process.stdin?.write(parts.join(""));
}

/** The error that the server answers to a request with an id of ours; the connection doesn't know the id. */
function answerTo(id: string): Promise<{ error?: { code: number; data?: unknown }; result?: unknown }> {
  return new Promise((resolve) => {
    let text = "";
    const listen = (data: Buffer): void => {
      text += data.toString();
      const found = text
        .split(/Content-Length: \d+\r\n\r\n/)
        .find((part) => part.includes(`"id":"${id}"`) && part.endsWith("}"));
      if (!found) return;
      client.process.stdout?.off("data", listen);
      resolve(JSON.parse(found) as Awaited<ReturnType<typeof answerTo>>);
    };
    client.process.stdout?.on("data", listen);
  });
}

const didChange = (version: number): object => ({
  method: "textDocument/didChange",
  params: { textDocument: { uri: URI, version }, contentChanges: [{ range: START, text: " " }] },
});

describe("a request that is not answered", () => {
  it("says that the document changed meanwhile, and is to be sent again", async () => {
    await client.open(URI, SMALL);
    const answer = answerTo("one");
    sendTogether([
      { id: "one", method: "textDocument/diagnostic", params: { textDocument: { uri: URI } } },
      didChange(2),
    ]);
    expect((await answer).error).toMatchObject({
      code: LSPErrorCodes.ServerCancelled,
      data: { retriggerRequest: true },
    });
    await client.close(URI);
  });

  it.each(["textDocument/diagnostic", "textDocument/documentSymbol", "mechanism/outline", "mechanism/removeExamples"])(
    "says that %s was cancelled",
    async (method) => {
      await client.open(URI, SMALL);
      const answer = answerTo(method);
      const request = { id: method, method, params: { textDocument: { uri: URI } } };
      sendTogether([request, { method: "$/cancelRequest", params: { id: method } }]);
      expect((await answer).error?.code).toBe(LSPErrorCodes.RequestCancelled);
      await client.close(URI);
    },
  );
});

describe("odd messages", () => {
  it("survives ranges beside the text, and versions that go backwards", async () => {
    await client.open(URI, SMALL, 5);
    await client.change(URI, 3, "", { start: { line: 500, character: 3 }, end: { line: 900, character: 0 } });
    await client.change(URI, 2, "\nTail.\n", {
      start: { line: 10_000, character: 0 },
      end: { line: 10_001, character: 9 },
    });
    await client.change(URI, 2, "", { start: { line: 3, character: 9 }, end: { line: 3, character: 9_999_999 } });
    await client.change(URI, 1, "Redis", rangeOf(SMALL, "TBD"));
    const found = await client.diagnostics(URI);
    expect(found.map((one) => one.code)).not.toContain("tbd-unresolved");
    expect(found.length).toBeGreaterThan(0);
    await client.close(URI);
  });

  it("survives changes and requests for documents that were never opened", async () => {
    await client.change("file:///w/never.md", 1, "x");
    await client.close("file:///w/never.md");
    expect(await client.request("mechanism/outline", "file:///w/never.md")).toBeNull();
    expect(
      await client.request("textDocument/codeAction", "file:///w/never.md", {
        range: START,
        context: { diagnostics: [] },
      }),
    ).toBeNull();
  });

  it("survives a change of unknown form", async () => {
    await client.open(URI, SMALL);
    const contentChanges = [{ nothing: true }, { range: { start: null }, text: "x" }];
    await client.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: URI, version: 2 },
      contentChanges,
    });
    expect((await client.diagnostics(URI)).map((one) => one.code)).toContain("tbd-unresolved");
    await client.close(URI);
  });

  it.each([
    ["empty", ""],
    ["binary", "\u0000\u0001\ud800\uffff\r\r\n\u0085\u2028# \u0000"],
    ["one long line", "*[".repeat(3000)],
  ])("reads a document that is %s", async (_, text) => {
    await client.open(URI, text);
    expect(await client.diagnostics(URI)).toEqual([]);
    expect(await client.request("textDocument/documentSymbol", URI)).toBeInstanceOf(Array);
    expect(
      await client.request("textDocument/codeAction", URI, { range: START, context: { diagnostics: [] } }),
    ).toBeInstanceOf(Array);
    expect(await client.request("mechanism/outline", URI)).toMatchObject({ recognised: false });
    await client.close(URI);
  });
});

describe("a document of more than 5 MB", () => {
  it("is not checked, which is said once", async () => {
    const own = await Client.start(server.file, {
      capabilities: { ...FULL, textDocument: { publishDiagnostics: {} } },
    });
    const long = `${SCAFFOLD}${"All is well. ".repeat(450_000)}`;
    await own.open(URI, long);
    await own.change(URI, 2, "x", START);
    const { message } = await own.message<{ message: string }>("window/showMessage");
    expect(message).toBe("MECHANISM.md is longer than 5 MB and is not checked.");
    expect((await own.pushed(URI, () => true)).diagnostics).toEqual([]);
    expect(await own.request("mechanism/outline", URI)).toBeNull();
    await expect(own.request("mechanism/removeExamples", URI)).rejects.toMatchObject({
      message: "The document is too long to be read.",
    });
    await own.change(URI, 3, SMALL);
    await own.pushed(URI, ({ diagnostics }) => diagnostics.some((one) => one.code === "tbd-unresolved"));
    expect(own.count("window/showMessage")).toBe(1);
    await own.stop();
  });
});

describe("results of one document", () => {
  it("do not depend on the way to the text", async () => {
    await client.open(URI, SCAFFOLD);
    const first = await client.diagnostics(URI);
    await client.change(URI, 2, "```\n", START);
    await client.diagnostics(URI);
    await client.change(URI, 3, "", { start: START.start, end: { line: 1, character: 0 } });
    expect(await client.diagnostics(URI)).toEqual(first);
    await client.close(URI);
  });
});
