import type { StandardStack } from "../stack/stack.ts";
import type { StandingApproval } from "./config.ts";
import type { ResolvedConfig } from "./resolveConfig.ts";

/** What an organisation has settled about technologies, for one document. A new object whenever any of it is new. */
export interface Policy {
  readonly stack: StandardStack;
  /** Who may approve a deviation, as written. */
  readonly approvers: readonly string[];
  readonly standingApprovals: readonly StandingApproval[];
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
};

/** Joins the stack document and the configuration: approvers of the configuration replace those of the document. */
export function policyOf(
  stack: StandardStack,
  config: Pick<ResolvedConfig, "approvers" | "standingApprovals">,
): Policy {
  const approvers = config.approvers.length > 0 ? config.approvers : stack.approvers;
  return { stack, approvers, standingApprovals: config.standingApprovals };
}
