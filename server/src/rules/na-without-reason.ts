import { partsOf } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { DEFAULT_REASON } from "./edits.ts";
import { defineRule, type Found, sliceOf } from "./rule.ts";

interface Data {
  readonly text: string;
}

/** "N/A" alone doesn't say why. "None." is an answer by itself. */
export const naWithoutReason = defineRule<Data>({
  id: "na-without-reason",
  scope: "section",
  severity: { draft: "information", handoff: "information" },
  *check(facts, section, { schema }): Iterable<Found<Data>> {
    // Many endpoints take no body: that needs no reason.
    const fields = fieldsIn(section, facts).filter((field) => field.schema.role !== "endpoint.request");
    const values = fields.map(({ fact }) => (fact.inline.end > fact.inline.start ? fact.inline : fact.blocks[0]?.span));
    const body = section.notApplicable ? facts.blocks.find((block) => block.kind === "paragraph")?.span : undefined;
    const labels = partsOf(section).flatMap((part) => (part.label && part.notApplicable ? [part.label.inline] : []));
    for (const value of [...values, ...labels, body]) {
      const absence = value && absenceOf(sliceOf(facts, value), schema.conventions);
      if (!value || !absence || absence.hasReason) continue;
      const span = { start: value.start, end: value.start + absence.length };
      yield { span, data: { text: sliceOf(facts, span) } };
    }
  },
  message: ({ text }) => `"${text}" has no reason; expected "${bare(text)} – reason".`,
  fixes: ({ span, data }) => [
    {
      title: `Add "– ${DEFAULT_REASON}"`,
      kind: "choice",
      edits: [{ span: { start: span.start + bare(data.text).length, end: span.end }, text: ` – ${DEFAULT_REASON}` }],
    },
  ],
});

/** "N/A." without its full stop. */
function bare(text: string): string {
  return text.replace(/\.$/, "");
}
