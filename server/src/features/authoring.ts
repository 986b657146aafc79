import { firstLine } from "../document/lines.ts";
import { LineIndex, type Position, type Range } from "../document/positions.ts";
import { contentEnd, insertBlock, paddingBehind, replaceValue, sectionSpan } from "../rules/edits.ts";
import { insertFields, insertSection, insertSubFields } from "../rules/insertions.ts";
import { type Edit, factsOf } from "../rules/rule.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { renderSection } from "../template/render.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import type { Analysis } from "./analysis.ts";
import { fixAllOf, ignoreEdit } from "./codeActions.ts";
import { applyEdits, type TextEdit, toTextEdits } from "./fixes.ts";

/** Something of the template that can be put into a document. */
export interface Insertable {
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly kind: "section" | "entry";
  /** It is there already; for entries, at least one is. */
  readonly present: boolean;
}

/** A change that an author asked for, one undo step. */
export interface AuthoredEdit {
  readonly edits: readonly TextEdit[];
  /** What to select in the text after the edit. */
  readonly select?: Range;
}

/** A part of a document by the template's names. */
export interface Part {
  /** The template's path of the section. */
  readonly path: string;
  /** The label of a field in it. */
  readonly field?: string;
  /** A place in the section or entry that is meant, where several have the path. */
  readonly at?: Position;
}

/** What can be inserted, in the template's order. */
export function insertable(analysis: Analysis): Insertable[] {
  const { schema, sections } = analysis.alignment;
  const present = new Set(sections.map((section) => section.schema));
  return schema.sections
    .filter((section) => section.parent !== undefined)
    .map((section) => ({
      path: section.path,
      title: section.title,
      about: section.about,
      kind: section.entry ? "entry" : "section",
      present: present.has(section),
    }));
}

/** Inserts a section, one more entry, or a field that isn't there; nothing if it is there or the template has none such. */
export function insert(analysis: Analysis, part: Part): AuthoredEdit | undefined {
  const schema = schemaAt(analysis, part.path);
  if (!schema) return undefined;
  // A field of a section that isn't there comes with it.
  if (part.field !== undefined && alignedAt(analysis, schema, part.at)) {
    const place = fieldPlace(analysis, schema, part);
    return place && !place.found ? authored(analysis, fieldInsertion(analysis, place)) : undefined;
  }
  const edit = sectionInsertion(analysis, schema);
  return edit && authored(analysis, [edit]);
}

/** Marks a section or field as not applicable: in place of what it holds, or as a new one. */
export function markNotApplicable(analysis: Analysis, part: Part, reason: string): AuthoredEdit | undefined {
  const schema = schemaAt(analysis, part.path);
  if (!schema) return undefined;
  const text = absence(analysis, reason);
  return part.field === undefined
    ? sectionAbsence(analysis, schema, part, text)
    : fieldAbsence(analysis, schema, part, text);
}

/** Silences a rule in the section around a range. */
export function ignore(analysis: Analysis, rule: string, range: Range, reason: string): AuthoredEdit {
  const offset = analysis.document.lines.offsetAt(range.start);
  const chunk = analysis.document.chunks.findLastIndex((one) => one.start <= offset);
  return { edits: toTextEdits(analysis.document, [ignoreEdit(analysis, rule, Math.max(0, chunk), reason)]) };
}

/** Removes all examples that are still the template's; nothing if there are none. */
export function removeExamples(analysis: Analysis): AuthoredEdit | undefined {
  const edits = fixAllOf(analysis, "example-leftover");
  return edits.length === 0 ? undefined : { edits: toTextEdits(analysis.document, edits) };
}

function schemaAt(analysis: Analysis, path: string): SchemaSection | undefined {
  return analysis.alignment.schema.sections.find((section) => section.path === path);
}

/** The section that is meant: of several the one at the place, else the first. */
function alignedAt(analysis: Analysis, schema: SchemaSection, at: Position | undefined): AlignedSection | undefined {
  const all = analysis.alignment.sections.filter((section) => section.schema === schema);
  if (at === undefined) return all[0];
  const offset = analysis.document.lines.offsetAt(at);
  return all.findLast((section) => nameStart(analysis, section) <= offset) ?? all[0];
}

function nameStart(analysis: Analysis, section: AlignedSection): number {
  const { start } = sectionSpan(analysis.context, section);
  return section.shape === "heading" ? start : start + section.name.start;
}

function sectionInsertion(analysis: Analysis, schema: SchemaSection, body?: string): Edit | undefined {
  const { context, alignment } = analysis;
  const others = alignment.sections.filter((section) => section.schema === schema);
  if (others.length > 0 && !schema.entry) return undefined;
  const last = others.findLast((section) => section.shape === "heading");
  if (last) return entryBehind(analysis, last, schema);
  const parent = schema.parent;
  if (!parent) return undefined;
  const holder = alignment.sections.find((section) => section.schema === parent && section.shape === "heading");
  if (holder) return insertSection(context, holder, schema, body);
  // With the section around it comes one entry of each kind.
  return sectionInsertion(analysis, parent);
}

/** One more entry behind the last, set off by a rule where that one ends with a rule. */
function entryBehind(analysis: Analysis, last: AlignedSection, schema: SchemaSection): Edit {
  const { context, document, alignment } = analysis;
  const at = contentEnd(context, last);
  const isRuled = document.text.slice(at, sectionSpan(context, last).end).trim() !== "";
  const count = alignment.sections.filter((section) => section.schema === schema).length;
  const text = numbered(renderSection(schema, { depth: last.depth }), count + 1);
  return insertBlock(context, at, isRuled ? `---\n\n${text}` : text);
}

/** The template's heading with the number of the new entry, where the template numbers its own. */
function numbered(text: string, count: number): string {
  const heading = firstLine(text);
  return `${heading.replace(/ 1(?=[ :]|$)/, ` ${count}`)}${text.slice(heading.length)}`;
}

interface FieldPlace {
  readonly section: AlignedSection;
  readonly field: SchemaField;
  readonly found: AlignedField | undefined;
  /** The field whose list it belongs into, if the template has it there. */
  readonly owner: { readonly field: SchemaField; readonly found: AlignedField | undefined } | undefined;
}

function fieldPlace(analysis: Analysis, schema: SchemaSection, part: Part): FieldPlace | undefined {
  const section = alignedAt(analysis, schema, part.at);
  if (!section || section.shape === "fence") return undefined;
  const fields = fieldsOf(section, factsOf(analysis.context, section));
  const presentAs = (field: SchemaField): AlignedField | undefined => fields.find((one) => one.schema === field);
  const field = schema.fields.find((one) => one.label === part.field);
  if (field) return { section, field, found: presentAs(field), owner: undefined };
  for (const owner of schema.fields) {
    const below = owner.fields.find((one) => one.label === part.field);
    if (!below) continue;
    const aligned = presentAs(owner);
    const found = aligned?.fields.find((one) => one.schema === below);
    return { section, field: below, found, owner: { field: owner, found: aligned } };
  }
  return undefined;
}

function fieldInsertion({ context }: Analysis, { section, field, owner }: FieldPlace): Edit[] {
  if (!owner) return insertFields(context, section, [field]);
  return owner.found
    ? insertSubFields(context, section, owner.found, [field])
    : insertFields(context, section, [owner.field]);
}

/** Whether the template has a field in a section, or in one of its fields. */
export function hasField(schema: SchemaSection, label: string): boolean {
  return schema.fields.some((field) => field.label === label || field.fields.some((below) => below.label === label));
}

function sectionAbsence(analysis: Analysis, schema: SchemaSection, part: Part, text: string): AuthoredEdit | undefined {
  const { context, document } = analysis;
  const section = alignedAt(analysis, schema, part.at);
  if (!section) {
    const edit = sectionInsertion(analysis, schema, text);
    return edit && authored(analysis, [edit]);
  }
  if (section.shape !== "heading") return undefined;
  const start = sectionSpan(context, section).start + (factsOf(context, section).heading?.span.end ?? 0);
  const end = Math.max(start, contentEnd(context, section));
  return authored(analysis, [{ span: { start, end }, text: `\n\n${text}${paddingBehind(document.text, end)}` }]);
}

function fieldAbsence(analysis: Analysis, schema: SchemaSection, part: Part, text: string): AuthoredEdit | undefined {
  const place = fieldPlace(analysis, schema, part);
  if (!place) return undefined;
  const { field, found, owner } = place;
  // In a list that isn't there one item would say nothing.
  if (!found && owner && !owner.found) return undefined;
  if (!found)
    return authored(
      analysis,
      fieldInsertion(analysis, place).map((edit) => ({ ...edit, text: withValue(edit.text, field, text) })),
    );
  return authored(analysis, [replaceValue(analysis.context, place.section.chunk, found, text)]);
}

/** The text of a new field with another value than the template's. */
function withValue(inserted: string, field: SchemaField, value: string): string {
  const at = Math.max(0, inserted.indexOf(firstLine(field.source)));
  const gap = inserted.slice(inserted.trimEnd().length);
  return `${inserted.slice(0, at)}${field.strong ? `**${field.label}:**` : `${field.label}:`} ${value}${gap}`;
}

function absence(analysis: Analysis, reason: string): string {
  const words = analysis.context.schema.conventions.notApplicable[0] ?? "";
  const said = reason.replace(/\s+/g, " ").trim();
  return said === "" ? words : `${words} – ${said}`;
}

/** An edit with what to fill in first: the first bracket of what it inserts, else the end of it. */
export function authored(analysis: Analysis, edits: readonly Edit[]): AuthoredEdit | undefined {
  const { document } = analysis;
  const first = edits.find((edit) => edit.text !== "") ?? edits[0];
  if (!first) return undefined;
  const before = edits.filter((edit) => edit.span.end <= first.span.start && edit !== first);
  const { text, eol } = document;
  const start = applyEdits({ text: text.slice(0, first.span.start), eol }, before).length;
  const after = applyEdits(document, edits);
  const inserted = applyEdits({ text: "", eol }, [{ span: { start: 0, end: 0 }, text: first.text }]);
  const bracket = /\[[^\]\r\n]*\]/.exec(inserted);
  const at = start + (bracket ? bracket.index : inserted.trimEnd().length);
  const select = new LineIndex(after).rangeOf({ start: at, end: at + (bracket?.[0].length ?? 0) });
  return { edits: toTextEdits(document, edits), select };
}
