import { plainLine } from "../../document/inertText.ts";
import { listMarker } from "../../document/lines.ts";
import type { Span } from "../../document/positions.ts";
import { secretsIn, withoutSecrets } from "../../document/secrets.ts";
import { normaliseName, plainText } from "../../document/text.ts";
import { currentDecision } from "../../rules/approvalEdits.ts";
import { changedSince, nameOfUse, staleFor, uncoveredUses } from "../../rules/deviationCover.ts";
import { areaTitle } from "../../rules/deviationEntry.ts";
import { missionOf, nameOf, recordOf } from "../../rules/deviationParts.ts";
import { factsOf, type RuleContext } from "../../rules/rule.ts";
import { isDay } from "../../stack/approval.ts";
import type { Deviation } from "../../stack/deviations.ts";
import type { ApprovalRecord } from "../../stack/record.ts";
import { isSame } from "../../stack/standard.ts";
import { mentionsIn } from "../../stack/technologies.ts";
import { absenceOf } from "../../template/conventions.ts";
import { openPlaceholders } from "../../template/unfilled.ts";
import type { FieldValue } from "../../template/values.ts";
import type { Analysis } from "../analysis.ts";
import { ANSWER_LEAD, replyLine } from "./reply.ts";
import { approvals, deviationById } from "./states.ts";

/** What the one who asks adds to what the document says. All of it may be missing. */
export interface RequestDetails {
  /** One of the stack document's grounds; where several deviations are asked for, of those that state none. */
  readonly ground?: string;
  readonly pays?: string;
  /** Who asks. */
  readonly from?: string;
  /** Where the document can be read, best at a commit. */
  readonly link?: string;
  /** The text of the PATTERN.md beside the document, if there is one. */
  readonly pattern?: string;
  /** Other documents, whose decisions on the same technologies are quoted. */
  readonly others?: readonly Analysis[];
}

/** A request for approval, before anybody has seen it. */
export interface ApprovalRequest {
  readonly subject: string;
  readonly text: string;
  /** What is asked for, entry by entry: it becomes the record once the request was sent. */
  readonly asked: readonly Asked[];
}

export interface Asked {
  readonly id: string;
  readonly record: ApprovalRecord;
}

/** What stands in the way of asking, in sentences: fields that say nothing yet, and secrets, which are never repeated. */
export function requestProblems(analysis: Analysis, ids: readonly string[]): string[] {
  const problems = ids.flatMap((id) => {
    const deviation = deviationById(analysis, id);
    return deviation ? problemsOf(analysis.context, deviation) : [`"${id}" is no longer in the document.`];
  });
  if (problems.length > 0) return problems.map(withoutSecrets);
  const { subject, text } = approvalRequest(analysis, ids, {});
  return secretsIn(`${subject}\n${text}`).length > 0
    ? ["What would be sent holds what looks like a secret; take it out first."]
    : [];
}

/** Writes the request for some deviations of a document; it fits on the screen of a phone. */
export function approvalRequest(analysis: Analysis, ids: readonly string[], details: RequestDetails): ApprovalRequest {
  const { context } = analysis;
  const date = context.today ?? "";
  const mission = missionOf(context) || analysis.alignment.root.title;
  const title = `Approval needed${mission === "" ? "" : ` for ${mission}`}`;
  const found = ids.flatMap((id) => {
    const deviation = deviationById(analysis, id);
    return deviation ? [{ id, deviation }] : [];
  });
  const keys = new Map(approvals(analysis).map((entry) => [entry.id, entry.key]));
  const key = (id: string): string => keys.get(id) ?? id;
  const isOnly = found.length === 1;
  const blocks = found.map(({ id, deviation }) => block(context, deviation, key(id), details, isOnly));
  const about = [
    details.pays ? `Who pays: ${details.pays}` : "",
    details.from ? `Asked by: ${details.from}` : "",
    details.link ?? "",
  ];
  const answer = [
    ANSWER_LEAD,
    replyLine(
      found.map(({ id }) => key(id)),
      date,
    ),
    "or the same with REJECTED and a reason.",
  ];
  const names = found.map(({ deviation }) => deviation.area || nameOf(deviation));
  return {
    subject: `${title}: ${names.join(", ")}`,
    text: [[title], ...blocks, about, answer]
      .map((lines) => lines.filter((line) => line !== "").join("\n"))
      .filter((part) => part !== "")
      .join("\n\n"),
    asked: found.map(({ id, deviation }) => ({ id, record: recordOf(context, deviation, date) })),
  };
}

/** A request once more, for somebody who hasn't answered. */
export function reminder(analysis: Analysis, id: string, details: RequestDetails): ApprovalRequest | undefined {
  const entry = approvals(analysis).find((one) => one.id === id);
  if (!entry) return undefined;
  const request = approvalRequest(analysis, [id], details);
  const { days } = entry;
  const ago = days === undefined || days <= 0 ? "" : ` (${days === 1 ? "yesterday" : `${days} days ago`})`;
  const since = entry.date === "" ? "" : `, asked on ${entry.date}${ago}`;
  return { ...request, subject: `Reminder: ${request.subject}`, text: `A reminder${since}.\n\n${request.text}` };
}

/**
 * The ground that a reason starts with, and the reason without it.
 *
 * @returns `span`: where the ground stands in the reason, without the mark of a list item before it
 */
export function groundOf(
  reason: string,
  grounds: readonly string[],
): { readonly ground: string; readonly rest: string; readonly span: Span } {
  const start = listMarker(reason).length;
  for (const ground of grounds) {
    const end = endOfName(reason, start, ground);
    if (end === undefined) continue;
    const rest = plainLine(reason.slice(end)).replace(/^[\s–—:;.,-]+/u, "");
    return { ground, rest, span: { start, end } };
  }
  return { ground: "", rest: plainLine(reason), span: { start, end: start } };
}

/** Where a name ends that a text has at an offset, whatever its capitals and marks; nothing if it says something else. */
function endOfName(text: string, start: number, name: string): number | undefined {
  const wanted = normaliseName(name);
  const longest = Math.min(text.length, start + 2 * name.length + 8);
  for (let end = start + 1; wanted !== "" && end <= longest; end++) {
    if (normaliseName(text.slice(start, end)) !== wanted) continue;
    return /^[\p{L}\p{N}]/u.test(text.slice(end)) ? undefined : end;
  }
  return undefined;
}

function block(
  context: RuleContext,
  deviation: Deviation,
  key: string,
  details: RequestDetails,
  isOnly: boolean,
): string[] {
  const { standard, actual, reason, area, earlier } = deviation;
  const { ground, rest } = groundOf(reason?.text ?? "", context.policy.stack.grounds);
  const chosen = details.ground ?? "";
  const stated = isOnly ? chosen || ground : ground || chosen;
  const label = reason?.schema.label ?? "";
  const names = deviation.technologies.map((one) => one.name).join(", ");
  const pattern = details.pattern === undefined ? undefined : mentionsAny(details.pattern, deviation);
  return [
    `${headOf(key, area)}: ${plainLine(standard?.text ?? "")} → ${plainLine(actual?.text ?? "")}`,
    stated === "" ? "" : `Ground: ${stated}`,
    rest === "" ? "" : `${label}: ${rest}`,
    pattern === undefined || names === "" ? "" : `PATTERN.md ${pattern ? "mentions" : "does not mention"} ${names}.`,
    // The decision that holds is an earlier one as soon as this is sent.
    ...[currentDecision(context, deviation) ?? ""]
      .filter((one) => one !== "")
      .map((one) => `Before: ${plainText(one)}`),
    ...earlier.map((one) => `Before: ${one.date === "" ? "" : `${one.date}: `}${plainText(one.text)}`),
    ...(details.others ?? []).flatMap((other) => decisionsOn(other, deviation)),
  ];
}

/** What a reply calls an entry, and its area. */
function headOf(key: string, area: string): string {
  if (!/^D\d+$/.test(key)) return key;
  return area === "" ? key : `${key} ${area}`;
}

/** What another mission decided about the technologies of a deviation. */
function decisionsOn(other: Analysis, deviation: Deviation): string[] {
  const mission = missionOf(other.context) || other.alignment.root.title;
  return other.context.technologies.deviations.flatMap(({ line, technologies }) => {
    const same = technologies.find((one) => deviation.technologies.some((technology) => isSame(one, technology)));
    if (!same || (line.kind !== "approved" && line.kind !== "rejected") || !isDay(line.date)) return [];
    return [`In ${mission}: ${same.name} ${line.kind}${line.who === "" ? "" : ` by ${line.who}`} on ${line.date}`];
  });
}

function mentionsAny(text: string, { technologies }: Deviation): boolean {
  return mentionsIn(text).some((mention) => technologies.some((one) => isSame(one, mention.technology)));
}

function problemsOf(context: RuleContext, deviation: Deviation): string[] {
  const { section, standard, actual, reason, approval } = deviation;
  const name = nameOf(deviation);
  const { conventions } = context.schema;
  const fields = (section.schema?.fields ?? []).filter((field) => field.role.startsWith("deviation."));
  const values = [standard, actual, reason, approval];
  const valueFor = (role: string): FieldValue | undefined => values.find((one) => one?.schema.role === role);
  const lacks = fields.filter((field) => {
    const text = valueFor(field.role)?.text.trim() ?? "";
    return field.role !== "deviation.approval" && (text === "" || absenceOf(text, conventions) !== undefined);
  });
  const missing = fields.filter((field) => field.role === "deviation.approval" && !approval);
  const open = openPlaceholders(factsOf(context, section), section, context.schema, context.document.definitions);
  const waiting = open.filter(
    (one) => !approval || one.span.start < approval.span.start || one.span.start >= approval.span.end,
  );
  const secret = values.find((value) => value && secretsIn(value.text).length > 0);
  const markers = factsOf(context, section).markers.filter(({ span }) =>
    [standard, actual, reason].some((value) => value && value.span.start <= span.start && span.end <= value.span.end),
  );
  return [
    ...[...lacks, ...missing].map((field) => `${name} does not say its ${field.label}.`),
    ...waiting.map((one) => `${name} still has the placeholder "[${one.inner}]".`),
    ...markers.map((marker) => `${name} still says "${marker.word}".`),
    ...(secret ? [`${secret.schema.label} of ${name} holds what looks like a secret; take it out first.`] : []),
    ...elsewhere(context, deviation),
  ];
}

/** The stack was changed after an approval, and the entry still says what was approved: that would be asked for again. */
function elsewhere(context: RuleContext, deviation: Deviation): string[] {
  // An author may as well ask first, and change the stack when there is an answer.
  if (changedSince(context, deviation)) return [];
  const use = uncoveredUses(context).find((one) => staleFor(context, one)?.deviation === deviation);
  if (!use || !deviation.actual) return [];
  const { actual } = deviation;
  return [
    `${areaTitle(context, use)} is ${nameOfUse(use)}, but ${nameOf(deviation)} says ${plainLine(actual.text)}; change its ${actual.schema.label} first.`,
  ];
}
