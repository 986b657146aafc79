import type { AlignedSection } from "../template/alignment.ts";
import { contentEnd, sectionSpan } from "./edits.ts";
import { defineRule, type Edit, type Found, type RuleContext } from "./rule.ts";

interface Data {
  /** The section that stands earlier, and the one that the template has before it. */
  readonly first: string;
  readonly second: string;
  readonly secondChunk: number;
  /** Which of the two is out of place; the other stands right among its neighbours. */
  readonly moves: "first" | "second";
}

/** Two sections stand in another order than the template's. */
export const sectionOrder = defineRule<Data>({
  id: "section-order",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  structure: true,
  *check(_facts, _root, { alignment }): Iterable<Found<Data>> {
    for (const parent of alignment.sections) {
      for (const { first, second, moves } of misplaced(parent)) {
        const related = [{ chunk: second.chunk, span: second.name, message: `"${second.title}" stands here.` }];
        const data = { first: first.title, second: second.title, secondChunk: second.chunk, moves };
        yield { chunk: first.chunk, span: first.name, data, related };
      }
    }
  },
  message: ({ first, second }) => `"${first}" comes before "${second}"; the template has it after.`,
  fixes({ section, data }, context) {
    const second = section.parent?.children.find((child) => child.chunk === data.secondChunk);
    if (!second) return [];
    return data.moves === "first"
      ? [
          {
            title: `Move "${data.first}" behind "${data.second}"`,
            kind: "choice",
            edits: moveBehind(context, section, second),
          },
        ]
      : [
          {
            title: `Move "${data.second}" before "${data.first}"`,
            kind: "choice",
            edits: moveBefore(context, second, section),
          },
        ];
  },
});

/** Moves a section behind a later one; what stands between it and its next, rules included, goes along. */
function moveBehind(context: RuleContext, section: AlignedSection, target: AlignedSection): Edit[] {
  const { text } = context.document;
  const { start, end } = sectionSpan(context, section);
  const own = contentEnd(context, section);
  const at = contentEnd(context, target);
  return [
    { span: { start, end }, text: "" },
    { span: { start: at, end: at }, text: `${text.slice(own, end)}${text.slice(start, own)}` },
  ];
}

/** Moves a section before an earlier one; what stands between it and the one before goes along. */
function moveBefore(context: RuleContext, section: AlignedSection, target: AlignedSection): Edit[] {
  const { text } = context.document;
  const siblings = section.parent?.children.filter((child) => child.shape === "heading") ?? [];
  const previous = siblings[siblings.indexOf(section) - 1] ?? target;
  const from = contentEnd(context, previous);
  const { start } = sectionSpan(context, section);
  const end = contentEnd(context, section);
  const at = sectionSpan(context, target).start;
  return [
    { span: { start: at, end: at }, text: `${text.slice(start, end)}${text.slice(from, start)}` },
    { span: { start: from, end }, text: "" },
  ];
}

interface Misplaced {
  readonly first: AlignedSection;
  readonly second: AlignedSection;
  readonly moves: Data["moves"];
}

/** Pairs in the wrong order, one for each section that has to move. */
function misplaced(parent: AlignedSection): Misplaced[] {
  const order = parent.schema?.children ?? [];
  const present = parent.children.filter((child) => child.shape === "heading" && child.schema && !child.schema.entry);
  const here = present.filter((child) => child.schema?.parent === parent.schema);
  const place = (section: AlignedSection): number => (section.schema ? order.indexOf(section.schema) : -1);
  const kept = new Set(longestInOrder(here, place));
  return here.flatMap((section, i): Misplaced[] => {
    if (kept.has(section)) return [];
    const behind = here.slice(i + 1).findLast((one) => kept.has(one) && place(one) < place(section));
    if (behind) return [{ first: section, second: behind, moves: "first" }];
    const before = here.slice(0, i).find((one) => kept.has(one) && place(one) > place(section));
    return before ? [{ first: before, second: section, moves: "second" }] : [];
  });
}

/** The longest run of sections, not necessarily neighbours, that stand in the template's order. */
function longestInOrder(
  sections: readonly AlignedSection[],
  place: (section: AlignedSection) => number,
): AlignedSection[] {
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
