import { describe, expect, it } from "vitest";
import { ErrorCodes } from "vscode-languageserver/node";
import { SMALL } from "./documents.ts";
import { framed, type RawClient, rawServer } from "./rawClient.ts";

// LSP 3.17, "Server lifecycle".

const URI = "file:///w/MECHANISM.md";
const TEXT_DOCUMENT = { textDocument: { uri: URI } };
/** Gets findings without asking. */
const PUSHED = { textDocument: { publishDiagnostics: {} } };

const server = rawServer();
let client: RawClient;

function request(method: string, params: unknown = TEXT_DOCUMENT, id = method): string {
  return framed({ id, method, params });
}

async function errorOf(id: string): Promise<number | undefined> {
  const { error, result } = await client.answer(id);
  expect(result).toBeUndefined();
  return error?.code;
}

const initialize = request("initialize", { processId: process.pid, rootUri: null, capabilities: PUSHED });
const opened = framed({
  method: "textDocument/didOpen",
  params: { textDocument: { uri: URI, languageId: "markdown", version: 1, text: SMALL } },
});
const exit = framed({ method: "exit" });

describe("before initialize", () => {
  it.each(["textDocument/hover", "mechanism/outline", "workspace/symbol", "shutdown", "no/such/method"])(
    "%s is an error, and the server can still be initialized",
    async (method) => {
      client = server.connect();
      client.write(request(method));
      expect(await errorOf(method)).toBe(ErrorCodes.ServerNotInitialized);
      client.write(initialize);
      expect((await client.answer("initialize")).result).toHaveProperty("capabilities");
      expect(await client.stop()).toBe(0);
    },
  );

  it("notifications are dropped", async () => {
    client = server.connect();
    client.write(opened, framed({ method: "initialized", params: {} }), initialize, request("mechanism/outline"));
    // A document that was opened would have an outline.
    expect((await client.answer("mechanism/outline")).result).toBeNull();
    expect(await client.stop()).toBe(0);
  });

  it("exit ends the process, with 1", async () => {
    client = server.connect();
    client.write(exit);
    expect(await client.ended).toBe(1);
  });

  it("an initialize that can't be understood isn't it", async () => {
    client = server.connect();
    client.write(request("initialize", null, "broken"), request("textDocument/hover"), initialize);
    expect(await errorOf("broken")).toBe(ErrorCodes.InternalError);
    expect(await errorOf("textDocument/hover")).toBe(ErrorCodes.ServerNotInitialized);
    expect((await client.answer("initialize")).result).toHaveProperty("capabilities");
    expect(await client.stop()).toBe(0);
  });
});

describe("after initialize", () => {
  it("a second one is an error and changes nothing", async () => {
    client = await server.start(PUSHED);
    client.write(opened, request("initialize", { processId: null, rootUri: null, capabilities: {} }, "again"));
    expect(await errorOf("again")).toBe(ErrorCodes.InvalidRequest);
    client.write(request("mechanism/outline"));
    expect((await client.answer("mechanism/outline")).result).toMatchObject({ recognised: true });
    expect(await client.stop()).toBe(0);
  });

  it("a method that there is not is unknown", async () => {
    client = await server.start(PUSHED);
    client.write(request("no/such/method"));
    expect(await errorOf("no/such/method")).toBe(ErrorCodes.MethodNotFound);
    expect(await client.stop()).toBe(0);
  });
});

describe("after shutdown", () => {
  it.each(["textDocument/hover", "mechanism/outline", "initialize", "shutdown", "no/such/method"])(
    "%s is an error",
    async (method) => {
      client = await server.start(PUSHED);
      client.write(opened, request("shutdown", undefined, "bye"), request(method, TEXT_DOCUMENT, "late"));
      expect((await client.answer("bye")).result).toBeNull();
      expect(await errorOf("late")).toBe(ErrorCodes.InvalidRequest);
      client.write(exit);
      expect(await client.ended).toBe(0);
    },
  );

  it("documents are no longer opened", async () => {
    client = await server.start(PUSHED);
    client.write(request("shutdown", undefined, "bye"), opened);
    await client.answer("bye");
    // Two answers later, what the notification asked for would have come.
    for (const id of ["one", "two"]) {
      client.write(request("textDocument/hover", TEXT_DOCUMENT, id));
      await client.answer(id);
    }
    client.write(exit);
    expect(await client.ended).toBe(0);
    expect(client.received.filter(({ method }) => method === "textDocument/publishDiagnostics")).toEqual([]);
  });
});
