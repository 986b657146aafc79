import type { BlockFact, BracketFact, ChunkFacts, CodeBlock, FieldFact } from "../document/facts.ts";
import { listMarker, sameLines, startOfLine } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { type AlignedField, type AlignedSection, fieldsOf, nearestSchema, partsOf } from "./alignment.ts";
import { type Choices, choicesOf, isExampleLabel, isOneOf } from "./conventions.ts";
import { labelledLineEnd, wholeBracket } from "./deriveSchema.ts";
import type { Schema, SchemaSection } from "./schema.ts";

/*
 * What of the template is still unfilled or left over in a section. The rules report it, the outline counts it, and the
 * completion fills it; all of them ask here.
 */

/** A bracket that waits for a value. Spans are in the chunk. */
export interface OpenPlaceholder {
  readonly span: Span;
  readonly inner: string;
  readonly choices: Choices | undefined;
  /** The author's own bracket, which fills a field in place of the template's. */
  readonly own: boolean;
  /** The label of the field around it; empty outside of fields. */
  readonly field: string;
}

/** The fields of a section in its own chunk, sub-fields and those of sections written as labels included. */
export function fieldsIn(section: AlignedSection, facts: ChunkFacts): AlignedField[] {
  const all: AlignedField[] = [];
  const add = (fields: readonly AlignedField[]): void => {
    for (const field of fields) {
      all.push(field);
      add(field.fields);
    }
  };
  for (const part of partsOf(section)) add(fieldsOf(part, facts));
  return all;
}

/**
 * The placeholders of a section's own chunk: brackets with the template's text for that place, and fields whose value
 * is one bracket as a whole where the template has a bracket.
 *
 * @param definitions the document's link definitions: a value that is a link is no placeholder
 */
export function openPlaceholders(
  facts: ChunkFacts,
  section: AlignedSection,
  schema: Schema,
  definitions: ReadonlySet<string>,
): OpenPlaceholder[] {
  if (facts.brackets.length === 0) return [];
  const fields = fieldsIn(section, facts);
  const values = fields.flatMap((field) => {
    const bracket = wholeValue(facts, field, schema, definitions);
    return bracket ? [bracket] : [];
  });
  const leftovers = leftoverExamples(facts, schema);
  return facts.brackets.flatMap((bracket) => {
    if (bracket.markup || leftovers.some((span) => contains(span, bracket.span))) return [];
    const place =
      partsOf(section).findLast((part) => !part.label || contains(part.label.span, bracket.span)) ?? section;
    const known = literal(bracket.inner, place);
    if (!known && !values.includes(bracket)) return [];
    const field = fieldAround(facts.fields, bracket.span)?.label ?? "";
    const choices = known ? known.choices : choicesOf(bracket.inner, schema.conventions);
    return [{ span: bracket.span, inner: bracket.inner, choices, own: !known, field }];
  });
}

/** Whether a fence still holds what the template has there. */
export function isTemplateFence(code: string, section: AlignedSection): boolean {
  return section.schema?.fences.some((fence) => sameLines(fence.code, code)) ?? false;
}

/** The fences of a chunk that still hold what the template has there, those below the labels of list items included. */
export function templateFences(facts: ChunkFacts, section: AlignedSection): CodeBlock[] {
  const below = (field: FieldFact): readonly BlockFact[] => [...field.blocks, ...field.fields.flatMap(below)];
  const blocks = new Set([...facts.blocks, ...facts.fields.flatMap(below)]);
  return [...blocks].flatMap((block) => (block.kind === "code" && isTemplateFence(block.code, section) ? [block] : []));
}

/** The examples of a chunk that equal one of the template's: label and block. */
export function leftoverExamples(facts: ChunkFacts, schema: Schema): Span[] {
  const isExample = (label: string, source: string): boolean =>
    schema.sections
      .flatMap((section) => section.examples)
      .some((one) => normaliseName(one.label) === normaliseName(label) && sameLines(one.source, source));
  const visit = (field: FieldFact): Span[] => {
    const block = field.blocks[0];
    const isLeft =
      block !== undefined &&
      isExampleLabel(field.label, schema.conventions) &&
      isExample(field.label, facts.text.slice(block.span.start, block.span.end));
    return isLeft ? [{ start: field.span.start, end: block.span.end }] : field.fields.flatMap(visit);
  };
  return facts.fields.flatMap(visit);
}

/** The template's instructions that are still in a chunk. */
export function leftoverInstructions(facts: ChunkFacts, section: AlignedSection, schema: Schema): Span[] {
  const own = section.schema?.instructions ?? [];
  const labels = facts.fields
    .map((field) => ({ start: field.span.start, end: labelledLineEnd(facts.text, field) }))
    .filter((span) => own.some((text) => sameLines(text, facts.text.slice(span.start, span.end))));
  const brackets = facts.brackets.filter(
    (one) => !one.markup && !one.code && isOneOf(one.inner, schema.conventions.same) && standsAlone(facts, one.span),
  );
  return [...labels, ...brackets.map((one) => one.span)].sort((a, b) => a.start - b.start);
}

/** Whether a bracket starts its line or fills its field: elsewhere a sentence quotes the template. */
function standsAlone(facts: ChunkFacts, span: Span): boolean {
  const line = facts.text.slice(startOfLine(facts.text, span.start), span.start);
  const before = line.slice(listMarker(line).length);
  const isValue = (field: FieldFact): boolean =>
    (field.inline.start === span.start && field.inline.end === span.end) || field.fields.some(isValue);
  return !/[\p{L}\p{N}]/u.test(before) || facts.fields.some(isValue);
}

/** How much in a section and below it waits for the author: placeholders, and what is left over of the template. */
export function countOpen(
  section: AlignedSection,
  factsOf: (section: AlignedSection) => ChunkFacts,
  schema: Schema,
  definitions: ReadonlySet<string>,
): number {
  const facts = factsOf(section);
  const own =
    openPlaceholders(facts, section, schema, definitions).length +
    leftoverExamples(facts, schema).length +
    leftoverInstructions(facts, section, schema).length +
    templateFences(facts, section).length;
  const below = section.children.filter((child) => child.shape === "heading");
  return below.reduce((sum, child) => sum + countOpen(child, factsOf, schema, definitions), own);
}

/** The template's placeholder with this text, for this place or, if the text is distinctive, near it. */
function literal(inner: string, place: AlignedSection): { readonly choices: Choices | undefined } | undefined {
  const schema = nearestSchema(place);
  if (!schema) return undefined;
  const own = schema.placeholders.get(inner);
  if (own) return own;
  // One word such as [type] is common in prose and code; several words in a row are the template's.
  if (!inner.includes(" ")) return undefined;
  return familyOf(schema)
    .find((one) => one.placeholders.has(inner))
    ?.placeholders.get(inner);
}

/** All sections under the same top-level section. */
function familyOf(section: SchemaSection): SchemaSection[] {
  let top = section;
  while (top.parent?.parent) top = top.parent;
  const below = (one: SchemaSection): SchemaSection[] => [one, ...one.children.flatMap(below)];
  return top.parent ? below(top) : [top];
}

/** The bracket that is a field's value as a whole, where the template has a bracket too. */
function wholeValue(
  facts: ChunkFacts,
  field: AlignedField,
  schema: Schema,
  definitions: ReadonlySet<string>,
): BracketFact | undefined {
  if (!field.schema.bracket) return undefined;
  const block = field.fact.blocks[0];
  const span =
    field.fact.inline.end > field.fact.inline.start
      ? field.fact.inline
      : block?.kind === "paragraph"
        ? block.span
        : undefined;
  if (!span) return undefined;
  const inner = wholeBracket(facts.text.slice(span.start, span.end));
  // A list in brackets is an answer in many notations, and an open question in words has its own rule.
  if (inner === undefined || inner.includes(",") || isOneOf(inner, schema.conventions.same)) return undefined;
  if (facts.markers.some((marker) => contains(span, marker.span))) return undefined;
  const bracket = facts.brackets.find((one) => one.span.start === span.start && !one.markup && !one.code);
  return bracket && !definitions.has(bracket.reference) ? bracket : undefined;
}

function fieldAround(fields: readonly FieldFact[], span: Span): FieldFact | undefined {
  const field = fields.find((one) => contains(one.span, span));
  return field && (fieldAround(field.fields, span) ?? field);
}
