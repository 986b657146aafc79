import { contains } from "../document/positions.ts";
import { changeApproval } from "./approvalEdits.ts";
import {
  approvalSpan,
  deviationAt,
  isUndatedRequest,
  nameOf,
  recordOf,
  requestedApproval,
  waitsForOthers,
} from "./deviationParts.ts";
import { defineRule, type Found, factsOf } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly text: string;
  readonly heading: { readonly start: number; readonly end: number };
}

/** Nobody has approved a deviation yet. */
export const deviationNotApproved = defineRule<Data>({
  id: "deviation-not-approved",
  scope: "document",
  severity: { draft: "warning", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const deviation of context.technologies.deviations) {
      const { approval, line } = deviation;
      if (!approval || approval.text.trim() === "") continue;
      // While an answer is awaited there is nothing to do, until the document is handed over.
      const isAsked = line.kind === "requested" && !isUndatedRequest(line);
      const isOpen = line.kind === "open" || line.kind === "requested";
      if (!isOpen || (isAsked && context.profile !== "handoff") || waitsForOthers(context, deviation)) continue;
      const span = approvalSpan(deviation);
      const facts = factsOf(context, deviation.section);
      // A "TBD" has a finding of its own.
      if (facts.markers.some((marker) => !marker.code && contains(approval.span, marker.span))) continue;
      const text = facts.text.slice(span.start, span.end);
      const data = { name: nameOf(deviation), text, heading: deviation.section.name };
      yield { chunk: deviation.chunk, span, data };
    }
  },
  message: ({ name, text }) => `${name} is not approved ("${text}").`,
  fixes({ index, data }, context) {
    const deviation = deviationAt(context, index, data.heading);
    const [approver] = context.policy.approvers;
    const { today } = context;
    if (!deviation || approver === undefined || today === undefined) return [];
    if (deviation.line.kind !== "open" && !isUndatedRequest(deviation.line)) return [];
    const line = requestedApproval(approver, today);
    const edits = changeApproval(context, deviation, { line, record: recordOf(context, deviation, today) });
    return [{ title: `Note that ${approver} was asked today`, kind: "choice", edits }];
  },
});
