import type { ClientCapabilities, InitializeParams } from "vscode-languageserver";
import type { InitializationOptions } from "./protocol.ts";

/** What the client can do, as far as our answers depend on it. */
export interface ClientSupport {
  readonly commands: boolean;
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly related: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** Edits can say what somebody should confirm. */
  readonly annotations: boolean;
  readonly prepareRename: boolean;
  readonly snippets: boolean;
  readonly labelDetails: boolean;
  readonly markdownHover: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly configuration: boolean;
  readonly watchFiles: boolean;
  readonly watchConfiguration: boolean;
  readonly folders: boolean;
}

export function clientSupport({ capabilities, initializationOptions }: InitializeParams): ClientSupport {
  const { textDocument, workspace }: ClientCapabilities = capabilities;
  const options = initializationOptions as InitializationOptions | null | undefined;
  return {
    commands: options?.commands === true,
    pull: textDocument?.diagnostic !== undefined,
    refresh: workspace?.diagnostics?.refreshSupport === true,
    related: (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.relatedInformation !== false,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    annotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    labelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    // A client that doesn't say gets Markdown: it reads well as plain text too.
    markdownHover: textDocument?.hover?.contentFormat?.includes("markdown") !== false,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    configuration: workspace?.configuration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
  };
}
