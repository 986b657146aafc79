import type { Range } from "../../document/positions.ts";
import type { Analysis } from "../analysis.ts";
import { type ApprovalAction, type ApprovalEntry, approvals } from "./states.ts";

/** A line above a deviation that says how its approval stands, or offers what can be done about it. */
export interface ApprovalLens {
  readonly range: Range;
  readonly title: string;
  /** Nothing for a lens that only says something. */
  readonly action: ApprovalAction | undefined;
  /** The id of the approval. */
  readonly deviation: string;
}

const TITLES: Readonly<Record<ApprovalAction, string>> = {
  request: "Request approval",
  record: "Record decision",
  remind: "Remind",
  withdraw: "Withdraw",
};

/** The lenses above the deviations of a document. One that is approved, and is what was approved, needs none. */
export function approvalLenses(analysis: Analysis): ApprovalLens[] {
  return approvals(analysis).flatMap((entry): ApprovalLens[] => {
    if (entry.state === "undeclared" || entry.state === "approved") return [];
    const lens = (title: string, action?: ApprovalAction): ApprovalLens => ({
      range: entry.range,
      title,
      action,
      deviation: entry.id,
    });
    return [lens(stateText(entry)), ...entry.actions.map((action) => lens(titleOf(action, entry), action))];
  });
}

/** Where an approval stands, in a few words. */
export function stateText({ state, who, date, days, inUse, isApprover }: ApprovalEntry): string {
  const by = who === "" ? "" : ` by ${who}`;
  switch (state) {
    case "undeclared":
      return "No deviation covers it";
    case "drafted":
      return "Nobody was asked yet";
    case "requested":
    case "overdue":
      return `${who === "" ? "Asked" : `Asked ${who}`}${ago(days)}${state === "overdue" ? ", overdue" : ""}`;
    case "approved":
      return `Approved${by} on ${date}`;
    case "rejected":
      return `Rejected${by}${date === "" ? "" : ` on ${date}`}${inUse ? ", but still in use" : ""}`;
    case "stale":
      return `Approved${by} on ${date}, for something else than it says now`;
    case "copied":
      return "Approved for another mission";
    case "unrecorded":
      return `Approved${by} on ${date}, without a record of what for`;
    case "invalid":
      return `Approved${by}, ${isApprover ? "but not on a day that has been" : "who is no approver"}`;
  }
}

function titleOf(action: ApprovalAction, { state }: ApprovalEntry): string {
  if (action === "request" && (state === "stale" || state === "rejected" || state === "copied")) return "Ask again";
  return action === "record" && state === "unrecorded" ? "Record what was approved" : TITLES[action];
}

function ago(days: number | undefined): string {
  if (days === undefined || days < 0) return "";
  if (days === 0) return " today";
  return days === 1 ? " yesterday" : ` ${days} days ago`;
}
