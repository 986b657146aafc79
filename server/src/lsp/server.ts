import { type Connection, TextDocuments } from "vscode-languageserver";
import { serveActions } from "./actionRequests.ts";
import { serveApprovals } from "./approvalRequests.ts";
import { serveAuthoring } from "./authoringRequests.ts";
import { capabilities } from "./capabilities.ts";
import { type ClientSupport, clientSupport } from "./clientSupport.ts";
import { serveDiagnostics } from "./diagnosticRequests.ts";
import { serveEditing } from "./editingRequests.ts";
import type { Host } from "./host.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { serveNavigation } from "./navigationRequests.ts";
import { OpenDocuments } from "./openDocuments.ts";
import { OPEN_TEXTS } from "./openText.ts";
import { CHANGED } from "./protocol.ts";
import { errorText, Requests } from "./requests.ts";
import { Slices } from "./slices.ts";
import { serveTechnologies } from "./technologyRequests.ts";
import { isServed } from "./uris.ts";
import { showWarning, workspaceClient } from "./workspaceClient.ts";
import { WorkspaceDocuments } from "./workspaceDocuments.ts";
import { WorkspaceHost } from "./workspaceHost.ts";

/** What the handlers of requests work with. */
export interface Server {
  readonly connection: Connection;
  readonly client: ClientSupport;
  readonly host: Host;
  readonly workspace: WorkspaceHost;
  readonly documents: OpenDocuments;
  readonly requests: Requests;
  readonly slices: Slices;
  /** The documents of the workspace, open or not. */
  readonly all: WorkspaceDocuments;
}

/** Serves a client until it says exit. Wiring only: every answer is computed elsewhere. */
export function startServer(connection: Connection, host: Host, lifecycle: Lifecycle): void {
  lifecycle.follow(connection);
  connection.onInitialize((params) => {
    const server = createServer(connection, host, clientSupport(params));
    lifecycle.initialized();
    server.workspace.folders =
      params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
    return { capabilities: capabilities(server.client), serverInfo: { name: "mechanism" } };
  });
  connection.listen();
}

function createServer(connection: Connection, host: Host, client: ClientSupport): Server {
  const ourClient = workspaceClient(connection, client, host.wait, (uris) => filesChanged(uris));
  const workspace = new WorkspaceHost(host, ourClient);
  const logError = (message: string): void => connection.console.error(message);
  const documents: OpenDocuments = new OpenDocuments((uri) => workspace.basisOf(uri), {
    // Behind the answer that the document was read for: whoever draws an outline can wait for that.
    analysed: ({ uri, version }) =>
      client.commands &&
      host.defer(() => void connection.sendNotification(CHANGED, { uri, version }).catch(() => undefined)),
    failed: (uri, error) => logError(`${uri} could not be read: ${errorText(error)}`),
  });
  const ready = (uri: string): Promise<void> => workspace.ready(uri);
  // The connection reads one message per turn, and a turn begins with what was deferred: two turns let one message in.
  const pause = (): Promise<void> => new Promise((resolve) => host.defer(() => host.defer(resolve)));
  const slices = new Slices({ clock: host.clock, pause });
  const answered = (): void => diagnostics.answered();
  const requests = new Requests({ documents, slices, ready, pause, answered, logError });
  const all = new WorkspaceDocuments({
    workspace,
    open: documents,
    client,
    slices,
    pause,
    missionsChanged: () => diagnostics.refresh(),
    tooMany: (most) => logError(`The workspace has more than ${most} documents; the first ${most} are looked at.`),
    failed: (uri, error) => logError(`${uri} could not be read: ${errorText(error)}`),
  });
  const server = { connection, client, host, workspace, documents, requests, slices, all };
  const diagnostics = serveDiagnostics(server);
  const reload = async (): Promise<void> => {
    workspace.invalidate();
    all.invalidate();
    await Promise.all(documents.uris.map(ready));
    lookAround();
    diagnostics.refresh();
  };
  const filesChanged = async (uris: readonly string[] | undefined): Promise<void> => {
    if (!uris?.every((uri) => !ourClient.isReadWith(uri))) return reload();
    // What is open is known better than from its file.
    if (uris.every((uri) => documents.has(uri))) return;
    workspace.filesChanged();
    all.invalidate();
    lookAround();
    diagnostics.refresh();
  };
  connection.onInitialized(() => {
    ourClient.start();
    host.defer(() => workspace.warmUp());
    if (client.folders) followFolders(server, reload);
  });
  const lookAround = (): void => void all.lookAround().catch((error: unknown) => logError(errorText(error)));
  listen(server, diagnostics.changed, reload, lookAround);
  host.onNewDay(() => diagnostics.refresh());
  serveActions(server);
  serveEditing(server);
  serveAuthoring(server);
  serveApprovals(server);
  serveTechnologies(server);
  serveNavigation(server);
  return server;
}

/** Follows the texts of the documents that are served. */
function listen(
  { connection, client, documents, workspace }: Server,
  changed: (uri: string) => void,
  reload: () => Promise<void>,
  lookAround: () => void,
): void {
  const texts = new TextDocuments(OPEN_TEXTS);
  const told = new Set<string>();
  // Without news of files, these are the moments to look again.
  texts.onDidOpen(() => void (client.watchFiles || workspace.invalidate()));
  texts.onDidSave(() => void (client.watchFiles || reload()));
  texts.onDidChangeContent(({ document }) => {
    const { uri } = document;
    if (!isServed(uri, workspace.folders)) return;
    documents.set(document);
    if (documents.isTooLong(uri) && !told.has(uri)) showWarning(connection, tooLong(uri));
    if (documents.isTooLong(uri)) told.add(uri);
    changed(uri);
    // The first document that is opened is the moment; later ones find it done.
    lookAround();
  });
  texts.onDidClose(({ document: { uri } }) => {
    if (!documents.has(uri)) return;
    documents.delete(uri);
    workspace.forget(uri);
    told.delete(uri);
    changed(uri);
  });
  texts.listen(connection);
}

function followFolders({ connection, workspace }: Server, reload: () => Promise<void>): void {
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map((folder) => folder.uri));
    workspace.folders = [...workspace.folders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)];
    void reload();
  });
}

function tooLong(uri: string): string {
  return `${uri.slice(uri.lastIndexOf("/") + 1)} is longer than 5 MB and is not checked.`;
}
