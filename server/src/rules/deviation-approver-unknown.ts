import { type Span, shift } from "../document/positions.ts";
import { isApprover } from "./deviationParts.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly who: string;
  readonly approvers: readonly string[];
}

/** A deviation was approved by, rejected by or asked of somebody who is no approver. */
export const deviationApproverUnknown = defineRule<Data>({
  id: "deviation-approver-unknown",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, { technologies, policy: { approvers } }): Iterable<Found<Data>> {
    if (approvers.length === 0) return;
    for (const { chunk, line, approval } of technologies.deviations) {
      if (!approval || line.kind === "open" || line.who === "") continue;
      if (isApprover(line.who, approvers)) continue;
      // "Pending – mail sent" names nobody.
      const before = approval.text.slice(0, line.whoStart);
      if (line.kind === "requested" && !/\b(?:from|of|by|to)[\s*_]*$/i.test(before)) continue;
      const start = line.whoStart;
      const span: Span = shift({ start, end: start + line.who.length }, approval.span.start);
      yield { chunk, span, data: { who: line.who, approvers } };
    }
  },
  message: ({ who, approvers }) => `"${who}" is not an approver; expected ${approvers.join(" or ")}.`,
  fixes: ({ span, data }) =>
    data.approvers.map((approver) => ({
      title: `Replace "${data.who}" by "${approver}"`,
      kind: "choice",
      edits: [{ span, text: approver }],
    })),
});
