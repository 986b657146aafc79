import * as vscode from "vscode";
import type { Range } from "../../server/src/lsp/protocol.ts";

/** A range of the server's answer as VS Code's own. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** A range of VS Code as the server wants it. */
export function fromRange({ start, end }: vscode.Range): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
