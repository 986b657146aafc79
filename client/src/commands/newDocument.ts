import * as vscode from "vscode";
import { SCAFFOLD, type ScaffoldParams, type ScaffoldResult } from "../../../server/src/lsp/protocol.ts";
import { toRange } from "../ranges.ts";
import { documentOf } from "./arguments.ts";
import type { Command, CommandContext } from "./context.ts";
import { ask, placeholdersOf, replace, show } from "./editing.ts";

const NAME = "MECHANISM.md";
const TITLE = `New ${NAME}`;
const OPEN_IT = "Open It";
const ELSEWHERE = "Another Folder…";

/** Writes a new document into a folder: (folder?). */
export const newDocument: Command = async (context, value) => {
  const mission = await ask(TITLE, "The mission's name");
  if (mission === undefined) return;
  let folder = value instanceof vscode.Uri ? value : await pickFolder();
  while (folder) {
    const uri = vscode.Uri.joinPath(folder, NAME);
    if (!(await exists(uri))) return create(context, uri, await scaffold(context, mission, uri));
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText().trim() === "") {
      return writeInto(context, document, await scaffold(context, mission, uri));
    }
    const answer = await vscode.window.showQuickPick([OPEN_IT, ELSEWHERE], {
      title: TITLE,
      placeHolder: `There is a ${NAME} in ${vscode.workspace.asRelativePath(folder)} already`,
      ignoreFocusOut: true,
    });
    if (answer === OPEN_IT) await vscode.window.showTextDocument(document);
    if (answer !== ELSEWHERE) return;
    folder = await openFolderDialog();
  }
};

/** Puts the template's text before whatever a document of another kind holds: (uri?). */
export const startFromTemplate: Command = async (context, uri) => {
  const document = await documentOf(context, uri);
  if (document === undefined) return;
  const mission = await ask("Start From the Template", "The mission's name; the present text stays below");
  if (mission === undefined) return;
  await writeInto(context, document, await scaffold(context, mission, document.uri));
};

/** The text of a new document by the template that holds at its place. */
async function scaffold({ client }: CommandContext, mission: string, uri: vscode.Uri): Promise<string> {
  const params: ScaffoldParams = { mission, uri: uri.toString() };
  return (await client.request<ScaffoldResult>(SCAFFOLD, params)).text;
}

interface FolderItem extends vscode.QuickPickItem {
  readonly folder?: vscode.Uri;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) return openFolderDialog();
  const items: FolderItem[] = folders.map(({ name, uri }) => ({ label: name, description: uri.path, folder: uri }));
  const other: FolderItem = { label: ELSEWHERE };
  const picked = await vscode.window.showQuickPick([...items, other], {
    title: TITLE,
    placeHolder: "Where to put it",
    ignoreFocusOut: true,
  });
  return picked === other ? openFolderDialog() : picked?.folder;
}

async function openFolderDialog(): Promise<vscode.Uri | undefined> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const picked = await vscode.window.showOpenDialog({
    title: TITLE,
    openLabel: "Create Here",
    canSelectFiles: false,
    canSelectFolders: true,
    ...(defaultUri ? { defaultUri } : {}),
  });
  return picked?.[0];
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

async function create(context: CommandContext, uri: vscode.Uri, text: string): Promise<void> {
  const eol = vscode.workspace.getConfiguration("files", uri).get<string>("eol");
  const edit = new vscode.WorkspaceEdit();
  const contents = new TextEncoder().encode(eol === "\r\n" ? text.replaceAll("\n", eol) : text);
  // Refuses to overwrite what may have come there in the meantime.
  edit.createFile(uri, { contents, overwrite: false, ignoreIfExists: false });
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${uri.path} could not be written.`);
  const document = await vscode.workspace.openTextDocument(uri);
  // A tab of its own, not a preview that the next file takes.
  await vscode.window.showTextDocument(document, { preview: false });
  await selectFirstPlaceholder(context, document);
}

async function writeInto(context: CommandContext, document: vscode.TextDocument, text: string): Promise<void> {
  const present = document.getText();
  const end = document.positionAt(present.length);
  const edit =
    present.trim() === ""
      ? vscode.TextEdit.replace(new vscode.Range(0, 0, end.line, end.character), text)
      : vscode.TextEdit.insert(new vscode.Position(0, 0), `${text}\n`);
  await vscode.window.showTextDocument(document);
  if (!(await replace(document, [edit]))) throw new Error("The document could not be changed.");
  await selectFirstPlaceholder(context, document);
}

async function selectFirstPlaceholder(context: CommandContext, document: vscode.TextDocument): Promise<void> {
  // A file of another name than our setting's has no placeholders to the server.
  if (!context.documents.includes(document)) return;
  const [first] = await placeholdersOf(context, document);
  if (first) await show(document, toRange(first.range));
}
