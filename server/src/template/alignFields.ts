import type { FieldFact } from "../document/facts.ts";
import type { FieldMatch } from "./alignment.ts";
import { type Conventions, isExampleLabel } from "./conventions.ts";
import { namesField } from "./matchSections.ts";
import type { SchemaField } from "./schema.ts";

/** Finds the fields of the template among the labels of a section; nested labels count for fields that aren't found above. */
export function alignFields(
  schema: readonly SchemaField[],
  facts: readonly FieldFact[],
  words: Conventions,
): { aligned: FieldMatch[]; missing: SchemaField[] } {
  const used = new Set<FieldFact>();
  const aligned: FieldMatch[] = [];
  const missing: SchemaField[] = [];
  const top = facts.map((fact, i): Label => ({ fact, label: [i] }));
  // The labels of an example are no fields of the section.
  const nested = facts.flatMap((fact, i) =>
    isExampleLabel(fact.label, words) ? [] : fact.fields.map((below, k): Label => ({ fact: below, label: [i, k] })),
  );
  for (const field of schema) {
    if (field.repeats) continue;
    const isFree = ({ fact }: Label): boolean => !used.has(fact) && namesField(field, fact);
    const found =
      top.find((one) => isFree(one) && one.fact.names.full === field.name) ?? top.find(isFree) ?? nested.find(isFree);
    if (found) {
      const { fact, label } = found;
      used.add(fact);
      const below = alignFields(field.fields, fact.fields, words);
      const isOneLine = fact.inline.end > fact.inline.start || below.aligned.length === 0;
      aligned.push({ schema: field, label, fields: below.aligned, missing: isOneLine ? [] : below.missing });
    } else if (field.required) missing.push(field);
  }
  return { aligned, missing };
}

interface Label {
  readonly fact: FieldFact;
  readonly label: FieldMatch["label"];
}
