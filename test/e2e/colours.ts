// How VS Code colours Markdown, with and without the extension: captured in a window without it, compared in one with.
import * as vscode from "vscode";
import { screen } from "./screen.ts";

/** The workspace's files whose colours are compared. Each fits on the screen, and ends with a heading. */
export const COLOURED = ["colours/text.md", "colours/blocks.md", "colours/placeholders.md"] as const;

/** The colour, weight, slant and text of the pieces of each file in `COLOURED`. */
export type Colours = Record<string, readonly string[]>;

const PIECES = ".monaco-editor .view-lines .view-line > span > span";
const LIMIT_MS = 15_000;

/** Opens a file and reads how its text is coloured until that is as wanted, or time is up. Needs a screen. */
export async function coloursOf(file: string, isWanted: (pieces: readonly string[]) => boolean): Promise<string[]> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (!workspace) throw new Error("No folder is open.");
  await vscode.window.showTextDocument(vscode.Uri.joinPath(workspace.uri, file));
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const pieces = await screen.colours(PIECES);
    if ((isColoured(pieces) && isWanted(pieces)) || Date.now() > end) {
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      return pieces;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A test for colours that no longer change: a theme may still be on its way, and lines are drawn again. */
export function settled(): (pieces: readonly string[]) => boolean {
  let last = "";
  let times = 0;
  return (pieces) => {
    const now = JSON.stringify(pieces);
    times = now === last ? times + 1 : 0;
    last = now;
    return times >= 10;
  };
}

/** VS Code colours from the top, so that all is done when the heading at the end has its colour. */
function isColoured(pieces: readonly string[]): boolean {
  const last = pieces.find((piece) => piece.includes("The end"));
  const body = pieces.find((piece) => piece.endsWith("Plain text."));
  return last !== undefined && body !== undefined && lookOf(last) !== lookOf(body);
}

/** The colour, weight and slant of a piece; empty if VS Code drew the line anew while it was read. */
export function lookOf(piece: string): string {
  return /^(?:rgba?\([^)]*\)) \S+ \S+/.exec(piece)?.[0] ?? "";
}
