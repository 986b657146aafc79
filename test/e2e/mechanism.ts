// What the suites need to work with documents: fresh ones in folders of their own, and our extension's view of them.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { MechanismApi } from "../../client/src/extension.ts";
import { screen } from "./screen.ts";

export type OutlineNode = NonNullable<ReturnType<MechanismApi["outline"]>>["root"];

let documents = 0;

/** Our extension's API; activates it if need be. */
export async function mechanism(): Promise<MechanismApi> {
  const extension = vscode.extensions.getExtension<MechanismApi>("scopelock.scopelock-mechanism");
  assert.ok(extension, "the extension is not loaded");
  return extension.activate();
}

/** The folder that holds everything the suites write. */
export function scratch(): vscode.Uri {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace, "no folder is open");
  return vscode.Uri.joinPath(workspace.uri, "scratch");
}

/** Writes a file into a new folder and shows it in an editor. */
export async function openFile(text: string, name = "MECHANISM.md"): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(scratch(), String(++documents), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(uri);
}

/** Writes a document into a new folder, shows it, and waits until the extension has read it. */
export async function openDocument(text: string): Promise<vscode.TextEditor> {
  const editor = await openFile(text);
  await (await mechanism()).whenReady(editor.document.uri);
  return editor;
}

/** The part of the outline at a path of titles. */
export async function part(...titles: readonly string[]): Promise<OutlineNode> {
  const outline = (await mechanism()).outline();
  assert.ok(outline, "there is no outline");
  return titles.reduce((node, title) => {
    const found = node.children.find((child) => child.title === title);
    assert.ok(found, `no ${title} among ${node.children.map((child) => child.title).join(", ")}`);
    return found;
  }, outline.root);
}

/** Our findings in a file. */
export function findingsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "mechanism");
}

/** The rule of a finding. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/**
 * Reads a value until it is as wanted, and returns it.
 *
 * @throws Error with the last value when it is not as wanted in time
 */
export async function until<Value>(read: () => Value, wanted: (value: Value) => boolean): Promise<Value> {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = read();
    if (wanted(value)) return value;
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Answers VS Code's input box or quick pick: waits for its title, types, and presses Enter. */
export async function answer(title: string, text: string): Promise<void> {
  await asked(title);
  await screen.type(text);
  await screen.press("Enter");
}

/** Presses Escape in VS Code's input box or quick pick, once it has its title. */
export async function cancel(title: string): Promise<void> {
  await asked(title);
  await screen.press("Escape");
  await screen.waitFor(".quick-input-widget", "hidden");
}

/** The last one keeps its title while it is hidden, and the focus comes later than the title. */
async function asked(title: string): Promise<void> {
  await screen.waitFor(`.quick-input-widget .quick-input-title:visible:text-is(${JSON.stringify(title)})`);
  await screen.waitFor(".quick-input-widget input:focus");
}

/** Closes all editors without saving and removes what was written. */
export async function cleanUp(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.workspace.fs.delete(scratch(), { recursive: true }).then(undefined, () => undefined);
}
