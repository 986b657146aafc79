import * as vscode from "vscode";
import {
  CHANGE_TECHNOLOGY,
  type ChangeTechnologyParams,
  type ChangeTechnologyResult,
  TECHNOLOGIES,
  TECHNOLOGY_CHOICES,
  type TechnologiesResult,
  type TechnologyChoice,
  type TechnologyChoices,
  type TechnologyChoicesResult,
} from "../../../server/src/lsp/protocol.ts";
import { toRange } from "../ranges.ts";
import { documentOf, rangeOf } from "./arguments.ts";
import type { Command, CommandContext } from "./context.ts";
import { pickOrType } from "./pickOrType.ts";

const TITLE = "Change Technology";
const CHANGED = "The document changed in the meantime, so nothing was changed. Please try again.";

/** Changes a technology of the stack in its field, and everywhere that it is named: (uri?, range?). */
export const changeTechnology: Command = async (context, uri, range) => {
  const document = await documentOf(context, uri);
  if (document === undefined) return;
  const { version } = document;
  const position = await placeOf(context, document, rangeOf(range)?.start);
  if (position === undefined) return;
  const choices = await choicesAt(context, document, position);
  if (choices === null) return;
  const picked = await pickTechnology(choices);
  if (picked === undefined) return;
  // What runs at its maker's has no version and no host to choose.
  const asksVersion = choices.versioned && !picked.hosted;
  const asksHost = choices.hosting !== "" && !picked.hosted;
  const chosenVersion = asksVersion ? await askVersion(picked) : "";
  if (chosenVersion === undefined) return;
  const hosting = asksHost ? await pickHost(choices, picked) : "";
  if (hosting === undefined) return;
  const change = {
    name: picked.name,
    ...(asksVersion ? { version: chosenVersion } : {}),
    ...(hosting === "" ? {} : { hosting }),
  };
  if (document.version !== version) throw new Error(CHANGED);
  const params: ChangeTechnologyParams = { textDocument: { uri: document.uri.toString() }, position, change };
  const result = await context.client.request<ChangeTechnologyResult>(CHANGE_TECHNOLOGY, params);
  const edit = await context.client.toWorkspaceEdit(result.edit);
  if (document.version !== result.version) throw new Error(CHANGED);
  // What wants to be confirmed opens the preview.
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
};

/** The place of the technology: where the command was called, at the cursor, or in the part that the user picks. */
async function placeOf(
  context: CommandContext,
  document: vscode.TextDocument,
  called: vscode.Position | undefined,
): Promise<vscode.Position | undefined> {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const here = called ?? editor?.selection.active;
  if (here && (await choicesAt(context, document, here)) !== null) return here;
  const textDocument = { uri: document.uri.toString() };
  const parts = await context.client.request<TechnologiesResult>(TECHNOLOGIES, { textDocument });
  if (parts.length === 0) {
    void vscode.window.showInformationMessage("The stack of this document names no technology yet.");
    return undefined;
  }
  const items = parts.map(({ title, current, range }) => ({ label: title, description: current, range }));
  const options = { title: TITLE, placeHolder: "In which part of the stack", ignoreFocusOut: true };
  const picked = await vscode.window.showQuickPick(items, options);
  return picked && toRange(picked.range).start;
}

function choicesAt(
  { client }: CommandContext,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<TechnologyChoicesResult> {
  const { line, character } = position;
  const textDocument = { uri: document.uri.toString() };
  return client.request<TechnologyChoicesResult>(TECHNOLOGY_CHOICES, { textDocument, position: { line, character } });
}

async function pickTechnology({ title, current, choices }: TechnologyChoices): Promise<TechnologyChoice | undefined> {
  const items = choices.map(({ name, detail, reason }) => ({ label: name, description: detail, detail: reason }));
  const name = await pickOrType(`${TITLE}: ${title}`, `What comes in place of ${current}`, items);
  return name === undefined
    ? undefined
    : (choices.find((one) => one.name === name) ?? {
        name,
        detail: "",
        reason: "",
        version: "",
        hosts: [],
        hosted: false,
      });
}

async function askVersion({ name, version }: TechnologyChoice): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: TITLE,
    prompt: `The version of ${name}; may stay empty`,
    value: version,
    ignoreFocusOut: true,
  });
  return text?.trim();
}

/** The host; the present one if the user leaves it. */
async function pickHost(
  { hosting }: TechnologyChoices,
  { name, hosts }: TechnologyChoice,
): Promise<string | undefined> {
  const standard = hosts
    .filter((host) => host !== hosting)
    .map((label) => ({ label, description: `Standard with ${name}` }));
  const stay = { label: hosting, description: "As it is now" };
  const items = hosts.includes(hosting) ? [stay, ...standard] : [...standard, stay];
  return pickOrType(TITLE, `Where ${name} runs`, items);
}
