import type { StandardStack } from "../stack/stack.ts";
import type { ApprovalConfig, StandingApproval } from "./config.ts";
import type { ResolvedConfig } from "./resolveConfig.ts";

/** What a configuration says about technologies. */
export type PolicyConfig = Pick<ResolvedConfig, "approvers" | "standingApprovals" | "approval">;

/** What an organisation has settled about technologies, for one document. A new object whenever any of it is new. */
export interface Policy {
  readonly stack: StandardStack;
  /** Where an editor finds the stack document; nothing for the built-in one, and where nobody asks. */
  readonly stackUri?: string;
  /** Who may approve a deviation, as written. */
  readonly approvers: readonly string[];
  readonly standingApprovals: readonly StandingApproval[];
  readonly approval: ApprovalConfig;
}

/** After so many days somebody should ask again, where nobody says otherwise. */
const PATIENCE_DAYS = 3;

/** After how many days without an answer a request is overdue. */
export function patienceDays({ approval }: Policy): number {
  return approval.patienceDays ?? PATIENCE_DAYS;
}

/** A policy that settles nothing. */
export const NO_POLICY: Policy = {
  stack: {
    source: undefined,
    date: undefined,
    areas: [],
    minimums: [],
    limits: [],
    llm: undefined,
    grounds: [],
    approvers: [],
    skipped: [],
  },
  approvers: [],
  standingApprovals: [],
  approval: {},
};

/** Joins the stack document and the configuration: approvers of the configuration replace those of the document. */
export function policyOf(stack: StandardStack, config: PolicyConfig, stackUri?: string): Policy {
  const approvers = config.approvers.length > 0 ? config.approvers : stack.approvers;
  const place = stackUri === undefined ? {} : { stackUri };
  return { stack, ...place, approvers, standingApprovals: config.standingApprovals, approval: config.approval };
}
