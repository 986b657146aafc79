import { contentLines } from "../document/lines.ts";
import { shift } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { defineRule, type Edit, type Found, factsOf, type RuleContext } from "./rule.ts";

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
  structure: true,
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
  fixes({ section, data }, context) {
    // Elsewhere another level would only put it under the wrong section.
    if (enclosing(context, section, data.expected)?.schema !== section.schema?.parent) return [];
    const edits = shifted(context, section, data.expected - data.depth);
    return [{ title: `Move "${data.title}" and what is below it to level ${data.expected}`, kind: "safe", edits }];
  },
});

/** The section that a heading would stand in at another depth. */
function enclosing(context: RuleContext, section: AlignedSection, depth: number): AlignedSection | undefined {
  const { root, sections } = context.alignment;
  return sections.findLast((one) => one.shape === "heading" && one.chunk < section.chunk && one.depth < depth) ?? root;
}

/** The edits that move a heading and those below it; an underlined heading becomes one with marks. */
function shifted(context: RuleContext, section: AlignedSection, by: number): Edit[] {
  const { text, heading } = factsOf(context, section);
  const start = context.document.chunks[section.chunk]?.start ?? 0;
  const depth = "#".repeat(Math.max(1, Math.min(6, section.depth + by)));
  const below = section.children
    .filter((child) => child.shape === "heading")
    .flatMap((child) => shifted(context, child, by));
  if (!heading) return below;
  const at = start + heading.span.start;
  if (heading.marks) return [{ span: shift(heading.marks, start), text: depth }, ...below];
  const lines = contentLines(text.slice(heading.span.start, heading.span.end)).slice(0, -1);
  const span = { start: at, end: start + heading.span.end };
  return [{ span, text: `${depth} ${lines.map((line) => line.trim()).join(" ")}` }, ...below];
}
