import { createConnection, ProposedFeatures, TextDocumentSyncKind } from "vscode-languageserver/node";

/*
 * A language server that has nothing to do: each text and each change has no diagnostics. What it takes for that is what
 * two processes, the protocol and the machine take of every answer.
 */

const connection = createConnection(ProposedFeatures.all);

const answer = ({ textDocument: { uri, version } }: Told): void => {
  void connection.sendDiagnostics({ uri, version, diagnostics: [] });
};

interface Told {
  readonly textDocument: { readonly uri: string; readonly version: number };
}

connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
connection.onNotification("textDocument/didOpen", answer);
connection.onNotification("textDocument/didChange", answer);
connection.listen();
