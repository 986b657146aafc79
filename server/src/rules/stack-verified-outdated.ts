import { shift } from "../document/positions.ts";
import { isDay } from "../stack/approval.ts";
import { checkedDate } from "../template/checked.ts";
import { valuesOf } from "../template/values.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  /** Year-month-day, both. */
  readonly verified: string;
  readonly current: string;
}

/** The document was verified against an older version of the standard stack. */
export const stackVerifiedOutdated = defineRule<Data>({
  id: "stack-verified-outdated",
  scope: "section",
  severity: { draft: "hint", handoff: "hint" },
  *check(facts, section, { schema, policy }): Iterable<Found<Data>> {
    const current = policy.stack.date;
    if (current === undefined || !section.schema?.fields.some((field) => field.checked !== "")) return;
    for (const value of valuesOf(section, facts, schema.conventions)) {
      const date = checkedDate(value.schema, value.text);
      const verified = date && value.text.slice(date.start, date.end);
      if (!verified || !isDay(verified) || verified >= current) continue;
      yield { span: shift(date, value.span.start), data: { verified, current } };
    }
  },
  message: ({ verified, current }) =>
    `Verified against the standard stack of ${verified}; there is a newer one, of ${current}.`,
  fixes: ({ span, data }) => [
    {
      title: `State that it was verified against the stack of ${data.current}`,
      kind: "choice",
      edits: [{ span, text: data.current }],
    },
  ],
});
