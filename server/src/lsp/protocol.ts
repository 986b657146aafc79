import type { Outline } from "../features/outline.ts";

/*
 * What our server answers besides LSP 3.17. The client in VS Code uses it; other editors do without. Positions and
 * edits are LSP's own: lines and UTF-16 characters from 0.
 */

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Request: the outline of a document, with open items and completeness; null for a document that isn't open. */
export const OUTLINE = "mechanism/outline";
export type OutlineResult = Outline | null;

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
  /** Shows a place in the document: (uri, range). */
  reveal: "mechanism.reveal",
} as const;

/** What a client may say when it starts the server. */
export interface InitializationOptions {
  /** The client has the commands above. */
  readonly commands?: boolean;
}
