import * as vscode from "vscode";
import type { EditResult, PlaceholdersResult } from "../../../server/src/lsp/protocol.ts";
import { PLACEHOLDERS } from "../../../server/src/lsp/protocol.ts";
import { toRange } from "../ranges.ts";
import type { CommandContext } from "./context.ts";

/**
 * Asks the server for an edit and applies it as one undo step.
 *
 * @returns false if there was nothing to do
 * @throws Error when the document did not hold still
 */
export async function applyEdit(
  context: CommandContext,
  document: vscode.TextDocument,
  method: string,
  params: object = {},
): Promise<boolean> {
  return (await applyAnswer(context, document, method, params)) !== undefined;
}

/**
 * As `applyEdit`. An edit for another version of the document than the present one is never applied: the server is asked
 * once more.
 *
 * @returns what the server answered with the edit; nothing if there was nothing to do
 */
export async function applyAnswer<Result extends EditResult>(
  { client }: CommandContext,
  document: vscode.TextDocument,
  method: string,
  params: object = {},
): Promise<Result | undefined> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const textDocument = { uri: document.uri.toString() };
    const result = await client.request<Result | null>(method, { ...params, textDocument });
    if (result === null || result.edits.length === 0) return undefined;
    if (result.version !== document.version) continue;
    const edits = result.edits.map(({ range, newText }) => vscode.TextEdit.replace(toRange(range), newText));
    if (!(await replace(document, edits))) continue;
    if (result.select) await show(document, toRange(result.select));
    return result;
  }
  throw new Error("The document changed in the meantime, so nothing was done. Please try again.");
}

/** Applies edits as one undo step, unless the document is no longer the one they were made for. */
export async function replace(document: vscode.TextDocument, edits: vscode.TextEdit[]): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, edits);
  return vscode.workspace.applyEdit(edit);
}

/** Selects a range in the document's editor and moves the focus there. */
export async function show(document: vscode.TextDocument, selection: vscode.Range): Promise<void> {
  const visible = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find(
    (editor) => editor?.document === document,
  );
  const viewColumn = visible?.viewColumn;
  await vscode.window.showTextDocument(document, { selection, ...(viewColumn === undefined ? {} : { viewColumn }) });
}

/** The placeholders of a document as it is now, in order. */
export async function placeholdersOf(
  { client }: CommandContext,
  document: vscode.TextDocument,
): Promise<PlaceholdersResult> {
  return client.request<PlaceholdersResult>(PLACEHOLDERS, { textDocument: { uri: document.uri.toString() } });
}

/** Asks for a line of text; undefined if the user thought better of it. */
export async function ask(title: string, prompt: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === "" ? "Please enter some text, or press Escape to cancel." : undefined),
  });
  return text?.trim();
}
