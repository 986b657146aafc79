import type { AlignedSection } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import { factsOf, type RuleContext } from "./rule.ts";

/** What a field says, with the section that holds it. Spans are in the section's chunk. */
export interface FilledValue extends FieldValue {
  readonly section: AlignedSection;
}

/**
 * The values of fields with the wanted roles that their authors have filled: no placeholder is left in them, and they
 * don't say that there is nothing to say. Where a field holds another one, only the inner one counts.
 */
export function filledValues(context: RuleContext, isWanted: (role: string) => boolean): FilledValue[] {
  const { alignment, schema, document } = context;
  return alignment.sections.flatMap((section) => {
    if (!section.schema || section.untouched || section.notApplicable || section.weak) return [];
    const facts = factsOf(context, section);
    const values = valuesOf(section, facts, schema.conventions).filter((value) => isWanted(value.schema.role));
    if (values.length === 0) return [];
    const open = openPlaceholders(facts, section, schema, document.definitions);
    return values.flatMap((value): FilledValue[] => {
      const { start, end } = value.span;
      const holdsAnother = values.some((one) => one !== value && one.name.start >= start && one.span.end <= end);
      const isOpen = open.some((one) => one.span.start < end && start < one.span.end);
      const isEmpty = value.text.trim() === "" || absenceOf(value.text, schema.conventions) !== undefined;
      return holdsAnother || isOpen || isEmpty ? [] : [{ ...value, section }];
    });
  });
}
