import type { Span } from "./positions.ts";

/*
 * Texts that look like live secrets: before anything leaves the machine, nothing of this kind may be in it. What is
 * found is never repeated; only its place is told.
 */

/** Shapes of keys and tokens that their makers have published. */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,}/g,
  /\b[rs]k_live_[A-Za-z0-9]{16,}\b/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g,
];

/** Keys of language models: what starts so may be words too. */
const MODEL_KEY = /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{24,}/g;

const PASSWORD_IN_ADDRESS = /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:)[^\s:/@<>[\]{}$*]{4,200}(?=@)/gi;

/** A name that says that its value is secret, and the value: `STRIPE_KEY=…`, `password: …`. */
const NAMED =
  /(?<=(?:key|secret|token|password|passwd)["'`]?\s{0,3}[:=]\s{0,3}["'`]?)[A-Za-z0-9+/_=.~-]{16,200}(?=["'`\s,;]|$)/gi;

/** Words by which an author says that something stands for a secret. */
const STAND_IN =
  /^(?:your|my|the|some|example|sample|dummy|test|fake|placeholder|change|replace|xxx|\.\.\.|<|\[|\{|\$)/i;
const LEAST_ENTROPY = 3.3;

/** Passwords by which examples say that there is one. */
const EXAMPLE_PASSWORD =
  /^(?:my|your|the|db)?[-_]?(?:password|passwd|pass|pwd|secret|changeme|postgres|root|admin|user|guest|test)$/i;
/** What the documentation of its maker has in place of a real one. */
const DOCUMENTED = /EXAMPLE/;

/** The places of what looks like a live secret, in UTF-16 offsets of the text, in order. */
export function secretsIn(text: string): Span[] {
  const find = (shape: RegExp, counts: (value: string) => boolean): Span[] =>
    [...text.matchAll(shape)].flatMap(({ 0: value, index }) =>
      counts(value) ? [{ start: index, end: index + value.length }] : [],
    );
  const found = [
    ...SHAPES.flatMap((shape) => find(shape, (value) => !DOCUMENTED.test(value))),
    ...find(MODEL_KEY, looksDrawn),
    ...find(PASSWORD_IN_ADDRESS, (value) => !STAND_IN.test(value) && !EXAMPLE_PASSWORD.test(value)),
    ...find(NAMED, (value) => !STAND_IN.test(value) && looksDrawn(value)),
  ];
  return joined(found.sort((a, b) => a.start - b.start || a.end - b.end));
}

/** A text with dots in place of what looks like a secret, for messages. */
export function withoutSecrets(text: string): string {
  return secretsIn(text).reduceRight((rest, { start, end }) => `${rest.slice(0, start)}•••${rest.slice(end)}`, text);
}

/** Spans in order, with those that touch the same characters as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.start < last.end) all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}

/**
 * Whether characters look drawn by chance: hardly any of them twice, and letters mixed with digits within a word. Names
 * with a year or a version in them are words: `STRIPE_KEY_2024`, `docs/2026-02-01`.
 */
function looksDrawn(value: string): boolean {
  const isMixed = (word: string): boolean => word.length >= 8 && /\d.*[a-z]/i.test(word);
  return value.split(/[-_/.=+~]/).some(isMixed) && entropy(value) >= LEAST_ENTROPY;
}

/** Bits for each character, as Shannon counts them: high where the characters look drawn by chance. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
