import type { Deviation } from "../stack/deviations.ts";
import { covers, isSame } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { nameOfUse, staleFor, uncoveredUses } from "./deviationCover.ts";
import { deletion } from "./deviationEntry.ts";
import { nameOf, renameTechnology, writtenTechnology } from "./deviationParts.ts";
import { defineRule, type Fix, type FixTarget, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly technologies: readonly string[];
}

/** A deviation names technologies that the stack doesn't have. A rejected one is a closed record. */
export const deviationOrphan = defineRule<Data>({
  id: "deviation-orphan",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { deviations, parts } = context.technologies;
    if (parts.length === 0) return;
    const uses = parts.flatMap((part) => part.uses);
    for (const deviation of deviations) {
      const { technologies, line, actual, areas } = deviation;
      if (!actual || line.kind === "rejected" || technologies.length === 0) continue;
      // What nobody has chosen yet can't contradict.
      if (areas.length > 0 && !uses.some((use) => areas.includes(use.area))) continue;
      if (uses.some((use) => covers(deviation, use) || staleFor(context, use)?.deviation === deviation)) continue;
      if (isMentioned(context, deviation)) continue;
      const data = { name: nameOf(deviation), technologies: technologies.map((one) => one.name) };
      yield { chunk: deviation.chunk, span: actual.span, data };
    }
  },
  message: ({ name, technologies }) => `${name} names ${technologies.join(", ")}, which the stack does not use.`,
  fixes: (target, context) => [...update(target, context), ...deletion(target, context)],
});

/** Writes what the stack uses in that part over what the entry names, as long as nobody has approved the entry. */
function update({ chunk, index, span }: FixTarget<Data>, context: RuleContext): Fix[] {
  const deviation = context.technologies.deviations.find(
    (one) => one.chunk === index && one.actual?.span.start === span.start - chunk.start,
  );
  const { actual, areas = [], line } = deviation ?? {};
  if (!deviation || !actual || line?.kind === "approved") return [];
  const text = actual.text;
  const outside = uncoveredUses(context).filter((one) => areas.includes(one.area));
  const [use, second] = outside;
  const [mention, other] = mentionsIn(text);
  if (!use || !mention || second || other) return [];
  const edits = renameTechnology(text, mention, chunk.start + actual.span.start, nameOfUse(use));
  const title = `Write "${nameOfUse(use)}" in place of "${writtenTechnology(text, mention)}"`;
  return [{ title, kind: "choice", edits }];
}

/**
 * Whether the stack speaks of what a deviation names: remarks count too. A deviation about no part of the stack, such as
 * one for monitoring, may be about anything in the document.
 */
function isMentioned({ alignment, document }: RuleContext, { areas, technologies }: Deviation): boolean {
  const isIn = (section: AlignedSection, role: string): boolean =>
    section.schema?.role === role || (section.parent !== undefined && isIn(section.parent, role));
  const sections = alignment.sections.filter((one) =>
    areas.length > 0 ? isIn(one, "stack") : !isIn(one, "deviations"),
  );
  return [...new Set(sections.map((one) => one.chunk))].some((chunk) =>
    mentionsIn(document.chunks[chunk]?.facts.text ?? "").some((mention) =>
      technologies.some((one) => isSame(one, mention.technology)),
    ),
  );
}
