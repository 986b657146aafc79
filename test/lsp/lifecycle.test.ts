import { fork, spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProtocolConnection, IPCMessageReader, IPCMessageWriter } from "vscode-languageserver/node";
import { buildServer, Client, FULL } from "./client.ts";
import { SMALL } from "./documents.ts";

let server: Awaited<ReturnType<typeof buildServer>>;

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

describe("the server", () => {
  it("says what it can do", async () => {
    const client = await Client.start(server.file);
    expect(client.result).toEqual({
      capabilities: {
        textDocumentSync: { openClose: true, change: 2, save: false },
        diagnosticProvider: { identifier: "mechanism", interFileDependencies: true, workspaceDiagnostics: true },
        codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.mechanism"] },
        completionProvider: { triggerCharacters: ["*", "#", "-", "[", ":", " ", "/"] },
        hoverProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        documentLinkProvider: {},
        workspaceSymbolProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: "mechanism" },
    });
    await client.stop();
  });

  it("offers to be asked for findings only where the client asks", async () => {
    const { diagnostic: _, ...textDocument } = FULL.textDocument ?? {};
    const client = await Client.start(server.file, { capabilities: { ...FULL, textDocument } });
    expect(client.result.capabilities.diagnosticProvider).toBeUndefined();
    await client.stop();
  });

  it("ends with 0 after shutdown", async () => {
    const client = await Client.start(server.file);
    await client.open("file:///w/MECHANISM.md", SMALL);
    expect(await client.stop()).toBe(0);
  });

  it("ends with 1 on exit without shutdown", async () => {
    const client = await Client.start(server.file);
    const exited = new Promise((resolve) => client.process.once("exit", resolve));
    await client.connection.sendNotification("exit");
    expect(await exited).toBe(1);
    client.connection.dispose();
  });

  it("ends when its input does", async () => {
    const client = await Client.start(server.file);
    const exited = new Promise((resolve) => client.process.once("exit", resolve));
    client.connection.dispose();
    client.process.stdin?.end();
    expect(await exited).toBe(1);
  });

  it("ends when the editor that started it is gone", async () => {
    const editor = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => editor.once("exit", resolve));
    const client = new Client(server.file, null);
    const exited = new Promise((resolve) => client.process.once("exit", resolve));
    await client.connection.sendRequest("initialize", { processId: editor.pid, rootUri: null, capabilities: {} });
    expect(await exited).toBe(1);
    client.connection.dispose();
  });

  it("speaks over the channel of a child process", async () => {
    const child = fork(server.file, ["--node-ipc"], { silent: true });
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    const result = await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    expect(result).toHaveProperty("serverInfo.name", "mechanism");
    const exited = new Promise((resolve) => child.once("exit", resolve));
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    expect(await exited).toBe(0);
    connection.dispose();
  });

  it("serves a client that can nothing", async () => {
    const client = await Client.start(server.file, { capabilities: {} });
    await client.open("file:///w/MECHANISM.md", SMALL);
    const { diagnostics } = await client.pushed("file:///w/MECHANISM.md", () => true);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(await client.stop()).toBe(0);
  });
});
