import * as vscode from "vscode";
import { itemsOf, type OutlineItem, tooltipOf, treeItemOf } from "./items.ts";
import type { Outline, OutlineStore } from "./store.ts";

/** Gives the outline to VS Code's tree. */
export class OutlineProvider implements vscode.TreeDataProvider<OutlineItem>, vscode.Disposable {
  readonly #store: OutlineStore;
  readonly #changed = new vscode.EventEmitter<void>();
  #outline: Outline | undefined;
  #items: readonly OutlineItem[] = [];
  #openOnly: boolean;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: OutlineStore, openOnly: boolean) {
    this.#store = store;
    this.#openOnly = openOnly;
  }

  /** The items that are shown. */
  get items(): readonly OutlineItem[] {
    return this.#items;
  }

  set openOnly(openOnly: boolean) {
    this.#openOnly = openOnly;
    this.#fill();
  }

  /** Takes the items from the store if they are others: VS Code draws the tree anew for that. */
  refresh(): void {
    if (this.#store.current?.outline !== this.#outline) this.#fill();
  }

  #fill(): void {
    const snapshot = this.#store.current;
    this.#outline = snapshot?.outline;
    this.#items = snapshot?.outline.recognised ? itemsOf(snapshot, this.#openOnly) : [];
    this.#changed.fire();
  }

  getTreeItem(item: OutlineItem): vscode.TreeItem {
    return treeItemOf(item);
  }

  getChildren(item?: OutlineItem): OutlineItem[] {
    return [...(item ? item.children : this.#items)];
  }

  getParent(item: OutlineItem): OutlineItem | undefined {
    return item.parent;
  }

  /** VS Code asks for a tooltip when it is about to show it. */
  resolveTreeItem(treeItem: vscode.TreeItem, item: OutlineItem): vscode.TreeItem {
    treeItem.tooltip = tooltipOf(item, this.#store.current?.outline.openItems ?? []);
    return treeItem;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
