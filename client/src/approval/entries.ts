import * as vscode from "vscode";
import {
  APPROVALS,
  type ApprovalAction,
  type ApprovalEntry,
  type ApprovalsResult,
} from "../../../server/src/lsp/protocol.ts";
import { documentOf } from "../commands/arguments.ts";
import type { CommandContext } from "../commands/context.ts";
import { ApprovalItem } from "./view.ts";

/** One approval that a command is about. */
export interface Target {
  readonly document: vscode.TextDocument;
  readonly entry: ApprovalEntry;
}

/** The approvals of a document as it is now. */
export function approvalsOf({ client }: CommandContext, document: vscode.TextDocument): Promise<ApprovalsResult> {
  return client.request<ApprovalsResult>(APPROVALS, { textDocument: { uri: document.uri.toString() } });
}

/** The document that a command was called with or for, and the id of an approval if it came with one. */
export async function calledFor(
  context: CommandContext,
  value: unknown,
  id: unknown,
): Promise<{ readonly document: vscode.TextDocument; readonly id: string | undefined } | undefined> {
  if (value instanceof ApprovalItem) {
    return { document: await shown(value.uri), id: value.entry.id };
  }
  const document = await documentOf(context, value);
  return document && { document, id: typeof id === "string" ? id : undefined };
}

/** The approval that a command is about: the one that it was called with, else the one that the user picks. */
export async function targetOf(
  context: CommandContext,
  value: unknown,
  id: unknown,
  action: ApprovalAction,
  title: string,
): Promise<Target | undefined> {
  const called = await calledFor(context, value, id);
  if (called === undefined) return undefined;
  const { document } = called;
  const fitting = (await approvalsOf(context, document)).filter((entry) => entry.actions.includes(action));
  const entry =
    called.id === undefined ? await pick(document, fitting, title) : fitting.find((one) => one.id === called.id);
  if (entry) return { document, entry };
  if (called.id !== undefined) throw new Error("The document has changed: this can't be done any more.");
  if (fitting.length === 0) void vscode.window.showInformationMessage(NONE[action]);
  return undefined;
}

const NONE: Readonly<Record<ApprovalAction, string>> = {
  request: "Nothing here needs approval: the stack is standard, or what deviates is asked for or approved.",
  record: "No deviation here waits for a decision.",
  remind: "Nobody here was asked for approval.",
  withdraw: "Nobody here was asked for approval.",
};

/** A deviation as lists show it. */
export function itemOf(entry: ApprovalEntry): vscode.QuickPickItem & { readonly entry: ApprovalEntry } {
  const { name, area, standard, actual, state } = entry;
  return {
    label: state === "undeclared" ? area : name,
    description: state === "undeclared" || area === name ? "" : area,
    detail: `${standard} → ${actual}`,
    entry,
  };
}

/** Of several the user's choice; the one at the cursor comes first. */
async function pick(
  document: vscode.TextDocument,
  entries: readonly ApprovalEntry[],
  title: string,
): Promise<ApprovalEntry | undefined> {
  const [only] = entries;
  if (entries.length < 2) return only;
  const line = vscode.window.visibleTextEditors.find((one) => one.document === document)?.selection.active.line ?? 0;
  const current = entries.findLast((entry) => entry.range.start.line <= line);
  const items = [...entries].sort((a, b) => Number(b === current) - Number(a === current)).map(itemOf);
  const options = { title, placeHolder: "Which deviation", ignoreFocusOut: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.entry;
}

/** Opens a document, so that its server reads it and the user sees what changes. */
async function shown(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preserveFocus: true });
  return document;
}
