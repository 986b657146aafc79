import type { CommentFact } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";

/*
 * The comment by which an author silences rules: `<!-- mechanism-ignore rule-id, other-rule -- reason -->`.
 */

/** The word that it starts with. */
export const IGNORE_WORD = "mechanism-ignore";

const SHAPE = /^mechanism-ignore\s+(?<rules>[a-z-]+(?:\s*,\s*[a-z-]+)*)(?:\s+--\s*.*)?$/s;

/** Whether a comment silences rules, or means to. */
export function isIgnoreComment({ text }: CommentFact): boolean {
  return text.startsWith(IGNORE_WORD) && !/^[\w-]/.test(text.slice(IGNORE_WORD.length));
}

/** The id of a rule where a comment names it. */
export interface IgnoredRule {
  readonly id: string;
  /** In the chunk. */
  readonly span: Span;
}

/**
 * The rules that a comment names, in its order; none if it can't be read.
 *
 * @param text the text of the comment's chunk
 */
export function rulesIgnoredBy({ text: inner, span }: CommentFact, text: string): IgnoredRule[] {
  const rules = SHAPE.exec(inner)?.groups?.rules;
  if (rules === undefined) return [];
  const behindWord = text.indexOf(IGNORE_WORD, span.start) + IGNORE_WORD.length;
  const rest = text.slice(behindWord, span.end);
  const start = behindWord + rest.length - rest.trimStart().length;
  return allMatches(rules, /[a-z-]+/g).map(({ 0: id, index }) => ({
    id,
    span: { start: start + index, end: start + index + id.length },
  }));
}
