import { shift } from "../../document/positions.ts";
import { changeApproval, writeRecord } from "../../rules/approvalEdits.ts";
import { draftedApproval, recordOf, renameTechnology, requestedApproval } from "../../rules/deviationParts.ts";
import type { Edit, RuleContext } from "../../rules/rule.ts";
import type { Deviation } from "../../stack/deviations.ts";
import type { ApprovalRecord } from "../../stack/record.ts";
import { covers, isSame } from "../../stack/standard.ts";
import { mentionsIn } from "../../stack/technologies.ts";
import type { Analysis } from "../analysis.ts";
import { type Asked, groundOf } from "./request.ts";
import { deviationById } from "./states.ts";

/** A decision about one deviation. */
export interface Decision {
  readonly decision: "approved" | "rejected";
  /** Year-month-day. */
  readonly date: string;
  readonly by: string;
  /** A condition or a reason; on one line. */
  readonly note?: string;
  /** An address that shows the decision. */
  readonly evidence?: string;
  /**
   * What was approved: what the request asked for, or what the entry says now. They differ if somebody changed the entry
   * meanwhile; without this, what was asked for.
   */
  readonly for?: "asked" | "now";
  /** Approved with changes: what Actual says from now on. */
  readonly actual?: string;
}

/**
 * Notes that a request was sent: the state, the record of what was asked for, and the ground at the start of the reason.
 * An entry that is gone is left out.
 */
export function noteRequested(
  analysis: Analysis,
  asked: readonly Asked[],
  details: { readonly approver: string; readonly date: string; readonly ground?: string },
): Edit[] {
  const { context } = analysis;
  return asked.flatMap(({ id, record }) => {
    const deviation = deviationById(analysis, id);
    if (!deviation) return [];
    const line = requestedApproval(details.approver, details.date);
    return [
      ...groundEdit(context, deviation, details.ground ?? ""),
      ...changeApproval(context, deviation, { line, record: { ...record, date: details.date } }),
    ];
  });
}

/** Writes a decision into its entry; with a change, the entry and the stack say what was approved. */
export function recordDecision(analysis: Analysis, id: string, decision: Decision): Edit[] {
  const { context } = analysis;
  const found = deviationById(analysis, id);
  if (!found) return [];
  const deviation = decision.actual === undefined ? found : withActual(found, decision.actual);
  const asked = found.record?.value;
  const isAsked = asked !== undefined && decision.for !== "now" && decision.actual === undefined;
  const record: ApprovalRecord = isAsked
    ? { ...asked, date: decision.date }
    : recordOf(context, deviation, decision.date);
  const changes = decision.actual === undefined ? [] : changeActual(context, found, decision.actual);
  return [...changes, ...changeApproval(context, found, { line: decisionLine(decision), record })];
}

/** Records what an entry that was approved by hand is approved for. */
export function recordAsApproved(analysis: Analysis, id: string): Edit[] {
  const deviation = deviationById(analysis, id);
  if (deviation?.line.kind !== "approved") return [];
  return [writeRecord(analysis.context, deviation, recordOf(analysis.context, deviation, deviation.line.date))];
}

/** Takes a request back: nobody was asked, and nothing is recorded. */
export function withdraw(analysis: Analysis, id: string): Edit[] {
  const deviation = deviationById(analysis, id);
  if (deviation?.line.kind !== "requested") return [];
  return changeApproval(analysis.context, deviation, { line: draftedApproval(analysis.context), record: null });
}

/** Whether an entry no longer says what its record keeps. */
export function differsFromRecord({ context }: Analysis, deviation: Deviation): boolean {
  const recorded = deviation.record?.value;
  if (!recorded) return false;
  const now = recordOf(context, deviation, recorded.date);
  const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((name) => other.includes(name));
  return !isEqual(recorded.actual, now.actual) || !isEqual(recorded.standard, now.standard);
}

function decisionLine({ decision, by, date, note = "", evidence = "" }: Decision): string {
  const said = [note, evidence === "" ? "" : `[evidence](${evidence.replace(/[\s()<>]/g, encodeURIComponent)})`];
  const behind = said
    .map(onOneLine)
    .filter((part) => part !== "")
    .map((part) => ` – ${part}`)
    .join("");
  return `${decision === "approved" ? "" : "Rejected by "}${by} on ${date}${behind}`;
}

/** A text that can't end its line, nor begin a comment that hides what follows. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replaceAll("<!--", "<! --");
}

/** The entry as it will be: what the record is made from. */
function withActual(deviation: Deviation, actual: string): Deviation {
  const technologies = [...new Set(mentionsIn(actual).map((one) => one.technology))];
  return {
    ...deviation,
    technologies,
    ...(deviation.actual ? { actual: { ...deviation.actual, text: actual } } : {}),
  };
}

/** Writes what was approved over Actual, and over what the stack has in its place, if that is one for one. */
function changeActual(context: RuleContext, deviation: Deviation, actual: string): Edit[] {
  const { chunks } = context.document;
  const value = deviation.actual;
  const own = value ? [{ span: shift(value.span, chunks[deviation.chunk]?.start ?? 0), text: onOneLine(actual) }] : [];
  const named = mentionsIn(actual).map((one) => one.technology);
  const uses = context.technologies.parts.flatMap((part) => part.uses).filter((use) => covers(deviation, use));
  const changed = uses.filter((use) => !named.some((one) => isSame(one, use.mention.technology)));
  const inStack = changed.flatMap((use): Edit[] => {
    const { kinds } = use.mention.technology;
    const fitting = named.filter((one) => one.kinds.some((kind) => kinds.includes(kind)));
    const [technology] = fitting;
    if (!technology || fitting.length > 1) return [];
    const mention = { ...use.mention, span: shift(use.mention.span, -use.value.span.start) };
    const origin = (chunks[use.chunk]?.start ?? 0) + use.value.span.start;
    return renameTechnology(use.value.text, mention, origin, technology.name);
  });
  return [...own, ...inStack];
}

/** Puts the ground before a reason that doesn't start with one. */
function groundEdit({ policy, document }: RuleContext, { reason, chunk }: Deviation, ground: string): Edit[] {
  if (ground === "" || !reason || groundOf(reason.text, policy.stack.grounds).ground !== "") return [];
  const at = (document.chunks[chunk]?.start ?? 0) + reason.span.start;
  return [{ span: { start: at, end: at }, text: `${ground} – ` }];
}
