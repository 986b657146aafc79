import type { ApprovalLine } from "../stack/approval.ts";
import { writeRecord } from "./approvalEdits.ts";
import { approvalSpan, deviationAt, draftedApproval, isOfOtherMission, missionOf } from "./deviationParts.ts";
import { removeBlock } from "./edits.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly kind: ApprovalLine["kind"];
  readonly given: string;
  readonly mission: string;
  readonly heading: { readonly start: number; readonly end: number };
}

/** The record of an approval names another mission: the entry was copied together with its approval. */
export const deviationApprovalCopied = defineRule<Data>({
  id: "deviation-approval-copied",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const mission = missionOf(context);
    for (const deviation of context.technologies.deviations) {
      if (!isOfOtherMission(context, deviation)) continue;
      const given = deviation.record?.value.mission ?? "";
      const data = { kind: deviation.line.kind, given, mission, heading: deviation.section.name };
      yield { chunk: deviation.chunk, span: approvalSpan(deviation), data };
    }
  },
  message({ kind, given, mission }) {
    const what =
      kind === "requested" ? "approval was asked" : `${kind === "rejected" ? "rejection" : "approval"} was given`;
    return `This ${what} for "${given}", not for "${mission}".`;
  },
  fixes({ chunk, index, span, data }, context) {
    const deviation = deviationAt(context, index, data.heading);
    if (!deviation?.record || !deviation.approval) return [];
    const { record } = deviation;
    const comment = { start: chunk.start + record.span.start, end: chunk.start + record.span.end };
    const reset = [{ span, text: draftedApproval(context) }, removeBlock(context, comment)];
    const renamed = writeRecord(context, deviation, { ...record.value, mission: data.mission });
    return [
      { title: "Take the approval back, to ask again (removes approval and record)", kind: "choice", edits: reset },
      { title: `Keep it: "${data.given}" is the same mission (changes the record)`, kind: "choice", edits: [renamed] },
    ];
  },
});
