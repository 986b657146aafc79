import * as vscode from "vscode";
import type { Documents } from "./documents.ts";
import type { Outline, OutlineStore } from "./outline/store.ts";

/** The item in the status bar: how complete the active document is, and what is open in it. */
export class Status implements vscode.Disposable {
  readonly #documents: Documents;
  readonly #outlines: OutlineStore;
  readonly #disposables: vscode.Disposable[];
  #item: vscode.StatusBarItem | undefined;

  constructor(documents: Documents, outlines: OutlineStore) {
    this.#documents = documents;
    this.#outlines = outlines;
    this.#disposables = [
      documents.onDidChangeCurrent(() => this.#update()),
      outlines.onDidChange(() => this.#update()),
    ];
    this.#update();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#item?.dispose();
  }

  #update(): void {
    const outline = this.#documents.activeEditor && this.#outlines.current?.outline;
    if (!outline?.recognised) {
      this.#item?.hide();
      return;
    }
    this.#item ??= createItem();
    const percent = percentOf(outline);
    const open = outline.openItems.length;
    this.#item.text = `$(checklist) ${percent}% · ${open} open · ${PROFILES[outline.profile]}`;
    this.#item.accessibilityInformation = {
      label: `Mechanism document: ${percent} percent complete, ${open} open items, ${outline.profile}`,
    };
    this.#item.tooltip = tooltipOf(outline, percent);
    this.#item.show();
  }
}

const PROFILES = { draft: "Draft", handoff: "Handoff", archived: "Archived" } as const;

const MEANINGS = {
  draft: "Draft: what is not written yet is a reminder.",
  handoff: "Handoff: everything has to be complete.",
  archived: "Archived: only a pasted secret is reported.",
} as const;

function createItem(): vscode.StatusBarItem {
  // On the right, where the editor's own items are.
  const item = vscode.window.createStatusBarItem("mechanism.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Mechanism Completeness";
  item.command = "mechanism.nextOpenItem";
  return item;
}

/** Rounded down: 100 means that nothing is left. */
function percentOf({ done, required }: Outline): number {
  return required === 0 ? 100 : Math.floor((done / required) * 100);
}

function tooltipOf(outline: Outline, percent: number): vscode.MarkdownString {
  const open = outline.openItems.length;
  const text = new vscode.MarkdownString();
  text.appendMarkdown(
    `**${percent}% complete** – ${outline.done} of ${outline.required} required parts are filled\n\n`,
  );
  text.appendMarkdown(`${open === 1 ? "1 open item" : `${open} open items`}\n\n`);
  text.appendMarkdown(`${MEANINGS[outline.profile]}\n\n`);
  text.appendMarkdown(open > 0 ? "Click to go to the next open item." : "Nothing is open.");
  return text;
}
