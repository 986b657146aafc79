import {
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type CodeAction as LspCodeAction,
  type Diagnostic as LspDiagnostic,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Policy } from "../config/policy.ts";
import type { Severity } from "../config/settings.ts";
import { fileUri, type Workspace } from "../config/workspace.ts";
import type { Range } from "../document/positions.ts";
import type { CodeAction } from "../features/codeActions.ts";
import { type Diagnostic, displayedDiagnostics } from "../features/diagnostics.ts";
import type { TextEdit } from "../features/fixes.ts";
import type { Finding } from "../rules/rule.ts";
import type { ClientSupport } from "./clientSupport.ts";
import type { Current } from "./openDocuments.ts";
import { COMMANDS, STACK_PAGE } from "./protocol.ts";
import { ruleUrl } from "./ruleUrl.ts";

/*
 * Our types as LSP's. Ranges and edits are the same on both sides.
 */

/** Names our diagnostics among those of other servers. */
export const SOURCE = "mechanism";

export function toDiagnostics(
  current: Current,
  client: ClientSupport,
  findings: readonly Finding[] = current.analysis.findings,
): LspDiagnostic[] {
  return displayedDiagnostics(current.analysis, findings).map((one) => toDiagnostic(current, one, client));
}

function toDiagnostic({ uri, analysis }: Current, one: Diagnostic, client: ClientSupport): LspDiagnostic {
  const href = ruleUrl(one.rule);
  const related = [
    ...one.related.map(({ range, message }) => ({ location: { uri, range }, message })),
    ...stackPlaces(uri, analysis.context.policy, one, client),
    ...filePlaces(analysis.context.workspace, one),
  ];
  return {
    range: one.range,
    severity: toSeverity(one.severity),
    code: one.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source: SOURCE,
    message: one.message,
    ...(client.related && related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** The lines of the stack document; of the built-in one, which is no file, the page that our own client shows. */
function stackPlaces(
  uri: string,
  { stack, stackUri }: Policy,
  { stackLines }: Diagnostic,
  client: ClientSupport,
): DiagnosticRelatedInformation[] {
  const at = (line: number): Range => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  if (stackUri !== undefined)
    return stackLines.map(({ line, message }) => ({ location: { uri: stackUri, range: at(line) }, message }));
  if (stackLines.length === 0 || stack.source !== undefined || !client.commands) return [];
  const page = `${STACK_PAGE}?${encodeURIComponent(uri)}`;
  return [{ location: { uri: page, range: at(0) }, message: "built-in standard stack" }];
}

/** The first lines of other files of the workspace. */
function filePlaces(workspace: Workspace | undefined, { files }: Diagnostic): DiagnosticRelatedInformation[] {
  const root = workspace?.rootUri;
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  if (root === undefined) return [];
  return files.map(({ path, message }) => ({ location: { uri: fileUri(root, path), range }, message }));
}

export function toSeverity(severity: Severity): DiagnosticSeverity {
  const severities = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint,
  };
  return severities[severity];
}

/** The edits of one document, with the version that they are for where the client checks it. */
export function toWorkspaceEdit(
  { uri, version }: Pick<Current, "uri" | "version">,
  edits: readonly TextEdit[],
  client: ClientSupport,
): WorkspaceEdit {
  if (!client.documentChanges) return { changes: { [uri]: [...edits] } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] };
}

/** Edits that belong together, as a preview shows them. */
export interface AnnotatedEdits {
  readonly label: string;
  readonly description: string;
  /** Whether somebody should look at each of them. */
  readonly confirm: boolean;
  readonly edits: readonly TextEdit[];
}

/** The edits of one document in groups. A client that can't show them gets those only that nobody has to confirm. */
export function toAnnotatedEdit(
  current: Pick<Current, "uri" | "version">,
  groups: readonly AnnotatedEdits[],
  client: ClientSupport,
): WorkspaceEdit {
  const { uri, version } = current;
  const filled = groups.filter((group) => group.edits.length > 0);
  if (!client.annotations || !client.documentChanges) {
    const sure = filled.filter((group) => !group.confirm).flatMap((group) => group.edits);
    return toWorkspaceEdit(current, sure, client);
  }
  const edits = filled.flatMap((group) => group.edits.map((edit) => ({ ...edit, annotationId: group.label })));
  const annotations = filled.map(({ label, description, confirm }) => [
    label,
    { label, description, needsConfirmation: confirm },
  ]);
  return {
    documentChanges: [{ textDocument: { uri, version }, edits }],
    changeAnnotations: Object.fromEntries(annotations),
  };
}

/** Replaces what differs between two texts of a file, which is created if it isn't there. */
export function toFileEdit(
  uri: string,
  before: string | undefined,
  edits: readonly LspTextEdit[],
  client: ClientSupport,
): WorkspaceEdit | undefined {
  if (before !== undefined && !client.documentChanges) return { changes: { [uri]: [...edits] } };
  if (!client.documentChanges || (before === undefined && !client.createFiles)) return undefined;
  const change = { textDocument: { uri, version: null }, edits: [...edits] };
  if (before !== undefined) return { documentChanges: [change] };
  return { documentChanges: [{ kind: "create", uri, options: { ignoreIfExists: true } }, change] };
}

/** An action with its edit, or with the command that asks first where the client has it; nothing if it has neither. */
export function toCodeAction(
  current: Current,
  action: CodeAction,
  edit: WorkspaceEdit | undefined,
  client: ClientSupport,
): LspCodeAction | undefined {
  const asks = client.commands ? action.asks : undefined;
  const command = asks && {
    title: action.title,
    command: COMMANDS[asks.command],
    arguments: [current.uri, ...asks.about],
  };
  if ((!command && !edit) || (client.commands && action.withoutCommands)) return undefined;
  return {
    title: action.title,
    kind: action.kind,
    diagnostics: action.diagnostics.map((one) => toDiagnostic(current, one, client)),
    ...(action.preferred ? { isPreferred: true } : {}),
    ...(command ? { command } : { edit: edit as WorkspaceEdit }),
  };
}
