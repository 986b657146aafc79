import * as vscode from "vscode";
import type { FilesResult } from "../../server/src/lsp/protocol.ts";

/**
 * Where documents may live, besides the file systems of the open folders. Anything else, such as `git:` and the old
 * sides of other diffs, is left alone.
 */
const SCHEMES = ["file", "untitled", "vscode-remote", "vscode-vfs"];

/** Folders that are never searched: they hold other people's documents, or templates. */
const NEVER = "**/{.git,node_modules,_template*}/**";

/** Knows which documents are ours, by the setting `mechanism.files` and by configuration files, and which of them the user works with. */
export class Documents implements vscode.Disposable {
  readonly #disposables: vscode.Disposable[] = [];
  readonly #currentChanged = new vscode.EventEmitter<void>();
  readonly #selectorChanged = new vscode.EventEmitter<void>();
  readonly #opened = new vscode.EventEmitter<vscode.TextDocument>();
  #configured: readonly FilesResult[] = [];
  #selector = readSelector([]);
  #current: vscode.TextDocument | undefined;

  /** The current document, or whether its editor is the active one, has changed. */
  readonly onDidChangeCurrent = this.#currentChanged.event;
  /** Other documents than before are ours. */
  readonly onDidChangeSelector = this.#selectorChanged.event;
  /** One of our documents was opened. */
  readonly onDidOpen = this.#opened.event;

  constructor() {
    this.#disposables.push(
      this.#currentChanged,
      this.#selectorChanged,
      this.#opened,
      vscode.window.onDidChangeActiveTextEditor(() => this.#update()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#update()),
      vscode.workspace.onDidOpenTextDocument((document) => this.includes(document) && this.#opened.fire(document)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("mechanism.files")) this.#updateSelector();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#updateSelector()),
    );
    this.#update();
  }

  /** What the language client asks the server about. */
  get selector(): readonly vscode.DocumentFilter[] {
    return this.#selector;
  }

  /** The open documents that are ours. */
  get open(): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter((document) => this.includes(document));
  }

  /** The active editor, if it shows one of our documents. */
  get activeEditor(): vscode.TextEditor | undefined {
    const editor = vscode.window.activeTextEditor;
    return editor && this.includes(editor.document) ? editor : undefined;
  }

  /** The document of the outline: the active one, else the last active one as long as it can still be seen. */
  get current(): vscode.TextDocument | undefined {
    return this.#current;
  }

  /** Takes what configuration files say about which documents are ours. */
  setConfigured(files: readonly FilesResult[]): void {
    this.#configured = files;
    this.#updateSelector();
  }

  /** Whether a document is ours. */
  includes(document: vscode.TextDocument): boolean {
    return vscode.languages.match(this.#selector, document) > 0;
  }

  /** All documents of the workspace that are ours, open or not, but for templates. */
  async find(): Promise<readonly vscode.Uri[]> {
    const patterns = new Map(this.#selector.map(({ pattern }) => [JSON.stringify(pattern), pattern]));
    const found = [...patterns.values()].map((pattern) =>
      pattern === undefined ? [] : vscode.workspace.findFiles(pattern, NEVER),
    );
    const uris = (await Promise.all(found)).flat();
    return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #update(): void {
    this.#current = this.activeEditor?.document ?? this.#stillVisible();
    void vscode.commands.executeCommand("setContext", "mechanism.active", this.activeEditor !== undefined);
    this.#currentChanged.fire();
  }

  #stillVisible(): vscode.TextDocument | undefined {
    const current = this.#current;
    if (current === undefined || !this.includes(current)) return undefined;
    return vscode.window.visibleTextEditors.some((editor) => editor.document === current) ? current : undefined;
  }

  #updateSelector(): void {
    const before = JSON.stringify(this.#selector);
    this.#selector = readSelector(this.#configured);
    if (JSON.stringify(this.#selector) === before) return;
    this.#selectorChanged.fire();
    this.#update();
  }
}

function readSelector(configured: readonly FilesResult[]): readonly vscode.DocumentFilter[] {
  const files = vscode.workspace.getConfiguration("mechanism").get<unknown>("files");
  const patterns = Array.isArray(files) ? files.filter((one) => typeof one === "string" && one !== "") : [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set([...SCHEMES, ...folders.map((folder) => folder.uri.scheme)]);
  return [
    ...[...schemes].flatMap((scheme) => patterns.map((pattern) => ({ scheme, pattern: anywhere(pattern) }))),
    ...configured.flatMap(({ folder, globs }) => {
      const base = vscode.Uri.parse(folder);
      return globs.map((glob) => ({ scheme: base.scheme, pattern: new vscode.RelativePattern(base, glob) }));
    }),
  ];
}

/** VS Code matches patterns against whole paths; one that starts with a name means this name in any folder. */
function anywhere(pattern: string): string {
  return pattern.startsWith("/") || pattern.startsWith("**") ? pattern : `**/${pattern}`;
}
