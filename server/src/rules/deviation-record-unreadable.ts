import { isDay } from "../stack/approval.ts";
import { recordComment } from "../stack/record.ts";
import { nameOf, recordOf } from "./deviationParts.ts";
import { removeBlock } from "./edits.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly name: string;
  /** Another record of the entry can be read. */
  readonly isSecond: boolean;
}

/** The record of an approval can't be read, or is the second one of its entry. */
export const deviationRecordUnreadable = defineRule<Data>({
  id: "deviation-record-unreadable",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  *check(_facts, _root, { technologies }): Iterable<Found<Data>> {
    for (const deviation of technologies.deviations) {
      for (const span of deviation.strayRecords) {
        const data = { name: nameOf(deviation), isSecond: deviation.record !== undefined };
        yield { chunk: deviation.chunk, span, data };
      }
    }
  },
  message: ({ name, isSecond }) =>
    isSecond
      ? `${name} has another record of an approval already; this one is ignored.`
      : "This record of an approval can't be read; it is ignored.",
  fixes({ chunk, span, data }, context) {
    if (data.isSecond) {
      return [{ title: "Delete this record", kind: "choice", edits: [removeBlock(context, span)] }];
    }
    const deviation = context.technologies.deviations.find((one) =>
      one.strayRecords.some((stray) => chunk.start + stray.start === span.start),
    );
    if (!deviation || deviation.line.kind === "open" || !isDay(deviation.line.date)) return [];
    const text = recordComment(recordOf(context, deviation, deviation.line.date));
    return [{ title: "Write the record anew from the entry (replaces it)", kind: "choice", edits: [{ span, text }] }];
  },
});
