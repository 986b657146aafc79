import { addingStandingApproval } from "../../config/addStandingApproval.ts";
import { CONFIG_NAME } from "../../config/config.ts";
import { contains, type Range, shift } from "../../document/positions.ts";
import { changedSince } from "../../rules/deviationCover.ts";
import type { Edit } from "../../rules/rule.ts";
import type { Analysis } from "../analysis.ts";
import type { CodeAction } from "../codeActions.ts";
import { toTextEdits } from "../fixes.ts";
import { recordDecision, withdraw } from "./decisions.ts";
import { type ApprovalAction, type ApprovalEntry, approvals, deviationById } from "./states.ts";

/** What can be done about the approval of the deviation whose heading or approval line a place touches. */
export function approvalActions(analysis: Analysis, range: Range): CodeAction[] {
  const { lines } = analysis.document;
  const place = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
  return approvals(analysis)
    .filter((entry) => isAt(analysis, entry, place))
    .flatMap((entry) => entry.actions.flatMap((action) => actionsFor(analysis, entry, action)));
}

function isAt(analysis: Analysis, entry: ApprovalEntry, place: { start: number; end: number }): boolean {
  const { lines } = analysis.document;
  const deviation = deviationById(analysis, entry.id);
  const start = analysis.document.chunks[deviation?.chunk ?? 0]?.start ?? 0;
  const heading = lines.lineSpan(entry.range.start.line);
  const approval = lines.lineSpan(entry.approvalRange.start.line);
  const record = deviation?.record && shift(deviation.record.span, start);
  return [heading, approval, ...(record ? [record] : [])].some((span) => contains(span, place));
}

function actionsFor(analysis: Analysis, entry: ApprovalEntry, action: ApprovalAction): CodeAction[] {
  const { id, name } = entry;
  switch (action) {
    case "request":
      return entry.state === "undeclared"
        ? [asking(`Request approval of "${name}"…`, "requestDeviationApproval", id), ...standing(analysis, entry)]
        : [asking(`Request approval of ${name}…`, "requestDeviationApproval", id)];
    case "remind":
      return [asking(`Remind ${entry.who || "the approver"} of ${name}…`, "remindApprover", id)];
    case "record":
      return entry.state === "unrecorded" ? [] : recording(analysis, entry);
    case "withdraw":
      return [changing(analysis, `Withdraw the request for ${name}`, withdraw(analysis, id))];
  }
}

/** What was settled for all missions is written into the configuration; whoever chooses this says that it was. */
function standing({ context }: Analysis, { name, area }: ApprovalEntry): CodeAction[] {
  const [by] = context.policy.approvers;
  const { today } = context;
  if (by === undefined || today === undefined) return [];
  const title = `Record that ${by} approved "${name}" for all missions, in ${CONFIG_NAME}`;
  const configures = addingStandingApproval({ technology: name, area, by, date: today });
  return [{ title, kind: "quickfix", preferred: false, diagnostics: [], configures }];
}

/** An editor with our commands asks what was decided; others offer what is most likely. */
function recording(analysis: Analysis, { id, name, state }: ApprovalEntry): CodeAction[] {
  const { policy, today: date } = analysis.context;
  const [by] = policy.approvers;
  const ask = asking(`Record the decision on ${name}…`, "recordApprovalDecision", id);
  if (by === undefined || date === undefined || state === "drafted") return [ask];
  const deviation = deviationById(analysis, id);
  // An approval that needs a link, or of an entry that says something else than the stack, is no matter of one click.
  const isApprovable =
    policy.approval.evidence !== true &&
    (state !== "stale" || (deviation !== undefined && changedSince(analysis.context, deviation) !== undefined));
  const decided = (decision: "approved" | "rejected"): CodeAction => ({
    ...changing(
      analysis,
      `Record that ${by} ${decision} ${name} today`,
      recordDecision(analysis, id, { decision, by, date }),
    ),
    withoutCommands: true,
  });
  return [ask, ...(isApprovable ? [decided("approved")] : []), decided("rejected")];
}

function asking(
  title: string,
  command: "requestDeviationApproval" | "recordApprovalDecision" | "remindApprover",
  deviation: string,
): CodeAction {
  return { title, kind: "quickfix", preferred: false, diagnostics: [], asks: { command, about: [deviation] } };
}

function changing(analysis: Analysis, title: string, edits: readonly Edit[]): CodeAction {
  const change = toTextEdits(analysis.document, edits);
  return { title, kind: "quickfix", preferred: false, diagnostics: [], edits: change };
}
