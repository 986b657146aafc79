import { type DocumentDiagnosticReport, DocumentDiagnosticReportKind } from "vscode-languageserver";
import { toDiagnostics } from "./convert.ts";
import { errorText } from "./requests.ts";
import { Scheduler } from "./scheduler.ts";
import type { Server } from "./server.ts";

/** How the findings of documents reach the client. */
export interface DiagnosticsService {
  /** A document was opened, changed or closed. */
  changed(uri: string): void;
  /** What documents are read with is new. */
  refresh(): void;
}

/** Answers clients that ask for findings, and sends them to clients that don't. */
export function serveDiagnostics({
  connection,
  client,
  host,
  workspace,
  documents,
  requests,
}: Server): DiagnosticsService {
  const logged = (error: unknown): void => connection.console.error(errorText(error));
  const push = async (uri: string): Promise<void> => {
    await workspace.ready(uri);
    const current = documents.current(uri);
    if (client.pull || (current && !current.isNewest)) return;
    if (!documents.has(uri)) return;
    const diagnostics = current ? toDiagnostics(current, client) : [];
    await connection.sendDiagnostics({ uri, diagnostics, ...(current ? { version: current.version } : {}) });
  };
  const scheduler = new Scheduler(host.defer, (uri) => void push(uri).catch(logged));
  if (client.pull) {
    connection.languages.diagnostics.on((params, token) => {
      const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
      return requests.background<DocumentDiagnosticReport>(params, token, none, (current) => {
        const { id: resultId } = current;
        if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items: toDiagnostics(current, client) };
      });
    });
  }
  return {
    changed(uri) {
      if (documents.has(uri)) return scheduler.schedule(uri);
      scheduler.cancel(uri);
      if (!client.pull) void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(logged);
    },
    refresh() {
      for (const uri of documents.uris) scheduler.schedule(uri);
      if (client.pull && client.refresh) void connection.languages.diagnostics.refresh().catch(logged);
    },
  };
}
