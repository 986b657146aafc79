import { secretsIn } from "../document/secrets.ts";
import { addressOf, channelsFor } from "../features/approval/channels.ts";
import {
  differsFromRecord,
  noteRequested,
  recordAsApproved,
  recordDecision,
  withdraw,
} from "../features/approval/decisions.ts";
import { documentLink } from "../features/approval/link.ts";
import { readReplies } from "../features/approval/reply.ts";
import { approvalRequest, groundOf, reminder, requestProblems } from "../features/approval/request.ts";
import { approvals, deviationById, undeclaredById } from "../features/approval/states.ts";
import { authored } from "../features/authoring.ts";
import { toTextEdits } from "../features/fixes.ts";
import { isTemplateCopy } from "../features/templateCopy.ts";
import { addDeviation } from "../rules/deviationEntry.ts";
import { isApprover, missionOf, recordOf } from "../rules/deviationParts.ts";
import type { Edit } from "../rules/rule.ts";
import { ClosedDocuments } from "./closedDocuments.ts";
import type { Current } from "./openDocuments.ts";
import {
  ADD_DEVIATION,
  APPROVAL_ADDRESS,
  APPROVAL_FORM,
  APPROVAL_REQUEST,
  APPROVALS,
  APPROVALS_OF,
  type ApprovalAddressParams,
  type ApprovalAddressResult,
  type ApprovalFormParams,
  type ApprovalFormResult,
  type ApprovalRequestParams,
  type ApprovalRequestResult,
  type ApprovalsOfParams,
  ASKED,
  type AskedParams,
  type AskedResult,
  type DocumentApprovals,
  type DocumentParams,
  type EditResult,
  NOTE_REQUESTED,
  type NoteRequestedParams,
  type NoteRequestedResult,
  RECORD_DECISION,
  REPLIES,
  type RecordDecisionParams,
  type RepliesParams,
  WITHDRAW,
} from "./protocol.ts";
import { refusal } from "./requests.ts";
import type { Server } from "./server.ts";

/** The document beside this one that says why something is done as it is. */
const PATTERN = "PATTERN.md";
const GONE = "The deviation is no longer in the document, or it has another heading now.";

/** Answers requests about approvals: where they stand, what is sent, and the edits that keep the document the record. */
export function serveApprovals(server: Server): void {
  const { connection, requests, workspace } = server;
  const closed = new ClosedDocuments(workspace, server.documents);
  connection.onRequest(APPROVALS, (params: DocumentParams, token) =>
    requests.show(params, token, [], ({ analysis }) => approvals(analysis)),
  );
  connection.onRequest(APPROVALS_OF, async ({ uris }: ApprovalsOfParams): Promise<DocumentApprovals[]> => {
    const found: DocumentApprovals[] = [];
    for (const uri of uris) {
      // What git ignores is nobody's mission.
      if (!server.documents.has(uri) && (await workspace.isIgnored(uri))) continue;
      const analysis = await closed.analysisOf(uri);
      if (!analysis || isTemplateCopy(analysis)) continue;
      found.push({ uri, mission: missionOf(analysis.context), entries: approvals(analysis) });
    }
    return found;
  });
  connection.onRequest(APPROVAL_FORM, (params: ApprovalFormParams, token) =>
    requests.edit<ApprovalFormResult>(params, token, ({ analysis }) => formOf(analysis, params.ids)),
  );
  connection.onRequest(APPROVAL_REQUEST, async (params: ApprovalRequestParams, token) => {
    const others = await otherMissions(closed, params);
    const pattern = await workspace.textOf(beside(params.textDocument.uri, PATTERN));
    return requests.edit<ApprovalRequestResult>(params, token, ({ analysis }) => {
      const link = params.origin && documentLink(params.origin);
      const linked = link === undefined ? {} : { link };
      const details = { ...params, others, ...linked, ...(pattern === undefined ? {} : { pattern }) };
      const [first = ""] = params.ids;
      const request = params.reminder
        ? reminder(analysis, first, details)
        : approvalRequest(analysis, params.ids, details);
      return request && request.asked.length > 0 ? { ...request, ...linked } : refusal(GONE);
    });
  });
  connection.onRequest(APPROVAL_ADDRESS, (params: ApprovalAddressParams, token) =>
    requests.edit<ApprovalAddressResult>(params, token, ({ analysis }) => {
      const { channel, subject, text, link } = params;
      if (secretsIn(`${subject}\n${text}`).length > 0)
        return refusal("The text holds what looks like a secret, so nothing was sent. Take it out first.");
      const { approval } = analysis.context.policy;
      return channel === undefined ? null : addressOf(channel, { subject, text, link }, approval);
    }),
  );
  connection.onRequest(REPLIES, ({ text }: RepliesParams) => readReplies(text));
  connection.onRequest(ASKED, (params: AskedParams, token) =>
    requests.edit<AskedResult>(params, token, ({ analysis }) => {
      const deviation = deviationById(analysis, params.id);
      if (!deviation?.record || !differsFromRecord(analysis, deviation)) return null;
      const now = recordOf(analysis.context, deviation, "");
      return { asked: deviation.record.value.actual.join(" and "), now: now.actual.join(" and ") };
    }),
  );
  serveEdits(server);
}

function serveEdits({ connection, requests, host }: Server): void {
  connection.onRequest(NOTE_REQUESTED, (params: NoteRequestedParams, token) =>
    requests.edit<NoteRequestedResult>(params, token, (current) => {
      const { analysis } = current;
      const [first = ""] = analysis.context.policy.approvers;
      const { asked, approver = first, ground } = params;
      const found = asked.map((one) => ({ ...one, deviation: deviationById(analysis, one.id) }));
      const gone = found.filter((one) => !one.deviation).map((one) => one.id);
      if (gone.length === asked.length) return refusal(`${GONE} Nothing was noted; the request itself was sent.`);
      const changed = found.flatMap(({ id, record, deviation }) => {
        const now = deviation && recordOf(analysis.context, deviation, record.date);
        return now && JSON.stringify(now) !== JSON.stringify(record) ? [id] : [];
      });
      const details = { approver, date: host.today(), ...(ground === undefined ? {} : { ground }) };
      const edits = noteRequested(analysis, asked, details);
      return { ...answer(current, edits), gone, changed };
    }),
  );
  connection.onRequest(RECORD_DECISION, (params: RecordDecisionParams, token) =>
    requests.edit<EditResult>(params, token, (current) => {
      const { id, decision } = params;
      const { approvers } = current.analysis.context.policy;
      if (decision && approvers.length > 0 && !isApprover(decision.by, approvers))
        return refusal(`"${decision.by}" is not an approver (${approvers.join(", ")}), so nothing was recorded.`);
      const edits = decision ? recordDecision(current.analysis, id, decision) : recordAsApproved(current.analysis, id);
      return edits.length > 0 ? answer(current, edits) : refusal(GONE);
    }),
  );
  connection.onRequest(WITHDRAW, (params: AskedParams, token) =>
    requests.edit<EditResult>(params, token, (current) => {
      const edits = withdraw(current.analysis, params.id);
      return edits.length > 0 ? answer(current, edits) : refusal("There is no request to take back.");
    }),
  );
  connection.onRequest(ADD_DEVIATION, (params: AskedParams, token) =>
    requests.edit<EditResult>(params, token, (current) => {
      const { context } = current.analysis;
      const use = undeclaredById(current.analysis, params.id);
      const added = use && addDeviation(context, use);
      const edit = added && authored(current.analysis, added.edits);
      return edit ? { ...edit, version: current.version } : refusal("The document no longer uses this.");
    }),
  );
}

function answer({ analysis, version }: Current, edits: readonly Edit[]): EditResult {
  return { edits: toTextEdits(analysis.document, edits), version };
}

function formOf(analysis: Current["analysis"], ids: readonly string[]): ApprovalFormResult {
  const { stack, approvers, approval } = analysis.context.policy;
  const [first = ""] = ids;
  const { ground } = groundOf(deviationById(analysis, first)?.reason?.text ?? "", stack.grounds);
  return {
    problems: requestProblems(analysis, ids),
    grounds: stack.grounds,
    ground,
    approvers,
    channels: channelsFor(approval),
    evidence: approval.evidence === true,
  };
}

async function otherMissions(
  closed: ClosedDocuments,
  { textDocument, documents: uris = [] }: ApprovalRequestParams,
): Promise<Current["analysis"][]> {
  const others = uris.filter((uri) => uri !== textDocument.uri);
  const analyses = await Promise.all(others.map((uri) => closed.analysisOf(uri)));
  return analyses.flatMap((one) => (one && !isTemplateCopy(one) ? [one] : []));
}

function beside(uri: string, name: string): string {
  return `${uri.slice(0, uri.lastIndexOf("/") + 1)}${name}`;
}
