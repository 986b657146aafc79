import type { FieldFact } from "../document/facts.ts";
import type { AlignedField } from "./alignment.ts";
import { type Conventions, isExampleLabel } from "./conventions.ts";
import { namesField } from "./matchSections.ts";
import type { SchemaField } from "./schema.ts";

/** Finds the fields of the template among the labels of a section; nested labels count for fields that aren't found above. */
export function alignFields(
  schema: readonly SchemaField[],
  facts: readonly FieldFact[],
  words: Conventions,
): { aligned: AlignedField[]; missing: SchemaField[] } {
  const used = new Set<FieldFact>();
  const aligned: AlignedField[] = [];
  const missing: SchemaField[] = [];
  // The labels of an example are no fields of the section.
  const nested = facts.flatMap((fact) => (isExampleLabel(fact.label, words) ? [] : fact.fields));
  for (const field of schema) {
    if (field.repeats) continue;
    const isFree = (fact: FieldFact): boolean => !used.has(fact) && namesField(field, fact);
    const fact =
      facts.find((one) => isFree(one) && one.names.full === field.name) ?? facts.find(isFree) ?? nested.find(isFree);
    if (fact) {
      used.add(fact);
      const below = alignFields(field.fields, fact.fields, words);
      const isOneLine = fact.inline.end > fact.inline.start || below.aligned.length === 0;
      aligned.push({ schema: field, fact, fields: below.aligned, missing: isOneLine ? [] : below.missing });
    } else if (field.required) missing.push(field);
  }
  return { aligned, missing };
}
