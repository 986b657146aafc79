import { allMatches } from "../document/matches.ts";
import { contains, type Span, shift } from "../document/positions.ts";
import { type AlignedSection, isInapplicable } from "../template/alignment.ts";
import { absenceOf, escapeRegExp } from "../template/conventions.ts";
import type { SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { valuesOf } from "../template/values.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly firstPlace: string;
  readonly firstSays: string;
  readonly place: string;
  readonly says: string;
  /** Where the first of the two places says it, as offsets from the finding. */
  readonly first: Span;
}

/** The interface says that callers prove who they are in one way, security says another. */
export const authContradiction = defineRule<Data>({
  id: "auth-contradiction",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const statements = statementsOf(context, CALLERS);
    const methods = statementsOf(context, METHODS);
    const [one, other] = [statements[0], methods[0]];
    // Several of them are about several kinds of callers.
    if (!one || !other || statements.length > 1 || methods.length > 1 || !isContradiction(one, other)) return;
    const [first, second] = one.chunk <= other.chunk ? [one, other] : [other, one];
    const [before, behind] = [first.mentions[0], second.mentions[0]];
    if (!before || !behind) return;
    const shiftBy = originOf(context, first.chunk) - originOf(context, second.chunk) - behind.span.start;
    const data = {
      firstPlace: first.place,
      firstSays: before.text,
      place: second.place,
      says: behind.text,
      first: shift(before.span, shiftBy),
    };
    const related = [{ chunk: first.chunk, span: before.span, message: `${first.place} says ${before.text}.` }];
    yield { chunk: second.chunk, span: behind.span, data, related };
  },
  message: ({ firstPlace, firstSays, place, says }) => `${firstPlace} says ${firstSays}, ${place} says ${says}.`,
  fixes({ span, data }, { document }) {
    const { says, firstSays } = data;
    const first = shift(data.first, span.start);
    const fix = (edited: Span, text: string, instead: string) =>
      ({ title: `Write "${text}" in place of "${instead}"`, kind: "choice", edits: [{ span: edited, text }] }) as const;
    // An edit since then may have moved the other place.
    const isThere = document.text.slice(first.start, first.end) === firstSays;
    return [fix(span, firstSays, says), ...(isThere ? [fix(first, says, firstSays)] : [])];
  },
});

type Kind = "jwt" | "session" | "key" | "basic" | "bearer";

/** A way to prove who one is, where a value names it. */
interface Mention {
  readonly kind: Kind;
  readonly text: string;
  /** UTF-16 offsets in the chunk. */
  readonly span: Span;
}

interface Statement {
  readonly chunk: number;
  /** The name of the top-level section. */
  readonly place: string;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ["jwt", /\b(?:jwts?|json web tokens?)\b/giu],
  ["session", /\b(?:session[- ](?:cookies?|ids?|based)|(?:server[- ]side|cookie)[- ]sessions?|sessions)\b/giu],
  ["key", /\bapi[- ]keys?\b/giu],
  ["basic", /\bbasic auth(?:entication)?\b/giu],
  ["bearer", /\bbearer(?: tokens?)?\b/giu],
];
/** What follows these is not how it is done. */
const DENIED =
  /\b(?:no|not|never|without|instead of|rather than|in place of|unlike|until|replaces?)\b[^,;.()]{0,80}/giu;
/** How long something holds, which is no kind of callers. */
const DURATION =
  /\bfor\s+(?:about\s+|up to\s+|at most\s+)?(?:an?|one|two|several|\d{1,4})\s+(?:\p{L}{1,20}\s+)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b/giu;
/** Words by which a value tells of one kind of callers among several. */
const AUDIENCE =
  /\bfor\b(?!\s+(?:all|every|each|any))|\b(?:partners?|machines?|devices?|server[- ]to[- ]server|internal)\b|\bor\b/iu;

type StatementRead = Omit<Statement, "chunk" | "place">;

const CALLERS = statementReader("api.authentication");
const METHODS = statementReader("token.method");

function statementReader(role: string): SectionReader<StatementRead> {
  return {
    isAbout: (section) =>
      section.schema?.fields.some((field) => field.role === role) === true &&
      section.shape !== "fence" &&
      !section.weak &&
      !section.untouched &&
      !isInapplicable(section),
    read(facts, section, schema, definitions) {
      const values = valuesOf(section, facts, schema.conventions).filter((value) => value.schema.role === role);
      if (values.length === 0) return [];
      const open = [
        ...openPlaceholders(facts, section, schema, definitions).map((one) => one.span),
        ...facts.markers.map((marker) => marker.span),
      ];
      return values.flatMap(({ text, span }): StatementRead[] => {
        const isOpen = open.some((one) => contains(span, one)) || absenceOf(text, schema.conventions) !== undefined;
        return isOpen || text.trim() === "" ? [] : [{ text, mentions: mentionsIn(text, span.start, schema) }];
      });
    },
  };
}

function statementsOf({ readings }: RuleContext, reader: SectionReader<StatementRead>): Statement[] {
  return readings
    .gather(reader)
    .flatMap(({ section, chunk, values }) => values.map((one) => ({ ...one, chunk, place: topOf(section).title })));
}

function mentionsIn(text: string, origin: number, schema: Schema): Mention[] {
  const affirmed = text.replace(DENIED, (denied) => " ".repeat(denied.length));
  return [...KINDS, ...choicesIn(schema)]
    .flatMap(([kind, pattern]) =>
      allMatches(affirmed, pattern).map(({ 0: found, index }) => ({
        kind,
        text: found,
        span: { start: origin + index, end: origin + index + found.length },
      })),
    )
    .sort((a, b) => a.span.start - b.span.start);
}

/** What the template offers as a way that has a cookie. */
function choicesIn(schema: Schema): [Kind, RegExp][] {
  const fields = schema.sections.flatMap((section) => section.fields);
  const options = fields.find(({ role }) => role === "token.method")?.choices?.options ?? [];
  return options.flatMap((option): [Kind, RegExp][] => {
    const singular = /^(.*\bcookie)s?$/iu.exec(option)?.[1];
    return singular === undefined ? [] : [["session", new RegExp(`\\b${escapeRegExp(singular)}s?\\b`, "giu")]];
  });
}

/** Whether both name their ways, and have none in common. */
function isContradiction(one: Statement, other: Statement): boolean {
  const [a, b] = [waysOf(one), waysOf(other)];
  if (a.size === 0 || b.size === 0 || [...a].some((kind) => b.has(kind))) return false;
  if ([one, other].some(({ text }) => AUDIENCE.test(text.replace(DURATION, " ")))) return false;
  // A token in a cookie is what many call a session cookie.
  const isCookie = [one, other].every(({ text }) => /\bcookies?\b/iu.test(text));
  return !isCookie;
}

/** A bearer token may be a JWT or a key. */
function waysOf({ mentions }: Statement): Set<Kind> {
  return new Set(mentions.flatMap(({ kind }): Kind[] => (kind === "bearer" ? ["jwt", "key"] : [kind])));
}

function topOf(section: AlignedSection): AlignedSection {
  return section.parent?.parent ? topOf(section.parent) : section;
}

function originOf({ document }: RuleContext, chunk: number): number {
  return document.chunks[chunk]?.start ?? 0;
}
