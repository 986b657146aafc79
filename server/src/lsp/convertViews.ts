import {
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  type DocumentSymbol,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type SymbolInformation,
  SymbolKind,
} from "vscode-languageserver";
import type { ApprovalLens } from "../features/approval/lenses.ts";
import type { ApprovalAction } from "../features/approval/states.ts";
import type { Completion } from "../features/completion.ts";
import type { Hover as OurHover } from "../features/hover.ts";
import type { DocumentSymbol as OurSymbol } from "../features/symbols.ts";
import type { ClientSupport } from "./clientSupport.ts";
import { withoutStops } from "./plainText.ts";
import { COMMANDS } from "./protocol.ts";

export function toHover(found: OurHover | undefined, client: ClientSupport): Hover | null {
  if (!found) return null;
  return {
    contents: { kind: client.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText, value: found.markdown },
    range: found.range,
  };
}

const KINDS: Readonly<Record<OurSymbol["kind"], SymbolKind>> = {
  document: SymbolKind.File,
  section: SymbolKind.Namespace,
  entry: SymbolKind.Struct,
  field: SymbolKind.Field,
};

export function toDocumentSymbol(symbol: OurSymbol): DocumentSymbol {
  const { name, detail, kind, range, selectionRange, children } = symbol;
  return {
    name,
    ...(detail === "" ? {} : { detail }),
    kind: KINDS[kind],
    range,
    selectionRange,
    // Most have none, and an editor takes no list for an empty one.
    ...(children.length === 0 ? {} : { children: children.map(toDocumentSymbol) }),
  };
}

/** A symbol and all below it in a row, each with the name of its parent. */
export function toSymbolInformation(uri: string, symbol: OurSymbol, containerName?: string): SymbolInformation[] {
  const { name, kind, range, children } = symbol;
  const own = {
    name,
    kind: KINDS[kind],
    location: { uri, range },
    ...(containerName === undefined ? {} : { containerName }),
  };
  return [own, ...children.flatMap((child) => toSymbolInformation(uri, child, name))];
}

const COMPLETION_KINDS: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  section: CompletionItemKind.Module,
  entry: CompletionItemKind.Struct,
  field: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  date: CompletionItemKind.Value,
  name: CompletionItemKind.Reference,
};

export function toCompletionItem(one: Completion, client: ClientSupport): CompletionItem {
  const newText = client.snippets ? one.newText : withoutStops(one.newText);
  return {
    label: one.label,
    kind: COMPLETION_KINDS[one.kind],
    ...(one.mark !== undefined && client.labelDetails ? { labelDetails: { description: one.mark } } : {}),
    detail: one.detail,
    ...(one.documentation === "" ? {} : { documentation: { kind: MarkupKind.Markdown, value: one.documentation } }),
    filterText: one.filterText,
    sortText: one.sortText,
    insertTextFormat: client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: one.range, newText },
  };
}

const LENS_COMMANDS: Readonly<Record<ApprovalAction, string>> = {
  request: COMMANDS.requestDeviationApproval,
  record: COMMANDS.recordApprovalDecision,
  remind: COMMANDS.remindApprover,
  withdraw: COMMANDS.withdrawRequest,
};

/** A lens that only says something has an empty command, which editors show without a link. */
export function toCodeLens(uri: string, { range, title, action, deviation }: ApprovalLens): CodeLens {
  const command = action === undefined ? { title, command: "" } : { title, command: LENS_COMMANDS[action] };
  return { range, command: { ...command, arguments: [uri, deviation] } };
}
