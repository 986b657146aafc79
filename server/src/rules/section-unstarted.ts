import { topmostUntouched } from "../template/alignment.ts";
import { countOpen } from "../template/unfilled.ts";
import { contentEnd, notApplicableText, removeSection, sectionSpan } from "./edits.ts";
import { defineRule, type Edit, type Fix, type Found, factsOf } from "./rule.ts";

interface Data {
  readonly title: string;
  readonly open: number;
}

/** A section is still wholly as the template has it. Judged at the topmost untouched heading. */
export const sectionUnstarted = defineRule<Data>({
  id: "section-unstarted",
  scope: "document",
  severity: { draft: "warning", handoff: "error" },
  structure: true,
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { alignment, definitions } = context;
    for (const section of alignment.sections) {
      if (topmostUntouched(section) !== section) continue;
      // Beside a filled entry, one more entry of the template is a leftover: its brackets say so.
      const isSpare =
        section.schema?.entry &&
        section.parent?.children.some((one) => one.schema === section.schema && !one.untouched);
      const open = countOpen(section, (one) => factsOf(context, one), alignment.schema, definitions);
      if (isSpare || open === 0) continue;
      yield { chunk: section.chunk, span: section.name, data: { title: section.title, open } };
    }
  },
  message: ({ title, open }) => `"${title}" is not started: ${open} open ${open === 1 ? "item" : "items"}.`,
  fixes({ section, data }, context) {
    const { schema } = section;
    const whole = sectionSpan(context, section);
    const span = {
      start: whole.start + (factsOf(context, section).heading?.span.end ?? 0),
      end: contentEnd(context, section),
    };
    const write = (text: string): Edit[] => [{ span, text: `\n\n${text}` }];
    const remove: Fix = {
      title: `Delete "${data.title}" (all of it is the template's)`,
      kind: "choice",
      edits: [removeSection(context, section)],
    };
    // An entry that there isn't has no place; a section that there isn't says so.
    if (schema?.entry) return [remove];
    if (schema?.none)
      return [
        { title: `Write "${schema.none}" in place of the template's text`, kind: "choice", edits: write(schema.none) },
      ];
    const mark: Fix = {
      title: `Mark "${data.title}" as not applicable (replaces the template's text)`,
      kind: "choice",
      edits: write(notApplicableText(context)),
    };
    return schema?.presence === "optional" ? [remove, mark] : [mark];
  },
});
