// Names lead to the places that mean the same, and documents that nobody opened are looked at too.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cleanUp, findingsIn, openDocument, openFile, ruleOf, scratch, until } from "../mechanism.ts";
import { screen } from "../screen.ts";

const DOCUMENT = `# MECHANISM: Pilot

**Mission:** Pilot
**Date Created:** 2026-02-01

## Database Schema

### Tables/Collections

#### Table: users

**Purpose:** 😀 Who signs in: \`users\` and nobody else.

**Fields:**
- \`id\`: UUID (primary key)

**Indexes:**
- Primary: \`id\`

#### Table: orders

**Fields:**
- \`id\`: UUID (primary key)
- \`user_id\`: UUID (foreign key → users.id)

**Indexes:**
- Primary: \`id\`

### Relationships

**users → orders:** one-to-many

## Notes

Read [the guide][guide].

[guide]: https://guide.example
`;

const RENAMED = DOCUMENT.replaceAll("users", "members");

const at = (editor: vscode.TextEditor, text: string): vscode.Position =>
  editor.document.positionAt(editor.document.getText().indexOf(text) + 1);

describe("Navigation", () => {
  afterEach(cleanUp);

  it("leads from a relationship to its table, and shows a card of it", async () => {
    const editor = await openDocument(DOCUMENT);
    const { uri } = editor.document;
    const place = at(editor, "users → orders");
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      uri,
      place,
    );
    const lines = found.map((one) => ("range" in one ? one.range : one.targetRange).start.line);
    assert.deepEqual(lines, [9]);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, place);
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === "string" ? one : one.value)));
    assert.match(text.join("\n"), /\| id \| UUID \| primary key \|/);
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand("editor.action.showHover");
    if (!screen.available) return;
    await screen.waitFor(".monaco-hover:visible table");
    await screen.screenshot("table-card");
  });

  it("renames a table by F2 at every place, and one undo takes it back", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    await screen.click(".monaco-editor .view-lines >> text=Pilot");
    const place = at(editor, "users\n");
    editor.selection = new vscode.Selection(place, place);
    await screen.untilTexts(".statusbar-item", (texts) => texts.some((one) => one.includes("Ln 10, Col 14")));
    await screen.press("F2");
    await screen.waitFor(".rename-box input:focus");
    await screen.press("Control+A");
    await screen.type("members");
    await screen.press("Enter");
    const text = await until(
      () => editor.document.getText(),
      (now) => now !== DOCUMENT,
    );
    assert.equal(text, RENAMED);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), DOCUMENT, "one undo takes it all back");
  });

  it("leaves F2 on a link to VS Code", async () => {
    const editor = await openDocument(DOCUMENT);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      editor.document.uri,
      at(editor, "guide]."),
      "book",
    );
    const [[, edits] = []] = edit.entries();
    assert.deepEqual(
      edits?.map((one) => ("newText" in one ? one.newText : "")),
      ["book", "book"],
    );
  });

  it("makes links of paths that lead to a file", async () => {
    const folder = vscode.Uri.joinPath(scratch(), "docs");
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, "a.md"), new TextEncoder().encode("# A\n"));
    const { document } = await openFile(`${DOCUMENT}\nSee \`docs/a.md\` and \`docs/b.md\`.\n`);
    const rules = (): readonly string[] => findingsIn(document.uri).map(({ message }) => message);
    await until(rules, (found) => found.includes("docs/b.md does not exist; did you mean docs/a.md?"));
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      document.uri,
    );
    const targets = links.map(({ target }) => target?.path).filter((path) => path?.includes("/docs/"));
    assert.deepEqual(targets, [vscode.Uri.joinPath(folder, "a.md").path]);
  });
});

describe("Documents that aren't open", () => {
  afterEach(cleanUp);

  it("have their findings in Problems, as long as they have them", async () => {
    await openDocument(DOCUMENT);
    // In a folder that was there from the start: of a new one, VS Code may miss the first files.
    const uri = vscode.Uri.joinPath(scratch(), "..", "colours", "MECHANISM.md");
    const write = (text: string): Thenable<void> => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const rules = (): readonly string[] => findingsIn(uri).map(ruleOf);
    await write("# MECHANISM: Closed\n\n## Notes\n\nTBD\n");
    await until(rules, (found) => found.includes("tbd-unresolved"));
    await write("# MECHANISM: Closed\n\n## Notes\n\nNothing.\n");
    await until(rules, (found) => !found.includes("tbd-unresolved"));
    await vscode.workspace.fs.delete(uri);
    await until(rules, (found) => found.length === 0);
  });

  it("are found by their tables from anywhere", async () => {
    await openDocument(DOCUMENT);
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      "vscode.executeWorkspaceSymbolProvider",
      "orders",
    );
    assert.ok(found.some(({ name, containerName }) => name === "orders" && containerName === "Pilot"));
  });
});
