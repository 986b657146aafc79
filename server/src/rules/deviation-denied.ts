import { outsideStandard } from "../stack/standard.ts";
import type { StackUse } from "../stack/uses.ts";
import { isCovered, nameOfUse } from "./deviationCover.ts";
import { addDeviation, areaTitle, noneStatement } from "./deviationEntry.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

interface Data {
  /** What deviates: "Database is MongoDB". */
  readonly deviates: readonly string[];
}

/** The document says that there are no deviations, and its stack has some. */
export const deviationDenied = defineRule<Data>({
  id: "deviation-denied",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { technologies, alignment, policy } = context;
    const section = alignment.sections.find((one) => one.schema?.role === "deviations" && one.shape === "heading");
    if (!section || technologies.deviations.length > 0) return;
    const uses = deniedUses(context).filter((use) => noneStatement(context, section, use));
    const statement = noneStatement(context, section);
    if (!statement || uses.length === 0) return;
    // What nobody but us calls the standard can't be binding.
    const severity = policy.stack.source === undefined ? { severity: "warning" as const } : {};
    const related = uses.map((use) => ({
      chunk: use.chunk,
      span: use.mention.span,
      message: `"${nameOfUse(use)}" is outside the standard stack.`,
    }));
    const deviates = uses.map((use) => `${areaTitle(context, use)} is ${nameOfUse(use)}`);
    yield { chunk: section.chunk, span: statement, data: { deviates }, related, ...severity };
  },
  message: ({ deviates }) => `No deviations are stated, but ${deviates.join(" and ")}.`,
  fixes: (_target, context) =>
    deniedUses(context).flatMap((use) => {
      const added = addDeviation(context, use);
      const title = `Replace it by a deviation for "${nameOfUse(use)}"`;
      return added?.replaces ? [{ title, kind: "choice" as const, edits: added.edits }] : [];
    }),
});

function deniedUses(context: RuleContext): StackUse[] {
  const { technologies, policy } = context;
  return technologies.parts
    .flatMap((part) => outsideStandard(policy.stack, part))
    .filter((use) => !isCovered(context, use));
}
