import { patienceDays } from "../config/policy.ts";
import { daysBetween, isDay } from "../stack/approval.ts";
import { approvalSpan, nameOf } from "./deviationParts.ts";
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
  *check(_facts, _root, { technologies, today, profile, policy }): Iterable<Found<Data>> {
    // At handoff no approval is late: it is missing, and another finding says so.
    if (today === undefined || profile === "handoff") return;
    for (const deviation of technologies.deviations) {
      const { kind, date, who } = deviation.line;
      if (kind !== "requested" || !isDay(date)) continue;
      const days = daysBetween(date, today);
      if (days <= patienceDays(policy)) continue;
      yield { chunk: deviation.chunk, span: approvalSpan(deviation), data: { name: nameOf(deviation), days, who } };
    }
  },
  message: ({ name, days, who }) => `Approval of ${name} was asked for ${days} days ago${who ? ` from ${who}` : ""}.`,
});
