import { isDay } from "../stack/approval.ts";
import { writeRecord } from "./approvalEdits.ts";
import { approvalSpan, deviationAt, isApprover, nameOf, recordOf, waitsForOthers } from "./deviationParts.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly date: string;
  readonly heading: { readonly start: number; readonly end: number };
}

/** A deviation was approved by hand: nothing keeps what was approved, so that nobody notices when it changes. */
export const deviationUnrecorded = defineRule<Data>({
  id: "deviation-unrecorded",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { approvers } = context.policy;
    for (const deviation of context.technologies.deviations) {
      const { line, record, strayRecords, section, standard, actual } = deviation;
      if (line.kind !== "approved" || record || strayRecords.length > 0 || !isDay(line.date)) continue;
      // An approval that isn't valid has another finding.
      if (approvers.length > 0 && !isApprover(line.who, approvers)) continue;
      // As long as the entry doesn't say what was approved, there is nothing to record.
      if ([standard, actual].some((value) => !value?.text.trim()) || waitsForOthers(context, deviation)) continue;
      const data = { name: nameOf(deviation), date: line.date, heading: section.name };
      yield { chunk: deviation.chunk, span: approvalSpan(deviation), data };
    }
  },
  message: ({ name }) => `${name} says that it is approved, but no record shows for what.`,
  fixes({ index, data }, context) {
    const deviation = deviationAt(context, index, data.heading);
    if (!deviation) return [];
    const edits = [writeRecord(context, deviation, recordOf(context, deviation, data.date))];
    return [{ title: "Record what was approved", kind: "safe", edits }];
  },
});
