import { airtableTooComplex } from "./airtable-too-complex.ts";
import { authContradiction } from "./auth-contradiction.ts";
import { baseUrlInconsistent } from "./base-url-inconsistent.ts";
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
import { deviationNotInPattern } from "./deviation-not-in-pattern.ts";
import { deviationNumbering } from "./deviation-numbering.ts";
import { deviationOrphan } from "./deviation-orphan.ts";
import { deviationOverdue } from "./deviation-overdue.ts";
import { deviationRecordUnreadable } from "./deviation-record-unreadable.ts";
import { deviationRejectedInUse } from "./deviation-rejected-in-use.ts";
import { deviationStale } from "./deviation-stale.ts";
import { deviationUndeclared } from "./deviation-undeclared.ts";
import { deviationUnrecorded } from "./deviation-unrecorded.ts";
import { docLinkBroken } from "./doc-link-broken.ts";
import { endpointAmbiguous } from "./endpoint-ambiguous.ts";
import { endpointAuthMissing } from "./endpoint-auth-missing.ts";
import { endpointDuplicate } from "./endpoint-duplicate.ts";
import { endpointPartsMissing } from "./endpoint-parts-missing.ts";
import { endpointWriteOpen } from "./endpoint-write-open.ts";
import { environmentMissing } from "./environment-missing.ts";
import { exampleLeftover } from "./example-leftover.ts";
import { fieldMissing } from "./field-missing.ts";
import { indexUnknownField } from "./index-unknown-field.ts";
import { instructionLeftover } from "./instruction-leftover.ts";
import { integrationFieldMissing } from "./integration-field-missing.ts";
import { integrationMissing } from "./integration-missing.ts";
import { integrationNotInStack } from "./integration-not-in-stack.ts";
import { jsonInvalid } from "./json-invalid.ts";
import { llmCostOwner } from "./llm-cost-owner.ts";
import { llmDirectApi } from "./llm-direct-api.ts";
import { mergeConflict } from "./merge-conflict.ts";
import { naWithoutReason } from "./na-without-reason.ts";
import { otherMissionLeftover } from "./other-mission-leftover.ts";
import { passwordHashWeak } from "./password-hash-weak.ts";
import { personalDataCompliance } from "./personal-data-compliance.ts";
import { placeholderJson } from "./placeholder-json.ts";
import { placeholderOptions } from "./placeholder-options.ts";
import { placeholderUnfilled } from "./placeholder-unfilled.ts";
import { relationshipUnknownTable } from "./relationship-unknown-table.ts";
import { roleUnknown } from "./role-unknown.ts";
import type { Rule } from "./rule.ts";
import { secretPasted } from "./secret-pasted.ts";
import { secretUndeclared } from "./secret-undeclared.ts";
import { secretUnused } from "./secret-unused.ts";
import { sectionDuplicate } from "./section-duplicate.ts";
import { sectionEmpty } from "./section-empty.ts";
import { sectionLevel } from "./section-level.ts";
import { sectionMissing } from "./section-missing.ts";
import { sectionOrder } from "./section-order.ts";
import { sectionRenamed } from "./section-renamed.ts";
import { sectionUnstarted } from "./section-unstarted.ts";
import { serviceKeyOwner } from "./service-key-owner.ts";
import { setextHeading } from "./setext-heading.ts";
import { stackIncoherent } from "./stack-incoherent.ts";
import { stackVerifiedOutdated } from "./stack-verified-outdated.ts";
import { tableDuplicate } from "./table-duplicate.ts";
import { tableIndexMissing } from "./table-index-missing.ts";
import { tableNoPrimaryKey } from "./table-no-primary-key.ts";
import { tbdUnresolved } from "./tbd-unresolved.ts";
import { technologyContradiction } from "./technology-contradiction.ts";
import { textUnread } from "./text-unread.ts";
import { tokenPolicyMissing } from "./token-policy-missing.ts";
import { tokenStorageWeak } from "./token-storage-weak.ts";
import { unusedSuppression } from "./unused-suppression.ts";
import { urlNotProduction } from "./url-not-production.ts";
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
  tableDuplicate,
  tableNoPrimaryKey,
  tableIndexMissing,
  indexUnknownField,
  relationshipUnknownTable,
  endpointDuplicate,
  endpointAmbiguous,
  endpointAuthMissing,
  endpointPartsMissing,
  jsonInvalid,
  integrationMissing,
  integrationNotInStack,
  integrationFieldMissing,
  serviceKeyOwner,
  secretPasted,
  secretUndeclared,
  passwordHashWeak,
  secretUnused,
  tokenPolicyMissing,
  tokenStorageWeak,
  authContradiction,
  roleUnknown,
  endpointWriteOpen,
  personalDataCompliance,
  urlNotProduction,
  baseUrlInconsistent,
  environmentMissing,
  docLinkBroken,
  deviationNotInPattern,
  otherMissionLeftover,
  textUnread,
  unusedSuppression,
];

/** The rule with an id; nothing if there is none. */
export function ruleById(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
