import { inertText } from "../../document/inertText.ts";
import { firstLine, listMarker } from "../../document/lines.ts";
import { shift } from "../../document/positions.ts";
import { changeApproval, writeRecord } from "../../rules/approvalEdits.ts";
import { draftedApproval, recordOf, renameTechnology, requestedApproval } from "../../rules/deviationParts.ts";
import type { Edit, RuleContext } from "../../rules/rule.ts";
import type { Deviation } from "../../stack/deviations.ts";
import type { ApprovalRecord } from "../../stack/record.ts";
import { covers, isSame } from "../../stack/standard.ts";
import { mentionsIn, technologyNamed } from "../../stack/technologies.ts";
import type { Analysis } from "../analysis.ts";
import { type Asked, groundOf } from "./request.ts";
import { approvals, deviationById } from "./states.ts";

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
   * meanwhile; without this, what was asked for while an answer is awaited, and what the entry says otherwise.
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
    if (!deviation?.approval) return [];
    const line = requestedApproval(inertText(details.approver), details.date);
    return [
      ...groundEdit(context, deviation, details.ground ?? "", asked.length === 1),
      ...changeApproval(context, deviation, { line, record: { ...record, date: details.date } }),
    ];
  });
}

/** Writes a decision into its entry; with a change, the entry and the stack say what was approved. */
export function recordDecision(analysis: Analysis, id: string, decision: Decision): Edit[] {
  const { context } = analysis;
  const found = deviationById(analysis, id);
  if (!found?.approval) return [];
  const deviation = decision.actual === undefined ? found : withActual(found, decision.actual);
  const asked = found.record?.value;
  const meant = decision.for ?? (found.line.kind === "requested" ? "asked" : "now");
  const isAsked = asked !== undefined && meant === "asked" && decision.actual === undefined;
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
  const isAsked = approvals(analysis).some((one) => one.id === id && one.actions.includes("withdraw"));
  if (!deviation || !isAsked) return [];
  return changeApproval(analysis.context, deviation, { line: draftedApproval(analysis.context), record: null });
}

/** Whether an entry no longer says what its record keeps. */
export function differsFromRecord({ context }: Analysis, deviation: Deviation): boolean {
  const recorded = deviation.record?.value;
  if (!recorded) return false;
  const now = recordOf(context, deviation, recorded.date);
  // A record may be written by hand, with another name of the same technology.
  const known = (names: readonly string[]): string[] => names.map((name) => technologyNamed(name)?.name ?? name);
  const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && known(one).every((name) => known(other).includes(name));
  return !isEqual(recorded.actual, now.actual) || !isEqual(recorded.standard, now.standard);
}

function decisionLine({ decision, by, date, note = "", evidence = "" }: Decision): string {
  const address = evidence.trim();
  const said = [inertText(note), address === "" ? "" : `[evidence](${inTarget(address)})`];
  const behind = said
    .filter((part) => part !== "")
    .map((part) => ` – ${part}`)
    .join("");
  return `${decision === "approved" ? "" : "Rejected by "}${inertText(by)} on ${date}${behind}`;
}

/** An address as the target of a link: whatever could end it or begin something else as its bytes. */
function inTarget(address: string): string {
  // Parentheses are the only ones of these that `encodeURIComponent` lets pass.
  const bytes = (char: string): string => encodeURIComponent(char).replace("(", "%28").replace(")", "%29");
  return address.replace(/[\s()<>`\\]/g, bytes);
}

/** The entry as it will be: what the record is made from. */
function withActual(deviation: Deviation, changed: string): Deviation {
  const actual = inertText(changed);
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
  const start = chunks[deviation.chunk]?.start ?? 0;
  const own = value
    ? [{ span: shift(value.span, start), text: behindLabel(context, deviation, inertText(actual)) }]
    : [];
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

/** A value with the space that an empty one still lacks behind its label. */
function behindLabel({ document }: RuleContext, { actual, chunk }: Deviation, text: string): string {
  const at = (document.chunks[chunk]?.start ?? 0) + (actual?.span.start ?? 0);
  return actual?.text !== "" || /\s/.test(document.text[at - 1] ?? "") ? text : ` ${text}`;
}

/**
 * Puts the ground before a reason that doesn't start with one.
 *
 * @param isChosen the ground was chosen for this entry: it takes the place of the one that the reason starts with
 */
function groundEdit(
  { policy, document }: RuleContext,
  { reason, chunk }: Deviation,
  ground: string,
  isChosen: boolean,
): Edit[] {
  if (ground === "" || !reason) return [];
  const stated = groundOf(reason.text, policy.stack.grounds);
  const start = (document.chunks[chunk]?.start ?? 0) + reason.span.start;
  if (stated.ground !== "") {
    const isOther = isChosen && stated.ground !== ground;
    return isOther ? [{ span: shift(stated.span, start), text: ground }] : [];
  }
  // A list takes it into its first item.
  const at = start + listMarker(firstLine(reason.text)).length;
  return [{ span: { start: at, end: at }, text: `${ground} – ` }];
}
