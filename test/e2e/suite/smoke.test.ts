// Proves that the machinery works: a real VS Code starts with our extension and shows the workspace.
//
// To add a suite, create `<name>.test.ts` in this folder; it is found by its name. In it:
// - use mocha's global `describe` and `it`, `node:assert/strict`, and VS Code's API by `import * as vscode from "vscode"`;
// - the workspace is a fresh copy of test/e2e/workspace, the same one for all suites of a run: leave it as you found it;
// - drive what only a user can see by `screen` (../screen.ts), and skip such tests where it is not available;
// - wait for conditions (`screen.waitFor`, `screen.untilTexts`, polling VS Code's API), never for a fixed time.
// Run all with `npm run test:e2e` after `npm run build`, or some with MECHANISM_E2E_GREP="part of a title". A failed test
// leaves a picture in test-results/screens.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { screen } from "../screen.ts";

describe("VS Code with the extension", () => {
  it("knows the extension", async () => {
    const extension = vscode.extensions.getExtension("scopelock.scopelock-mechanism");
    assert.ok(extension, "the extension is not loaded");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("shows the workspace's MECHANISM.md", async () => {
    const [file] = await vscode.workspace.findFiles("MECHANISM.md");
    assert.ok(file, "the workspace holds no MECHANISM.md");
    const editor = await vscode.window.showTextDocument(file);
    assert.equal(editor.document.languageId, "markdown");
    assert.match(editor.document.getText(), /^# MECHANISM/);
  });

  it("can be seen and driven", async function () {
    if (!screen.available) this.skip();
    await screen.untilTexts(".monaco-editor .view-lines", (texts) => texts.some((text) => text.includes("MECHANISM:")));
    await screen.press("F1");
    await screen.waitFor(".quick-input-widget");
    await screen.press("Escape");
    await screen.waitFor(".quick-input-widget", "hidden");
    await screen.screenshot("smoke");
  });
});
