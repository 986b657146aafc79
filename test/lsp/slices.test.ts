import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { Lifecycle } from "../../server/src/lsp/lifecycle.ts";
import { startServer } from "../../server/src/lsp/server.ts";
import { ruleById } from "../../server/src/rules/index.ts";
import { SCAFFOLD } from "./documents.ts";

const URI = "file:///w/MECHANISM.md";
const TEXT = SCAFFOLD.replace("## Security", "## Insecurity of nothing").replace("## Deployment", "### Deployment");
const template = readFileSync("template/MECHANISM.md", "utf8");
const stack = readFileSync("template/tech-stack.md", "utf8");

const PUSH: ClientCapabilities = { textDocument: { publishDiagnostics: { versionSupport: true } } };
const PULL: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

describe("a check that takes long", () => {
  afterEach(() => {
    for (const one of open) one.dispose();
    open.length = 0;
  });

  it("is interrupted by what is asked meanwhile", async () => {
    const client = await slowServer(PUSH);
    const [first] = await client.published((all) => all.length > 0);
    expect(isAll(first?.diagnostics)).toBe(false);
    const order: string[] = [];
    const done = client.published((all) => isAll(all.at(-1)?.diagnostics));
    const symbols = client.connection.sendRequest("textDocument/documentSymbol", { textDocument: { uri: URI } });
    await Promise.all([done.then(() => order.push("all findings")), symbols.then(() => order.push("symbols"))]);
    expect(order).toEqual(["symbols", "all findings"]);
  });

  it("shows the structure first, once, and then everything", async () => {
    const client = await slowServer(PUSH);
    const all = await client.published((some) => isAll(some.at(-1)?.diagnostics));
    expect(all).toHaveLength(2);
    expect(all.map(({ version }) => version)).toEqual([1, 1]);
    const [first, last] = all.map(({ diagnostics }) => diagnostics.map((one) => `${one.code} ${one.message}`));
    expect(first).not.toEqual([]);
    expect(first).toEqual(last?.filter((one) => isStructure(one.split(" ")[0])));
    client.edit("And more.\n", 2);
    const later = await client.published((some) => some.some(({ version }) => version === 2));
    expect(later).toHaveLength(3);
    expect(isAll(later[2]?.diagnostics)).toBe(true);
  });

  it("shows nothing of a text that is another meanwhile", async () => {
    const client = await slowServer(PUSH);
    for (let version = 2; version < 30; version++) {
      client.edit(`Line ${version}.\n`, version);
      await client.connection.sendRequest("textDocument/hover", HOVER);
    }
    const all = await client.published((some) => some.some(({ version }) => version === 29));
    const complete = all.filter(({ diagnostics }) => isAll(diagnostics));
    expect(complete.map(({ version }) => version)).toEqual([29]);
  });

  it("answers a client that asks with the structure, and has it ask again", async () => {
    const client = await slowServer(PULL);
    let refreshed: () => void = () => {};
    const refresh = new Promise<void>((resolve) => {
      refreshed = resolve;
    });
    client.connection.onRequest(DiagnosticRefreshRequest.type, () => refreshed());
    const first = await client.ask();
    expect(codesOf(first).every(isStructure)).toBe(true);
    expect(codesOf(first)).not.toEqual([]);
    await refresh;
    const second = await client.ask(first.resultId);
    expect(codesOf(second).every(isStructure)).toBe(false);
    expect(second.resultId).not.toBe(first.resultId);
    expect(await client.ask(second.resultId)).toEqual({ kind: "unchanged", resultId: second.resultId });
  });

  it("answers a client that can't be told to ask again when everything is known", async () => {
    const client = await slowServer({ textDocument: { diagnostic: {} } });
    expect(codesOf(await client.ask()).every(isStructure)).toBe(false);
  });

  it("lets code actions wait for what is found", async () => {
    const client = await slowServer(PUSH);
    const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
    const params = { textDocument: { uri: URI }, range, context: { diagnostics: [] } };
    expect(await client.connection.sendRequest("textDocument/codeAction", params)).toContainEqual(
      expect.objectContaining({ kind: "quickfix" }),
    );
  });
});

const HOVER = { textDocument: { uri: URI }, position: { line: 0, character: 3 } };

function isStructure(code: unknown): boolean {
  return ruleById(String(code))?.structure === true;
}

function isAll(diagnostics: readonly Diagnostic[] | undefined): boolean {
  return diagnostics?.some(({ code }) => !isStructure(code)) === true;
}

function codesOf(report: DocumentDiagnosticReport): unknown[] {
  return report.kind === "full" ? report.items.map(({ code }) => code) : [];
}

const open: ProtocolConnection[] = [];

/** A server on a machine where every look at the clock takes a second, with a document that was just opened. */
async function slowServer(capabilities: ClientCapabilities) {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const lifecycle = new Lifecycle();
  let time = 0;
  const host = {
    template,
    stack,
    read: () => Promise.resolve(undefined),
    list: () => Promise.resolve(undefined),
    today: () => "2026-02-01",
    clock: () => (time += 1000),
    defer: (task: () => void) => void setImmediate(task),
    wait: () => new Promise<void>(() => {}),
    onNewDay: () => {},
    session: "a session",
  };
  const streams = [new StreamMessageReader(toServer), new StreamMessageWriter(toClient)] as const;
  startServer(createConnection(...streams, { messageStrategy: lifecycle }), host, lifecycle);
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  open.push(connection);
  const all: PublishDiagnosticsParams[] = [];
  let look: () => void = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    all.push(params);
    look();
  });
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities });
  await connection.sendNotification("initialized", {});
  const textDocument = { uri: URI, languageId: "markdown", version: 1, text: TEXT };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  return {
    connection,
    edit(text: string, version: number): void {
      const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
      const params = { textDocument: { uri: URI, version }, contentChanges: [{ range, text }] };
      void connection.sendNotification("textDocument/didChange", params);
    },
    ask: (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: URI }, previousResultId }),
    /** All publications so far, as soon as they are what is wanted. */
    published: (isWanted: (all: readonly PublishDiagnosticsParams[]) => boolean) =>
      new Promise<readonly PublishDiagnosticsParams[]>((resolve) => {
        look = () => isWanted(all) && resolve([...all]);
        look();
      }),
  };
}
