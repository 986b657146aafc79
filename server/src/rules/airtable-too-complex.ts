import { areaOf, isSame } from "../stack/standard.ts";
import { defineRule, type Found } from "./rule.ts";
import { limitPlace, productOf } from "./stackFields.ts";

interface Data {
  readonly technology: string;
  readonly tables: number;
  readonly below: number;
  readonly standard: string;
}

/** A database for small data holds more tables, related to each other, than the stack document allows it. */
export const airtableTooComplex = defineRule<Data>({
  id: "airtable-too-complex",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, { technologies: { parts }, policy: { stack }, alignment, system }): Iterable<Found<Data>> {
    const part = parts.find((one) => one.area === "stack.database");
    const use = part && productOf(part);
    const limit = stack.limits.find(
      (one) => one.measure === "tables" && use && isSame(one.technology, use.mention.technology),
    );
    if (!part || !use || !limit) return;
    const tables = new Set(system.entities.map((one) => one.name.toLowerCase())).size;
    const isRelated = alignment.sections.some(
      (one) => one.schema?.role === "relationships" && !one.notApplicable && !one.untouched,
    );
    // One table more than the limit is a matter of taste.
    if (tables <= limit.below || !isRelated) return;
    const standard = areaOf(stack, part.area)?.choices[0]?.technologies[0]?.name ?? "";
    const data = { technology: use.mention.technology.name, tables, below: limit.below, standard };
    const related = [limitPlace(limit)];
    yield { chunk: use.chunk, span: use.mention.span, data, related };
  },
  message: ({ technology, tables, below, standard }) =>
    `${technology} with ${tables} tables and relationships; it is standard for fewer than ${below} tables, and ${standard} for more.`,
  fixes: ({ span, data }) =>
    data.standard === "" || data.standard === data.technology
      ? []
      : [
          {
            title: `Use the standard "${data.standard}" in place of "${data.technology}"`,
            kind: "choice",
            edits: [{ span, text: data.standard }],
          },
        ],
});
