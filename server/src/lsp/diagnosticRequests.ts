import { OpenDiagnostics } from "./openDiagnostics.ts";
import { errorText } from "./requests.ts";
import { Scheduler } from "./scheduler.ts";
import type { Server } from "./server.ts";
import { workspaceReport } from "./workspaceReport.ts";

/** How the findings of documents reach the client. */
export interface DiagnosticsService {
  /** A document was opened, changed or closed. */
  changed(uri: string): void;
  /** What documents are read with is new. */
  refresh(): void;
  /** A request was answered: that goes out before documents are checked. */
  answered(): void;
}

/** Answers clients that ask for findings, and sends them to clients that don't. */
export function serveDiagnostics(server: Server): DiagnosticsService {
  const { connection, client, host, documents, all } = server;
  const open = new OpenDiagnostics(server);
  const logged = (error: unknown): void => connection.console.error(errorText(error));
  const scheduler = new Scheduler(host.defer, (uri) => void open.check(uri).catch(logged));
  if (client.pull) {
    connection.languages.diagnostics.on((params, token) => open.report(params, token));
    connection.languages.diagnostics.onWorkspace((params, token) => workspaceReport(server, params, token));
  }
  return {
    changed(uri) {
      if (documents.has(uri)) return scheduler.schedule(uri);
      scheduler.cancel(uri);
      open.forget(uri);
      all.invalidate();
      if (!client.pull) void connection.sendDiagnostics({ uri, diagnostics: [] }).catch(logged);
    },
    answered: () => scheduler.postpone(),
    refresh() {
      for (const uri of documents.uris) scheduler.schedule(uri);
      if (client.pull && client.refresh) void connection.languages.diagnostics.refresh().catch(logged);
    },
  };
}
