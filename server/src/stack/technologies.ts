import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import catalogue from "./catalogue.json" with { type: "json" };
import { type CatalogueEntry, longestName, nameTree, normalised, technologyOf } from "./names.ts";
import type { Mention, Technology, TechnologyKind } from "./technology.ts";
import { versionBehind } from "./versions.ts";

export { compareStated, compareVersions, versionIn } from "./versions.ts";

/** The technology with an id; nothing if there is none. */
export function technologyById(id: string): Technology | undefined {
  return BY_ID.get(id);
}

/** The technologies of any of these kinds, by name. */
export function technologiesOf(kinds: readonly TechnologyKind[]): Technology[] {
  const fitting = [...BY_ID.values()].filter((one) => one.kinds.some((kind) => kinds.includes(kind)));
  return fitting.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/**
 * The technology that a whole text is a name of, in any capitalisation. Names that are ordinary words too, such as
 * "Render", count only as they are written: "render" is none.
 */
export function technologyNamed(name: string): Technology | undefined {
  const text = name.trim();
  const match = longestName(NAMES, text, 0, (end) => end === text.length);
  return match?.technology;
}

/**
 * The technology that somebody means by a name where nothing but a technology can stand, such as in a configuration: also
 * an ordinary word in any capitalisation.
 */
export function technologyMeant(name: string): Technology | undefined {
  const wanted = normalised(name);
  const isNamed = (entry: CatalogueEntry): boolean =>
    [entry.name, ...(entry.aliases ?? []), ...(entry.exact ?? [])].some((one) => normalised(one) === wanted);
  const entry = technologyNamed(name) ? undefined : ENTRIES.find(isNamed);
  return entry ? technologyOf(entry) : technologyNamed(name);
}

/**
 * The technologies that a text names, in order, with the versions right behind them. Spans are UTF-16 offsets in the
 * text. The longest name wins: "Next.js API Routes" is one, also as "Next.js 15 API Routes" or "Next.js (API Routes)".
 *
 * Names are whole words. What is deliberately not found:
 * - ordinary words: "render", "express delivery", "Next steps";
 * - what is in an address, an e-mail address, a path, a file's name, a variable's name or a package's, such as
 *   `next.config.js`, `MONGO_URL` and `redis-server`; but both of "Python/FastAPI", and "PostgreSQL-backed";
 * - a name behind another word and a hyphen: "non-React" says the opposite.
 *
 * Takes time in proportion to the text's length.
 */
export function mentionsIn(text: string): Mention[] {
  const found: Mention[] = [];
  const hidden = hiddenSpans(text);
  let last = -1;
  let nextHidden = 0;
  for (let at = 0; at < text.length; at++) {
    while ((hidden[nextHidden]?.end ?? text.length) <= at) nextHidden++;
    const span = hidden[nextHidden];
    if (span && span.start <= at) {
      at = span.end - 1;
      continue;
    }
    if (isInWord(text.charCodeAt(at - 1))) continue;
    if (!NAMES.next.has((text[at] ?? "").toLowerCase()) || !startsWord(text, at, last)) continue;
    const match = longestName(NAMES, text, at, (end) => endsWord(text, at, end));
    if (!match) continue;
    const mention = match.technology && withVersion(text, { ...match, technology: match.technology, start: at });
    if (mention) found.push(mention);
    last = mention?.span.end ?? match.end;
    at = last - 1;
  }
  return found;
}

const ENTRIES = catalogue as readonly CatalogueEntry[];
const NAMES = nameTree(ENTRIES);
const BY_ID: ReadonlyMap<string, Technology> = new Map(ENTRIES.map((entry) => [entry.id, technologyOf(entry)]));

type Found = NonNullable<ReturnType<typeof longestName>> & { readonly technology: Technology; readonly start: number };

function withVersion(text: string, { technology, node, start, end }: Found): Mention {
  const version = versionBehind(text, end);
  // "Next.js 15 API Routes" is the longer name with a version in it.
  const longer = version && longestName(node, text, version.span.end, (to) => endsWord(text, start, to));
  if (longer?.technology) return { technology: longer.technology, span: { start, end: longer.end }, version };
  return { technology, span: { start, end }, version };
}

/** Letters of scripts that put spaces between words. A name may stand amid others as it is. */
const LETTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{M}]/u;

function isLetter(char: string | undefined): boolean {
  return char !== undefined && LETTER.test(char);
}

/** Whether a character goes before no name: most do, and this tells without an expression. */
function isInWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

function startsWord(text: string, at: number, last: number): boolean {
  const before = text[at - 1];
  if (before === "_") return !isLetter(text[beyondUnderscores(text, at - 1, -1)]);
  if (before === "-") return at - 1 === last || !/[-\p{L}\p{N}]/u.test(text[at - 2] ?? "");
  if (before === ".") return !isLetter(text[at - 2]);
  return !isLetter(before) && !/[\\@$#]/.test(before ?? "");
}

function endsWord(text: string, start: number, end: number): boolean {
  const [next, after] = [text[end], text[end + 1]];
  // "Python3.11" is a name with its version; "Python3k" is something else.
  if (/\d/.test(next ?? "")) return end - start > 2 && !/\d/.test(text[end - 1] ?? "") && isVersionAt(text, end);
  if (next === "_") return !isLetter(text[beyondUnderscores(text, end, 1)]);
  if (next === ".") return !isLetter(after);
  if (next === "@") return !isLetter(after) || isVersionAt(text, end + 1);
  if (next === "-" && isLetter(after)) return isCompound(text, start, end);
  return !isLetter(next) && !/[\\#]/.test(next ?? "");
}

function isVersionAt(text: string, at: number): boolean {
  return versionBehind(text, at)?.span.start === at;
}

/** What makes an adjective of a name, even if the name is in lower case. */
const ADJECTIVE =
  /-(?:\d|(?:backed|based|compatible|driven|flavou?red|hosted|like|managed|only|powered|ready|side|specific|style)(?![-\p{L}\p{N}]))/iuy;

/** Whether a hyphen joins a name to a word, and doesn't stand in the name of a package, such as `react-dom`. */
function isCompound(text: string, start: number, end: number): boolean {
  ADJECTIVE.lastIndex = end;
  return /\p{Lu}/u.test(text.slice(start, end)) || ADJECTIVE.test(text);
}

function beyondUnderscores(text: string, at: number, step: 1 | -1): number {
  let i = at;
  while (text[i] === "_") i += step;
  return i;
}

/** Addresses, targets of links, e-mail addresses, and words with slashes. */
const HIDDEN = new RegExp(
  [
    String.raw`(?<![\w.+-])(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:)[^\s<>"')\]]*`,
    String.raw`(?<=\])\([^()\s]*\)`,
    String.raw`(?<![\w.+-])[\w.+-]+@[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-])`,
    String.raw`(?<![^\s()[\]{}<>"'*\x60|,;])(?=[^\s()[\]{}<>"'*\x60|,;]*\/)[^\s()[\]{}<>"'*\x60|,;]+`,
  ].join("|"),
  "gi",
);

/** What every hidden part has one of. */
const HIDING = /[/@]|\]\(|www\.|mailto:/i;

/** The parts of a text that name nothing, in order. */
function hiddenSpans(text: string): Span[] {
  const spans: Span[] = [];
  if (!HIDING.test(text)) return spans;
  for (const { 0: whole, index } of allMatches(text, HIDDEN)) {
    if (isAlternatives(whole)) continue;
    spans.push({ start: index, end: index + whole.length });
  }
  return spans;
}

/** Whether slashes stand between names, as in "Python/FastAPI" and "Next.js/React", and not in a path. */
function isAlternatives(word: string): boolean {
  if (!word.includes("/") || /^[./~@\\]|:\/\/|\/$/.test(word)) return false;
  const parts = word.replace(/[.:!?]+$/, "").split("/");
  if (parts.every((part) => technologyNamed(part) !== undefined) || technologyNamed(word)) return true;
  const isPlain = (part: string): boolean => !/[_.]\p{L}/u.test(part) || technologyNamed(part) !== undefined;
  return /^\p{Lu}|^[\d.]+\+?$/u.test(parts[0] ?? "") && parts.every(isPlain);
}
