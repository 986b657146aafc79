import { patienceDays } from "../config/policy.ts";
import { daysBetween, isDay } from "../stack/approval.ts";
import { approvalSpan, isOfOtherMission, nameOf } from "./deviationParts.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly days: number;
  readonly who: string;
}

/** An approval was asked for some days ago, and nobody has answered. */
export const deviationOverdue = defineRule<Data>({
  id: "deviation-overdue",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { technologies, today, profile, policy } = context;
    // At handoff no approval is late: it is missing, and another finding says so.
    if (today === undefined || profile === "handoff") return;
    for (const deviation of technologies.deviations) {
      const { kind, date, who } = deviation.line;
      // What was asked for another mission has another finding.
      if (kind !== "requested" || !isDay(date) || isOfOtherMission(context, deviation)) continue;
      const days = daysBetween(date, today);
      if (days <= patienceDays(policy)) continue;
      yield { chunk: deviation.chunk, span: approvalSpan(deviation), data: { name: nameOf(deviation), days, who } };
    }
  },
  message: ({ name, days, who }) => `Approval of ${name} was asked for ${days} days ago${who ? ` from ${who}` : ""}.`,
});
