import { contains, type Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { labelEndLength } from "../document/typed.ts";
import type { AlignedField, AlignedSection } from "../template/alignment.ts";
import { wholeBracket } from "../template/deriveSchema.ts";
import type { Schema, SchemaField } from "../template/schema.ts";
import { fieldsIn, openPlaceholders } from "../template/unfilled.ts";
import type { Place } from "./completionPlace.ts";
import type { TechnologyOption } from "./technologyOptions.ts";

/** What is known for a field besides the template's choices. */
export type OptionsFor = (field: SchemaField) => readonly TechnologyOption[] | undefined;

/** Values that fit at the cursor. */
export interface Values {
  /** What they replace, in the chunk; it holds the cursor. */
  readonly span: Span;
  readonly options: readonly string[];
  /** What is known about options besides the template's word. */
  readonly known?: readonly TechnologyOption[];
  readonly kind: "value" | "date";
  /** Whose values they are: the label of a field, or the title of a section. */
  readonly origin: string;
  readonly field: AlignedField | undefined;
  /** A space has to come first: the cursor is right behind the label. */
  readonly spaced: boolean;
  /** They replace something that waits for them; what was typed doesn't choose among them. */
  readonly whole: boolean;
}

/** The choices of the open placeholder around the cursor. */
export function placeholderValues(
  place: Place,
  section: AlignedSection,
  schema: Schema,
  definitions: ReadonlySet<string>,
  optionsFor: OptionsFor,
): Values | undefined {
  const open = openPlaceholders(place.chunk.facts, section, schema, definitions).find((one) =>
    holds(one.span, place.at),
  );
  if (!open) return undefined;
  const field = fieldsIn(section, place.chunk.facts).findLast((one) => contains(one.fact.span, open.span));
  // A bracket that is a part of a value asks for a part of it.
  const isWhole =
    field &&
    place.chunk.facts.text.slice(field.fact.inline.start, field.fact.inline.end).trim().length ===
      open.span.end - open.span.start;
  const known = field && (open.choices || isWhole) ? optionsFor(field.schema) : undefined;
  const options = known?.map((one) => one.text) ?? open.choices?.options;
  if (!options) return undefined;
  const origin = open.field || (section.schema?.title ?? "");
  const common = { span: open.span, options, kind: "value" as const, origin, field, spaced: false, whole: true };
  return known ? { ...common, known } : common;
}

/** The field on whose line the cursor stands, behind the label. */
export function fieldBeside(place: Place, section: AlignedSection): { field: AlignedField; value: Span } | undefined {
  for (const field of fieldsIn(section, place.chunk.facts).reverse()) {
    const { name, span } = field.fact;
    if (span.start < place.line.start || span.start > place.line.end) continue;
    const length = labelEndLength(place.chunk.facts.text.slice(name.end, place.line.end));
    const start = name.end + length;
    if (length > 0 && start <= place.at) return { field, value: { start, end: place.line.end } };
  }
  return undefined;
}

/** The choices or the date for the value beside a label, as far as it is typed. */
export function fieldValues(
  place: Place,
  field: AlignedField,
  rest: Span,
  { conventions }: Schema,
  today: string | undefined,
  optionsFor: OptionsFor,
): Values | undefined {
  const { schema, fact } = field;
  const { facts } = place.chunk;
  const known = optionsFor(schema);
  const chosen = known?.map((one) => one.text) ?? schema.choices?.options ?? [];
  const options = schema.date ? (today === undefined ? [] : [today]) : chosen;
  // A value that goes on below, or stands there as a whole, is not the place's to replace.
  const goesOn = fact.inline.end > Math.max(rest.end, fact.inline.start);
  if (options.length === 0 || fact.blocks.length > 0 || goesOn) return undefined;
  if (facts.comments.some((comment) => comment.trailing && contains(rest, comment.span))) return undefined;
  const source = facts.text.slice(rest.start, rest.end);
  const start = rest.start + (source.length - source.trimStart().length);
  const value = { start, end: start + source.trim().length };
  const kind = schema.date ? ("date" as const) : ("value" as const);
  const common = { kind, origin: schema.label, field, ...(known ? { known } : {}) };
  if (value.start >= value.end) {
    const span = { start: place.at, end: place.at };
    return { ...common, span, options, spaced: place.at === rest.start, whole: false };
  }
  if (!holds(value, place.at)) return unfinished(place, value, options, common);
  const text = source.trim();
  const isOpen = schema.date ? conventions.date.includes(text) : isWaiting(text, field);
  if (isOpen || /^\[\]?$/.test(text)) return { ...common, span: value, options, spaced: false, whole: true };
  return unfinished(place, value, options, common);
}

/** What the author began to type, with the options that begin so, in any of their words. */
function unfinished(
  place: Place,
  value: Span,
  options: readonly string[],
  common: Pick<Values, "kind" | "origin" | "field" | "known">,
): Values | undefined {
  const typed = place.chunk.facts.text.slice(value.start, place.at).toLowerCase();
  if (typed === "" || place.tail.trim() !== "" || place.at < value.end) return undefined;
  const begins = (option: string): boolean => {
    const lower = option.toLowerCase();
    return (
      lower !== typed.trim() && (lower.startsWith(typed) || lower.split(/\s+/).some((word) => word.startsWith(typed)))
    );
  };
  const fitting = options.filter(begins);
  const span = { start: value.start, end: place.at };
  return fitting.length === 0 ? undefined : { ...common, span, options: fitting, spaced: false, whole: false };
}

/** Whether a value is still the template's, or is one bracket as a whole where the template has a bracket. */
function isWaiting(text: string, { schema }: AlignedField): boolean {
  if (schema.bareChoices !== undefined) return normaliseName(schema.bareChoices) === normaliseName(text);
  const inner = schema.bracket ? wholeBracket(text) : undefined;
  // A list in brackets is an answer in many notations.
  return inner !== undefined && !inner.includes(",");
}

function holds(span: Span, at: number): boolean {
  return span.start <= at && at <= span.end;
}
