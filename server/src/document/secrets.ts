import { entropy, isMonotonous, looksDrawn } from "./drawn.ts";
import { allMatches } from "./matches.ts";
import type { Span } from "./positions.ts";
import { SECRET_SHAPES } from "./secretShapes.ts";

/*
 * Texts that look like live secrets. What is found is never repeated; only its place is told, and what a variable that
 * holds it could be called.
 */

/** The place of what looks like a live secret, in UTF-16 offsets of the text. */
export interface SecretSpan extends Span {
  /** The name of a variable for it, in capitals: the one beside it, else what its kind is usually called. */
  readonly name: string;
}

const PASSWORD_IN_ADDRESS =
  /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:/@]{0,100}):)[^\s:/@<>[\]{}$*%]{4,200}(?=@([^\s/?#:'"`]{1,253}))/gi;

/** The end of a name that says that its value is secret, what joins them, and the value: `STRIPE_KEY=…`, `token: …`. */
const NAMED =
  /(?:key|secret|token|password|passwd|passphrase|pwd)(?<quote>["'`]?)(?<join>\s{0,3}(?::=|=>|[:=]|\*\*:|:\*\*|`?\s?\||`?\s[–—-]\s)\s{0,3})["'`]?(?<value>[A-Za-z0-9+/_=.~-]{16,200})(?=["'`\s,;|)<&]|$)/gi;
/** Passwords are shorter, and have other characters in them. Only names in capitals: bodies of requests have samples. */
const PASSWORD =
  /(?:PASSWORD|PASSWD|PASSPHRASE|PWD)["'`]?\s{0,3}[:=]\s{0,3}["'`]?(?<value>[^\s"'`<>$[\]{}|()]{8,100})(?=["'`\s|)]|$)/g;

/** Words by which an author says that something stands for a secret. */
const STAND_IN =
  /^(?:your|my|the|some|our|an?|example|sample|dummy|test|fake|placeholder|change|replace|insert|enter|put|todo)(?:[-_. ]|(?:me|ed|this|it|here|with|key|secret|token|pass(?:word)?|api|app)(?![a-z])|$)|example|placeholder|change-?me|your[-_]|[-_]here$|dummy|\.\.\.|x{4,}/i;
/** Names, which stand for the value of a variable. */
const NAME_ONLY = /^[A-Z][A-Z_]*$/;

/** Passwords by which examples say that there is one. */
const EXAMPLE_PASSWORD =
  /^(?:my|your|the|db)?[-_]?(?:password|passwd|passphrase|pass|pwd|secret|changeme|postgres|mysql|mongo|redis|root|admin|user|guest|test|dev|local|development|hunter2|foobar|letmein|qwerty)[-_]?\d{0,4}$/i;
/** Where nothing lives that others could reach. */
const LOCAL_HOST = /^(?:localhost|127\.|0\.0\.0\.0|host\.docker\.internal)/i;
/** Keys that nobody hides. */
const OPEN_NAME =
  /(?:primary|foreign|partition|sort|cache|idempotency|public|publishable|object|route|row|hash)[-_ ]?$/i;

/** A token that the documentation of its kind has everywhere, by how its content and a bot's number begin. */
const DOCUMENTED = /eyJzdWIiOiIxMjM0NTY3ODkwI|^110201543:/;

/** A run of characters as long as the shortest key, or what may be followed by a password or stand around a key. */
const MAY_HOLD_SECRET = /\S{12}|PASSWORD|PASSWD|PASSPHRASE|PWD|-----/;

/** The places of what looks like a live secret, in order. */
export function secretsIn(text: string): SecretSpan[] {
  if (!MAY_HOLD_SECRET.test(text)) return [];
  const found = [...shapedIn(text), ...passwordsIn(text), ...namedIn(text)];
  return joined(found.sort((a, b) => a.start - b.start || a.end - b.end)).map((span) => ({
    ...span,
    name: nameBefore(text, span.start) ?? span.name,
  }));
}

/** A text with dots in place of what looks like a secret, for messages. */
export function withoutSecrets(text: string): string {
  return secretsIn(text).reduceRight((rest, { start, end }) => `${rest.slice(0, start)}•••${rest.slice(end)}`, text);
}

function shapedIn(text: string): SecretSpan[] {
  return SECRET_SHAPES.flatMap(({ pattern, name, drawn }) =>
    allMatches(text, pattern).flatMap(({ 0: value, index }) => {
      const isReal = drawn ? looksDrawn(value) : !isMonotonous(value);
      const isStandIn = STAND_IN.test(value) || DOCUMENTED.test(value);
      return isReal && !isStandIn ? [{ start: index, end: index + value.length, name }] : [];
    }),
  );
}

function passwordsIn(text: string): SecretSpan[] {
  return allMatches(text, PASSWORD_IN_ADDRESS).flatMap(({ 0: value, 1: user = "", 2: host = "", index }) => {
    const isSample =
      STAND_IN.test(value) ||
      EXAMPLE_PASSWORD.test(value) ||
      NAME_ONLY.test(value) ||
      value.toLowerCase() === user.toLowerCase() ||
      new Set(value).size < 3;
    // A name without a dot is one of a network on one's own machine, as tools for development set it up.
    const isLocal = LOCAL_HOST.test(host) || (!host.includes(".") && !looksDrawn(value));
    return isSample || isLocal ? [] : [{ start: index, end: index + value.length, name: "PASSWORD" }];
  });
}

function namedIn(text: string): SecretSpan[] {
  const spanOf = (match: RegExpExecArray, name: string): SecretSpan => {
    const value = match.groups?.value ?? "";
    const start = match.index + match[0].length - value.length;
    return { start, end: start + value.replace(/[.~]+$/, "").length, name };
  };
  const keys = allMatches(text, NAMED).flatMap((match) => {
    const { value = "", quote = "", join = "" } = match.groups ?? {};
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    const isCapital = /^[A-Z]/.test(match[0]) && /(?:^|[^a-z])$/.test(before);
    // Quoted names in small letters are those of samples in bodies; in tables and behind dashes only names stand so.
    const isLoose = quote === '"' || /[|–—-]/.test(join);
    if ((isLoose && !isCapital) || OPEN_NAME.test(before)) return [];
    const isReal = !STAND_IN.test(value) && !isMonotonous(value) && looksDrawn(value);
    return isReal ? [spanOf(match, "SECRET")] : [];
  });
  const passwords = allMatches(text, PASSWORD).flatMap((match) => {
    const { value = "" } = match.groups ?? {};
    const isReal = isStrong(value) && !STAND_IN.test(value) && !EXAMPLE_PASSWORD.test(value);
    return isReal ? [spanOf(match, "PASSWORD")] : [];
  });
  return [...keys, ...passwords];
}

/** Whether a password has what people are asked to put into one. */
function isStrong(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value));
  return kinds.length >= 3 && entropy(value) >= 2.8 && !/password|secret|:\/\//i.test(value);
}

const NAME_BEFORE =
  /(?<name>[A-Za-z][A-Za-z0-9_]{0,40}(?:[ -][A-Za-z][A-Za-z0-9_]{0,20}){0,2})["'`*]{0,3}\s{0,3}(?::=|=>|[:=|–—-])[\s"'`*]{0,6}$/;
const TELLS = /(?:key|secret|token|password|passwd|passphrase|pwd|dsn|webhook|url)$/i;

/** The name that a value is given right before an offset, in capitals: `stripeKey = "` and `API key: ` have one. */
function nameBefore(text: string, start: number): string | undefined {
  const name = NAME_BEFORE.exec(text.slice(Math.max(0, start - 120), start))?.groups?.name;
  if (name === undefined || !TELLS.test(name) || looksDrawn(name)) return undefined;
  // A name of a program stands alone: what stands before it belongs to the language.
  const own = /(?:\w+_|\w*[a-z][A-Z])\w*$/.exec(name)?.[0] ?? name;
  return own
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[ -]+/g, "_")
    .toUpperCase();
}

/** Spans in order, with those that touch the same characters as one. */
function joined(spans: readonly SecretSpan[]): SecretSpan[] {
  const all: SecretSpan[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.start < last.end) all[all.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}
