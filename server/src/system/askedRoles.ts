import { allMatches } from "../document/matches.ts";
import { escapeRegExp } from "../template/conventions.ts";
import type { Named } from "./entities.ts";

/** A word that may be a role, with offsets in the text that it was read from. */
export interface AskedRole extends Named {
  readonly called: boolean;
  readonly beside: readonly string[];
}

const NAME = "[\\p{L}][\\p{L}\\p{N}_-]{0,40}";
const QUOTE = "[\"'`‘’“”]";
const AND = "(?:\\s{0,3}[,/|]\\s{0,3}(?:(?:or|and)\\s{1,3})?|\\s{1,3}(?:or|and)\\s{1,3})";
/** One word in small letters: how authors write a role, and hardly how they write a method to sign in. */
const PLAIN = new RegExp(
  `^${QUOTE}?\\p{Ll}[\\p{Ll}\\p{N}_-]{0,40}${QUOTE}?(?:${AND}${QUOTE}?\\p{Ll}[\\p{Ll}\\p{N}_-]{0,40}${QUOTE}?){0,9}$`,
  "u",
);

/**
 * The words by which the value of an endpoint's authentication says who may use it.
 *
 * @param words what a role is called, such as "role" and "roles"
 */
export function rolesAsked(text: string, words: readonly string[]): AskedRole[] {
  const called = words.length === 0 ? [] : rolesCalledSo(text, words);
  const groups = allMatches(text, /\((?<inside>[^()]{1,200})\)/gu).map(({ index, groups: found }) => ({
    start: index + 1,
    inside: found?.inside ?? "",
  }));
  const listed = [{ start: 0, inside: text }, ...groups].flatMap(({ start, inside }) => listedIn(inside, start));
  const isNew = (one: AskedRole): boolean => !called.some((other) => other.span.start === one.span.start);
  return [...called, ...listed.filter(isNew)].sort((a, b) => a.span.start - b.span.start);
}

/** Names behind the word for a role: "role `admin`", "roles buyer, admin". */
function rolesCalledSo(text: string, words: readonly string[]): AskedRole[] {
  const word = words.map(escapeRegExp).join("|");
  // Without quotes a word behind "role" may go on with the sentence: "role of the caller".
  const quoted = `${QUOTE}${NAME}${QUOTE}(?:${AND}${QUOTE}${NAME}${QUOTE}){0,9}`;
  const given = new RegExp(`(?<![\\p{L}])(?:${word})\\s{0,3}[:=]?\\s{0,3}(?<list>${quoted})`, "giu");
  const equal = new RegExp(`(?<![\\p{L}])(?:${word})\\s{0,3}[:=]{1,3}\\s{0,3}(?<list>${NAME})`, "giu");
  return [given, equal].flatMap((pattern) =>
    allMatches(text, pattern).flatMap(({ 0: whole, index, groups }) => {
      const list = groups?.list ?? "";
      return namesOf(list, index + whole.length - list.length).map((one) => ({ ...one, called: true, beside: [] }));
    }),
  );
}

/** The words of a text that is nothing but a list of them. */
function listedIn(text: string, start: number): AskedRole[] {
  if (!PLAIN.test(text.trim())) return [];
  const names = namesOf(text, start);
  return names.map((one) => ({
    ...one,
    called: false,
    beside: names.filter((other) => other !== one).map((other) => other.name),
  }));
}

function namesOf(list: string, start: number): Named[] {
  return allMatches(list, new RegExp(NAME, "gu"))
    .filter(({ 0: name }) => !/^(?:or|and)$/u.test(name))
    .map(({ 0: name, index }) => ({ name, span: { start: start + index, end: start + index + name.length } }));
}
