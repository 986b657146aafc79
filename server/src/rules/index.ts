import { airtableTooComplex } from "./airtable-too-complex.ts";
import { choiceUnjustified } from "./choice-unjustified.ts";
import { databaseOversized } from "./database-oversized.ts";
import { dateInvalid } from "./date-invalid.ts";
import { decisionOpen } from "./decision-open.ts";
import { deploymentMismatch } from "./deployment-mismatch.ts";
import { deviationApprovalCopied } from "./deviation-approval-copied.ts";
import { deviationApproverUnknown } from "./deviation-approver-unknown.ts";
import { deviationDateInvalid } from "./deviation-date-invalid.ts";
import { deviationDenied } from "./deviation-denied.ts";
import { deviationFieldMissing } from "./deviation-field-missing.ts";
import { deviationNeedless } from "./deviation-needless.ts";
import { deviationNotApproved } from "./deviation-not-approved.ts";
import { deviationNumbering } from "./deviation-numbering.ts";
import { deviationOrphan } from "./deviation-orphan.ts";
import { deviationOverdue } from "./deviation-overdue.ts";
import { deviationRecordUnreadable } from "./deviation-record-unreadable.ts";
import { deviationRejectedInUse } from "./deviation-rejected-in-use.ts";
import { deviationStale } from "./deviation-stale.ts";
import { deviationUndeclared } from "./deviation-undeclared.ts";
import { deviationUnrecorded } from "./deviation-unrecorded.ts";
import { exampleLeftover } from "./example-leftover.ts";
import { fieldMissing } from "./field-missing.ts";
import { instructionLeftover } from "./instruction-leftover.ts";
import { llmCostOwner } from "./llm-cost-owner.ts";
import { llmDirectApi } from "./llm-direct-api.ts";
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
import { stackIncoherent } from "./stack-incoherent.ts";
import { stackVerifiedOutdated } from "./stack-verified-outdated.ts";
import { tbdUnresolved } from "./tbd-unresolved.ts";
import { technologyContradiction } from "./technology-contradiction.ts";
import { versionBelowMinimum } from "./version-below-minimum.ts";
import { versionConflict } from "./version-conflict.ts";
import { versionMissing } from "./version-missing.ts";

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
  deviationUndeclared,
  deviationDenied,
  deviationFieldMissing,
  deviationNotApproved,
  deviationOverdue,
  deviationApproverUnknown,
  deviationDateInvalid,
  deviationStale,
  deviationApprovalCopied,
  deviationUnrecorded,
  deviationRejectedInUse,
  deviationRecordUnreadable,
  deviationOrphan,
  deviationNeedless,
  deviationNumbering,
  technologyContradiction,
  versionConflict,
  choiceUnjustified,
  versionMissing,
  versionBelowMinimum,
  stackIncoherent,
  stackVerifiedOutdated,
  airtableTooComplex,
  databaseOversized,
  llmDirectApi,
  llmCostOwner,
  deploymentMismatch,
];

/** The rule with an id; nothing if there is none. */
export function ruleById(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
