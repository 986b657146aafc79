import type { Address, Channel } from "../features/approval/channels.ts";
import type { Decision } from "../features/approval/decisions.ts";
import type { Origin } from "../features/approval/link.ts";
import type { Reply } from "../features/approval/reply.ts";
import type { ApprovalRequest, Asked } from "../features/approval/request.ts";
import type { ApprovalAction, ApprovalEntry, ApprovalState } from "../features/approval/states.ts";
import type { TechnologyChange, TechnologyChoice, TechnologyChoices } from "../features/changeTechnology.ts";
import type { Outline } from "../features/outline.ts";

export { APPROVAL_STATES } from "../features/approval/order.ts";
export type {
  ApprovalAction,
  ApprovalEntry,
  ApprovalState,
  Asked,
  Channel,
  Decision,
  Reply,
  TechnologyChoice,
  TechnologyChoices,
};

/*
 * What our server answers besides LSP 3.17. The client in VS Code uses it; other editors do without. Positions and
 * edits are LSP's own: lines and UTF-16 characters from 0.
 */

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Request: the outline of a document, with open items and completeness; null for a document that isn't open. */
export const OUTLINE = "mechanism/outline";
export interface OutlineParams extends DocumentParams {
  /** Names the outline that the client has, as with diagnostics (LSP 3.17). */
  readonly previousResultId?: string;
}
export type OutlineReport =
  | (Outline & { readonly kind: "full"; readonly resultId: string })
  /** It is the one that the client has. */
  | { readonly kind: "unchanged"; readonly resultId: string };
export type OutlineResult = OutlineReport | null;

/** Notification from the server: findings and outline of a document are new. */
export const CHANGED = "mechanism/changed";
export interface ChangedParams {
  readonly uri: string;
  readonly version: number;
}

/** Request: the text of a new document. */
export const SCAFFOLD = "mechanism/scaffold";
export interface ScaffoldParams {
  readonly mission: string;
  /** Where the document will be: the template that is configured there is taken. */
  readonly uri?: string;
}
export interface ScaffoldResult {
  readonly text: string;
}

/** Request: the template that holds for a document, explained in Markdown. */
export const TEMPLATE = "mechanism/template";

/** Request: the standard stack that holds for a document, and what of its document was understood, in Markdown. */
export const STACK = "mechanism/stack";

/** Where the client shows that page: the query is the document's URI. */
export const STACK_PAGE = "mechanism-page://stack/Standard%20Stack.md";

export interface PageParams {
  /** The document; without one the answer is for the first workspace folder. */
  readonly uri?: string;
}
export interface PageResult {
  readonly markdown: string;
}

/** Request: what can be inserted into a document, in the template's order. */
export const INSERTABLE = "mechanism/insertable";
export interface Insertable {
  /** Names the section for `mechanism/insert`. */
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly kind: "section" | "entry";
  /** It is there already; for entries, at least one is. */
  readonly present: boolean;
}
export type InsertableResult = readonly Insertable[];

/** Request: the edit that inserts a section, an entry or a missing field at its place. */
export const INSERT = "mechanism/insert";
export interface InsertParams extends DocumentParams {
  readonly path: string;
  /** The label of the field; without it the section or entry itself is inserted. */
  readonly field?: string;
  /** The section or entry that is meant, where several have the path. */
  readonly range?: Range;
}

/** Request: the files that the configuration around a file wants checked; null if it doesn't say. */
export const FILES = "mechanism/files";
export interface FilesParams {
  readonly uri: string;
}
export interface FilesResult {
  /** The URI of the folder that the globs are relative to. */
  readonly folder: string;
  readonly globs: readonly string[];
}

/** Request: the edit that marks a section or a field as not applicable. */
export const NOT_APPLICABLE = "mechanism/notApplicable";
export interface NotApplicableParams extends InsertParams {
  readonly reason: string;
}

/** Request: the edit that silences a rule in the section around a range. */
export const IGNORE = "mechanism/ignore";
export interface IgnoreParams extends DocumentParams {
  readonly rule: string;
  readonly range: Range;
  readonly reason: string;
}

/** Request: the edit that removes all leftover examples of the template. */
export const REMOVE_EXAMPLES = "mechanism/removeExamples";

/** Request: the placeholders of a document, in order. */
export const PLACEHOLDERS = "mechanism/placeholders";
export interface PlaceholderItem {
  readonly range: Range;
  readonly text: string;
  /** The label of the field that it stands in; empty outside of fields. */
  readonly field: string;
  readonly choices: readonly string[];
}
export type PlaceholdersResult = readonly PlaceholderItem[];

/** Request: the parts of the stack that have a technology to change. */
export const TECHNOLOGIES = "mechanism/technologies";
export interface ChangeablePart {
  readonly title: string;
  readonly current: string;
  readonly range: Range;
}
export type TechnologiesResult = readonly ChangeablePart[];

/** Request: what can stand in place of the technology at a position; null where there is none. */
export const TECHNOLOGY_CHOICES = "mechanism/technologyChoices";
export interface TechnologyChoicesParams extends DocumentParams {
  readonly position: Range["start"];
}
export type TechnologyChoicesResult = TechnologyChoices | null;

/** Request: the change of a technology, an LSP `WorkspaceEdit` whose other mentions want to be confirmed. */
export const CHANGE_TECHNOLOGY = "mechanism/changeTechnology";
export interface ChangeTechnologyParams extends TechnologyChoicesParams {
  readonly change: TechnologyChange;
}
export interface ChangeTechnologyResult {
  readonly edit: object;
  /** The version of the document that the edit is for. */
  readonly version: number;
}

/** Request: the deviations of a document with the states of their approvals. */
export const APPROVALS = "mechanism/approvals";
export type ApprovalsResult = readonly ApprovalEntry[];

/** Request: the same for documents that need not be open, in their order; one that can't be read is left out. */
export const APPROVALS_OF = "mechanism/approvalsOf";
export interface ApprovalsOfParams {
  readonly uris: readonly string[];
}
export interface DocumentApprovals {
  readonly uri: string;
  readonly mission: string;
  readonly entries: readonly ApprovalEntry[];
}

/** Request: what has to be known before approval is asked for. */
export const APPROVAL_FORM = "mechanism/approvalForm";
export interface ApprovalFormParams extends DocumentParams {
  readonly ids: readonly string[];
}
export interface ApprovalFormResult {
  /** What stands in the way, in sentences. */
  readonly problems: readonly string[];
  /** The grounds that the stack document accepts. */
  readonly grounds: readonly string[];
  /** The ground that the reason names already; empty if it names none. */
  readonly ground: string;
  readonly approvers: readonly string[];
  readonly channels: readonly Channel[];
  /** An approval needs a link that shows it. */
  readonly evidence: boolean;
}

/** Request: the text that asks for approval, or with `reminder` asks once more. */
export const APPROVAL_REQUEST = "mechanism/approvalRequest";
export interface ApprovalRequestParams extends DocumentParams {
  readonly ids: readonly string[];
  readonly ground?: string;
  readonly pays?: string;
  readonly from?: string;
  /** Where the document is kept, for a link to it. */
  readonly origin?: Origin;
  /** The URIs of other documents, whose decisions on the same technologies are quoted. */
  readonly documents?: readonly string[];
  readonly reminder?: boolean;
}
export interface ApprovalRequestResult extends ApprovalRequest {
  /** The address of the document that the text names. */
  readonly link?: string;
}

/** Request: the address by which a text leaves. Refused if the text holds what looks like a secret. */
export const APPROVAL_ADDRESS = "mechanism/approvalAddress";
export interface ApprovalAddressParams extends DocumentParams {
  /** Without one nothing but the text is looked at: it goes to the clipboard. */
  readonly channel?: Channel;
  readonly subject: string;
  readonly text: string;
  readonly link?: string;
}
export type ApprovalAddressResult = Address | null;

/** Request: the edit that notes that a request was sent. */
export const NOTE_REQUESTED = "mechanism/noteRequested";
export interface NoteRequestedParams extends DocumentParams {
  readonly asked: readonly Asked[];
  readonly approver?: string;
  readonly ground?: string;
}
export interface NoteRequestedResult extends EditResult {
  /** Entries that are gone, and entries that no longer say what was asked for. */
  readonly gone: readonly string[];
  readonly changed: readonly string[];
}

/** Request: the edit that writes a decision into an entry. */
export const RECORD_DECISION = "mechanism/recordDecision";
export interface RecordDecisionParams extends DocumentParams {
  readonly id: string;
  /** Without one, what was approved by hand gets its record. */
  readonly decision?: Decision;
}

/** Request: what an entry says now and what it was asked for, where the two differ; null where they don't. */
export const ASKED = "mechanism/asked";
export interface AskedParams extends DocumentParams {
  readonly id: string;
}
export interface AskedDifference {
  readonly asked: string;
  readonly now: string;
}
export type AskedResult = AskedDifference | null;

/** Request: the edit that takes a request for approval back. */
export const WITHDRAW = "mechanism/withdraw";

/** Request: the edit that adds an entry for an approval of state `undeclared`. */
export const ADD_DEVIATION = "mechanism/addDeviation";

/** Request: the decisions in a text, as approvers send them. */
export const REPLIES = "mechanism/replies";
export interface RepliesParams {
  readonly text: string;
}
export type RepliesResult = readonly Reply[];

/** The answer of the requests for edits: null if there is nothing to do. Applied as one undo step. */
export interface EditResult {
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
  /** The version of the document that the edits are for. */
  readonly version: number;
  /** What to select afterwards. */
  readonly select?: Range;
}

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** The commands that code actions name; a client that has them says so in its initialization options. */
export const COMMANDS = {
  /** Asks for the reason, then silences a rule: (uri, rule, range). */
  ignoreHere: "mechanism.ignoreHere",
  /** Fills the placeholder at a range: (uri, range). */
  fillPlaceholder: "mechanism.fillPlaceholder",
  /** Asks for approval of a deviation: (uri, id?). */
  requestDeviationApproval: "mechanism.requestDeviationApproval",
  /** Writes down what was decided: (uri, id?). */
  recordApprovalDecision: "mechanism.recordApprovalDecision",
  /** Asks once more: (uri, id?). */
  remindApprover: "mechanism.remindApprover",
  /** Takes a request back: (uri, id?). */
  withdrawRequest: "mechanism.withdrawRequest",
  /** Changes a technology of the stack: (uri, range?). */
  changeTechnology: "mechanism.changeTechnology",
  /** Shows a place in the document: (uri, range). */
  reveal: "mechanism.reveal",
  /** Shows another file: (uri of the document, uri of the file). */
  openFile: "mechanism.openFile",
} as const;

/** What a client may say when it starts the server. */
export interface InitializationOptions {
  /** The client has the commands above. */
  readonly commands?: boolean;
}
