import * as vscode from "vscode";
import { TEMPLATE, type TemplateParams, type TemplateResult } from "../../../server/src/lsp/protocol.ts";
import type { Command } from "./context.ts";

/** Shows which template holds for the current document, and what of it is checked how. */
export const showTemplate: Command = async ({ client, documents }) => {
  const uri = documents.current?.uri.toString();
  const params: TemplateParams = uri === undefined ? {} : { uri };
  const { markdown } = await client.request<TemplateResult>(TEMPLATE, params);
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: markdown });
  await vscode.window.showTextDocument(document, { preview: true });
};
