import { covers, standardsFor } from "../stack/standard.ts";
import { isStanding, nameOfUse, useAt, useStandard } from "./deviationCover.ts";
import { nameOf } from "./deviationParts.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly name: string;
  readonly technology: string;
  readonly standards: readonly string[];
}

/** A deviation was rejected, and the stack still has what was asked for. */
export const deviationRejectedInUse = defineRule<Data>({
  id: "deviation-rejected-in-use",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { deviations, parts } = context.technologies;
    const { stack } = context.policy;
    const uses = parts.flatMap((part) => part.uses);
    for (const deviation of deviations) {
      if (deviation.line.kind !== "rejected") continue;
      for (const use of uses.filter((one) => covers(deviation, one))) {
        // Asked again, or settled since.
        const isReopened = deviations.some((one) => one.line.kind !== "rejected" && covers(one, use));
        if (isReopened || isStanding(context, use)) continue;
        const standards = standardsFor(stack, use).map((one) => one.name);
        if (standards.includes(use.mention.technology.name)) continue;
        const related = [
          { chunk: deviation.chunk, span: deviation.section.name, message: `${nameOf(deviation)} was rejected.` },
        ];
        const data = { name: nameOf(deviation), technology: nameOfUse(use), standards };
        yield { chunk: use.chunk, span: use.mention.span, data, related };
      }
    }
  },
  message: ({ name, technology }) => `${name} was rejected, but the stack still uses ${technology}.`,
  fixes({ chunk, index, span, data }, context) {
    const use = useAt(context, index, span.start - chunk.start);
    return use ? useStandard(context, use, data.standards) : [];
  },
});
