import type { ChunkFacts } from "../document/facts.ts";
import type { AlignedField, AlignedSection } from "../template/alignment.ts";
import { partsOf } from "../template/unfilled.ts";
import { insertFields } from "./edits.ts";
import { hasOwnRule, isOwnedElsewhere } from "./ownership.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly title: string;
  readonly missing: readonly string[];
  readonly empty: readonly string[];
}

/** A section lacks fields of the template, or has their labels without a value. One finding per section. */
export const fieldMissing = defineRule<Data>({
  id: "field-missing",
  scope: "section",
  severity: { draft: "information", handoff: "warning" },
  *check(facts, section): Iterable<Found<Data>> {
    for (const part of partsOf(section)) {
      if (!part.schema || part.weak || part.notApplicable || part.untouched || hasOwnRule(part.schema)) continue;
      // An empty section has one finding, not two.
      if (part.shape === "heading" && part.parent && part.fields.length === 0 && facts.blocks.length === 0) continue;
      const missing = part.missingFields.filter((field) => !isOwnedElsewhere(field, part, facts.text)).map((field) => field.label);
      const empty = part.fields.filter((field) => field.schema.required && !isOwnedElsewhere(field.schema, part, facts.text) && isEmpty(facts, part, field));
      if (missing.length + empty.length === 0) continue;
      yield { span: part.name, data: { title: part.title, missing, empty: empty.map((field) => field.schema.label) } };
    }
  },
  message({ title, missing, empty }) {
    const lacks = missing.length > 0 ? `lacks ${missing.join(", ")}` : "";
    const blank = empty.length > 0 ? `has no value for ${empty.join(", ")}` : "";
    return `"${title}" ${[lacks, blank].filter(Boolean).join(" and ")}.`;
  },
  fixes({ section, data, span, chunk }, context) {
    const part = partsOf(section).find((one) => chunk.start + one.name.start === span.start);
    const missing = part?.schema?.fields.filter((field) => data.missing.includes(field.label)) ?? [];
    if (!part || missing.length === 0) return [];
    return [{ title: `Insert ${data.missing.join(", ")}`, kind: "safe", edits: insertFields(context, part, missing) }];
  },
});

/** Whether a label has no value, neither beside it nor below it. */
function isEmpty(facts: ChunkFacts, section: AlignedSection, { fact }: AlignedField): boolean {
  if (fact.inline.end > fact.inline.start || fact.blocks.length > 0) return false;
  const next = facts.fields[facts.fields.indexOf(fact) + 1];
  // Labels of the author's own below a label are its value.
  if (next && !section.fields.some((field) => field.fact === next)) return false;
  const behind = facts.blocks.find((block) => block.span.start >= fact.span.end);
  return behind?.kind !== "html" && behind?.kind !== "footnote";
}
