import * as vscode from "vscode";
import type { ErrorHandler, LanguageClient, Middleware } from "vscode-languageclient/node";
import { CHANGED, type ChangedParams, type InitializationOptions } from "../../server/src/lsp/protocol.ts";
import type { Documents } from "./documents.ts";

const NAME = "ScopeLock Mechanism";

const OFF = `The ${NAME} server stopped several times in a few minutes and stays off until you restart it.`;

/** How often a request is sent whose document changes all the time. */
const MOST_ATTEMPTS = 5;

/** How often the server is started again by itself, and within which time. */
const MOST_RESTARTS = 3;
const RESTARTS_WITHIN_MS = 3 * 60_000;

/** The connection to our language server, which starts with the first of our documents or the first request. */
export class MechanismClient implements vscode.Disposable {
  readonly #documents: Documents;
  readonly #server: string;
  readonly #changed = new vscode.EventEmitter<ChangedParams>();
  readonly #disposables: vscode.Disposable[];
  #output: vscode.LogOutputChannel | undefined;
  #running: Promise<LanguageClient> | undefined;
  /** The server stopped too often: it starts again only when the user says so. */
  #isOff = false;

  /** The server has new findings and a new outline of a document. */
  readonly onDidChange = this.#changed.event;

  /** @param server the path of the server's bundle */
  constructor(documents: Documents, server: string) {
    this.#documents = documents;
    this.#server = server;
    this.#disposables = [
      this.#changed,
      documents.onDidOpen(() => this.#startForDocuments()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mechanism.codeLens")) this.#refreshLenses();
      }),
      documents.onDidChangeSelector(() => (this.#running ? this.restart() : this.#startForDocuments())),
    ];
    this.#startForDocuments();
  }

  /** The log of client and server. */
  get output(): vscode.LogOutputChannel {
    this.#output ??= vscode.window.createOutputChannel(NAME, { log: true });
    return this.#output;
  }

  /**
   * Asks the server, after everything that was typed so far.
   *
   * @throws Error with a sentence for the user when the server can't do what is asked.
   */
  async request<Result>(method: string, params: object): Promise<Result> {
    const client = await this.#start();
    const { LSPErrorCodes, ResponseError } = await import("vscode-languageclient/node");
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.sendRequest<Result>(method, params);
      } catch (error) {
        // The document changed while the server was at it: it wants to be asked again.
        const isOutdated = error instanceof ResponseError && error.code === LSPErrorCodes.ServerCancelled;
        if (!isOutdated || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  /** An edit of the server's, as LSP has it, as VS Code's own. */
  async toWorkspaceEdit(edit: object): Promise<vscode.WorkspaceEdit> {
    return (await this.#start()).protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  /** Ends the server and starts it afresh, with the documents that are ours now. */
  async restart(): Promise<void> {
    const before = this.#running;
    this.#running = undefined;
    this.#isOff = false;
    await before?.then(
      (client) => client.dispose(),
      () => undefined,
    );
    await this.#start();
  }

  async dispose(): Promise<void> {
    for (const disposable of this.#disposables) disposable.dispose();
    const client = await this.#running?.catch(() => undefined);
    // A server that no longer answers must not keep VS Code from closing.
    await client?.dispose().catch(() => undefined);
    this.#output?.dispose();
  }

  #startForDocuments(): void {
    if (this.#running || this.#documents.open.length === 0) return;
    this.#start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      void this.#offerRestart(`The ${NAME} server could not be started: ${reason}`);
    });
  }

  #start(): Promise<LanguageClient> {
    if (this.#isOff) return Promise.reject(new Error(OFF));
    if (this.#running) return this.#running;
    const running = this.#create();
    this.#running = running;
    // The next request tries again.
    running.catch(() => {
      if (this.#running === running) this.#running = undefined;
    });
    return running;
  }

  async #create(): Promise<LanguageClient> {
    // Evaluated only now: a window with other Markdown files never pays for it.
    const { LanguageClient, TransportKind, CloseAction, ErrorAction } = await import("vscode-languageclient/node");
    const initializationOptions: InitializationOptions = { commands: true };
    const stops: number[] = [];
    const errorHandler: ErrorHandler = {
      error: (_error, _message, count) => ({ action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown }),
      closed: () => {
        const now = Date.now();
        stops.push(now);
        if (stops.filter((time) => now - time < RESTARTS_WITHIN_MS).length <= MOST_RESTARTS) {
          return { action: CloseAction.Restart, handled: true };
        }
        this.#isOff = true;
        void this.#offerRestart(OFF);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
    const run = { module: this.#server, transport: TransportKind.ipc };
    const client = new LanguageClient(
      "mechanism",
      NAME,
      { run, debug: { ...run, options: { execArgv: ["--nolazy", "--inspect=6009"] } } },
      {
        documentSelector: this.#documents.selector.map(({ scheme, pattern }) => ({
          scheme: scheme ?? "file",
          pattern:
            typeof pattern === "object"
              ? { baseUri: pattern.baseUri.toString(), pattern: pattern.pattern }
              : String(pattern),
        })),
        initializationOptions,
        outputChannel: this.output,
        errorHandler,
        middleware: MIDDLEWARE,
      },
    );
    client.onNotification(CHANGED, (params: ChangedParams) => this.#changed.fire(params));
    await client.start();
    void vscode.commands.executeCommand("setContext", "mechanism.started", true);
    return client;
  }

  /** VS Code asks for the lenses again. */
  #refreshLenses(): void {
    this.#running
      ?.then((client) => {
        const feature = client.getFeature("textDocument/codeLens");
        for (const document of this.#documents.open) feature?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      })
      .catch(() => undefined);
  }

  async #offerRestart(message: string): Promise<void> {
    const choice = await vscode.window.showErrorMessage(message, "Restart", "Show Output");
    if (choice === "Restart") await vscode.commands.executeCommand("mechanism.restartServer");
    if (choice === "Show Output") this.output.show();
  }
}

/** Whether the user wants lines above deviations. */
function wantsLenses(): boolean {
  return vscode.workspace.getConfiguration("mechanism").get("codeLens", true);
}

const MIDDLEWARE: Middleware = {
  provideCodeLenses: (document, token, next) => (wantsLenses() ? next(document, token) : []),
  // VS Code's own Markdown outline has the headings already, and our tree view shows the rest.
  provideDocumentSymbols: () => undefined,
};
