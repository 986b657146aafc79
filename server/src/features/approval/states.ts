import { patienceDays } from "../../config/policy.ts";
import { plainLine } from "../../document/inertText.ts";
import { type Range, type Span, shift } from "../../document/positions.ts";
import { normaliseName } from "../../document/text.ts";
import { changedSince, nameOfUse, staleFor, uncoveredUses, usesOutside } from "../../rules/deviationCover.ts";
import { areaTitle } from "../../rules/deviationEntry.ts";
import { approvalSpan, isApprover, isOfOtherMission, isUndatedRequest, nameOf } from "../../rules/deviationParts.ts";
import type { RuleContext } from "../../rules/rule.ts";
import { daysBetween, isDay } from "../../stack/approval.ts";
import type { Deviation } from "../../stack/deviations.ts";
import { covers, standardsFor } from "../../stack/standard.ts";
import type { StackUse } from "../../stack/uses.ts";
import type { Analysis } from "../analysis.ts";

/**
 * Where an approval stands. `undeclared`: the stack has something outside of the standard, and no entry says so.
 * `drafted`: nobody was asked. `stale`: approved for something else than what is there now. `copied`: approved for
 * another mission. `unrecorded`: approved, but nothing keeps what for. `invalid`: approved by nobody who may, or on no
 * day that has been.
 */
export type ApprovalState =
  | "undeclared"
  | "drafted"
  | "requested"
  | "overdue"
  | "approved"
  | "rejected"
  | "stale"
  | "copied"
  | "unrecorded"
  | "invalid";

/** What can be done about an approval. */
export type ApprovalAction = "request" | "record" | "remind" | "withdraw";

/** A deviation with the state of its approval. */
export interface ApprovalEntry {
  /** Names it in requests, as long as its heading stays. */
  readonly id: string;
  /** "Deviation 1"; the name of the technology where there is no entry. */
  readonly name: string;
  /** What a reply calls it and no other: "D1", else its area, else its id; empty where there is no entry. */
  readonly key: string;
  readonly area: string;
  /** What Standard and Actual say, without markup. */
  readonly standard: string;
  readonly actual: string;
  readonly state: ApprovalState;
  /** Who was asked or decided; empty if nobody is named. */
  readonly who: string;
  /** When somebody was asked or decided, year-month-day; empty if it isn't a day. */
  readonly date: string;
  /** How many days ago that was; nothing without a day. */
  readonly days: number | undefined;
  /** A condition, a reason or evidence. */
  readonly note: string;
  /** Whether somebody is named who may approve; true where nobody is named. */
  readonly isApprover: boolean;
  /** Whether the stack uses what the entry is about. */
  readonly inUse: boolean;
  readonly actions: readonly ApprovalAction[];
  /** The entry's heading or label; the technology where there is no entry. */
  readonly range: Range;
  /** Where its approval stands. */
  readonly approvalRange: Range;
}

const ACTIONS: Readonly<Record<ApprovalState, readonly ApprovalAction[]>> = {
  undeclared: ["request"],
  drafted: ["request", "record"],
  requested: ["record", "remind", "withdraw"],
  overdue: ["remind", "record", "withdraw"],
  approved: [],
  rejected: ["request"],
  stale: ["request", "record"],
  copied: ["request"],
  unrecorded: ["record"],
  invalid: ["request", "record"],
};

/** The deviations of a document with their states, in its order; what no entry covers comes last. */
export function approvals(analysis: Analysis): ApprovalEntry[] {
  const { context, document, settings, alignment } = analysis;
  if (!alignment.recognised || settings.profile === "archived") return [];
  const { deviations, parts } = context.technologies;
  const uncovered = uncoveredUses(context);
  const stale = uncovered.map((use) => staleFor(context, use)?.deviation);
  const rangeOf = (chunk: number, span: Span): Range =>
    document.lines.rangeOf(shift(span, document.chunks[chunk]?.start ?? 0));
  const declared = deviations.map((deviation): ApprovalEntry => {
    const state = stateOf(context, deviation, stale.includes(deviation));
    const { line, chunk, section, standard, actual, area } = deviation;
    const date = isDay(line.date) ? line.date : "";
    const uses = parts.flatMap((part) => part.uses);
    return {
      id: deviationId(deviation, deviations),
      name: nameOf(deviation),
      key: keyOf(deviation, deviations),
      area: area === "" ? nameOf(deviation) : area,
      standard: plainLine(standard?.text ?? ""),
      actual: plainLine(actual?.text ?? ""),
      state,
      who: line.who,
      date,
      days: date === "" || context.today === undefined ? undefined : daysBetween(date, context.today),
      note: line.note,
      isApprover: line.who === "" || mayApprove(context, line.who),
      inUse: uses.some((use) => covers(deviation, use)),
      actions: ACTIONS[state],
      range: rangeOf(chunk, section.name),
      approvalRange: rangeOf(chunk, approvalSpan(deviation)),
    };
  });
  const undeclared = uncovered.filter((use) => !staleFor(context, use));
  return [...declared, ...undeclared.map((use) => undeclaredEntry(context, use, rangeOf(use.chunk, use.mention.span)))];
}

/** The deviation with an id; nothing if it is gone or called otherwise now. */
export function deviationById({ context: { technologies } }: Analysis, id: string): Deviation | undefined {
  return technologies.deviations.find((one) => deviationId(one, technologies.deviations) === id);
}

/** The use that an entry of state `undeclared` is about; nothing if it is gone. */
export function undeclaredById({ context }: Analysis, id: string): StackUse | undefined {
  return usesOutside(context).find((use) => undeclaredId(context, use) === id);
}

function undeclaredEntry(context: RuleContext, use: StackUse, range: Range): ApprovalEntry {
  const name = nameOfUse(use);
  return {
    id: undeclaredId(context, use),
    name,
    key: "",
    area: areaTitle(context, use),
    standard: standardsFor(context.policy.stack, use)
      .map((one) => one.name)
      .join(" or "),
    actual: name,
    state: "undeclared",
    who: "",
    date: "",
    days: undefined,
    note: "",
    isApprover: true,
    inUse: true,
    actions: ACTIONS.undeclared,
    range,
    approvalRange: range,
  };
}

/** Headings of entries tell them apart; of two that are equal, the number of the one. */
export function deviationId(deviation: Deviation, all: readonly Deviation[]): string {
  const same = all.filter((one) => one.section.title === deviation.section.title);
  const at = same.indexOf(deviation);
  return at === 0 ? deviation.section.title : `${deviation.section.title} #${at + 1}`;
}

function keyOf(deviation: Deviation, all: readonly Deviation[]): string {
  const { number, area } = deviation;
  const isOnly = (isSame: (other: Deviation) => boolean): boolean => all.filter(isSame).length === 1;
  if (number !== undefined && isOnly((other) => other.number === number)) return `D${number}`;
  const name = normaliseName(area);
  return name !== "" && isOnly((other) => normaliseName(other.area) === name) ? area : deviationId(deviation, all);
}

function undeclaredId(context: RuleContext, use: StackUse): string {
  return `${areaTitle(context, use)}: ${nameOfUse(use)}`;
}

function stateOf(context: RuleContext, deviation: Deviation, isStaleInStack: boolean): ApprovalState {
  const { line, record } = deviation;
  const { today } = context;
  if (isOfOtherMission(context, deviation)) return "copied";
  if (line.kind === "rejected") return "rejected";
  if (line.kind === "requested" && !isUndatedRequest(line)) {
    const isLate = isDay(line.date) && today !== undefined;
    return isLate && daysBetween(line.date, today) > patienceDays(context.policy) ? "overdue" : "requested";
  }
  if (line.kind !== "approved") return "drafted";
  const isFuture = today !== undefined && isDay(line.date) && daysBetween(today, line.date) > 1;
  if (!mayApprove(context, line.who) || !isDay(line.date) || isFuture) return "invalid";
  if (isStaleInStack || changedSince(context, deviation)) return "stale";
  return record ? "approved" : "unrecorded";
}

function mayApprove({ policy: { approvers } }: RuleContext, who: string): boolean {
  return approvers.length === 0 || isApprover(who, approvers);
}
