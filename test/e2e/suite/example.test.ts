// The example that `npm start` opens, as the README shows it.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import example from "../../../examples/MECHANISM.md";
import { cleanUp, findingsIn, openDocument, ruleOf, until } from "../mechanism.ts";
import { screen } from "../screen.ts";

const ROWS = ".sidebar .custom-view-tree-node-item";
const SUGGESTIONS = ".suggest-widget.visible .monaco-list-row";

/** Puts the cursor behind a text and shows it near the top. */
function goBehind(editor: vscode.TextEditor, text: string): void {
  const at = editor.document.positionAt(editor.document.getText().indexOf(text) + text.length);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop);
}

describe("The example", () => {
  afterEach(cleanUp);

  it("shows findings in the text and what is open in the tree", async () => {
    const editor = await openDocument(example);
    await until(
      () => findingsIn(editor.document.uri).map(ruleOf),
      (rules) => rules.includes("decision-open") && rules.includes("tbd-unresolved"),
    );
    if (!screen.available) return;
    await vscode.commands.executeCommand("workbench.view.extension.mechanism");
    goBehind(editor, "## Technology Stack");
    const at = editor.document.positionAt(editor.document.getText().indexOf("TBD"));
    editor.selection = new vscode.Selection(at, at);
    const wanted = ["Technology Stack", "Why this choice", "Tables/Collections", "Endpoints"];
    const rows = await screen.untilTexts(ROWS, (texts) =>
      wanted.every((one) => texts.some((text) => text.includes(one))),
    );
    const below = rows.slice(rows.findIndex((text) => text.includes("Database Schema")) + 1);
    assert.ok(below[0]?.includes("Tables/Collections"), below.join(" | "));
    await screen.screenshot("example");
  });

  it("completes a choice from the keyboard", async () => {
    const editor = await openDocument(example.replace("**Framework:** FastAPI 0.115", "**Framework:** "));
    if (!screen.available) return;
    goBehind(editor, "### Backend\n\n**Framework:** ");
    await vscode.commands.executeCommand("editor.action.triggerSuggest");
    const offers = await screen.untilTexts(SUGGESTIONS, (texts) => texts.some((text) => text.includes("Django")));
    assert.ok(offers[0]?.includes("FastAPI"), offers.join(" | "));
    await screen.press("Enter");
    await until(
      () => editor.document.getText(),
      (text) => text.includes("### Backend\n\n**Framework:** FastAPI\n"),
    );
  });
});
