import { notApplicableText } from "./edits.ts";
import { insertSection } from "./insertions.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly title: string;
  readonly path: string;
}

/** A section that the template requires isn't there. Reported at the parent's heading, else at the title. */
export const sectionMissing = defineRule<Data>({
  id: "section-missing",
  scope: "document",
  severity: { draft: "warning", handoff: "error" },
  structure: true,
  *check(_facts, _root, { alignment, readings }): Iterable<Found<Data>> {
    for (const section of alignment.sections) {
      if (section.weak || section.notApplicable) continue;
      // Without a title there is no heading for the whole; the first one stands in.
      const span =
        section.depth === 0 ? (readings.factsAt(section.chunk)?.heading?.name ?? section.name) : section.name;
      for (const missing of section.missingSections) {
        yield { chunk: section.chunk, span, data: { title: missing.title, path: missing.path } };
      }
    }
  },
  message: ({ title }) => `Section "${title}" is missing.`,
  fixes({ data }, context) {
    const section = context.alignment.sections.find((one) =>
      one.missingSections.some((missing) => missing.path === data.path),
    );
    const missing = section?.missingSections.find((one) => one.path === data.path);
    if (!section || !missing) return [];
    return [
      { title: `Insert section "${data.title}"`, kind: "safe", edits: [insertSection(context, section, missing)] },
      {
        title: `Insert section "${data.title}" as not applicable`,
        kind: "choice",
        edits: [insertSection(context, section, missing, notApplicableText(context))],
      },
    ];
  },
});
