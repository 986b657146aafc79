import type { ClientCapabilities, ProtocolConnection } from "vscode-languageserver/node";

/** A language server that is measured, and what it wants of its client. */
export interface ServerKind {
  readonly name: string;
  /** What Node runs: a file, and its arguments. */
  readonly args: readonly string[];
  /** Whether the server sends diagnostics by itself or is asked for them right behind each change. */
  readonly diagnostics: "push" | "pull";
  readonly capabilities: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Sent after `initialized`. */
  readonly settings?: unknown;
  /** What this server asks of its client beyond LSP. */
  answer?(connection: ProtocolConnection, documents: ReadonlyMap<string, () => string>): void;
}

const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    completion: { completionItem: { snippetSupport: true, labelDetailsSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
};

export const PUSHING: ClientCapabilities = CAPABILITIES;

export const PULLING: ClientCapabilities = {
  ...CAPABILITIES,
  textDocument: { ...CAPABILITIES.textDocument, diagnostic: { dynamicRegistration: false } },
  workspace: { ...CAPABILITIES.workspace, diagnostics: { refreshSupport: true } },
};

/** The name of the yardstick: what any server needs for an answer. */
export const NO_WORK = "a server without work";

export function idleServer(file: string): ServerKind {
  return { name: NO_WORK, args: [file, "--stdio"], diagnostics: "push", capabilities: PUSHING };
}

/** Our server, with the outline's notification that VS Code listens to. */
export function ours(file: string): readonly [push: ServerKind, pull: ServerKind] {
  const common = { args: [file, "--stdio"], initializationOptions: { commands: true } };
  return [
    { ...common, name: "ours, push", diagnostics: "push", capabilities: PUSHING },
    { ...common, name: "ours, pull", diagnostics: "pull", capabilities: PULLING },
  ];
}
