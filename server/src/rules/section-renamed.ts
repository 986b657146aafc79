import { namesTogether } from "../document/text.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly title: string;
  readonly expected: string;
  /** Recognised by one word or by its place: the author may mean something else. */
  readonly weak: boolean;
}

/** A section has another name than the template's. A heading that joins the template's name with another has it. */
export const sectionRenamed = defineRule<Data>({
  id: "section-renamed",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  structure: true,
  *check(_facts, _root, { alignment, readings }): Iterable<Found<Data>> {
    for (const section of alignment.sections) {
      if (!section.schema || section.shape !== "heading" || section.match === "same" || section.match === "entry")
        continue;
      // "Authentication & Authorization" has the template's name; to rename it would lose the other.
      if (namesTogether(section.title).includes(section.schema.name)) continue;
      const text = readings.factsAt(section.chunk)?.text.slice(section.name.start, section.name.end) ?? "";
      yield {
        chunk: section.chunk,
        span: section.name,
        data: { title: text, expected: section.schema.title, weak: section.weak },
      };
    }
  },
  message: ({ title, expected }) => `"${title}" stands for the template's "${expected}".`,
  fixes: ({ span, data }) => [
    {
      title: `Rename to "${data.expected}"`,
      kind: data.weak ? "choice" : "safe",
      edits: [{ span, text: data.expected }],
    },
  ],
});
