import type * as vscode from "vscode";
import { MechanismClient } from "./client.ts";
import { registerCommands } from "./commands/index.ts";
import { ConfiguredFiles } from "./configuredFiles.ts";
import { Documents } from "./documents.ts";
import { type Outline, OutlineStore } from "./outline/store.ts";
import { OutlineView } from "./outline/view.ts";
import { Pages } from "./pages.ts";
import { Status } from "./status.ts";

/** What other extensions, and our end-to-end tests, get from `activate`. */
export interface MechanismApi {
  /** The outline that the tree shows; undefined without a document. */
  outline(): Outline | undefined;
  /** Resolves when the outline belongs to this document as it is then. The document must be in an editor. */
  whenReady(uri: vscode.Uri): Promise<void>;
}

/** Sets everything up; the language server starts with the first of our documents. */
export function activate(context: vscode.ExtensionContext): MechanismApi {
  const documents = new Documents();
  const client = new MechanismClient(documents, context.asAbsolutePath("dist/server.js"));
  const outlines = new OutlineStore(client, documents);
  const view = new OutlineView(outlines, documents, context.workspaceState);
  const status = new Status(documents, outlines);
  const pages = new Pages(client);
  const configured = new ConfiguredFiles(client, documents);
  context.subscriptions.push(configured, client, status, view, outlines, documents, pages);
  context.subscriptions.push(registerCommands({ client, documents, outlines, view, pages }));
  return { outline: () => outlines.current?.outline, whenReady: (uri) => outlines.whenReady(uri) };
}
