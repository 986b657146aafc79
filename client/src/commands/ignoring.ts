import * as vscode from "vscode";
import { IGNORE } from "../../../server/src/lsp/protocol.ts";
import { fromRange } from "../ranges.ts";
import { documentOf, rangeOf } from "./arguments.ts";
import type { Command } from "./context.ts";
import { applyEdit, ask } from "./editing.ts";

const SOURCE = "mechanism";

/** Silences a rule at a place, with a reason: (uri, rule, range), or else what is found at the cursor. */
export const ignoreHere: Command = async (context, uri, rule, range) => {
  const document = await documentOf(context, uri);
  if (document === undefined) return;
  const place = rangeOf(range);
  const finding = typeof rule === "string" && place ? { rule, range: place } : await pickAtCursor(document);
  if (finding === undefined) return;
  const reason = await ask(`Ignore ${finding.rule} Here`, "The reason, for those who read the document later");
  if (reason === undefined) return;
  await applyEdit(context, document, IGNORE, { rule: finding.rule, range: fromRange(finding.range), reason });
};

interface Found extends vscode.QuickPickItem {
  readonly rule: string;
  readonly range: vscode.Range;
}

async function pickAtCursor(document: vscode.TextDocument): Promise<Found | undefined> {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  if (editor === undefined) return undefined;
  const found = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, range }) => source === SOURCE && range.intersection(editor.selection) !== undefined)
    .map(({ code, message, range }): Found => ({ label: message, description: idOf(code), rule: idOf(code), range }));
  if (found.length === 0) {
    void vscode.window.showInformationMessage("Put the cursor on a finding first.");
    return undefined;
  }
  if (found.length === 1) return found[0];
  return vscode.window.showQuickPick(found, { title: "Ignore Here", placeHolder: "What to ignore" });
}

function idOf(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : (code ?? ""));
}
