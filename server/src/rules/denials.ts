import type { Span } from "../document/positions.ts";

/*
 * Whether an author names something in order to say that it is not done. One word before it in the same clause is enough:
 * a rule that isn't sure is silent.
 */

const BEFORE =
  /\b(?:no|not|never|nothing|none|nobody|without|instead|rather|avoid\w*|replac\w*|switch\w*|old|older|legacy|former\w*|previous\w*|once|until|migrat\w*|upgrad\w*|move[sd]?|neither|nor|cannot|forbid\w*|forbade|ban|bans|banned|reject\w*|refus\w*|unlike|than|against|prevent\w*|protects?|out of|away)\b|n['’]t\b/iu;
const BEHIND =
  /^[^.;,()]{0,40}?(?:\b(?:not|never|forbidden|avoided|banned|rejected|removed|replaced|deprecated|ruled out)\b|n['’]t\b)/iu;

/** The clause around a span: up to a full stop, a semicolon or the end of the line on both sides. */
export function clauseAround(text: string, { start, end }: Span): Span {
  const before = /(?:[^.;\r\n]|\.(?=\S)){0,2000}$/u.exec(text.slice(0, start))?.[0] ?? "";
  const behind = /^(?:[^.;\r\n]|\.(?=\S)){0,2000}/u.exec(text.slice(end))?.[0] ?? "";
  return { start: start - before.length, end: end + behind.length };
}

/** Whether the clause around a span says that what the span names is not so, or no more. */
export function isDenied(text: string, span: Span): boolean {
  const clause = clauseAround(text, span);
  return BEFORE.test(text.slice(clause.start, span.start)) || BEHIND.test(text.slice(span.end, clause.end));
}
