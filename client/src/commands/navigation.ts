import * as vscode from "vscode";
import type { OpenItem } from "../outline/store.ts";
import { toRange } from "../ranges.ts";
import { documentOf, rangeOf } from "./arguments.ts";
import type { Command, CommandContext } from "./context.ts";
import { show } from "./editing.ts";

const MESSAGE_MS = 8000;

export const nextOpenItem: Command = (context) => goTo(context, "next");

export const previousOpenItem: Command = (context) => goTo(context, "previous");

/** Shows a place in a document: (uri, range). */
export const reveal: Command = async (context, uri, range) => {
  const document = await documentOf(context, uri);
  const selection = rangeOf(range);
  if (document && selection) await show(document, selection);
};

/** Shows another file that a finding is about: (uri of the document, uri of the file). */
export const openFile: Command = async (_context, _uri, file) => {
  if (typeof file === "string") await vscode.window.showTextDocument(vscode.Uri.parse(file, true));
};

async function goTo(context: CommandContext, direction: "next" | "previous"): Promise<void> {
  const document = await documentOf(context, undefined);
  if (document === undefined) return;
  const snapshot = await context.outlines.fetch(document);
  const openItems = snapshot?.outline.openItems ?? [];
  const places = placesOf(openItems);
  const target = direction === "next" ? nextOf(places, document) : previousOf(places, document);
  if (target === undefined) {
    vscode.window.setStatusBarMessage("$(pass) No open items", MESSAGE_MS);
    return;
  }
  await show(document, target.range);
  const before = places.slice(0, places.indexOf(target)).reduce((sum, { messages }) => sum + messages.length, 0);
  const [first, ...others] = target.messages;
  const more = others.length > 0 ? ` (and ${others.length} more here)` : "";
  const text = `$(circle-large-outline) ${before + 1} of ${openItems.length}: ${first}${more}`;
  vscode.window.setStatusBarMessage(text, MESSAGE_MS);
}

/** A place with open items; several items may start at one. */
interface Place {
  readonly range: vscode.Range;
  readonly messages: readonly string[];
}

function placesOf(items: readonly OpenItem[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const item of items) {
    const range = toRange(item.range);
    const key = `${range.start.line}:${range.start.character}`;
    const known = places.get(key);
    places.set(key, { range: known?.range ?? range, messages: [...(known?.messages ?? []), item.message] });
  }
  return [...places.values()].sort((a, b) => a.range.start.compareTo(b.range.start));
}

function nextOf(places: readonly Place[], document: vscode.TextDocument): Place | undefined {
  const selection = selectionIn(document);
  // Without a selection the cursor may stand on the place itself, which then is the next one.
  const isAfter = ({ range }: Place): boolean =>
    selection.isEmpty ? range.start.isAfterOrEqual(selection.start) : range.start.isAfter(selection.start);
  return places.find(isAfter) ?? places[0];
}

function previousOf(places: readonly Place[], document: vscode.TextDocument): Place | undefined {
  const { start } = selectionIn(document);
  return places.findLast(({ range }) => range.start.isBefore(start)) ?? places.at(-1);
}

function selectionIn(document: vscode.TextDocument): vscode.Range {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = editors.find((one) => one?.document === document);
  return editor?.selection ?? new vscode.Range(0, 0, 0, 0);
}
