import { type Span, shift } from "../document/positions.ts";
import { type ApprovalLine, daysBetween, isDay } from "../stack/approval.ts";
import type { Deviation } from "../stack/deviations.ts";
import { approvalSpan, isUndatedRequest, nameOf, waitsForOthers } from "./deviationParts.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly kind: ApprovalLine["kind"];
  readonly date: string;
  readonly isFuture: boolean;
}

/** The day of an approval, a rejection or a request isn't a day, or is still to come. */
export const deviationDateInvalid = defineRule<Data>({
  id: "deviation-date-invalid",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { technologies, today } = context;
    for (const deviation of technologies.deviations) {
      const { kind, date } = deviation.line;
      if (kind === "open" || isUndatedRequest(deviation.line) || waitsForOthers(context, deviation)) continue;
      // One day of slack: the author's date may be ahead of ours.
      const isFuture = today !== undefined && isDay(date) && daysBetween(today, date) > 1;
      if (isDay(date) && !isFuture) continue;
      yield {
        chunk: deviation.chunk,
        span: dateSpan(deviation),
        data: { name: nameOf(deviation), kind, date, isFuture },
      };
    }
  },
  message({ name, kind, date, isFuture }) {
    const what = kind === "approved" ? "approval" : kind === "rejected" ? "rejection" : "request";
    if (isFuture) return `The date of ${name}'s ${what}, ${date}, is in the future.`;
    return date === ""
      ? `The ${what} of ${name} has no date; expected year-month-day.`
      : `"${date}" is not a date; expected year-month-day.`;
  },
  fixes({ span, data }, { today }) {
    if (today === undefined || data.date === "") return [];
    return [{ title: `Replace "${data.date}" by today's date`, kind: "choice", edits: [{ span, text: today }] }];
  },
});

function dateSpan(deviation: Deviation): Span {
  const { approval, line } = deviation;
  if (!approval || line.date === "") return approvalSpan(deviation);
  return shift({ start: line.dateStart, end: line.dateStart + line.date.length }, approval.span.start);
}
