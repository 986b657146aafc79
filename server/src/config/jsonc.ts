/*
 * JSON with comments. Its package has two builds: the usual entry loads its parts at run time, which a bundle can't do, so
 * the other is named here by its file.
 */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser/lib/esm/main.js";

export { modify } from "jsonc-parser/lib/esm/main.js";
export type { Node };

export interface JsonTree {
  /** Nothing for empty text, and for what can't be read at all. */
  readonly root: Node | undefined;
  /** The first thing that isn't JSON; what follows it is mostly its echo. Offsets in UTF-16 code units. */
  readonly error: { readonly code: string; readonly offset: number; readonly length: number } | undefined;
}

/**
 * Reads JSON with comments and trailing commas; total. The tree of a text with an error holds what could be read.
 *
 * @param text without a byte order mark
 */
export function readJson(text: string): JsonTree {
  // The parser recurses: a file of nothing but brackets would end it with an exception.
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { root: undefined, error: { code: "TooDeep", offset: deep, length: 1 } };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [first] = errors;
  if (!first) return { root, error: undefined };
  const offset = Math.min(first.offset, text.length);
  const length = Math.min(first.length, text.length - offset);
  return { root, error: { code: printParseErrorCode(first.error), offset, length } };
}

/** Something that strict JSON (RFC 8259) doesn't have. Offsets in UTF-16 code units. */
export interface JsonError {
  /** The name of the error in jsonc-parser, such as `InvalidCommentToken`. */
  readonly code: string;
  readonly offset: number;
  readonly length: number;
}

/** What keeps a text from being strict JSON, in its order; empty for JSON. Total. */
export function jsonErrors(text: string): JsonError[] {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return [];
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: true });
  return errors.map(({ error, offset, length }) => ({ code: printParseErrorCode(error), offset, length }));
}

/** A byte order mark becomes a space, so that positions stay. */
export function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, " ");
}

/** Much more than any configuration needs, and little enough for every stack. */
const DEEPEST = 200;

/** Where a text may be nested too deeply; brackets in strings and comments count too. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return index;
  }
  return undefined;
}
