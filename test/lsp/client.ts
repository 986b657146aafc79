import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { common } from "../../scripts/bundles.mjs";

/** Bundles the server as it ships, into a folder of its own. */
export async function buildServer(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "mechanism-lsp-"));
  const file = join(folder, "server.js");
  await build({ ...common, entryPoints: ["server/src/lsp/node.ts"], outfile: file, logLevel: "error" });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What a client of today can do. */
export const FULL: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true },
    completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
  },
};

const NOTIFICATIONS = [
  "textDocument/publishDiagnostics",
  "mechanism/changed",
  "window/showMessage",
  "window/logMessage",
];
const REQUESTS = ["workspace/configuration", "workspace/diagnostic/refresh", "client/registerCapability"];

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string;
  readonly commands?: boolean;
  /** The answer to requests for the section `mechanism`. */
  readonly settings?: unknown;
  /** Options of Node's; with any, the process also has a channel to this one. */
  readonly node?: readonly string[];
}

/** A client over stdio, as an editor is one. What the server sends is kept, and can be waited for. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly received: { readonly method: string; readonly params: unknown }[] = [];
  result: InitializeResult = { capabilities: {} };
  settings: unknown;
  readonly #waiting = new Set<() => void>();

  constructor(file: string, settings: unknown, node: readonly string[] = []) {
    this.settings = settings;
    const channel = node.length > 0 ? (["ipc"] as const) : [];
    const stdio = ["pipe", "pipe", "pipe", ...channel] as const;
    this.process = spawn(process.execPath, [...node, file, "--stdio"], { stdio: [...stdio] });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error("The server has no streams.");
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    for (const method of NOTIFICATIONS)
      this.connection.onNotification(method, (params: unknown) => this.#note(method, params));
    for (const method of REQUESTS) {
      this.connection.onRequest(method, (params: { readonly items?: readonly unknown[] } | null) => {
        this.#note(method, params);
        return params?.items?.map(() => this.settings) ?? null;
      });
    }
    this.connection.listen();
  }

  static async start(file: string, options: ClientOptions = {}): Promise<Client> {
    const client = new Client(file, options.settings ?? null, options.node);
    const folders = options.folder === undefined ? null : [{ uri: options.folder, name: "workspace" }];
    client.result = await client.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders,
      capabilities: options.capabilities ?? FULL,
      initializationOptions: { commands: options.commands ?? false },
    });
    await client.connection.sendNotification("initialized", {});
    return client;
  }

  /** Ends as an editor ends a server. */
  async stop(): Promise<number | null> {
    const exited = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await exited;
    this.connection.dispose();
    return code;
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    return this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "markdown", version, text },
    });
  }

  /** Replaces a range of a document; without one the whole text. */
  change(uri: string, version: number, text: string, range?: Range): Promise<void> {
    const contentChanges = [range ? { range, text } : { text }];
    return this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  request<T>(method: string, uri: string, params: object = {}): Promise<T> {
    return this.connection.sendRequest(method, { textDocument: { uri }, ...params });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request("textDocument/diagnostic", uri, previousResultId === undefined ? {} : { previousResultId });
  }

  /** Asks for findings until the answer stands, as editors do. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    for (;;) {
      try {
        const report = await this.pull(uri);
        // On a busy machine a document shows its structure first, and the server wants to be asked again.
        if (report.resultId?.endsWith(" early")) continue;
        return report.kind === "full" ? report.items : [];
      } catch (error) {
        if ((error as { data?: { retriggerRequest?: boolean } }).data?.retriggerRequest !== true) throw error;
      }
    }
  }

  /** The first message of a method, among those that came and those to come, that is as wanted. */
  async message<T>(method: string, wanted: (params: T) => boolean = () => true): Promise<T> {
    for (;;) {
      const found = this.received.find((one) => one.method === method && wanted(one.params as T));
      if (found) return found.params as T;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** The findings that the server sent for a document, once they are as wanted. */
  async pushed(uri: string, wanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    return this.message<PublishDiagnosticsParams>(
      "textDocument/publishDiagnostics",
      (params) => params.uri === uri && wanted(params),
    );
  }

  count(method: string): number {
    return this.received.filter((one) => one.method === method).length;
  }

  #note(method: string, params: unknown): void {
    this.received.push({ method, params });
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
