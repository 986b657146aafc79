import { type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver";
import type { ClientSupport } from "./clientSupport.ts";

/** What the server says that it can do. Each has a handler and a test. */
export function capabilities(client: ClientSupport): ServerCapabilities {
  return {
    // Where the client has no news of files, saving is the moment to look at them.
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: !client.watchFiles },
    ...(client.pull
      ? { diagnosticProvider: { identifier: "mechanism", interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
    codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.mechanism"] },
    completionProvider: { triggerCharacters: ["*", "#", "-", "[", ":", " ", "/"] },
    hoverProvider: true,
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentLinkProvider: {},
    workspaceSymbolProvider: true,
    // Not everything can be renamed: without being asked first, every other rename would be refused too late.
    ...(client.prepareRename ? { renameProvider: { prepareProvider: true } } : {}),
    // A lens is a command of ours; without the commands it would be a line that does nothing.
    ...(client.commands ? { codeLensProvider: {} } : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
