import type { Document } from "../document/document.ts";
import type { BlockFact, FieldFact } from "../document/facts.ts";
import { contains } from "../document/positions.ts";
import { factsOf, type RuleContext } from "../rules/rule.ts";
import {
  type AlignedField,
  type AlignedSection,
  type Alignment,
  type FieldMatch,
  fieldsOf,
} from "../template/alignment.ts";
import { hasName } from "../template/matchSections.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import { isAtEnd, openSections, type Place } from "./completionPlace.ts";

/** A section or entry that can stand at the cursor. */
export interface NewSection {
  readonly schema: SchemaSection;
  /** The section that it goes into. */
  readonly parent: AlignedSection;
  readonly depth: number;
  /** The number of an entry whose heading counts. */
  readonly number: number | undefined;
}

/**
 * The sections that aren't there, and new entries, whose place is at the cursor: below the sections that are open there,
 * the innermost first, and in the template's order. Nothing where text or a deeper heading behind the cursor would become
 * part of what is inserted.
 */
export function newSections(place: Place, document: Document, alignment: Alignment): NewSection[] {
  if (!isAtEnd(place)) return [];
  const next = document.chunks[place.index + 1]?.facts.heading?.depth ?? 0;
  const there = alignment.sections;
  const isThere = (schema: SchemaSection): boolean =>
    there.some((one) => one.schema === schema) ||
    schema.children.some((child) => child.entry && there.some((one) => one.schema === child));
  const found = openSections(place).flatMap((parent): NewSection[] => {
    if (!parent.schema || parent.weak || parent.notApplicable) return [];
    const shift = Math.max(parent.depth, 1) - Math.max(parent.schema.depth, 1);
    const below = parent.schema.children.filter((child) => child.entry || !isThere(child));
    const inside = below.map((schema) => ({ schema, parent, depth: schema.depth + shift }));
    // An entry can stand beside its own kind, where the section for them was left out.
    const beside =
      parent.schema.entry && parent.parent
        ? [{ schema: parent.schema, parent: parent.parent, depth: parent.depth }]
        : [];
    return [...inside, ...beside].map((one) => ({
      ...one,
      number: one.schema.entry ? nextNumber(there.filter((other) => other.schema === one.schema)) : undefined,
    }));
  });
  return found.filter(
    (one, i) => one.depth <= 6 && next <= one.depth && found.findIndex((other) => other.schema === one.schema) === i,
  );
}

/** The fields that a section can have and doesn't have yet; required ones first, repeating ones last. */
export function absentFields(section: AlignedSection, place: Place, alignment: Alignment): SchemaField[] {
  if (!section.schema || section.weak || section.notApplicable) return [];
  const { facts } = place.chunk;
  const examples = leftoverExamples(facts, alignment.schema);
  const inCode = facts.blocks.flatMap((block) =>
    block.kind === "code" && !examples.some((span) => contains(span, block.span)) ? block.labels : [],
  );
  const asHeadings = section.children.map((child) => child.title);
  const isElsewhere = (field: SchemaField): boolean =>
    inCode.some(({ label }) => hasName(field, label)) || asHeadings.some((title) => hasName(field, title));
  const fields = absent(section.schema.fields, section.fields).filter((field) => !isElsewhere(field));
  // A table without a label stands for the first list that isn't there.
  const isTabled = section.shape === "heading" && facts.blocks.some((block) => isFree(block, facts.fields));
  const tabled = isTabled ? fields.find((field) => field.list) : undefined;
  return fields.filter((field) => field !== tabled);
}

function isFree(block: BlockFact, fields: readonly FieldFact[]): boolean {
  return block.kind === "table" && !fields.some((field) => field.blocks.includes(block));
}

/** The sub-fields that a field can have and doesn't have yet. */
export function absentBelow(field: AlignedField): SchemaField[] {
  return absent(field.schema.fields, field.fields);
}

/** Whether a section's fields are written as list items; where it has none yet, whether most of the document's are. */
export function isBulleted(section: AlignedSection, context: RuleContext): boolean {
  const strongIn = (one: AlignedSection): AlignedField[] =>
    fieldsOf(one, factsOf(context, one)).filter((field) => field.schema.strong);
  const own = strongIn(section);
  const fields = own.length > 0 ? own : context.alignment.sections.slice(1).flatMap(strongIn);
  return fields.filter((field) => field.fact.item).length * 2 > fields.length;
}

function absent(schema: readonly SchemaField[], aligned: readonly Pick<FieldMatch, "schema">[]): SchemaField[] {
  const rest = schema.filter((field) => {
    if (field.text === "policy" || field.text === "instruction") return false;
    return !aligned.some((one) => one.schema === field);
  });
  const kinds = [
    rest.filter((field) => field.required),
    rest.filter((field) => !field.required && !field.repeats),
    rest.filter((field, i) => field.repeats && rest.findIndex((one) => isSameKind(one, field)) === i),
  ];
  return kinds.flat();
}

/** Labels such as "[Part 1]" and "[Part 2]" are one, twice. */
function isSameKind(one: SchemaField, other: SchemaField): boolean {
  return one.repeats && one.name.replace(/\d+/g, "") === other.name.replace(/\d+/g, "");
}

function nextNumber(entries: readonly AlignedSection[]): number {
  const numbers = entries.map((entry) => Number(/(?<=\s)\d+(?=[\s:.)–—-]|$)/.exec(entry.title)?.[0] ?? 0));
  return Math.max(entries.length, ...numbers) + 1;
}
