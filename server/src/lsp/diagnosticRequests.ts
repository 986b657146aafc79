import {
  type CancellationToken,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { toDiagnostics } from "./convert.ts";
import type { Current } from "./openDocuments.ts";
import { cancelled, errorText } from "./requests.ts";
import { Scheduler } from "./scheduler.ts";
import type { Server } from "./server.ts";
import type { WorkspaceDocuments } from "./workspaceDocuments.ts";

/** How the findings of documents reach the client. */
export interface DiagnosticsService {
  /** A document was opened, changed or closed. */
  changed(uri: string): void;
  /** What documents are read with is new. */
  refresh(): void;
}

/** How often an open document is read again because rules ask for more files. */
const MOST_ROUNDS = 4;

/** Answers clients that ask for findings, and sends them to clients that don't. */
export function serveDiagnostics(server: Server): DiagnosticsService {
  const { connection, client, host, workspace, documents, requests, all } = server;
  const logged = (error: unknown): void => connection.console.error(errorText(error));
  const settled = async (uri: string): Promise<Current | undefined> => {
    for (let round = 1; ; round++) {
      const current = documents.current(uri);
      if (!current || round === MOST_ROUNDS || !(await workspace.settle(uri))) return current;
    }
  };
  const push = async (uri: string): Promise<void> => {
    await workspace.ready(uri);
    const current = await settled(uri);
    if (client.pull || (current && !current.isNewest)) return;
    if (!documents.has(uri)) return;
    const diagnostics = current ? toDiagnostics(current, client) : [];
    await connection.sendDiagnostics({ uri, diagnostics, ...(current ? { version: current.version } : {}) });
  };
  const scheduler = new Scheduler(host.defer, (uri) => void push(uri).catch(logged));
  if (client.pull) {
    connection.languages.diagnostics.on((params, token) => {
      const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
      return requests.background<DocumentDiagnosticReport>(params, token, none, async (first) => {
        const current = (await settled(params.textDocument.uri)) ?? first;
        const { id: resultId } = current;
        if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items: toDiagnostics(current, client) };
      });
    });
    connection.languages.diagnostics.onWorkspace((params, token) => workspaceReport(server, params, token));
  }
  return {
    changed(uri) {
      if (documents.has(uri)) return scheduler.schedule(uri);
      scheduler.cancel(uri);
      all.invalidate();
      if (!client.pull) void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(logged);
    },
    refresh() {
      for (const uri of documents.uris) scheduler.schedule(uri);
      if (client.pull && client.refresh) void connection.languages.diagnostics.refresh().catch(logged);
    },
  };
}

/**
 * What is new in documents that aren't open, against what the client has. If nothing is, the answer waits until a file
 * changes (LSP 3.17: the request may be long running): a client that asks all the time costs nothing.
 */
async function workspaceReport(
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
