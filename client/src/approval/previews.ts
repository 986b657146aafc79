import * as vscode from "vscode";

const SCHEME = "mechanism-request";
export const SEND = "mechanism.sendRequest";
export const CANCEL = "mechanism.cancelRequest";

/** What a user decides about a text that is shown before it leaves. */
export type Verdict = "send" | "cancel";

/**
 * Shows texts before they leave the machine, in editors, so that they can be changed. They live in memory and are gone
 * with their editor: nothing asks to be saved.
 */
export class Previews implements vscode.FileSystemProvider, vscode.CodeLensProvider, vscode.Disposable {
  readonly #files = new Map<string, Uint8Array>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #decided = new vscode.EventEmitter<{ readonly uri: string; readonly verdict: Verdict }>();
  readonly #disposables: vscode.Disposable[];
  #count = 0;

  readonly onDidChangeFile = this.#changed.event;

  constructor() {
    this.#disposables = [
      this.#changed,
      this.#decided,
      vscode.workspace.registerFileSystemProvider(SCHEME, this, { isCaseSensitive: true }),
      vscode.languages.registerCodeLensProvider({ scheme: SCHEME }, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // An editor with changes that aren't saved would ask when it is closed.
        if (document.uri.scheme === SCHEME && document.isDirty) void document.save();
      }),
      // The document may stay in memory for a while after its editor is gone.
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const uri of closed.flatMap(uriOf)) this.#close(uri);
      }),
    ];
  }

  /** Shows a text in an editor beside the document. */
  async open(name: string, text: string): Promise<Preview> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${++this.#count}/${name}` });
    this.#files.set(uri.path, new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
    return new Preview(document, this.#decided.event);
  }

  /** Tells whoever waits for it what was decided about the preview in the active editor. */
  decide(verdict: Verdict): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.scheme !== SCHEME) {
      void vscode.window.showInformationMessage("There is no request for approval in the active editor.");
      return;
    }
    this.#decided.fire({ uri: document.uri.toString(), verdict });
  }

  provideCodeLenses(): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    return [
      new vscode.CodeLens(top, { title: "This is what will leave. Change it as you like.", command: "" }),
      new vscode.CodeLens(top, { title: "$(send) Send…", command: SEND }),
      new vscode.CodeLens(top, { title: "$(close) Cancel", command: CANCEL }),
    ];
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).byteLength };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const content = this.#files.get(path);
    if (!content) throw vscode.FileSystemError.FileNotFound(path);
    return content;
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    if (!this.#files.has(path)) throw vscode.FileSystemError.FileNotFound(path);
    this.#files.set(path, content);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #close(uri: vscode.Uri): void {
    if (tabsOf(uri).length > 0) return;
    this.#files.delete(uri.path);
    this.#decided.fire({ uri: uri.toString(), verdict: "cancel" });
  }
}

function uriOf({ input }: vscode.Tab): vscode.Uri[] {
  return input instanceof vscode.TabInputText && input.uri.scheme === SCHEME ? [input.uri] : [];
}

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter((tab) => uriOf(tab).some((one) => one.toString() === uri.toString()));
}

/** One text that is shown before it leaves. */
export class Preview {
  readonly #document: vscode.TextDocument;
  readonly #decided: vscode.Event<{ readonly uri: string; readonly verdict: Verdict }>;

  constructor(
    document: vscode.TextDocument,
    decided: vscode.Event<{ readonly uri: string; readonly verdict: Verdict }>,
  ) {
    this.#document = document;
    this.#decided = decided;
  }

  /** The text as the user has it now, with lines that end with `\n`. */
  get text(): string {
    return this.#document.getText().replaceAll("\r\n", "\n").trimEnd();
  }

  /** Waits until the user wants to send it, or closes it. */
  verdict(): Promise<Verdict> {
    if (tabsOf(this.#document.uri).length === 0) return Promise.resolve("cancel");
    return new Promise((resolve) => {
      const listener = this.#decided(({ uri, verdict }) => {
        if (uri !== this.#document.uri.toString()) return;
        listener.dispose();
        resolve(verdict);
      });
    });
  }

  async close(): Promise<void> {
    const tabs = tabsOf(this.#document.uri);
    if (tabs.length === 0) return;
    if (this.#document.isDirty) await this.#document.save();
    await vscode.window.tabGroups.close(tabs);
  }
}
