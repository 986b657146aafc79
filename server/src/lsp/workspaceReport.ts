import type {
  CancellationToken,
  ResponseError,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { cancelled } from "./requests.ts";
import type { Server } from "./server.ts";
import type { WorkspaceDocuments } from "./workspaceDocuments.ts";

/**
 * What is new in documents that aren't open, against what the client has. If nothing is, the answer waits until a file
 * changes (LSP 3.17: the request may be long running): a client that asks all the time costs nothing.
 */
export async function workspaceReport(
  { all, workspace }: Server,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport | ResponseError<never>> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  for (;;) {
    const { version } = all;
    const items = (await workspace.wantsAll()) ? await newReports(all, known, token) : [...known.keys()].map(nothingIn);
    if (token.isCancellationRequested) return cancelled();
    if (items.length > 0) return { items };
    await all.changed(version, token);
  }
}

/** The reports that differ from what the client has, and empty ones for documents that are gone. */
async function newReports(
  all: WorkspaceDocuments,
  known: ReadonlyMap<string, string>,
  token: CancellationToken,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  await all.lookAround();
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  const uris = new Set(await all.uris());
  for (const uri of uris) {
    if (token.isCancellationRequested) return [];
    if (all.isOpen(uri)) continue;
    const report = await all.report(uri);
    if (report && report.resultId !== known.get(uri)) {
      const { resultId } = report;
      items.push({ kind: "full", uri, version: null, resultId, items: [...report.items] });
    }
    if (!report && known.has(uri)) items.push(nothingIn(uri));
  }
  return [...items, ...[...known.keys()].filter((uri) => !uris.has(uri) && !all.isOpen(uri)).map(nothingIn)];
}

function nothingIn(uri: string): WorkspaceDocumentDiagnosticReport {
  return { kind: "full", uri, version: null, items: [] };
}
