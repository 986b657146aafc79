import { contains } from "../document/positions.ts";
import { absenceOf } from "../template/conventions.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { defineRule, type Found, sliceOf } from "./rule.ts";

interface Data {
  readonly label: string;
  readonly value: string;
  readonly future: boolean;
}

/** A field for a date holds something else, or a day to come. */
export const dateInvalid = defineRule<Data>({
  id: "date-invalid",
  scope: "section",
  severity: { draft: "warning", handoff: "warning" },
  *check(facts, section, { schema, today }): Iterable<Found<Data>> {
    for (const { schema: field, fact } of fieldsIn(section, facts)) {
      const value = sliceOf(facts, fact.inline);
      if (!field.date || value === "" || absenceOf(value, schema.conventions)) continue;
      const isOwnedElsewhere = [...facts.markers, ...facts.brackets].some((one) => contains(fact.inline, one.span));
      const day = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(value)?.[0];
      const isDay = day !== undefined && isCalendarDay(day);
      if (isOwnedElsewhere && !isDay) continue;
      // Where it is tomorrow already, a document may be dated so.
      const future = isDay && today !== undefined && Date.parse(day) > Date.parse(today) + 86_400_000;
      if (isDay && !future) continue;
      yield {
        span: day !== undefined ? { start: fact.inline.start, end: fact.inline.start + day.length } : fact.inline,
        data: { label: field.label, value: day ?? value, future },
      };
    }
  },
  message: ({ label, value, future }) =>
    future ? `${label} "${value}" is in the future.` : `${label} "${value}" is not a date; expected year-month-day.`,
  fixes: ({ span, data }, { today }) =>
    today === undefined
      ? []
      : [{ title: `Replace "${data.value}" by today's date`, kind: "choice", edits: [{ span, text: today }] }],
});

/** Whether year-month-day names a day that exists. */
function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
