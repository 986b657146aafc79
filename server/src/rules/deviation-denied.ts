import type { Span } from "../document/positions.ts";
import type { StackUse } from "../stack/uses.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { nameOfUse, uncoveredUses } from "./deviationCover.ts";
import { addDeviation, areaTitle, noneStatement } from "./deviationEntry.ts";
import { falseClaims } from "./falseClaims.ts";
import { defineRule, type Found, type RelatedPlace, type RuleContext } from "./rule.ts";
import { standardPlace } from "./stackFields.ts";

interface Data {
  /** What deviates: "Database is MongoDB". */
  readonly deviates: readonly string[];
  /** The section about deviations says that there are none; otherwise the stack says that it is the standard. */
  readonly stated: boolean;
}

/** The document says that there are no deviations, or that its stack is the standard one, and it isn't. */
export const deviationDenied = defineRule<Data>({
  id: "deviation-denied",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const statement = falseStatement(context);
    const claims = falseClaims(context);
    const [claim, ...others] = claims;
    const first = statement ?? claim;
    if (!first) return;
    const uses = [...new Set([...(statement?.uses ?? []), ...claims.flatMap((one) => one.uses)])].sort(byPlace);
    const places: RelatedPlace[] = [
      ...uses.map((use) => ({
        chunk: use.chunk,
        span: use.mention.span,
        message: `"${nameOfUse(use)}" is outside the standard stack.`,
      })),
      ...(statement ? claims : others).map(({ chunk, span }) => ({
        chunk,
        span,
        message: "This claims conformity with the standard stack too.",
      })),
    ];
    const areas = [...new Set(uses.map((use) => use.area))];
    const related = [...places.sort(byPlace), ...areas.flatMap((area) => standardPlace(context, area))];
    const data = { deviates: uses.map((use) => deviates(context, use)), stated: statement !== undefined };
    // What nobody but us calls the standard can't be binding.
    const severity = context.policy.stack.source === undefined ? { severity: "warning" as const } : {};
    yield { chunk: first.chunk, span: first.span, data, related, ...severity };
  },
  message: ({ deviates, stated }) =>
    stated
      ? `No deviations are stated, but ${deviates.join(" and ")}.`
      : `Conformity with the standard stack is claimed, but ${deviates.join(" and ")}.`,
  fixes: ({ data }, context) =>
    data.stated
      ? uncoveredUses(context).flatMap((use) => {
          const added = addDeviation(context, use);
          const title = `Replace it by a deviation for "${nameOfUse(use)}"`;
          return added?.replaces ? [{ title, kind: "choice" as const, edits: added.edits }] : [];
        })
      : [],
});

interface FalseStatement {
  readonly chunk: number;
  readonly span: Span;
  readonly uses: readonly StackUse[];
}

/** The statement that there are no deviations, where there are some that nothing covers. */
function falseStatement(context: RuleContext): FalseStatement | undefined {
  const { technologies, alignment } = context;
  const isIt = (one: AlignedSection): boolean => one.schema?.role === "deviations" && one.shape === "heading";
  const section = alignment.sections.find(isIt);
  if (!section || technologies.deviations.length > 0) return undefined;
  const span = noneStatement(context, section);
  const uses = uncoveredUses(context).filter((use) => noneStatement(context, section, use));
  return span && uses.length > 0 ? { chunk: section.chunk, span, uses } : undefined;
}

function deviates(context: RuleContext, use: StackUse): string {
  return `${areaTitle(context, use)} is ${nameOfUse(use)}`;
}

type Place = StackUse | RelatedPlace;

/** In the order of the document. */
function byPlace(one: Place, other: Place): number {
  const start = (place: Place): number => ("span" in place ? place.span : place.mention.span).start;
  return one.chunk - other.chunk || start(one) - start(other);
}
