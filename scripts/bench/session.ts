import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import type { ServerKind } from "./kinds.ts";
import { type Change, EditedText } from "./text.ts";

/** An answer that says to ask again (LSP 3.17, `DiagnosticServerCancellationData`). */
interface Superseded {
  readonly data?: { readonly retriggerRequest?: boolean };
}

/** Diagnostics that came, and when. */
export interface Publication {
  readonly uri: string;
  readonly version: number | undefined;
  readonly count: number;
  readonly time: number;
}

const VERSIONS_OF_A_DOCUMENT = 100_000;

/** The server's process ended while an answer was waited for. */
export class Gone extends Error {}

/** One server process with a client, over stdio. */
export class Session {
  readonly kind: ServerKind;
  readonly connection: ProtocolConnection;
  readonly publications: Publication[] = [];
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #gone: Promise<never>;
  readonly #texts = new Map<string, () => string>();
  readonly #waiting = new Set<() => void>();
  /** Milliseconds from the start of the process to the reply to `initialize`. */
  startup = 0;
  #opened = 0;
  #capabilities: ServerCapabilities = {};
  #isIncremental = true;
  #isGone = false;

  private constructor(kind: ServerKind) {
    this.kind = kind;
    this.#process = spawn(process.execPath, [...kind.args], { stdio: "pipe" });
    // What a server logs is nobody's business here, but a full pipe would stop it.
    this.#process.stderr.resume();
    this.#process.stdin.on("error", () => undefined);
    this.#gone = new Promise((_, reject) => {
      this.#process.once("exit", (code, signal) => {
        this.#isGone = true;
        reject(new Gone(`${kind.name} ended: ${signal ?? code}`));
      });
    });
    this.#gone.catch(() => undefined);
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) =>
      this.#published(params),
    );
    this.connection.onRequest("workspace/configuration", ({ items }: { items: readonly unknown[] }) =>
      items.map(() => ({})),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.onRequest("workspace/diagnostic/refresh", () => this.#pullAgain());
    kind.answer?.(this.connection, this.#texts);
    this.connection.listen();
  }

  /** Starts a server for a workspace folder. */
  static async start(kind: ServerKind, folder: string): Promise<Session> {
    const start = performance.now();
    const session = new Session(kind);
    const uri = pathToFileURL(folder).href;
    const { capabilities } = await session.request<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "bench" }],
      capabilities: kind.capabilities,
      initializationOptions: kind.initializationOptions,
    });
    session.startup = performance.now() - start;
    session.#capabilities = capabilities;
    const sync = capabilities.textDocumentSync;
    session.#isIncremental = (typeof sync === "object" ? sync.change : sync) !== TextDocumentSyncKind.Full;
    await session.notify("initialized", {});
    if (kind.settings !== undefined)
      await session.notify("workspace/didChangeConfiguration", { settings: kind.settings });
    return session;
  }

  /** What the server says that it can do. */
  get capabilities(): ServerCapabilities {
    return this.#capabilities;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  request<T>(method: string, params: object): Promise<T> {
    return Promise.race([this.connection.sendRequest<T>(method, params), this.#gone]);
  }

  async open(uri: string, text: string): Promise<OpenDocument> {
    // A version tells its diagnostics from those of a document that had the same URI before.
    const document = new OpenDocument(this, uri, new EditedText(text), ++this.#opened * VERSIONS_OF_A_DOCUMENT);
    this.#texts.set(uri, () => `${document.text}`);
    await this.notify("textDocument/didOpen", {
      textDocument: { uri, languageId: "markdown", version: document.version, text },
    });
    return document;
  }

  /** Tells a change in the form that the server asked for. */
  sendChange({ uri, version, text }: OpenDocument, change: Change): Promise<void> {
    const contentChanges = [this.#isIncremental ? change : { text: `${text}` }];
    return this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  /** Waits for the diagnostics of a version, sent or asked for as the server does; for the first of them. */
  async diagnosed({ uri, version }: OpenDocument): Promise<void> {
    if (this.kind.diagnostics === "pull") return this.#pull(uri);
    while (!this.publications.some((one) => one.uri === uri && one.version === version)) await this.#next();
  }

  async close(document: OpenDocument): Promise<void> {
    this.#texts.delete(document.uri);
    await this.notify("textDocument/didClose", { textDocument: { uri: document.uri } });
  }

  /** The most memory that the process had, in MB; nothing where the system doesn't tell. */
  peakMemory(): number | undefined {
    const kilobytes = this.#read("status")?.match(/^VmHWM:\s+(\d+) kB/m)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  }

  /** How long the process has worked, in ticks of the system's clock; nothing where the system doesn't tell. */
  #work(): number | undefined {
    // User and system time are the 14th and 15th value; the 2nd is a name in brackets, with any characters (proc(5)).
    const values = this.#read("stat")?.replace(/^.*\)/s, "").trim().split(" ");
    return values && Number(values[11]) + Number(values[12]);
  }

  /** Waits until the process has done nothing for a while. */
  async rest(): Promise<void> {
    for (let quiet = 0, last = this.#work(); quiet < 3 && !this.#isGone; ) {
      await new Promise((resolve) => setTimeout(resolve, last === undefined ? 500 : 60));
      const now = this.#work();
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
  }

  /** Ends the process at once, however busy it is. */
  kill(): void {
    this.#isGone = true;
    this.connection.dispose();
    this.#process.kill("SIGKILL");
  }

  #read(name: string): string | undefined {
    try {
      return readFileSync(`/proc/${this.#process.pid}/${name}`, "utf8");
    } catch {
      // Another system, or the process is gone.
      return undefined;
    }
  }

  /** Asks for the diagnostics of all open documents, as an editor does when a server says that they are new. */
  #pullAgain(): null {
    for (const uri of this.#texts.keys()) {
      const noted = (): void => this.#published({ uri, diagnostics: [] });
      // A server that is gone is noticed by whoever waits for it.
      void this.#pull(uri).then(noted, () => undefined);
    }
    return null;
  }

  async #pull(uri: string): Promise<void> {
    for (;;) {
      try {
        await this.request("textDocument/diagnostic", { textDocument: { uri } });
        return;
      } catch (error) {
        if ((error as Superseded).data?.retriggerRequest !== true) throw error;
      }
    }
  }

  #published({ uri, version, diagnostics }: PublishDiagnosticsParams): void {
    this.publications.push({ uri, version, count: diagnostics.length, time: performance.now() });
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
  }

  #next(): Promise<void> {
    return Promise.race([new Promise<void>((resolve) => this.#waiting.add(resolve)), this.#gone]);
  }
}

/** A document that is open in a session. */
export class OpenDocument {
  readonly uri: string;
  readonly text: EditedText;
  readonly #session: Session;
  #version: number;

  constructor(session: Session, uri: string, text: EditedText, version: number) {
    this.#session = session;
    this.#version = version;
    this.uri = uri;
    this.text = text;
  }

  get version(): number {
    return this.#version;
  }

  /** Tells the server a change that is in the text already. */
  tell(change: Change): Promise<void> {
    this.#version++;
    return this.#session.sendChange(this, change);
  }

  /** Makes a change, and tells the server. */
  change(change: Change): Promise<void> {
    this.text.apply(change);
    return this.tell(change);
  }

  diagnosed(): Promise<void> {
    return this.#session.diagnosed(this);
  }

  request<T>(method: string, params: object = {}): Promise<T> {
    return this.#session.request(method, { textDocument: { uri: this.uri }, ...params });
  }
}
