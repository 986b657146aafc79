import { normaliseName } from "../document/text.ts";
import { contentEnd, removeBlock, sectionSpan } from "./edits.ts";
import { defineRule, factsOf, type Found } from "./rule.ts";

interface Data {
  readonly title: string;
  readonly first: number;
}

/** A section that may stand once stands twice. Reported at the second; repeatable sections are exempt. */
export const sectionDuplicate = defineRule<Data>({
  id: "section-duplicate",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, { alignment }): Iterable<Found<Data>> {
    for (const section of alignment.sections) {
      if (section.schema || !section.parent) continue;
      const name = normaliseName(section.title);
      const first = section.parent.children.find(
        (one) => one.schema?.name === name && !one.schema.entry && one.shape === "heading" && one.chunk < section.chunk,
      );
      if (!first) continue;
      const related = [{ chunk: first.chunk, span: first.name, message: `"${first.title}" stands here first.` }];
      yield { chunk: section.chunk, span: section.name, data: { title: section.title, first: first.chunk }, related };
    }
  },
  message: ({ title }) => `Section "${title}" appears twice.`,
  fixes({ section, data }, context) {
    const first = section.parent?.children.find((one) => one.chunk === data.first);
    if (!first) return [];
    const span = sectionSpan(context, section);
    const bodyStart = span.start + (factsOf(context, section).heading?.span.end ?? 0);
    const body = context.document.text.slice(bodyStart, contentEnd(context, section)).trim();
    const at = contentEnd(context, first);
    return [
      {
        title: `Merge this "${data.title}" into the first`,
        kind: "choice",
        edits: [{ span: { start: at, end: at }, text: body === "" ? "" : `\n\n${body}` }, removeBlock(context, span)],
      },
    ];
  },
});
