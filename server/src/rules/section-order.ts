import type { AlignedSection } from "../template/alignment.ts";
import { contentEnd, sectionSpan } from "./edits.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  /** The section that stands first and should stand behind the other. */
  readonly first: string;
  readonly second: string;
}

/** Two sections stand in another order than the template's. */
export const sectionOrder = defineRule<Data>({
  id: "section-order",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  *check(_facts, _root, { alignment }): Iterable<Found<Data>> {
    for (const parent of alignment.sections) {
      for (const [first, second] of misplaced(parent)) {
        const related = [{ chunk: second.chunk, span: second.name, message: `"${second.title}" stands here.` }];
        yield { chunk: first.chunk, span: first.name, data: { first: first.title, second: second.title }, related };
      }
    }
  },
  message: ({ first, second }) => `"${first}" comes before "${second}"; the template has it after.`,
  fixes({ section, data }, context) {
    const second = section.parent?.children.find((child) => child.title === data.second && child.chunk > section.chunk);
    if (!second) return [];
    const { start } = sectionSpan(context, second);
    const moved = context.document.text.slice(start, contentEnd(context, second));
    const from = contentEnd(context, section);
    const before = sectionSpan(context, section).start;
    // The two change places as they are; what stands between them, rules included, stays where it is.
    const between = context.document.text.slice(from, start);
    const own = context.document.text.slice(before, from);
    return [
      {
        title: `Move "${data.first}" behind "${data.second}"`,
        kind: "choice",
        edits: [{ span: { start: before, end: contentEnd(context, second) }, text: `${moved}${between}${own}` }],
      },
    ];
  },
});

/** Pairs of neighbours in the wrong order, one for each section that has to move. */
function misplaced(parent: AlignedSection): [AlignedSection, AlignedSection][] {
  const order = parent.schema?.children ?? [];
  const present = parent.children.filter((child) => child.shape === "heading" && child.schema && !child.schema.entry);
  const here = present.filter((child) => child.schema?.parent === parent.schema);
  const place = (section: AlignedSection): number => (section.schema ? order.indexOf(section.schema) : -1);
  const kept = new Set(longestInOrder(here, place));
  return here.flatMap((section, i): [AlignedSection, AlignedSection][] => {
    if (kept.has(section)) return [];
    const behind = here.slice(i + 1).findLast((one) => kept.has(one) && place(one) < place(section));
    if (behind) return [[section, behind]];
    const before = here.slice(0, i).find((one) => kept.has(one) && place(one) > place(section));
    return before ? [[before, section]] : [];
  });
}

/** The longest run of sections, not necessarily neighbours, that stand in the template's order. */
function longestInOrder(sections: readonly AlignedSection[], place: (section: AlignedSection) => number): AlignedSection[] {
  let longest: AlignedSection[] = [];
  const ending: AlignedSection[][] = [];
  for (const section of sections) {
    const before = ending.filter((run) => place(run.at(-1) ?? section) < place(section));
    const best = before.reduce<AlignedSection[]>((a, b) => (b.length > a.length ? b : a), []);
    const run = [...best, section];
    ending.push(run);
    if (run.length > longest.length) longest = run;
  }
  return longest;
}
