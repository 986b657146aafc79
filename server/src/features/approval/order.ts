import type { ApprovalState } from "./states.ts";

/** All states in the order in which lists show them: what has to be done first comes first. */
export const APPROVAL_STATES: readonly ApprovalState[] = [
  "overdue",
  "requested",
  "stale",
  "copied",
  "invalid",
  "undeclared",
  "drafted",
  "unrecorded",
  "rejected",
  "approved",
];
