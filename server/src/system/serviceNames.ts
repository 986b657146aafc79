import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { mentionsIn, technologyNamed } from "../stack/technologies.ts";
import type { Technology } from "../stack/technology.ts";

/*
 * The names of services: where they stand in an item or cell, and when two of them mean the same. Spans are UTF-16
 * offsets in the chunk.
 */

const LONGEST_NAME = 60;
const MOST_WORDS = 7;
/** What ends a name at the start of an item: a dash, a parenthesis, the end of a clause, an arrow. */
const ENDS_NAME = /\s+[–—-]\s|\s*[:：;,(→]|\.(?:\s|$)/u;

/**
 * A name without markup and decoration, and the text of a link where it is one.
 *
 * @returns nothing where no name can stand: a bracket that waits for one, a sentence, a number
 */
export function bareName(facts: ChunkFacts, span: Span): Span | undefined {
  const bracket = facts.brackets.find((one) => one.span.start >= span.start && one.span.start <= span.start + 4);
  const before = bracket ? facts.text.slice(span.start, bracket.span.start) : "";
  if (bracket && !/[\p{L}\p{N}]/u.test(before)) {
    // Behind the text of a link its address or its label follows; other brackets wait for a name.
    const isLink = /[([]/.test(facts.text[bracket.span.end] ?? "");
    return isLink ? fitting(facts.text, { start: bracket.span.start + 1, end: bracket.span.end - 1 }) : undefined;
  }
  return fitting(facts.text, span);
}

/** The name that a line of text starts with, up to a dash, a parenthesis or the end of its clause. */
export function leadingName(facts: ChunkFacts, line: Span): Span | undefined {
  const text = facts.text.slice(line.start, line.end);
  if (text.startsWith("[")) return bareName(facts, line);
  const end = ENDS_NAME.exec(text)?.index ?? text.length;
  return bareName(facts, { start: line.start, end: line.start + end });
}

function fitting(text: string, span: Span): Span | undefined {
  const raw = text.slice(span.start, span.end);
  const start = span.start + (/^[^\p{L}\p{N}]*/u.exec(raw)?.[0].length ?? 0);
  const end = span.end - (/[\s*_`:]*$/u.exec(raw)?.[0].length ?? 0);
  const name = text.slice(start, end);
  const words = name.split(/\s+/).length;
  return /\p{L}/u.test(name) && name.length <= LONGEST_NAME && words <= MOST_WORDS ? { start, end } : undefined;
}

/** The technology that a name stands for: "Stripe API" is Stripe. */
export function serviceTechnology(name: string): Technology | undefined {
  return technologyNamed(name) ?? mentionsIn(name)[0]?.technology;
}

/** Whether two names can mean the same service: a technology in common, or a word that few names have. */
export function isSameService(
  one: { readonly name: string; readonly technology: Technology | undefined },
  other: { readonly name: string; readonly technology: Technology | undefined },
): boolean {
  if (one.technology && one.technology.id === other.technology?.id) return true;
  const words = tellingWords(other.name);
  return (
    normaliseName(one.name) === normaliseName(other.name) || tellingWords(one.name).some((word) => words.includes(word))
  );
}

/** Words that names of services share without being the same. */
const COMMON = new Set(
  "api apis app apps web the and for our own from with http https rest sdk gateway service services server client cloud platform system data mail mails email emails payment payments message messages messaging sms maps map file files storage public open internal external connect core online provider account shared".split(
    " ",
  ),
);

/** The words of a name that tell it from others, in lower case. */
export function tellingWords(name: string): string[] {
  const words = normaliseName(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length > 2 && !COMMON.has(word));
}
