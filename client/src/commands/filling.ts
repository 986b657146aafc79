import * as vscode from "vscode";
import type { PlaceholderItem } from "../../../server/src/lsp/protocol.ts";
import type { OutlineItem } from "../outline/items.ts";
import { toRange } from "../ranges.ts";
import { documentOf, itemOf, rangeOf } from "./arguments.ts";
import type { Command, CommandContext } from "./context.ts";
import { ask, placeholdersOf, replace, show } from "./editing.ts";
import { pickOrType } from "./pickOrType.ts";

/** Fills the placeholder in a range, at the cursor or after it: (uri?, range?). Then it selects the next one. */
export const fillPlaceholder: Command = async (context, uri, range) => {
  const document = await documentOf(context, uri);
  if (document === undefined) return;
  const placeholders = await placeholdersOf(context, document);
  const wanted = rangeOf(range);
  const found = wanted ? placeholders.find((one) => touches(one, wanted)) : atOrAfterCursor(document, placeholders);
  if (found === undefined) {
    void vscode.window.showInformationMessage("There is no placeholder to fill.");
    return;
  }
  await fill(context, document, found);
};

/** Fills the first placeholder of a part in the tree: (item). */
export const fillItem: Command = async (context, value) => {
  const item = itemOf(context, value);
  if (item === undefined) return;
  const document = await vscode.workspace.openTextDocument(item.uri);
  const placeholders = await placeholdersOf(context, document);
  const found = placeholders.find((one) => touches(one, toRange(item.node.range)));
  if (found) return fill(context, document, found);
  await showOpenItem(context, document, item);
};

async function fill(
  context: CommandContext,
  document: vscode.TextDocument,
  placeholder: PlaceholderItem,
): Promise<void> {
  await show(document, toRange(placeholder.range));
  const text = await choose(placeholder);
  if (text === undefined) return;
  const { start } = await replacePlaceholder(context, document, placeholder, text);
  const filled = start.translate(0, text.length);
  const placeholders = await placeholdersOf(context, document);
  const next = placeholders.find((one) => toRange(one.range).start.isAfterOrEqual(filled)) ?? placeholders[0];
  await show(document, next ? toRange(next.range) : new vscode.Range(filled, filled));
}

/** The answer took its time: if the placeholder is no longer where it was, it is looked for once more. */
async function replacePlaceholder(
  context: CommandContext,
  document: vscode.TextDocument,
  placeholder: PlaceholderItem,
  text: string,
): Promise<vscode.Range> {
  const isSame = (one: PlaceholderItem): boolean => one.text === placeholder.text && one.field === placeholder.field;
  for (const candidates of [() => [placeholder], () => placeholdersOf(context, document)]) {
    // Of several of the same text nobody knows which one was meant.
    const [found, another] = (await candidates()).filter(isSame);
    if (found === undefined || another) break;
    const range = toRange(found.range);
    if (document.getText(range) !== placeholder.text) continue;
    if (await replace(document, [vscode.TextEdit.replace(range, text)])) return range;
  }
  throw new Error(`The document changed in the meantime, so “${text}” was not filled in. Please try again.`);
}

async function choose({ field, choices, text }: PlaceholderItem): Promise<string | undefined> {
  const title = field === "" ? "Fill Placeholder" : field;
  return choices.length > 0
    ? pickOrType(
        title,
        `Choose or type what replaces ${text}`,
        choices.map((label) => ({ label })),
      )
    : ask(title, text);
}

/** A part may be open for another reason than a placeholder; then its first open item says why. */
async function showOpenItem(
  { outlines }: CommandContext,
  document: vscode.TextDocument,
  { node }: OutlineItem,
): Promise<void> {
  const range = toRange(node.range);
  const openItems = (await outlines.fetch(document))?.outline.openItems ?? [];
  const first = openItems.find((item) => range.contains(toRange(item.range)));
  await show(document, toRange(first?.range ?? node.selection));
  if (first) void vscode.window.showInformationMessage(first.message);
}

function touches(placeholder: PlaceholderItem, range: vscode.Range): boolean {
  return toRange(placeholder.range).intersection(range) !== undefined;
}

function atOrAfterCursor(
  document: vscode.TextDocument,
  placeholders: readonly PlaceholderItem[],
): PlaceholderItem | undefined {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const cursor = editor?.selection.start ?? new vscode.Position(0, 0);
  return placeholders.find((one) => toRange(one.range).end.isAfter(cursor)) ?? placeholders[0];
}
