import { isContent } from "../document/facts.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { renderSection } from "../template/render.ts";
import { insertBlock, notApplicableText, ownEnd } from "./edits.ts";
import { hasOwnRule } from "./ownership.ts";
import { defineRule, type Edit, type Fix, type Found, factsOf } from "./rule.ts";

interface Data {
  readonly title: string;
}

/** A heading of the template has nothing below it. Sections below it are content. */
export const sectionEmpty = defineRule<Data>({
  id: "section-empty",
  scope: "document",
  severity: { draft: "warning", handoff: "error" },
  structure: true,
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const section of context.alignment.sections) {
      const { schema, parent, chunk, name, title } = section;
      if (!schema || !parent || section.shape !== "heading" || section.weak || hasOwnRule(schema)) continue;
      if (section.children.length > 0 || section.missingSections.length > 0 || hasEntriesBeside(section)) continue;
      if (!factsOf(context, section).blocks.some(isContent)) yield { chunk, span: name, data: { title } };
    }
  },
  message: ({ title }) => `"${title}" has no content.`,
  fixes({ section, data }, context) {
    const { schema } = section;
    if (!schema) return [];
    const insert = (text: string): Edit[] => [insertBlock(context, ownEnd(context, section), text)];
    const body = renderSection(schema, { depth: section.depth }).replace(/^.*\n*/, "");
    const fill: Fix = { title: `Insert the template's fields into "${data.title}"`, kind: "safe", edits: insert(body) };
    return [
      ...(body === "" ? [] : [fill]),
      schema.none === ""
        ? { title: `Mark "${data.title}" as not applicable`, kind: "choice", edits: insert(notApplicableText(context)) }
        : { title: `Write "${schema.none}"`, kind: "choice", edits: insert(schema.none) },
    ];
  },
});

/** Whether a section's entries stand behind it at its own level. */
function hasEntriesBeside(section: AlignedSection): boolean {
  const kinds = section.schema?.children.filter((child) => child.entry) ?? [];
  return section.parent?.children.some((one) => one.schema !== undefined && kinds.includes(one.schema)) ?? false;
}
