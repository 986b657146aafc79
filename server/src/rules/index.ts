import { dateInvalid } from "./date-invalid.ts";
import { decisionOpen } from "./decision-open.ts";
import { exampleLeftover } from "./example-leftover.ts";
import { fieldMissing } from "./field-missing.ts";
import { instructionLeftover } from "./instruction-leftover.ts";
import { mergeConflict } from "./merge-conflict.ts";
import { naWithoutReason } from "./na-without-reason.ts";
import { placeholderJson } from "./placeholder-json.ts";
import { placeholderOptions } from "./placeholder-options.ts";
import { placeholderUnfilled } from "./placeholder-unfilled.ts";
import type { Rule } from "./rule.ts";
import { sectionDuplicate } from "./section-duplicate.ts";
import { sectionEmpty } from "./section-empty.ts";
import { sectionLevel } from "./section-level.ts";
import { sectionMissing } from "./section-missing.ts";
import { sectionOrder } from "./section-order.ts";
import { sectionRenamed } from "./section-renamed.ts";
import { sectionUnstarted } from "./section-unstarted.ts";
import { setextHeading } from "./setext-heading.ts";
import { tbdUnresolved } from "./tbd-unresolved.ts";

/** Every rule, in the order of the catalogue. A new rule is one more line here, its file and its page. */
export const RULES: readonly Rule[] = [
  sectionMissing,
  sectionRenamed,
  sectionOrder,
  sectionDuplicate,
  sectionUnstarted,
  sectionLevel,
  mergeConflict,
  sectionEmpty,
  fieldMissing,
  naWithoutReason,
  setextHeading,
  dateInvalid,
  placeholderUnfilled,
  placeholderOptions,
  placeholderJson,
  exampleLeftover,
  instructionLeftover,
  tbdUnresolved,
  decisionOpen,
];

/** The rule with an id; nothing if there is none. */
export function ruleById(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
