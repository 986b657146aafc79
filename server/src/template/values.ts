import type { ChunkFacts, FieldFact } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "./alignment.ts";
import { type Conventions, isExampleLabel } from "./conventions.ts";
import { hasName } from "./matchSections.ts";
import type { SectionReader } from "./readings.ts";
import type { SchemaField } from "./schema.ts";

/** What a field of a section says, in whichever shape it is written. Spans are UTF-16 offsets in the section's chunk. */
export interface FieldValue {
  readonly schema: SchemaField;
  /** The label without markup. */
  readonly name: Span;
  /** Beside the label, or the blocks below it; empty if there is neither. */
  readonly span: Span;
  readonly text: string;
}

/**
 * The values of a section's fields, sub-fields included, in the order of the document: of labels in the text, and of an
 * entry in the template's fenced form.
 */
export function valuesOf(section: AlignedSection, facts: ChunkFacts, conventions: Conventions): FieldValue[] {
  const below = (field: AlignedField): AlignedField[] => [field, ...field.fields.flatMap(below)];
  const labelled = fieldsOf(section, facts)
    .flatMap(below)
    .map((field) => fieldValue(field, facts));
  return [...labelled, ...fencedValues(section, facts, labelled, conventions)].sort(
    (a, b) => a.name.start - b.name.start,
  );
}

/** Reads the values of fields with the wanted roles, sub-fields included, from the sections that have such fields. */
export function valuesReader(isWanted: (role: string) => boolean): SectionReader<FieldValue> {
  return {
    isAbout: ({ schema }) => schema?.fields.some((field) => hasRole(field, isWanted)) ?? false,
    read: (facts, section, { conventions }) =>
      valuesOf(section, facts, conventions).filter((value) => isWanted(value.schema.role)),
  };
}

function hasRole(field: SchemaField, isWanted: (role: string) => boolean): boolean {
  return isWanted(field.role) || field.fields.some((below) => hasRole(below, isWanted));
}

function fieldValue(field: AlignedField, facts: ChunkFacts): FieldValue {
  const { fact, schema } = field;
  const span = fact.inline.end > fact.inline.start ? fact.inline : blocksSpan(fact);
  return { schema, name: fact.name, span, text: facts.text.slice(span.start, span.end) };
}

function blocksSpan({ blocks, inline }: FieldFact): Span {
  const first = blocks[0];
  const last = blocks.at(-1);
  return first && last ? { start: first.span.start, end: last.span.end } : inline;
}

/** The labels in the fence that is the entry, or that stands below an entry's heading without labels of its own. */
function fencedValues(
  section: AlignedSection,
  facts: ChunkFacts,
  labelled: readonly FieldValue[],
  conventions: Conventions,
): FieldValue[] {
  if (!section.schema?.entry) return [];
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, conventions));
  const own = facts.blocks.find(
    (block) =>
      block.kind === "code" && block.language !== "json" && !examples.some((one) => one.blocks.includes(block)),
  );
  const fence = section.fence ?? (own?.kind === "code" ? own : undefined);
  return (fence?.labels ?? []).flatMap(({ label, name, value }) => {
    const schema = section.schema?.fields.find((field) => hasName(field, label));
    if (!schema || labelled.some((one) => one.schema === schema)) return [];
    return [{ schema, name, span: value, text: facts.text.slice(value.start, value.end) }];
  });
}
