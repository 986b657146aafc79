import * as vscode from "vscode";
import { OUTLINE, type OutlineParams, type OutlineReport } from "../../../server/src/lsp/protocol.ts";
import type { MechanismClient } from "../client.ts";
import type { Documents } from "../documents.ts";

export type Outline = Extract<OutlineReport, { readonly kind: "full" }>;
export type OutlineNode = Outline["root"];
export type OpenItem = Outline["openItems"][number];

/** The outline of one version of a document. */
export interface Snapshot {
  readonly uri: vscode.Uri;
  readonly version: number;
  /** The same object for as long as the document's outline is the same. */
  readonly outline: Outline;
}

/** Keeps the server's outline of the current document up to date. */
export class OutlineStore implements vscode.Disposable {
  readonly #client: MechanismClient;
  readonly #documents: Documents;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];
  #snapshot: Snapshot | undefined;
  /** While a request is under way, further wishes are remembered as one. */
  #fetching = false;
  #again = false;

  /** The outline is another one, or gone. */
  readonly onDidChange = this.#changed.event;

  constructor(client: MechanismClient, documents: Documents) {
    this.#client = client;
    this.#documents = documents;
    this.#disposables = [
      this.#changed,
      documents.onDidChangeCurrent(() => this.#follow()),
      client.onDidChange(({ uri }) => {
        if (vscode.Uri.parse(uri).toString() === documents.current?.uri.toString()) void this.#refresh();
      }),
    ];
    void this.#refresh();
  }

  /** The last outline of the current document. */
  get current(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** Asks for the outline of a document as it is now; undefined if the server doesn't know the document. */
  async fetch(document: vscode.TextDocument): Promise<Snapshot | undefined> {
    const { uri, version } = document;
    const known = this.#snapshot?.uri.toString() === uri.toString() ? this.#snapshot.outline : undefined;
    const params: OutlineParams = {
      textDocument: { uri: uri.toString() },
      ...(known ? { previousResultId: known.resultId } : {}),
    };
    const report = await this.#client.request<OutlineReport | null>(OUTLINE, params);
    const outline = report?.kind === "unchanged" ? known : report;
    return outline ? { uri, version, outline } : undefined;
  }

  /** Resolves when the outline belongs to this document, as it is then. */
  async whenReady(uri: vscode.Uri): Promise<void> {
    const isReady = (): boolean => {
      const { current } = this.#documents;
      if (current?.uri.toString() !== uri.toString()) return false;
      return this.#snapshot?.uri.toString() === uri.toString() && this.#snapshot.version === current.version;
    };
    if (isReady()) return;
    await new Promise<void>((resolve) => {
      const listener = this.#changed.event(() => {
        if (!isReady()) return;
        listener.dispose();
        resolve();
      });
    });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Drops the outline of a document that is no longer the current one before the new one arrives. */
  #follow(): void {
    const { current } = this.#documents;
    if (current?.uri.toString() === this.#snapshot?.uri.toString()) return;
    this.#set(undefined);
    void this.#refresh();
  }

  async #refresh(): Promise<void> {
    if (this.#fetching) {
      this.#again = true;
      return;
    }
    this.#fetching = true;
    try {
      do {
        this.#again = false;
        await this.#fetchCurrent();
      } while (this.#again);
    } finally {
      this.#fetching = false;
    }
  }

  async #fetchCurrent(): Promise<void> {
    const { current } = this.#documents;
    if (current === undefined) return;
    try {
      const snapshot = await this.fetch(current);
      if (snapshot && this.#documents.current === current) this.#set(snapshot);
    } catch (error) {
      // The last good outline stands; the server reports the next one by itself.
      this.#client.output.warn(`No outline of ${current.uri.toString()}: ${error}`);
    }
  }

  #set(snapshot: Snapshot | undefined): void {
    if (snapshot === this.#snapshot) return;
    this.#snapshot = snapshot;
    this.#changed.fire();
  }
}
