import * as vscode from "vscode";
import { type PageParams, type PageResult, STACK, TEMPLATE } from "../../server/src/lsp/protocol.ts";
import type { MechanismClient } from "./client.ts";

/** What a page is about: the template, or the standard stack, that holds for a document. */
export type Page = "template" | "stack";

const SCHEME = "mechanism-page";
const REQUESTS: Readonly<Record<Page, string>> = { template: TEMPLATE, stack: STACK };
const NAMES: Readonly<Record<Page, string>> = { template: "Template", stack: "Standard Stack" };

/** Pages that say what holds for a document. They can only be read, so closing one asks nothing. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: MechanismClient;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(client: MechanismClient) {
    this.#client = client;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** Shows the page for a document; without one, the page for documents without settings of their own. */
  async show(page: Page, document: vscode.TextDocument | undefined): Promise<void> {
    const query = document?.uri.toString() ?? "";
    const uri = vscode.Uri.from({ scheme: SCHEME, authority: page, path: `/${NAMES[page]}.md`, query });
    // A page that is still open may be out of date.
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  async provideTextDocumentContent({ authority, query }: vscode.Uri): Promise<string> {
    const params: PageParams = query === "" ? {} : { uri: query };
    const request = REQUESTS[authority as Page] ?? TEMPLATE;
    return (await this.#client.request<PageResult>(request, params)).markdown;
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
