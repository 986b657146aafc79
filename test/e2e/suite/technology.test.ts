// A technology is changed in the stack and wherever it is named, by F2 and by the command.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answer, cleanUp, mechanism, openDocument, until } from "../mechanism.ts";
import { screen } from "../screen.ts";

const DOCUMENT = `# MECHANISM: Pilot

**Mission:** Pilot
**Date Created:** 2026-02-01

## Technology Stack

### Database

**Type:** 😀 MongoDB
**Version:** 7
**Hosting:** Railway

**Why this choice:**
MongoDB is known.

## Notes

\`\`\`
[API] → [MongoDB]
\`\`\`
`;

/** The text after the change of the fields alone. */
const OWN = DOCUMENT.replace("😀 MongoDB", "😀 PostgreSQL")
  .replace("Version:** 7", "Version:** 15")
  .replace("Railway", "Render");

function cursorAt(editor: vscode.TextEditor, text: string): void {
  const place = editor.document.positionAt(editor.document.getText().indexOf(text) + 3);
  editor.selection = new vscode.Selection(place, place);
}

/** Puts the cursor into a text by hand, and waits for it: a cursor that moves ends a rename. */
async function goTo(editor: vscode.TextEditor, text: string, place: string): Promise<void> {
  await screen.click(".monaco-editor .view-lines >> text=Pilot");
  cursorAt(editor, text);
  await screen.untilTexts(".statusbar-item", (texts) => texts.some((one) => one.includes(place)));
}

/** Calls the command on the database and answers up to the question for the version; `done` is when it is over. */
async function choosePostgres(editor: vscode.TextEditor): Promise<{ readonly done: Thenable<unknown> }> {
  cursorAt(editor, "MongoDB");
  const done = vscode.commands.executeCommand("mechanism.changeTechnology");
  await answer("Change Technology: Database", "PostgreSQL");
  await screen.waitFor(".quick-input-widget .quick-input-message:has-text('The version of PostgreSQL')");
  return { done };
}

/** What the preview of the refactoring shows, once it shows all. */
async function previewed(): Promise<string[]> {
  const rows = await screen.untilTexts(".bulk-edit-panel .monaco-list-row", (texts) => texts.length === 6);
  return rows.slice(1);
}

describe("Change Technology", () => {
  afterEach(cleanUp);

  it("asks for technology, version and host, and previews the other mentions", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const { done } = await choosePostgres(editor);
    await screen.press("Enter");
    await screen.waitFor(".quick-input-widget input[placeholder='Where PostgreSQL runs']:focus");
    await screen.press("Enter");
    assert.deepEqual(await previewed(), [
      "**Type:** 😀 MongoDBPostgreSQL",
      "**Version:** 715",
      "**Hosting:** RailwayRender",
      "MongoDBPostgreSQL is known.",
      "[API] → [MongoDBPostgreSQL]",
    ]);
    await screen.screenshot("change-technology");
    await screen.click(".bulk-edit-panel .monaco-button:has-text('Apply')");
    await done;
    const text = await until(
      () => editor.document.getText(),
      (now) => now !== DOCUMENT,
    );
    assert.equal(text, OWN, "what was not confirmed stays");
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), DOCUMENT, "one undo takes it all back");
  });

  it("is what F2 does on a technology of the stack", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      editor.document.uri,
      editor.document.positionAt(DOCUMENT.indexOf("MongoDB") + 3),
      "PostgreSQL",
    );
    const [[, edits] = []] = edit.entries();
    assert.equal(edits?.length, 5);
    await goTo(editor, "MongoDB", "Ln 10, Col 16");
    await screen.press("F2");
    await screen.waitFor(".rename-box input:focus");
    await screen.press("Control+A");
    await screen.type("PostgreSQL");
    await screen.press("Enter");
    await previewed();
    await screen.click(".bulk-edit-panel .monaco-button:has-text('Discard')");
    assert.equal(editor.document.getText(), DOCUMENT);
  });

  it("leaves F2 on a heading to VS Code", async function () {
    if (!screen.available) this.skip();
    await mechanism();
    const editor = await openDocument(DOCUMENT);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      editor.document.uri,
      editor.document.positionAt(DOCUMENT.indexOf("## Notes") + 4),
      "Remarks",
    );
    const [[, edits] = []] = edit.entries();
    assert.deepEqual(
      edits?.map((one) => ("newText" in one ? one.newText : "")),
      ["Remarks"],
    );
    await goTo(editor, "## Notes", "Ln 17, Col 4");
    await screen.press("F2");
    await screen.waitFor(".rename-box input:focus");
    await screen.press("Control+A");
    await screen.type("Remarks");
    await screen.press("Enter");
    await until(
      () => editor.document.getText(),
      (text) => text === DOCUMENT.replace("## Notes", "## Remarks"),
    );
  });

  it("asks for no version and no host of what runs at its maker's", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    cursorAt(editor, "MongoDB");
    const changing = vscode.commands.executeCommand("mechanism.changeTechnology");
    await answer("Change Technology: Database", "Airtable");
    const [type, version, host] = await previewed();
    assert.equal(type, "**Type:** 😀 MongoDBAirtable");
    assert.match(version ?? "", /^\*\*Version:\*\* 7N\/A – /);
    assert.match(host ?? "", /^\*\*Hosting:\*\* RailwayN\/A – /);
    await screen.click(".bulk-edit-panel .monaco-button:has-text('Discard')");
    await changing;
    assert.equal(editor.document.getText(), DOCUMENT);
  });

  it("changes nothing when a question is left open", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const { done } = await choosePostgres(editor);
    await screen.press("Escape");
    await done;
    assert.equal(editor.document.getText(), DOCUMENT);
  });

  it("changes nothing in a document that changed while it asked", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const { done } = await choosePostgres(editor);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(editor.document.uri, new vscode.Position(2, 0), "More.\n\n");
    await vscode.workspace.applyEdit(edit);
    await screen.press("Enter");
    await screen.waitFor(".quick-input-widget input[placeholder='Where PostgreSQL runs']:focus");
    await screen.press("Enter");
    await done;
    // The message that says so must not lie over what other suites click.
    await vscode.commands.executeCommand("notifications.clearAll");
    assert.equal(editor.document.getText(), DOCUMENT.replace("**Mission:**", "More.\n\n**Mission:**"));
  });
});
