import * as vscode from "vscode";
import { TEMPLATE, type TemplateParams, type TemplateResult } from "../../server/src/lsp/protocol.ts";
import type { MechanismClient } from "./client.ts";

const SCHEME = "mechanism-template";

/** Pages that say which template holds for a document. They can only be read, so closing one asks nothing. */
export class TemplatePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: MechanismClient;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(client: MechanismClient) {
    this.#client = client;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** Shows the page for a document; without one, the page for documents without settings of their own. */
  async show(document: vscode.TextDocument | undefined): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: "/Template.md", query: document?.uri.toString() ?? "" });
    // A page that is still open may be out of date.
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const params: TemplateParams = query === "" ? {} : { uri: query };
    return (await this.#client.request<TemplateResult>(TEMPLATE, params)).markdown;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
