import * as vscode from "vscode";
import {
  INSERT,
  INSERTABLE,
  type Insertable,
  type InsertableResult,
  type InsertParams,
  NOT_APPLICABLE,
  REMOVE_EXAMPLES,
} from "../../../server/src/lsp/protocol.ts";
import type { OutlineItem } from "../outline/items.ts";
import { documentOf, itemOf } from "./arguments.ts";
import type { Command } from "./context.ts";
import { applyEdit, ask } from "./editing.ts";

/** Asks which section or entry to insert at its place. */
export const insertSection: Command = async (context) => {
  const document = await documentOf(context, undefined);
  if (document === undefined) return;
  const params = { textDocument: { uri: document.uri.toString() } };
  const insertable = await context.client.request<InsertableResult>(INSERTABLE, params);
  const items = choicesOf(insertable);
  if (items.length === 0) {
    void vscode.window.showInformationMessage("All sections of the template are there.");
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: "Insert Section",
    placeHolder: "What to insert at its place in the template's order",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.path !== undefined) await applyEdit(context, document, INSERT, { path: picked.path });
};

/** Inserts what is missing: (item). */
export const insertMissing: Command = async (context, value) => {
  const item = itemOf(context, value);
  if (item === undefined) return;
  const document = await vscode.workspace.openTextDocument(item.uri);
  await applyEdit(context, document, INSERT, placeOf(item));
};

/** Marks a part as not applicable, with a reason: (item?). */
export const markNotApplicable: Command = async (context, value) => {
  const item = itemOf(context, value);
  if (item === undefined || item.node.path === "") {
    void vscode.window.showInformationMessage("Put the cursor into a section or field of the template first.");
    return;
  }
  const title = `Mark “${item.node.title}” as Not Applicable`;
  const replaces = item.node.state === "missing" ? "" : "; the reason replaces what it holds now";
  const reason = await ask(title, `Why it does not apply to this mission${replaces}`);
  if (reason === undefined) return;
  const document = await vscode.workspace.openTextDocument(item.uri);
  await applyEdit(context, document, NOT_APPLICABLE, { ...placeOf(item), reason });
};

export const removeExamples: Command = async (context) => {
  const document = await documentOf(context, undefined);
  if (document === undefined) return;
  const removed = await applyEdit(context, document, REMOVE_EXAMPLES);
  if (!removed) void vscode.window.showInformationMessage("No example of the template is left over.");
};

interface Choice extends vscode.QuickPickItem {
  readonly path?: string;
}

function choicesOf(insertable: InsertableResult): Choice[] {
  const toChoice = ({ title, about, path }: Insertable): Choice => {
    // Several sections have the same title; the section around it tells them apart.
    const around = insertable.findLast((one) => path.startsWith(`${one.path}/`));
    return { label: title, ...(around ? { description: around.title } : {}), detail: about, path };
  };
  const missing = insertable.filter((one) => !one.present && one.kind === "section").map(toChoice);
  // A document without any entry of a kind may well be complete: one that says that it deviates from nothing.
  const entries = insertable.filter((one) => one.kind === "entry").map(toChoice);
  return [...group("Missing", missing), ...group("One more entry", entries)];
}

function group(label: string, choices: readonly Choice[]): Choice[] {
  return choices.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...choices] : [];
}

function placeOf({ node }: OutlineItem): Omit<InsertParams, "textDocument"> {
  const { path, range } = node;
  return node.kind === "field" ? { path, range, field: node.title } : { path, range };
}
