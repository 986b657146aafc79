import { endOfLine } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { contains, type Span } from "../document/positions.ts";
import { fieldsOf } from "../template/alignment.ts";
import type { SectionReader } from "../template/readings.ts";
import { isDenied } from "./denials.ts";
import { type FilledValue, filledReader, filledValues } from "./filledValues.ts";
import type { RuleContext } from "./rule.ts";

/*
 * What a document says about how passwords are kept: in the fields for it, in sentences about passwords, and beside the
 * columns that hold them.
 */

/** A place that says how passwords are kept. */
export interface PasswordMention {
  readonly chunk: number;
  readonly span: Span;
  readonly says: string;
  /** It is all that its field says. */
  readonly whole: boolean;
}

/** Hashes that are quick to compute, and no hash at all. */
const WEAK =
  /\b(?:MD[45]|(?:salted )?(?:MD[45]|SHA-?1|SHA-?(?:2|224|256|384|512)|SHA)|NTLM|CRC-?32|base-?64|plain[ -]?text|clear[ -]?text|unhashed)\b(?![-_]?crypt)/giu;
const STRONG = /\b(?:bcrypt|argon2\w*|scrypt|pbkdf2|yescrypt|sha-?(?:256|512)[-_ ]?crypt|HMAC)/iu;
/** What else is hashed. */
const OTHER = /\b(?:keys?|tokens?|files?|links?|codes?|e-?mails?|checksums?|cookies?|sessions?|etags?|signatures?)\b/iu;
const PASSWORD = /\bpass(?:word|phrase|code)s?\b/iu;
const COLUMN = /^(?:\p{L}+_)?(?:password|passwd|passphrase|pwd)(?:_?(?:hash|hashed|digest))?$/iu;

const HASHES = filledReader((role) => role === "passwords" || role === "passwords.hash");
const PASSWORDS = filledReader((role) => role.startsWith("passwords"));
/** The fields for the cost of a hash. */
export const HASH_COSTS = filledReader((role) => role === "passwords.cost");

/** The places that name a weak way of keeping passwords, those in the fields for it first. */
export function weakHashes(context: RuleContext): PasswordMention[] {
  const fields = filledValues(context, HASHES);
  const inFields = fields.flatMap((value) => weakIn(context, value.section.chunk, value.span));
  const others = [...sentencesAboutPasswords(context, fields), ...passwordColumns(context)];
  return [...inFields, ...others.flatMap(({ chunk, span }) => weakIn(context, chunk, span))];
}

function weakIn(context: RuleContext, chunk: number, place: Span): PasswordMention[] {
  const text = context.readings.factsAt(chunk)?.text ?? "";
  const said = text.slice(place.start, place.end);
  // Both are named where one follows the other, or wraps it.
  if (STRONG.test(said)) return [];
  return allMatches(said, WEAK).flatMap(({ 0: says, index }) => {
    const span = { start: place.start + index, end: place.start + index + says.length };
    const isOther = OTHER.test(partAround(text, span, place)) || isDenied(text, span);
    const whole = said.replace(/[\s.`*_]/g, "").length === says.replace(/[\s.`*_]/g, "").length;
    return isOther ? [] : [{ chunk, span, says, whole }];
  });
}

/** The part of a sentence around a span, between commas, brackets and the like. */
function partAround(text: string, span: Span, { start, end }: Span): string {
  const before = /[^,;()[\]\r\n]*$/u.exec(text.slice(start, span.start))?.[0] ?? "";
  const behind = /^[^,;()[\]\r\n]*/u.exec(text.slice(span.end, end))?.[0] ?? "";
  return `${before} ${behind}`;
}

interface Place {
  readonly chunk: number;
  readonly span: Span;
}

/** The sentences of the security sections that speak of passwords, outside the fields for them. */
function sentencesAboutPasswords({ readings }: RuleContext, fields: readonly FilledValue[]): Place[] {
  return readings.gather(SENTENCES).flatMap(({ chunk, values }) => {
    const filled = fields.filter((one) => one.section.chunk === chunk).map((one) => one.span);
    return values
      .filter((span) => !filled.some((one) => contains(one, span) || contains(span, one)))
      .map((span) => ({ chunk, span }));
  });
}

const SENTENCES: SectionReader<Span> = {
  isAbout: ({ schema, shape, untouched, notApplicable }) =>
    (schema?.role === "security" || schema?.role === "security.data") &&
    shape === "heading" &&
    !untouched &&
    !notApplicable,
  read(facts, section) {
    const { blocks, text } = facts;
    const labelled = fieldsOf(section, facts)
      .filter((one) => one.schema.role.startsWith("passwords"))
      .map((one) => one.fact.span);
    const lines = blocks.flatMap((block) => (block.kind === "paragraph" ? block.lines : []));
    return lines.flatMap((line) =>
      allMatches(text.slice(line.start, line.end), /\S.*?(?:[.;](?=\s|$)|$)/gu).flatMap(({ 0: sentence, index }) => {
        const span = { start: line.start + index, end: line.start + index + sentence.length };
        const isFree = PASSWORD.test(sentence) && !labelled.some((one) => contains(one, span) || contains(span, one));
        return isFree ? [span] : [];
      }),
    );
  },
};

/** What stands beside the columns that hold passwords. */
function passwordColumns(context: RuleContext): Place[] {
  return context.system.entities.flatMap(({ chunk, fields }) =>
    fields
      .filter(
        (field) => /pass|pwd/iu.test(field.name) && COLUMN.test(field.name.replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")),
      )
      .map(({ span }) => {
        const text = context.readings.factsAt(chunk)?.text ?? "";
        return { chunk, span: { start: span.end, end: endOfLine(text, span.end) } };
      }),
  );
}

/** The least cost of bcrypt that is taken, and the one that is advised. */
export const LEAST_COST = 10;
export const GOOD_COST = 12;

const OTHER_HASH = /\b(?:argon2\w*|scrypt|pbkdf2|yescrypt)/iu;
const COSTS: readonly RegExp[] = [
  /\b(?:cost|factor|rounds)(?:[- ]?(?:factor|parameter))?\s{0,3}(?:of|is|at|:|=)?\s{0,3}(?<cost>\d{1,2})(?![\d.^])/giu,
  /(?<![\d.^])(?<cost>\d{1,2})\s{0,3}(?:salt )?rounds\b/giu,
  /\bbcrypt\s{0,3}[(,:=@-]?\s{0,3}(?<cost>\d{1,2})(?=\s*(?:[),;]|$))/giu,
];
const ALONE = /^\s*(?<cost>\d{1,2})(?![\d.^]|\s*(?:MiB|GiB|MB|KiB|ms|%))/gu;

/** The costs of bcrypt that a document names and that are too low. */
export function lowCosts(context: RuleContext): PasswordMention[] {
  const values = filledValues(context, PASSWORDS);
  const isBcrypt = (text: string): boolean => /\bbcrypt\b/iu.test(text) && !OTHER_HASH.test(text);
  const hashes = values.filter((value) => value.schema.role !== "passwords.cost");
  const found = values.flatMap((value) => {
    const isCost = value.schema.role === "passwords.cost";
    const isAsked = isBcrypt(value.text) || (isCost && hashes.some((one) => isBcrypt(one.text)));
    // "4 in tests, 12 everywhere else" is enough.
    const isEnough = numbersIn(value.text).some((one) => one >= LEAST_COST);
    if (!isAsked || isEnough || OTHER_HASH.test(value.text)) return [];
    return (isCost ? [...COSTS, ALONE] : COSTS).flatMap((pattern) => costsIn(value, pattern));
  });
  return unique(found);
}

/** The numbers of a value that say a cost by themselves: those before the name of something count other things. */
const COST_ALONE =
  /(?<![\d.^])\d{1,2}(?=\s*(?:$|[,;()/\r\n]|\.(?!\d)|(?:salt )?rounds\b|(?:in|for|on|at|or|and|since|from|everywhere|elsewhere|otherwise)\b))/gu;

function numbersIn(text: string): number[] {
  return allMatches(text, COST_ALONE).map(([number]) => Number(number));
}

function costsIn(value: FilledValue, pattern: RegExp): PasswordMention[] {
  return allMatches(value.text, pattern).flatMap(({ 0: whole, index, groups }) => {
    const says = groups?.cost ?? "";
    const start = value.span.start + index + whole.indexOf(says);
    const span = { start, end: start + says.length };
    const inText = { start: span.start - value.span.start, end: span.end - value.span.start };
    const isLow = Number(says) > 0 && Number(says) < LEAST_COST && !isDenied(value.text, inText);
    return isLow ? [{ chunk: value.section.chunk, span, says, whole: value.text.trim() === says }] : [];
  });
}

function unique(mentions: readonly PasswordMention[]): PasswordMention[] {
  return mentions.filter(
    (one, i) => mentions.findIndex((other) => other.chunk === one.chunk && other.span.start === one.span.start) === i,
  );
}
