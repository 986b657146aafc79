import type { CodeAction as LspCodeAction, WorkspaceEdit } from "vscode-languageserver";
import { type ConfigChange, configEdits } from "../config/configEdits.ts";
import { LineIndex } from "../document/positions.ts";
import { type CodeAction, codeActions } from "../features/codeActions.ts";
import { toCodeAction, toFileEdit, toWorkspaceEdit } from "./convert.ts";
import type { Current } from "./openDocuments.ts";
import type { Server } from "./server.ts";

/** Answers requests for code actions. */
export function serveActions(server: Server): void {
  const { connection, requests, client } = server;
  connection.onCodeAction((params, token) =>
    requests.showFound<LspCodeAction[] | null>(params, token, null, async (current) => {
      if (!current.isNewest) return null;
      const actions = codeActions(current.analysis, params.range, params.context.only);
      const found = actions.map(async (one) => toCodeAction(current, one, await editOf(server, current, one), client));
      return (await Promise.all(found)).filter((one): one is LspCodeAction => one !== undefined);
    }),
  );
}

async function editOf(server: Server, current: Current, action: CodeAction): Promise<WorkspaceEdit | undefined> {
  if (action.edits) return toWorkspaceEdit(current, action.edits, server.client);
  if (action.createsStack) return stackEdit(server, current.uri);
  return action.configures && configEdit(server, current.uri, action.configures);
}

async function configEdit(
  { workspace, client }: Server,
  uri: string,
  change: ConfigChange,
): Promise<WorkspaceEdit | undefined> {
  const place = await workspace.configPlace(uri);
  const edits = place && configEdits(place.text, change);
  if (!place || !edits || edits.length === 0) return undefined;
  const lines = new LineIndex(place.text ?? "");
  const changes = edits.map(({ offset, length, content }) => ({
    range: lines.rangeOf({ start: offset, end: offset + length }),
    newText: content,
  }));
  return toFileEdit(place.uri, place.text, changes, client);
}

async function stackEdit({ workspace, client }: Server, uri: string): Promise<WorkspaceEdit | undefined> {
  const file = await workspace.newStack(uri);
  const start = { line: 0, character: 0 };
  return file && toFileEdit(file.uri, undefined, [{ range: { start, end: start }, newText: file.text }], client);
}
