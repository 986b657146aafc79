import { isContent } from "../template/align.ts";
import { notApplicableText } from "./edits.ts";
import { hasOwnRule } from "./ownership.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly title: string;
}

/** A heading of the template has nothing below it. Sections below it are content. */
export const sectionEmpty = defineRule<Data>({
  id: "section-empty",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  *check(facts, section): Iterable<Found<Data>> {
    if (!section.schema || !section.parent || section.weak || hasOwnRule(section.schema)) return;
    if (section.children.length > 0 || section.missingSections.length > 0 || facts.blocks.some(isContent)) return;
    yield { span: section.name, data: { title: section.title } };
  },
  message: ({ title }) => `"${title}" has no content.`,
  fixes({ chunk, section, data }, context) {
    const at = chunk.start + (chunk.facts.heading?.span.end ?? 0);
    const insert = (text: string): { span: { start: number; end: number }; text: string }[] => [
      { span: { start: at, end: at }, text: `\n\n${text}` },
    ];
    const scaffold = section.schema?.scaffold ?? "";
    return [
      ...(scaffold ? [{ title: `Insert the template's fields into "${data.title}"`, kind: "safe" as const, edits: insert(scaffold) }] : []),
      { title: `Mark "${data.title}" as not applicable`, kind: "choice" as const, edits: insert(notApplicableText(context)) },
    ];
  },
});
