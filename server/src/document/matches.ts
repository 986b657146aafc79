/**
 * All matches of a pattern in a text, in order. Most texts have none, which costs one look: `matchAll` copies the pattern
 * first. Whoever stops at one of many matches, or has one in every text, iterates over `matchAll`.
 *
 * @param pattern a global one
 */
export function allMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  return text.search(pattern) < 0 ? NONE : [...text.matchAll(pattern)];
}

const NONE: readonly RegExpExecArray[] = [];
