import * as vscode from "vscode";
import { OutlineItem } from "../outline/items.ts";
import type { CommandContext } from "./context.ts";

/** The document that a command was called with, or else the one that the user works with. */
export async function documentOf(
  { documents }: CommandContext,
  uri: unknown,
): Promise<vscode.TextDocument | undefined> {
  if (typeof uri === "string") return vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (uri instanceof vscode.Uri) return vscode.workspace.openTextDocument(uri);
  return documents.activeEditor?.document ?? documents.current;
}

/** The range that a command was called with, VS Code's own or one of the server; undefined for anything else. */
export function rangeOf(value: unknown): vscode.Range | undefined {
  if (value instanceof vscode.Range) return value;
  if (!isRecord(value)) return undefined;
  const start = positionOf(value.start);
  const end = positionOf(value.end);
  return start && end && new vscode.Range(start, end);
}

/** The part of the document that a command was called for: in the tree, or at the cursor. */
export function itemOf({ view }: CommandContext, value: unknown): OutlineItem | undefined {
  return value instanceof OutlineItem ? value : view.itemAtCursor;
}

function positionOf(value: unknown): vscode.Position | undefined {
  if (!isRecord(value)) return undefined;
  const { line, character } = value;
  return typeof line === "number" && typeof character === "number" ? new vscode.Position(line, character) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
