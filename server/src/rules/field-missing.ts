import type { ChunkFacts } from "../document/facts.ts";
import { isContent } from "../document/facts.ts";
import { type AlignedField, fieldsOf, partsOf } from "../template/alignment.ts";
import { insertFields, insertSubFields } from "./insertions.ts";
import { askedFor, hasOwnRule, isEmptinessOwned } from "./ownership.ts";
import { defineRule, type Found } from "./rule.ts";
import { unreadPlaces } from "./unreadText.ts";

interface Data {
  readonly title: string;
  readonly missing: readonly string[];
  /** What fields lack that hold some of their sub-fields, by label. */
  readonly below: readonly { readonly label: string; readonly missing: readonly string[] }[];
  readonly empty: readonly string[];
}

/** A section lacks fields of the template, or has their labels without a value. One finding per section. */
export const fieldMissing = defineRule<Data>({
  id: "field-missing",
  scope: "section",
  severity: { draft: "information", handoff: "warning" },
  structure: true,
  *check(facts, section): Iterable<Found<Data>> {
    if (unreadPlaces(facts).length > 0) return;
    for (const part of partsOf(section)) {
      if (!part.schema || part.weak || part.notApplicable || part.untouched || hasOwnRule(part.schema)) continue;
      // An empty section has one finding, not two.
      if (part.shape === "heading" && part.parent && part.fields.length === 0 && !facts.blocks.some(isContent))
        continue;
      const fields = fieldsOf(part, facts);
      const missing = askedFor(part.missingFields, part, facts).map((field) => field.label);
      const below = fields.flatMap((field) => {
        const lacks = askedFor(field.missing, part, facts).map((one) => one.label);
        return lacks.length > 0 ? [{ label: field.schema.label, missing: lacks }] : [];
      });
      const empty = fields.filter(
        (field) =>
          field.schema.required && !isEmptinessOwned(field.schema, part, facts) && isEmpty(facts, fields, field),
      );
      if (missing.length + below.length + empty.length === 0) continue;
      yield {
        span: part.name,
        data: { title: part.title, missing, below, empty: empty.map((field) => field.schema.label) },
      };
    }
  },
  message({ title, missing, below, empty }) {
    const lacking = [...missing, ...below.map((one) => `${one.missing.join(", ")} (under ${one.label})`)];
    const lacks = lacking.length > 0 ? `lacks ${lacking.join(", ")}` : "";
    const blank = empty.length > 0 ? `has no value for ${empty.join(", ")}` : "";
    return `"${title}" ${[lacks, blank].filter(Boolean).join(" and ")}.`;
  },
  fixes({ section, data, span, chunk }, context) {
    const part = partsOf(section).find((one) => chunk.start + one.name.start === span.start);
    if (!part) return [];
    const missing = part.missingFields.filter((field) => data.missing.includes(field.label));
    const below = fieldsOf(part, chunk.facts).flatMap((field) => {
      const labels = data.below.find((one) => one.label === field.schema.label)?.missing ?? [];
      return insertSubFields(
        context,
        part,
        field,
        field.missing.filter((one) => labels.includes(one.label)),
      );
    });
    const edits = [...insertFields(context, part, missing), ...below];
    const labels = [...data.missing, ...data.below.flatMap((one) => one.missing)]
      .map((label) => `"${label}"`)
      .join(", ");
    return edits.length === 0 ? [] : [{ title: `Insert ${labels}`, kind: "safe", edits }];
  },
});

/** Whether a label has no value, neither beside it nor below it. */
function isEmpty(facts: ChunkFacts, fields: readonly AlignedField[], { fact }: AlignedField): boolean {
  if (fact.inline.end > fact.inline.start || fact.blocks.length > 0) return false;
  const next = facts.fields[facts.fields.indexOf(fact) + 1];
  // Labels of the author's own below a label are its value.
  if (next && !fields.some((field) => field.fact === next)) return false;
  const behind = facts.blocks.find((block) => block.span.start >= fact.span.end);
  return behind?.kind !== "html" && behind?.kind !== "footnote";
}
