// The tree of a document's parts, and what it keeps silent about.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cleanUp, findingsIn, mechanism, openDocument, openFile, part, ruleOf, scratch, until } from "../mechanism.ts";
import { screen } from "../screen.ts";

const DOCUMENT = `# MECHANISM: Pilot

**Mission:** Pilot
**Purpose:** High-level architecture, technology choices, and system design
**Date Created:** 2026-02-01

---

## Technology Stack

### Frontend

**Framework:** [Next.js / React / Vue / etc.]
**Version:** 14

### Backend

N/A – static pages only

## Our own remarks

Nothing yet.
`;

const ROWS = ".sidebar .custom-view-tree-node-item";
const ICON = ".activitybar .action-label[aria-label^='Mechanism']";
const STATUS = ".statusbar-item[id*='mechanism.status']";

/** Puts the cursor into a text; the tree follows it and shows what is beside it. */
function goTo(editor: vscode.TextEditor, text: string): void {
  const at = editor.document.positionAt(editor.document.getText().indexOf(text));
  editor.selection = new vscode.Selection(at, at);
}

async function insertAtEnd(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** What is offered at a place besides snippets, which VS Code offers in every Markdown file, and words. */
async function completionsAt(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    uri,
    position,
  );
  const others = [vscode.CompletionItemKind.Snippet, vscode.CompletionItemKind.Text];
  return items
    .filter(({ kind }) => kind === undefined || !others.includes(kind))
    .map(({ label }) => (typeof label === "string" ? label : label.label));
}

describe("The outline", () => {
  afterEach(cleanUp);

  it("tells what is filled, open, missing and not applicable", async () => {
    await openDocument(DOCUMENT);
    assert.equal((await part("Mission")).state, "filled");
    assert.equal((await part("Technology Stack")).state, "open");
    assert.equal((await part("Technology Stack", "Frontend", "Framework")).state, "open");
    assert.equal((await part("Technology Stack", "Frontend", "Version")).state, "filled");
    assert.equal((await part("Technology Stack", "Frontend", "Deployment")).state, "missing");
    assert.equal((await part("Technology Stack", "Backend")).state, "not-applicable");
    assert.equal((await part("Technology Stack", "Database")).state, "missing");
    assert.equal((await part("Our own remarks")).state, "filled");
    const { done, required } = await part("Technology Stack", "Frontend");
    assert.deepEqual([done, required], [1, 3]);
  });

  it("follows an edit", async () => {
    const { document } = await openDocument(DOCUMENT);
    const api = await mechanism();
    const before = api.outline()?.openItems.length ?? 0;
    const placeholder = "[Next.js / React / Vue / etc.]";
    const start = document.positionAt(document.getText().indexOf(placeholder));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(start, start.translate(0, placeholder.length)), "Next.js");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await api.whenReady(document.uri);
    assert.equal((await part("Technology Stack", "Frontend", "Framework")).state, "filled");
    assert.equal(api.outline()?.openItems.length, before - 1);
  });

  it("stays what it is behind a keystroke that changes none of it", async () => {
    // Where a part ends is in the outline, so not in its last line.
    const { document } = await openDocument(DOCUMENT.replace("Nothing", "Some words.\nNothing"));
    const api = await mechanism();
    const before = api.outline();
    const start = document.positionAt(document.getText().indexOf("words."));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, start, "more ");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await api.whenReady(document.uri);
    assert.ok(before !== undefined);
    assert.equal(api.outline(), before);
  });

  it("stands in the side bar, with a status and the cursor's place", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("workbench.view.extension.mechanism");
    const rows = [
      /^Technology Stack\s*\d+ of \d+/,
      /^Backend\s*not applicable/,
      /^Database\s*missing/,
      /^Our own remarks/,
    ];
    await screen.untilTexts(ROWS, (texts) => rows.every((row) => texts.some((text) => row.test(text))));
    await screen.untilTexts(STATUS, ([text]) => /\d+% · \d+ open · Draft/.test(text ?? ""));

    const version = editor.document.positionAt(editor.document.getText().indexOf("14"));
    editor.selection = new vscode.Selection(version, version);
    await screen.untilTexts(".sidebar .monaco-list-row.selected", ([text]) => text?.includes("Version") === true);
    await screen.screenshot("outline");
  });

  it("shows a part when it is clicked, and takes the focus only with a double click", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("workbench.view.extension.mechanism");
    goTo(editor, "Version");
    await screen.click(`${ROWS}:has-text("Framework")`);
    const selected = (): string => editor.document.getText(vscode.window.activeTextEditor?.selection);
    await until(selected, (text) => text === "[Next.js / React / Vue / etc.]");
    await screen.waitFor(".sidebar .monaco-list:focus");
  });

  it("shows open items only, and everything again", async function () {
    if (!screen.available) this.skip();
    const editor = await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("workbench.view.extension.mechanism");
    goTo(editor, "Framework");
    const has = (title: string) => (texts: string[]) => texts.some((text) => text.startsWith(title));
    await screen.untilTexts(ROWS, has("Our own remarks"));
    await vscode.commands.executeCommand("mechanism.showOpenOnly");
    const hidden = ["Mission", "Version", "Our own remarks"];
    await screen.untilTexts(
      ROWS,
      (texts) => has("Framework")(texts) && has("Database")(texts) && !hidden.some((title) => has(title)(texts)),
    );
    await vscode.commands.executeCommand("mechanism.showAll");
    await screen.untilTexts(ROWS, has("Our own remarks"));
  });

  it("is withheld from VS Code's own outline", async () => {
    const { document } = await openDocument(DOCUMENT);
    const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ["# MECHANISM: Pilot"],
      "only the heading of VS Code's own Markdown symbols",
    );
  });
});

describe("The language server", () => {
  afterEach(cleanUp);

  it("can be restarted", async () => {
    const { document } = await openDocument(DOCUMENT);
    await vscode.commands.executeCommand("mechanism.restartServer");
    await insertAtEnd(document, "\n## More of our own\n\nText.\n");
    await (await mechanism()).whenReady(document.uri);
    assert.equal((await part("More of our own")).state, "filled");
  });

  it("reads files that have never been saved", async () => {
    const uri = vscode.Uri.joinPath(scratch(), "MECHANISM.md").with({ scheme: "untitled" });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await insertAtEnd(document, DOCUMENT);
    await (await mechanism()).whenReady(uri);
    assert.equal((await part("Technology Stack", "Backend")).state, "not-applicable");
  });

  it("reads the files that the setting names, and no others", async () => {
    const configuration = vscode.workspace.getConfiguration("mechanism");
    await configuration.update("files", ["docs-*.md"], vscode.ConfigurationTarget.Workspace);
    try {
      const { document } = await openFile(DOCUMENT, "docs-pilot.md");
      await (await mechanism()).whenReady(document.uri);
      assert.equal((await part("Technology Stack", "Backend")).state, "not-applicable");
      const other = await openFile(DOCUMENT);
      await vscode.window.showTextDocument(document);
      await (await mechanism()).whenReady(document.uri);
      assert.deepEqual(findingsIn(other.document.uri), []);
    } finally {
      await configuration.update("files", undefined, vscode.ConfigurationTarget.Workspace);
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      if (folder) await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, ".vscode"), { recursive: true });
    }
  });
});

describe("Other files", () => {
  afterEach(cleanUp);

  it("of another name are left alone", async () => {
    await openDocument(DOCUMENT);
    const editor = await openFile(`${DOCUMENT}\nTBD [Mission Name]\n`, "README.md");
    // The server has answered for a document opened later, so it had its time for this one.
    await openDocument(DOCUMENT);
    await vscode.window.showTextDocument(editor.document);
    assert.deepEqual(findingsIn(editor.document.uri), []);
    assert.equal((await mechanism()).outline(), undefined);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      new vscode.Range(0, 0, editor.document.lineCount, 0),
    );
    assert.deepEqual(
      actions.map(({ title }) => title).filter((title) => /placeholder|mechanism/i.test(title)),
      [],
    );
    const start = new vscode.Position(6, 0);
    assert.deepEqual(await completionsAt(editor.document.uri, start), []);
    if (!screen.available) return;
    await screen.waitFor(STATUS, "hidden");
    await vscode.commands.executeCommand("workbench.view.extension.mechanism");
    await screen.untilTexts(".sidebar .welcome-view-content", ([text]) => text?.includes("New MECHANISM.md") === true);
    await screen.screenshot("no-document");
    await screen.waitFor(ICON);
  });

  it("of another kind are left alone, but for the offer to start", async () => {
    const { document } = await openDocument("# Gear train\n\nTBD [Mission Name]\n\n## Gears\n\nThree of them.\n");
    assert.equal((await mechanism()).outline()?.recognised, false);
    assert.deepEqual(
      findingsIn(document.uri).filter(({ severity }) => severity < vscode.DiagnosticSeverity.Hint),
      [],
    );
    if (!screen.available) return;
    await vscode.commands.executeCommand("workbench.view.extension.mechanism");
    await screen.untilTexts(".sidebar .welcome-view-content", ([text]) => text?.includes("Start From") === true);
    await screen.screenshot("another-kind");
  });

  it("that are the old side of a diff are left alone", async () => {
    const { document } = await openDocument(DOCUMENT);
    await until(
      () => findingsIn(document.uri).map(ruleOf),
      (rules) => rules.includes("placeholder-unfilled"),
    );
    const provider = vscode.workspace.registerTextDocumentContentProvider("mechanism-old", {
      provideTextDocumentContent: () => DOCUMENT,
    });
    try {
      const old = vscode.Uri.from({ scheme: "mechanism-old", path: document.uri.path });
      await vscode.commands.executeCommand("vscode.diff", old, document.uri);
      await (await mechanism()).whenReady(document.uri);
      assert.deepEqual(findingsIn(old), []);
    } finally {
      provider.dispose();
    }
  });
});
