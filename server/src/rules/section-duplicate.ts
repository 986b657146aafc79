import { isBulletItem } from "../document/lines.ts";
import { normaliseName } from "../document/text.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { contentEnd, insertBlock, paddingBehind, removeSection, sectionSpan } from "./edits.ts";
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
  structure: true,
  *check(_facts, _root, { alignment }): Iterable<Found<Data>> {
    const known = new Map<AlignedSection, ReadonlyMap<string, AlignedSection>>();
    for (const section of alignment.sections) {
      const { parent } = section;
      if (section.schema || !parent) continue;
      const singles = known.get(parent) ?? singlesIn(parent);
      known.set(parent, singles);
      const first = singles.size > 0 ? singles.get(normaliseName(section.title)) : undefined;
      if (!first || first.chunk >= section.chunk) continue;
      const related = [{ chunk: first.chunk, span: first.name, message: `"${first.title}" stands here first.` }];
      yield { chunk: section.chunk, span: section.name, data: { title: section.title, first: first.chunk }, related };
    }
  },
  message: ({ title }) => `Section "${title}" appears twice.`,
  fixes({ section, data }, context) {
    const first = section.parent?.children.find((one) => one.chunk === data.first);
    if (!first) return [];
    return [
      { title: `Merge this "${data.title}" into the first`, kind: "choice", edits: merge(context, section, first) },
    ];
  },
});

/** The sections right below one that may stand once, by the template's names for them. */
function singlesIn({ children }: AlignedSection): ReadonlyMap<string, AlignedSection> {
  const singles = new Map<string, AlignedSection>();
  for (const one of children) {
    const { schema, shape } = one;
    if (schema && !schema.entry && shape === "heading" && !singles.has(schema.name)) singles.set(schema.name, one);
  }
  return singles;
}

/** Moves what a section says behind what the first says, and removes its heading. */
function merge(context: RuleContext, section: AlignedSection, first: AlignedSection): Edit[] {
  const start = sectionSpan(context, section).start + (factsOf(context, section).heading?.span.end ?? 0);
  const body = context.document.text.slice(start, contentEnd(context, section)).trim();
  const removal = removeSection(context, section);
  if (body === "") return [removal];
  const insertion = appended(context, first, body);
  if (insertion.span.end !== removal.span.start) return [insertion, removal];
  return [{ span: { start: insertion.span.start, end: removal.span.end }, text: insertion.text }];
}

/** Adds text to a section's own; "N/A" there would no longer be true. */
function appended(context: RuleContext, section: AlignedSection, text: string): Edit {
  const at = contentEnd(context, section);
  const { blocks } = factsOf(context, section);
  const origin = context.document.chunks[section.chunk]?.start ?? 0;
  if (section.notApplicable && blocks[0]) {
    const span = { start: origin + blocks[0].span.start, end: at };
    return { span, text: `${text}${paddingBehind(context.document.text, at)}` };
  }
  if (isBulletItem(text) && endsWithList(context, section)) return { span: { start: at, end: at }, text: `\n${text}` };
  return insertBlock(context, at, text);
}

/** Whether a section ends with a list that one more item can go on with. */
function endsWithList(context: RuleContext, section: AlignedSection): boolean {
  if (section.children.length > 0) return false;
  const last = factsOf(context, section).blocks.findLast((block) => block.kind !== "break");
  return last?.kind === "list" && !last.ordered;
}
