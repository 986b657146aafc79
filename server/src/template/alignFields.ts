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
): { readonly aligned: readonly FieldMatch[]; readonly missing: readonly SchemaField[] } {
  // Most fields have none below them.
  if (schema.length === 0) return NOTHING;
  const used = new Set<FieldFact>();
  const aligned: FieldMatch[] = [];
  const missing: SchemaField[] = [];
  const top = facts.map((fact, i): Label => ({ fact, label: [i] }));
  let below: readonly Label[] | undefined;
  const nested = (): readonly Label[] => {
    below ??= labelsBelow(facts, words);
    return below;
  };
  for (const field of schema) {
    if (field.repeats) continue;
    const isFree = ({ fact }: Label): boolean => !used.has(fact) && namesField(field, fact);
    const found =
      top.find((one) => isFree(one) && one.fact.names.full === field.name) ?? top.find(isFree) ?? nested().find(isFree);
    if (found) {
      const { fact, label } = found;
      used.add(fact);
      const inside = alignFields(field.fields, fact.fields, words);
      const isOneLine = fact.inline.end > fact.inline.start || inside.aligned.length === 0;
      const lacks = isOneLine ? NOTHING.missing : inside.missing;
      aligned.push({ schema: field, label, fields: inside.aligned, missing: lacks });
    } else if (field.required) missing.push(field);
  }
  return { aligned, missing };
}

const NOTHING = { aligned: [], missing: [] };

/** The labels below those of a section: those of an example are no fields of it. */
function labelsBelow(facts: readonly FieldFact[], words: Conventions): Label[] {
  return facts.flatMap((fact, i) =>
    fact.fields.length === 0 || isExampleLabel(fact.label, words)
      ? []
      : fact.fields.map((below, k): Label => ({ fact: below, label: [i, k] })),
  );
}

interface Label {
  readonly fact: FieldFact;
  readonly label: FieldMatch["label"];
}
