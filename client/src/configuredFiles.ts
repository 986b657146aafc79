import * as vscode from "vscode";
import { FILES, type FilesParams, type FilesResult } from "../../server/src/lsp/protocol.ts";
import type { MechanismClient } from "./client.ts";
import type { Documents } from "./documents.ts";

const CONFIG_NAME = "mechanism.config.json";

/**
 * Finds the documents that a configuration file names by `files`, besides those of the setting. A Markdown file without
 * a configuration file in the folders around it costs a look at those folders; only where there is one is the server
 * started and asked.
 */
export class ConfiguredFiles implements vscode.Disposable {
  readonly #client: MechanismClient;
  readonly #documents: Documents;
  readonly #disposables: vscode.Disposable[];
  /** Whether a folder holds a configuration file. */
  #folders = new Map<string, Promise<boolean>>();
  /** What each configuration says, by the folder that its globs are relative to. */
  #found = new Map<string, FilesResult>();

  constructor(client: MechanismClient, documents: Documents) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${CONFIG_NAME}`);
    this.#client = client;
    this.#documents = documents;
    this.#disposables = [
      watcher,
      watcher.onDidCreate(() => this.#again()),
      watcher.onDidChange(() => this.#again()),
      watcher.onDidDelete(() => this.#again()),
      vscode.workspace.onDidOpenTextDocument((document) => void this.#lookAt([document])),
    ];
    void this.#lookAt(vscode.workspace.textDocuments);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #again(): void {
    this.#folders = new Map();
    this.#found = new Map();
    void this.#lookAt(vscode.workspace.textDocuments);
  }

  async #lookAt(documents: readonly vscode.TextDocument[]): Promise<void> {
    const found = this.#found;
    await Promise.all(documents.map((document) => this.#look(document, found)));
    if (found === this.#found) this.#documents.setConfigured([...found.values()]);
  }

  async #look(document: vscode.TextDocument, found: Map<string, FilesResult>): Promise<void> {
    if (document.languageId !== "markdown" || !(await this.#hasConfig(document.uri))) return;
    const params: FilesParams = { uri: document.uri.toString() };
    // A server that can't be asked has said so already.
    const files = await this.#client.request<FilesResult | null>(FILES, params).catch(() => null);
    if (files !== null) found.set(files.folder, files);
  }

  /** Whether a configuration file stands in one of the folders around a file, within its workspace folder. */
  async #hasConfig(uri: vscode.Uri): Promise<boolean> {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path;
    if (root === undefined) return false;
    for (let folder = vscode.Uri.joinPath(uri, ".."); ; folder = vscode.Uri.joinPath(folder, "..")) {
      if (await this.#holdsConfig(folder)) return true;
      if (folder.path.length <= root.length) return false;
    }
  }

  #holdsConfig(folder: vscode.Uri): Promise<boolean> {
    const key = folder.toString();
    const known = this.#folders.get(key);
    if (known) return known;
    const file = vscode.Uri.joinPath(folder, CONFIG_NAME);
    const looking = Promise.resolve(vscode.workspace.fs.stat(file)).then(
      () => true,
      () => false,
    );
    this.#folders.set(key, looking);
    return looking;
  }
}
