import type { AlignedSection } from "../template/alignment.ts";
import { defineRule, type Edit, factsOf, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly title: string;
  readonly depth: number;
  readonly expected: number;
  readonly parent: string;
}

/** A section stands at another heading level than the template's. Entries are read at any level. */
export const sectionLevel = defineRule<Data>({
  id: "section-level",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, { alignment }): Iterable<Found<Data>> {
    for (const section of alignment.sections) {
      if (section.expectedDepth === undefined || !section.schema || section.schema.entry) continue;
      const parent = section.schema.parent?.parent ? section.schema.parent.title : "";
      const data = { title: section.title, depth: section.depth, expected: section.expectedDepth, parent };
      yield { chunk: section.chunk, span: section.name, data };
    }
  },
  message: ({ title, depth, expected, parent }) =>
    `"${title}" is at level ${depth}; expected level ${expected}${parent ? ` under "${parent}"` : ""}.`,
  fixes: ({ section, data }, context) => [
    {
      title: `Move "${data.title}" and what is below it to level ${data.expected}`,
      kind: "safe",
      edits: shifted(context, section, data.expected - data.depth),
    },
  ],
});

function shifted(context: RuleContext, section: AlignedSection, by: number): Edit[] {
  const facts = factsOf(context, section);
  const start = context.document.chunks[section.chunk]?.start ?? 0;
  const marks = /^( {0,3})(#+)/.exec(facts.text);
  const below = section.children.filter((child) => child.shape === "heading").flatMap((child) => shifted(context, child, by));
  if (!marks) return below;
  const at = start + (marks[1]?.length ?? 0);
  const depth = Math.max(1, Math.min(6, section.depth + by));
  return [{ span: { start: at, end: at + (marks[2]?.length ?? 0) }, text: "#".repeat(depth) }, ...below];
}
