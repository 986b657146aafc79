import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import { absenceOf } from "../template/conventions.ts";
import { valuesReader } from "../template/values.ts";
import { clauseAround, isDenied } from "./denials.ts";
import { type FilledValue, filledReader, filledValues } from "./filledValues.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";
import { KEPT, NEVER, OPEN_PLACE } from "./tokens.ts";

interface Data {
  readonly weak: "storage" | "expiry";
  readonly says: string;
}

interface Mention {
  readonly chunk: number;
  readonly span: Span;
  readonly says: string;
}

/** Where documents say how tokens are kept, the section about it first. */
const STORAGE = ["token.storage", "token.method", "api.authentication"];
const EXPIRY = "token.expiry";

const KEEPING = filledReader((role) => STORAGE.includes(role) || role === EXPIRY);
const EXPIRIES = valuesReader((role) => role === EXPIRY);

/** What else is kept in a browser, or valid for ever. */
const OTHER =
  /\b(?:themes?|preferences?|settings|languages?|locales?|drafts?|carts?|baskets?|filters?|api[ -]keys?|keys?|certificates?|webhooks?|links?|accounts?|positions?)\b/iu;

/** Tokens are kept where scripts can read them, or are valid for ever. */
export const tokenStorageWeak = defineRule<Data>({
  id: "token-storage-weak",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const values = filledValues(context, KEEPING);
    const stored = STORAGE.flatMap((role) =>
      values.filter((value) => value.schema.role === role).flatMap((value) => mentionsIn(value, OPEN_PLACE)),
    );
    const [first, ...others] = stored;
    if (first) {
      const related = others.map(({ chunk, span }) => ({ chunk, span, message: "Said here too." }));
      yield { chunk: first.chunk, span: first.span, data: { weak: "storage", says: first.says }, related };
    }
    const never = values.filter((value) => value.schema.role === EXPIRY).flatMap((value) => mentionsIn(value, NEVER));
    for (const { chunk, span, says } of [...never, ...withoutAny(context, values)]) {
      yield { chunk, span, data: { weak: "expiry", says } };
    }
  },
  message: ({ weak, says }) =>
    weak === "storage"
      ? `Tokens in ${says} can be read by every script; expected an httpOnly cookie.`
      : `"${says}" leaves a stolen token valid for ever; expected an expiry.`,
});

function mentionsIn({ text, span, section }: FilledValue, pattern: RegExp): Mention[] {
  return allMatches(text, pattern).flatMap(({ 0: says, index }) => {
    const place = { start: index, end: index + says.length };
    const clause = clauseAround(text, place);
    if (isDenied(text, place) || OTHER.test(text.slice(clause.start, clause.end))) return [];
    return [{ chunk: section.chunk, span: { start: span.start + place.start, end: span.start + place.end }, says }];
  });
}

/** The bare "None" in place of an expiry, where people get a token. */
function withoutAny(context: RuleContext, values: readonly FilledValue[]): Mention[] {
  const { readings, schema } = context;
  if (!values.some((value) => value.schema.role !== EXPIRY && KEPT.test(value.text))) return [];
  return readings.gather(EXPIRIES).flatMap(({ section, chunk, values: expiries }) => {
    if (section.untouched || section.notApplicable || section.weak) return [];
    return expiries.flatMap(({ text, span }) => {
      const absence = absenceOf(text, schema.conventions);
      // "N/A" says that there is no token; "None" that there is no expiry.
      const isNone = absence?.hasReason === true && absence.length === text.trim().length;
      return isNone ? [{ chunk, span, says: text }] : [];
    });
  });
}
