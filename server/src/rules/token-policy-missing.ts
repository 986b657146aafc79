import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import type { SectionReader } from "../template/readings.ts";
import type { SchemaField } from "../template/schema.ts";
import { leftoverExamples, openPlaceholders } from "../template/unfilled.ts";
import { valuesOf } from "../template/values.ts";
import { filledReader, filledValues } from "./filledValues.ts";
import { insertFields } from "./insertions.ts";
import { defineRule, type Found, factsOf, type RuleContext } from "./rule.ts";
import { DURATION, KEPT, KEPT_NOWHERE, PLACE } from "./tokens.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly labels: readonly string[];
}

const METHOD = "token.method";
/** What each field is about, in the words of authors who say it elsewhere. */
const SAID: ReadonlyMap<string, RegExp> = new Map([
  ["token.storage", PLACE],
  ["token.expiry", DURATION],
]);

const PROOFS = filledReader((role) => role === "api.authentication");
/** The sections that are asked for what is said here. */
const ASKED: SectionReader<true> = {
  isAbout: ({ schema }) => schema?.fields.some((field) => SAID.has(field.role)) ?? false,
  read: () => [true],
};

/** People sign in with a token or session, and nothing says where it is kept or how long it is valid. */
export const tokenPolicyMissing = defineRule<Data>({
  id: "token-policy-missing",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const unread = unreadChunks(context);
    for (const { section } of context.readings.gather(ASKED)) {
      if (unread.has(section.chunk)) continue;
      const missing = missingIn(section, context);
      if (missing.length === 0) continue;
      yield { chunk: section.chunk, span: section.name, data: { labels: missing.map((field) => field.label) } };
    }
  },
  message: ({ labels }) => `${labels.join(" and ")} ${labels.length === 1 ? "is" : "are"} not stated.`,
  fixes({ chunk, index, span, data }, context) {
    const section = context.alignment.sections.find(
      (one) => one.chunk === index && chunk.start + one.name.start === span.start && one.schema,
    );
    const fields = section?.missingFields.filter((field) => data.labels.includes(field.label)) ?? [];
    if (!section || fields.length === 0) return [];
    const title = `Insert ${fields.map((field) => `"${field.label}"`).join(", ")}`;
    return [{ title, kind: "safe", edits: insertFields(context, section, fields) }];
  },
});

/** The fields about tokens that a section lacks, or leaves empty, and that nothing else answers. */
function missingIn(section: AlignedSection, context: RuleContext): SchemaField[] {
  if (!section.schema || section.untouched || section.notApplicable || section.weak) return [];
  const facts = factsOf(context, section);
  const empty = fieldsOf(section, facts)
    .filter(isEmpty)
    .map((field) => field.schema);
  const open = [...section.missingFields, ...empty].filter((field) => SAID.has(field.role));
  if (open.length === 0 || !keepsTokens(section, facts, context)) return [];
  const elsewhere = filledValues(context, PROOFS).map((value) => value.text);
  const said = [textOf(section, facts, context), ...elsewhere].join("\n");
  return open.filter((field) => !SAID.get(field.role)?.test(said));
}

function isEmpty({ fact }: AlignedField): boolean {
  return fact.inline.end === fact.inline.start && fact.blocks.length === 0;
}

/** Whether people who sign in there get something to keep: the method says so, or the section where it has none. */
function keepsTokens(section: AlignedSection, facts: ChunkFacts, context: RuleContext): boolean {
  const { schema, definitions } = context;
  const method = valuesOf(section, facts, schema.conventions).find((value) => value.schema.role === METHOD);
  if (!method || method.text.trim() === "") return KEPT.test(textOf(section, facts, context));
  // Who hasn't chosen a method yet can't say what follows from it.
  const { start, end } = method.span;
  const isOpen = openPlaceholders(facts, section, schema, definitions).some(
    (one) => one.span.start < end && start < one.span.end,
  );
  const isUndecided = facts.markers.some((one) => one.span.start < end && start < one.span.end);
  if (isOpen || isUndecided || absenceOf(method.text, schema.conventions)) return false;
  return KEPT.test(method.text) || !KEPT_NOWHERE.test(method.text);
}

/** What a section says itself, in its chunk or at its label, without the labels and what is left of the template. */
function textOf(section: AlignedSection, facts: ChunkFacts, { schema }: RuleContext): string {
  const { label, name } = section;
  const span = label?.span ?? { start: name.end, end: facts.text.length };
  const cut = [...leftoverExamples(facts, schema), ...fieldsOf(section, facts).map((field) => field.fact.name)];
  return cut.reduce(blank, facts.text).slice(span.start, span.end);
}

function blank(text: string, { start, end }: Span): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}
