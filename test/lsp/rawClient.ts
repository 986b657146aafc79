import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type ClientCapabilities, type Message, StreamMessageReader } from "vscode-languageserver/node";
import { buildServer } from "./client.ts";

/** A message of JSON-RPC in any direction, as far as tests look at it. */
export interface RawMessage extends Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A message as it is sent, with its header (LSP 3.17, base protocol). */
export function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A client that sends what a connection wouldn't: any bytes, in any order, with no answer to the server's requests. */
export class RawClient {
  readonly process: ChildProcess;
  readonly received: RawMessage[] = [];
  /** How the process ended: its exit code, or the signal that it died of. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly #waiting = new Set<() => void>();

  constructor(file: string) {
    this.process = spawn(process.execPath, [file, "--stdio"], { stdio: "pipe" });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error("The server has no streams.");
    // A server that ended reads no more.
    stdin.on("error", () => undefined);
    new StreamMessageReader(stdout).listen((message) => this.#note(message));
    this.ended = new Promise((resolve) => this.process.once("exit", (code, signal) => resolve(code ?? signal)));
  }

  static async start(file: string, capabilities: ClientCapabilities): Promise<RawClient> {
    const client = new RawClient(file);
    const params = { processId: process.pid, rootUri: null, capabilities };
    client.write(framed({ id: "initialize", method: "initialize", params }));
    await client.answer("initialize");
    client.write(framed({ method: "initialized", params: {} }));
    return client;
  }

  /** Sends all parts in one piece. */
  write(...parts: readonly string[]): void {
    this.process.stdin?.write(parts.join(""));
  }

  /** The server's answer to a request, when it is there. */
  answer(id: string): Promise<RawMessage> {
    return this.message((one) => one.id === id && one.method === undefined);
  }

  /** The first message that is as wanted, among those that came and those to come. */
  async message(wanted: (message: RawMessage) => boolean): Promise<RawMessage> {
    for (;;) {
      const found = this.received.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Ends as an editor ends a server. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.write(framed({ id: "shutdown", method: "shutdown" }));
    await this.answer("shutdown");
    this.write(framed({ method: "exit" }));
    return this.ended;
  }

  /** Closes the server's input, as an editor that crashed. */
  hangUp(): Promise<number | NodeJS.Signals | null> {
    this.process.stdin?.end();
    return this.ended;
  }

  #note(message: RawMessage): void {
    this.received.push(message);
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** What the tests of a file that speak for themselves have in common. */
export interface RawServer {
  /** The bundled server. */
  readonly file: string;
  /** A client of a new process, which ends with the test. */
  connect(): RawClient;
  /** The same, initialized. */
  start(capabilities: ClientCapabilities): Promise<RawClient>;
}

/** Builds the server before the tests of a file, and removes it behind them. */
export function rawServer(): RawServer {
  let built: Awaited<ReturnType<typeof buildServer>> | undefined;
  const clients: RawClient[] = [];
  const kept = (client: RawClient): RawClient => {
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    built = await buildServer();
  });
  afterAll(() => built?.remove());
  afterEach(() => {
    for (const client of clients.splice(0)) client.process.kill("SIGKILL");
  });
  return {
    get file() {
      if (!built) throw new Error("The server is built when the tests start.");
      return built.file;
    },
    connect() {
      return kept(new RawClient(this.file));
    },
    async start(capabilities) {
      return kept(await RawClient.start(this.file, capabilities));
    },
  };
}
