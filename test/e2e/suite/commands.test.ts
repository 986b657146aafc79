// What a user can do with the commands.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import example from "../../../examples/MECHANISM.md";
import {
  answer,
  cancel,
  cleanUp,
  findingsIn,
  mechanism,
  openDocument,
  openFile,
  part,
  ruleOf,
  scratch,
  until,
} from "../mechanism.ts";
import { screen } from "../screen.ts";

const DOCUMENT = `# MECHANISM: Pilot

**Mission:** Pilot
**Purpose:** High-level architecture, technology choices, and system design
**Date Created:** 2026-02-01

---

## Technology Stack

### Frontend

**Framework:** [Next.js / React / Vue / etc.]
**Version:** [specific version]

## Database Schema

### Relationships

- users → orders: one-to-many

**Example:**
- \`users\` → \`orders\`: One-to-many (one user has many orders)
- \`orders\` → \`products\`: Many-to-many (orders contain multiple products, products in multiple orders)
`;

const FRAMEWORK = "[Next.js / React / Vue / etc.]";
const VERSION = "[specific version]";

/** The text that is selected in the active editor. */
function selected(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? "";
}

function select(editor: vscode.TextEditor, text: string): void {
  const start = editor.document.positionAt(editor.document.getText().indexOf(text));
  editor.selection = new vscode.Selection(start, start.translate(0, text.length));
}

async function undo(editor: vscode.TextEditor, text: string): Promise<void> {
  await vscode.window.showTextDocument(editor.document);
  await vscode.commands.executeCommand("undo");
  assert.equal(editor.document.getText(), text, "one undo takes it all back");
}

describe("Commands", () => {
  afterEach(cleanUp);

  it("are all there", async () => {
    await mechanism();
    const extension = vscode.extensions.getExtension("scopelock.scopelock-mechanism");
    assert.ok(extension);
    const { commands } = extension.packageJSON.contributes as { commands: readonly { readonly command: string }[] };
    const contributed = commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith("mechanism."));
    // VS Code adds some of its own for each view.
    const ours = registered.filter((id) => !/^mechanism\.(?:outline|approvals)\./.test(id));
    assert.deepEqual(ours.sort(), contributed);
  });

  it("go from one open item to the next, around the end, and back", async () => {
    const editor = await openDocument(DOCUMENT);
    const starts = (await mechanism())
      .outline()
      ?.openItems.map(({ range: { start } }) => `${start.line}:${start.character}`);
    const places = new Set(starts);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const seen: string[] = [];
    for (let i = 0; i < places.size; i++) {
      await vscode.commands.executeCommand("mechanism.nextOpenItem");
      const { start } = vscode.window.activeTextEditor?.selection ?? editor.selection;
      seen.push(`${start.line}:${start.character}`);
    }
    assert.deepEqual(new Set(seen), places);
    await vscode.commands.executeCommand("mechanism.nextOpenItem");
    const { start } = editor.selection;
    assert.equal(`${start.line}:${start.character}`, seen[0]);
    await vscode.commands.executeCommand("mechanism.previousOpenItem");
    assert.equal(`${editor.selection.start.line}:${editor.selection.start.character}`, seen.at(-1));
  });

  it("go to the next open item with a key", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    select(editor, "### Frontend");
    await screen.click(".monaco-editor .view-lines >> text=Frontend");
    await screen.press("Control+F8");
    await until(selected, (text) => text === FRAMEWORK);
    await screen.untilTexts(".statusbar-item", (texts) =>
      texts.some((text) => text.includes(" of ") && text.includes(FRAMEWORK)),
    );
    await screen.press("Control+Shift+F8");
    await until(selected, (text) => text !== FRAMEWORK);
  });

  it("remove leftover examples in one undo step", async () => {
    const editor = await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("mechanism.removeExamples");
    assert.ok(!editor.document.getText().includes("**Example:**"), editor.document.getText());
    assert.ok(editor.document.getText().includes("- users → orders: one-to-many"));
    await undo(editor, DOCUMENT);
  });

  it("fill a placeholder by choice or by free text, and go to the next", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    select(editor, FRAMEWORK);
    const first = vscode.commands.executeCommand("mechanism.fillPlaceholder");
    await answer("Framework", "Vue");
    await first;
    assert.ok(editor.document.getText().includes("**Framework:** Vue\n"), editor.document.getText());
    assert.equal(selected(), VERSION);
    const second = vscode.commands.executeCommand("mechanism.fillPlaceholder");
    await answer("Version", "3.5");
    await second;
    assert.ok(editor.document.getText().includes("**Version:** 3.5\n"), editor.document.getText());
    await undo(editor, DOCUMENT.replace(FRAMEWORK, "Vue"));
  });

  it("fill the same placeholder when the document changed while the user typed", async function () {
    if (!screen.available) this.skip();
    const { document } = await openDocument(DOCUMENT);
    const place = new vscode.Position(document.getText().split("\n").indexOf(`**Version:** ${VERSION}`), 15);
    const range = new vscode.Range(place, place);
    const filling = vscode.commands.executeCommand("mechanism.fillPlaceholder", document.uri.toString(), range);
    await screen.waitFor(".quick-input-widget .quick-input-title:visible:text-is('Version')");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(8, 0), "Two lines\nfrom elsewhere.\n\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await answer("Version", "3.5");
    await filling;
    assert.ok(document.getText().includes(`**Framework:** ${FRAMEWORK}\n**Version:** 3.5\n`), document.getText());
  });

  it("insert a section at its place", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const inserting = vscode.commands.executeCommand("mechanism.insertSection");
    await answer("Insert Section", "Where data is kept");
    await inserting;
    const text = editor.document.getText();
    assert.ok(text.indexOf("### Frontend") < text.indexOf("### Database"), text);
    assert.ok(text.indexOf("### Database") < text.indexOf("## Database Schema"), text);
    assert.match(selected(), /^\[.*\]$/, "the first placeholder of it is selected");
    await undo(editor, DOCUMENT);
  });

  it("call no entry missing where the document says that there is none", async function () {
    if (!screen.available) this.skip();
    const none = "## Technology Deviations\n\nNo deviations from the standard stack.\n\n";
    await openDocument(example.replace(/## Technology Deviations\n[\s\S]*(?=## Notes)/, none));
    const inserting = vscode.commands.executeCommand("mechanism.insertSection");
    const rows = await screen.untilTexts(".quick-input-widget .monaco-list-row", (texts) => texts.length === 4);
    assert.match(rows.join(), /Deviation 1/);
    assert.doesNotMatch(rows.join(), /Missing/);
    await cancel("Insert Section");
    await inserting;
  });

  it("show the template on a page that closes without a question", async () => {
    await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("mechanism.showTemplate");
    const page = vscode.window.activeTextEditor?.document;
    assert.match(page?.getText() ?? "", /^# The template in use\n\nRead from: the built-in template\n/);
    assert.equal(page?.languageId, "markdown");
    assert.equal(page?.isUntitled, false);
    assert.equal(page?.isDirty, false);
  });

  it("show the standard stack, and what of it was understood", async () => {
    await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("mechanism.showStack");
    const text = vscode.window.activeTextEditor?.document.getText() ?? "";
    assert.match(text, /^# The standard stack in use\n\nRead from: the built-in standard stack/);
    assert.match(text, /PostgreSQL/);
  });

  it("ignore a finding with a reason", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const { uri } = editor.document;
    const [finding] = await until(
      () => findingsIn(uri).filter((one) => ruleOf(one) === "placeholder-unfilled"),
      (findings) => findings.length > 0,
    );
    const ignoring = vscode.commands.executeCommand(
      "mechanism.ignoreHere",
      uri.toString(),
      "placeholder-unfilled",
      finding?.range,
    );
    await answer("Ignore placeholder-unfilled Here", "The client decides");
    await ignoring;
    assert.match(editor.document.getText(), /<!-- mechanism-ignore placeholder-unfilled -- The client decides -->/);
    await until(
      () => findingsIn(uri).map(ruleOf),
      (rules) => !rules.includes("placeholder-unfilled"),
    );
    await undo(editor, DOCUMENT);
  });

  it("change nothing when the user cancels", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    const titles = { insertSection: "Insert Section", fillPlaceholder: "Framework", newDocument: "New MECHANISM.md" };
    for (const [command, title] of Object.entries(titles)) {
      const cancelled = vscode.commands.executeCommand(`mechanism.${command}`);
      await cancel(title);
      await cancelled;
    }
    assert.equal(editor.document.getText(), DOCUMENT);
  });
});

describe("A quick fix", () => {
  afterEach(cleanUp);

  it("fills a placeholder", async () => {
    const editor = await openDocument(DOCUMENT);
    const { document } = editor;
    select(editor, FRAMEWORK);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      editor.selection,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title, edit }) => edit && title.includes("Next.js"));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join("\n"));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await (await mechanism()).whenReady(document.uri);
    assert.equal((await part("Technology Stack", "Frontend", "Framework")).state, "filled");
    await undo(editor, DOCUMENT);
  });
});

describe("A snippet", () => {
  afterEach(cleanUp);

  it("expands to the template's text", async () => {
    const extension = vscode.extensions.getExtension("scopelock.scopelock-mechanism");
    assert.ok(extension);
    const file = vscode.Uri.joinPath(extension.extensionUri, "snippets", "mechanism.json");
    const snippets: Record<string, unknown> = JSON.parse(
      new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
    );
    const editor = await openDocument(DOCUMENT);
    for (const name of Object.keys(snippets)) {
      const end = editor.document.positionAt(editor.document.getText().length);
      editor.selection = new vscode.Selection(end, end);
      await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "markdown", name });
      const added = editor.document.getText().slice(DOCUMENT.length);
      assert.ok(added.trim() !== "" && !/\$\{?\d/.test(added), `${name} expands to ${JSON.stringify(added)}`);
      await vscode.commands.executeCommand("leaveSnippet");
      await undo(editor, DOCUMENT);
    }
  });
});

describe("New document", () => {
  afterEach(cleanUp);

  it("starts from the template with the mission's name", async function () {
    if (!screen.available) this.skip();
    const folder = vscode.Uri.joinPath(scratch(), "new");
    await vscode.workspace.fs.createDirectory(folder);
    const creating = vscode.commands.executeCommand("mechanism.newDocument", folder);
    await answer("New MECHANISM.md", "Booking MVP");
    await creating;
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), vscode.Uri.joinPath(folder, "MECHANISM.md").toString());
    assert.match(document?.getText() ?? "", /^# MECHANISM: Booking MVP\n/);
    assert.match(selected(), /^\[.*\]$/, "the first placeholder is selected");
    await screen.screenshot("new-document");
  });

  it("never overwrites one that is there", async function () {
    if (!screen.available) this.skip();
    const { document } = await openFile(DOCUMENT);
    const creating = vscode.commands.executeCommand("mechanism.newDocument", vscode.Uri.joinPath(document.uri, ".."));
    await answer("New MECHANISM.md", "Another");
    await screen.waitFor(".quick-input-list .monaco-list-row:has-text('Open It')");
    await screen.screenshot("new-document-exists");
    await cancel("New MECHANISM.md");
    await creating;
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri)), DOCUMENT);
  });

  it("puts the template before what is there when asked to", async function () {
    if (!screen.available) this.skip();
    const text = "# Gear train\n\nThree gears.\n";
    const editor = await openDocument(text);
    const starting = vscode.commands.executeCommand("mechanism.startFromTemplate");
    await answer("Start From the Template", "Gears");
    await starting;
    assert.match(editor.document.getText(), /^# MECHANISM: Gears\n/);
    assert.ok(editor.document.getText().endsWith(text));
    await undo(editor, text);
  });
});
