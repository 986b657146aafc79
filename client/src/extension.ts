import * as vscode from "vscode";
import { Previews } from "./approval/previews.ts";
import { ApprovalsView } from "./approval/view.ts";
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
  /** Hands an address to another program: the only way out besides the clipboard. */
  open: (address: string) => Thenable<boolean>;
}

/** VS Code would write a parsed address anew and so change its encoding; a string it takes as it is. */
function openExternal(address: string): Thenable<boolean> {
  return vscode.env.openExternal(address as unknown as vscode.Uri);
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
  const previews = new Previews();
  const approvals = new ApprovalsView(client, documents);
  const api: MechanismApi = {
    outline: () => outlines.current?.outline,
    whenReady: (uri) => outlines.whenReady(uri),
    open: openExternal,
  };
  const open = (address: string): Thenable<boolean> => api.open(address);
  context.subscriptions.push(approvals, previews, configured, client, status, view, outlines, documents, pages);
  context.subscriptions.push(registerCommands({ client, documents, outlines, view, pages, previews, approvals, open }));
  return api;
}
