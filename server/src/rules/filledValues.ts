import type { AlignedSection } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import type { SectionReader } from "../template/readings.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { type FieldValue, valuesReader } from "../template/values.ts";
import type { RuleContext } from "./rule.ts";

/** What a field says, with the section that holds it. Spans are in the section's chunk. */
export interface FilledValue extends FieldValue {
  readonly section: AlignedSection;
}

/**
 * Reads the values of fields with the wanted roles that their authors have filled: no placeholder is left in them, and
 * they don't say that there is nothing to say. Where a field holds another one, only the inner one counts.
 */
export function filledReader(isWanted: (role: string) => boolean): SectionReader<FieldValue> {
  const all = valuesReader(isWanted);
  return {
    isAbout: (section, schema) =>
      !section.untouched && !section.notApplicable && !section.weak && all.isAbout(section, schema),
    read(facts, section, schema, definitions) {
      const values = all.read(facts, section, schema, definitions);
      if (values.length === 0) return [];
      const open = openPlaceholders(facts, section, schema, definitions);
      return values.filter((value) => {
        const { start, end } = value.span;
        const holdsAnother = values.some((one) => one !== value && one.name.start >= start && one.span.end <= end);
        const isOpen = open.some((one) => one.span.start < end && start < one.span.end);
        const isEmpty = value.text.trim() === "" || absenceOf(value.text, schema.conventions) !== undefined;
        return !holdsAnother && !isOpen && !isEmpty;
      });
    },
  };
}

/** What a reader of values finds in a document, in its order. */
export function filledValues({ readings }: RuleContext, reader: SectionReader<FieldValue>): FilledValue[] {
  return readings.gather(reader).flatMap(({ section, values }) => values.map((value) => ({ ...value, section })));
}
