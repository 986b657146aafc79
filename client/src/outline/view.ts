import * as vscode from "vscode";
import type { Documents } from "../documents.ts";
import { toRange } from "../ranges.ts";
import { itemAt, type OutlineItem } from "./items.ts";
import { OutlineProvider } from "./provider.ts";
import type { OutlineStore } from "./store.ts";

const OPEN_ONLY = "mechanism.openOnly";

/** The tree in the side bar: shows the outline, counts what is open, and follows the cursor. */
export class OutlineView implements vscode.Disposable {
  readonly #store: OutlineStore;
  readonly #documents: Documents;
  readonly #state: vscode.Memento;
  readonly #provider: OutlineProvider;
  readonly #view: vscode.TreeView<OutlineItem>;
  readonly #disposables: vscode.Disposable[];
  /** VS Code reveals one item after the other; while it does, only the last place of the cursor matters. */
  #revealing = false;
  #revealAgain = false;

  constructor(store: OutlineStore, documents: Documents, state: vscode.Memento) {
    this.#store = store;
    this.#documents = documents;
    this.#state = state;
    const openOnly = state.get(OPEN_ONLY, false);
    this.#provider = new OutlineProvider(store, openOnly);
    this.#view = vscode.window.createTreeView("mechanism.outline", {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
    });
    this.#disposables = [
      this.#provider,
      this.#view,
      store.onDidChange(() => this.#update()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === documents.activeEditor) void this.#followCursor();
      }),
      this.#view.onDidChangeVisibility(() => void this.#followCursor()),
    ];
    void setContext("mechanism.openOnly", openOnly);
    this.#update();
  }

  /** The innermost part of the document at the cursor, as far as the tree shows it. */
  get itemAtCursor(): OutlineItem | undefined {
    const editor = this.#documents.activeEditor;
    if (editor?.document.uri.toString() !== this.#store.current?.uri.toString()) return undefined;
    return editor && itemAt(this.#provider.items, editor.selection.active);
  }

  /** Shows everything, or only what is open or missing. */
  async setOpenOnly(openOnly: boolean): Promise<void> {
    this.#provider.openOnly = openOnly;
    await Promise.all([setContext("mechanism.openOnly", openOnly), this.#state.update(OPEN_ONLY, openOnly)]);
    this.#updateContext();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #update(): void {
    this.#provider.refresh();
    const outline = this.#store.current?.outline;
    const count = outline?.recognised ? outline.openItems.length : 0;
    this.#view.badge =
      count > 0 ? { value: count, tooltip: count === 1 ? "1 open item" : `${count} open items` } : undefined;
    this.#view.description = outline?.recognised ? `${outline.done} of ${outline.required}` : "";
    this.#updateContext();
    void this.#followCursor();
  }

  /** Chooses the text that stands in place of an empty tree. */
  #updateContext(): void {
    void setContext("mechanism.outline", this.#content());
  }

  #content(): "items" | "done" | "empty" | "other" | "reading" | "none" {
    const document = this.#documents.current;
    const outline = this.#store.current?.outline;
    if (document === undefined) return "none";
    if (outline === undefined) return "reading";
    if (outline.recognised) return this.#provider.items.length > 0 ? "items" : "done";
    return document.getText().trim() === "" ? "empty" : "other";
  }

  async #followCursor(): Promise<void> {
    if (this.#revealing) {
      this.#revealAgain = true;
      return;
    }
    this.#revealing = true;
    try {
      do {
        this.#revealAgain = false;
        await this.#revealCursor();
      } while (this.#revealAgain);
    } finally {
      this.#revealing = false;
    }
  }

  async #revealCursor(): Promise<void> {
    if (!this.#view.visible) return;
    const item = this.itemAtCursor;
    const [selected] = this.#view.selection;
    if (item === undefined || selected?.id === item.id) return;
    // The cursor is where a click in the tree has put it. Something missing, for one, has no place of its own.
    const selection = this.#documents.activeEditor?.selection;
    if (selected && selection?.isEqual(toRange(selected.node.selection))) return;
    try {
      await this.#view.reveal(item, { select: true, focus: false });
    } catch {
      // The tree has just been filled with a newer outline, whose update reveals again.
    }
  }
}

function setContext(key: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", key, value);
}
