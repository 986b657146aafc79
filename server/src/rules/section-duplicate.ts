import { isBulletItem } from "../document/lines.ts";
import { normaliseName } from "../document/text.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { contentEnd, insertBlock, removeSection, sectionSpan } from "./edits.ts";
import { defineRule, type Edit, type Found, factsOf, type RuleContext } from "./rule.ts";

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
    const removal = removeSection(context, section);
    const isList = isBulletItem(body) && endsWithList(context, first);
    const insertion: Edit = isList
      ? { span: { start: at, end: at }, text: `\n${body}` }
      : insertBlock(context, at, body);
    return [
      {
        title: `Merge this "${data.title}" into the first`,
        kind: "choice",
        edits:
          body === ""
            ? [removal]
            : at === removal.span.start
              ? [{ span: removal.span, text: insertion.text }]
              : [insertion, removal],
      },
    ];
  },
});

/** Whether a section ends with a list that one more item can go on with. */
function endsWithList(context: RuleContext, section: AlignedSection): boolean {
  if (section.children.length > 0) return false;
  const last = factsOf(context, section).blocks.findLast((block) => block.kind !== "break");
  return last?.kind === "list" && !last.ordered;
}
