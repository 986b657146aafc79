import type { Span } from "./positions.ts";

/*
 * Texts that look like live secrets: before anything leaves the machine, nothing of this kind may be in it. What is
 * found is never repeated; only its place is told.
 */

/** Shapes of keys and tokens that their makers have published, and addresses with a password in them. */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{40,}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,}/g,
  /\b[rs]k_live_[A-Za-z0-9]{16,}\b/g,
  /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{24,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bAIza[A-Za-z0-9_-]{35}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g,
  /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:)[^\s:/@<>[\]{}$*]{4,200}(?=@)/gi,
];

/** A name that says that its value is secret, and the value: `STRIPE_KEY=…`, `password: …`. */
const NAMED =
  /(?<=(?:key|secret|token|password|passwd)["'`]?\s{0,3}[:=]\s{0,3}["'`]?)[A-Za-z0-9+/_=.~-]{16,200}(?=["'`\s,;]|$)/gi;

/** Words by which an author says that something stands for a secret. */
const STAND_IN =
  /^(?:your|my|the|some|example|sample|dummy|test|fake|placeholder|change|replace|xxx|\.\.\.|<|\[|\{|\$)/i;
const LEAST_ENTROPY = 3.3;

/** The places of what looks like a live secret, in UTF-16 offsets of the text. */
export function secretsIn(text: string): Span[] {
  const shaped = SHAPES.flatMap((shape) => [...text.matchAll(shape)]);
  const named = [...text.matchAll(NAMED)].filter(([value]) => !STAND_IN.test(value) && looksDrawn(value));
  return [...shaped, ...named].map(({ 0: value, index }) => ({ start: index, end: index + value.length }));
}

/** Whether characters look drawn by chance, and are no words: letters and digits, hardly any of them twice. */
function looksDrawn(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && entropy(value) >= LEAST_ENTROPY;
}

/** Bits for each character, as Shannon counts them: high where the characters look drawn by chance. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
