import { standardsFor } from "../stack/standard.ts";
import { nameOfUse, staleFor, uncoveredUses, useAt, useStandard } from "./deviationCover.ts";
import { addDeviation, areaTitle } from "./deviationEntry.ts";
import { defineRule, type Fix, type Found } from "./rule.ts";
import { standardPlace } from "./stackFields.ts";

interface Data {
  readonly area: string;
  readonly technology: string;
  readonly standards: readonly string[];
}

/** The stack has something outside of the standard stack, and no deviation covers it. */
export const deviationUndeclared = defineRule<Data>({
  id: "deviation-undeclared",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { stack } = context.policy;
    // What nobody but us calls the standard can't be binding.
    const severity = stack.source === undefined ? { severity: "warning" as const } : {};
    for (const use of uncoveredUses(context)) {
      if (staleFor(context, use)) continue;
      const data = {
        area: areaTitle(context, use),
        technology: nameOfUse(use),
        standards: standardsFor(stack, use).map((one) => one.name),
      };
      yield {
        chunk: use.chunk,
        span: use.mention.span,
        data,
        related: standardPlace(context, use.area),
        ...severity,
      };
    }
  },
  message: ({ area, technology, standards }) =>
    `${area} "${technology}" is outside the standard stack (${standards.join(", ")}), and no deviation covers it.`,
  fixes({ chunk, index, span, data }, context) {
    const use = useAt(context, index, span.start - chunk.start);
    if (!use) return [];
    const added = addDeviation(context, use);
    const remark = added?.replaces ? ", which replaces the statement that there are none" : "";
    const title = `Add a deviation for "${data.technology}"${remark}`;
    const fixes: Fix[] = added ? [{ title, kind: "choice", edits: added.edits }] : [];
    return [...fixes, ...useStandard(context, use, data.standards)];
  },
});
