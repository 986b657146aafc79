import { type Span, shift } from "../document/positions.ts";
import { escapeMarkdown } from "../document/text.ts";
import { isStanding } from "../rules/deviationCover.ts";
import { areaTitle } from "../rules/deviationEntry.ts";
import { nameOf } from "../rules/deviationParts.ts";
import type { RuleContext } from "../rules/rule.ts";
import type { Deviation } from "../stack/deviations.ts";
import { covers } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { Mention, Technology } from "../stack/technology.ts";
import type { StackUse } from "../stack/uses.ts";
import type { Analysis } from "./analysis.ts";
import { stateText } from "./approval/lenses.ts";
import { approvals, deviationId } from "./approval/states.ts";
import { adviceOn, isStandardAt, type StackPlace, sourceOf, standingOf } from "./technologyCard.ts";

/** What is known about the technology at an offset of a chunk. */
export interface TechnologyHover {
  readonly markdown: string;
  /** Its name, in UTF-16 offsets of the chunk. */
  readonly span: Span;
}

/**
 * Says of a technology in a field of the stack, or in Standard or Actual of a deviation, whether it is standard, and
 * how its deviation stands. Nothing where the stack document doesn't settle that part.
 *
 * @param at UTF-16 offset in the chunk
 */
export function technologyHover(analysis: Analysis, chunk: number, at: number): TechnologyHover | undefined {
  const { context } = analysis;
  const { parts, deviations } = context.technologies;
  const use = parts.flatMap((part) => part.uses).find((one) => one.chunk === chunk && isUsedAt(one, at));
  if (use) return card(analysis, use.mention, placeOf(context, use), use);
  for (const deviation of deviations.filter((one) => one.chunk === chunk)) {
    for (const value of [deviation.standard, deviation.actual]) {
      const mentions = mentionsIn(value?.text ?? "").map((one) => moved(one, value?.span.start ?? 0));
      const mention = mentions.find((one) => holds(one, at));
      const place = mention && placeFor(context, deviation, mention.technology);
      if (mention && place) return card(analysis, mention, place, undefined, deviation);
    }
  }
  return undefined;
}

function card(
  analysis: Analysis,
  { technology, span }: Mention,
  place: StackPlace,
  use: StackUse | undefined,
  entry?: Deviation,
): TechnologyHover | undefined {
  const { policy } = analysis.context;
  const isStandard = isStandardAt(policy, technology, place);
  if (isStandard === undefined) return undefined;
  const parts = [
    `**${escapeMarkdown(technology.name)}** – ${escapeMarkdown(standingOf(policy, technology, place))}`,
    isStandard ? "" : escapeMarkdown(deviationState(analysis, use, entry)),
    ...adviceOn(policy, technology, place),
    sourceOf(policy),
  ];
  return { markdown: parts.filter((part) => part !== "").join("\n\n"), span };
}

/** How the deviation of a use stands. */
function deviationState(analysis: Analysis, use: StackUse | undefined, entry: Deviation | undefined): string {
  const { context } = analysis;
  const { deviations } = context.technologies;
  const deviation = entry ?? deviations.findLast((one) => use && covers(one, use));
  if (deviation) {
    const state = approvals(analysis).find((one) => one.id === deviationId(deviation, deviations));
    return state ? `${nameOf(deviation)}: ${stateText(state)}.` : "";
  }
  if (use && isStanding(context, use)) return "Approved once for all missions, in the configuration.";
  return "No deviation covers it.";
}

function placeOf(context: RuleContext, use: StackUse): StackPlace {
  return { area: use.area, choice: use.choice, title: areaTitle(context, use) };
}

/** The part of the stack that a deviation speaks of: the one that its heading names, else the one that uses the technology. */
function placeFor(context: RuleContext, deviation: Deviation, technology: Technology): StackPlace | undefined {
  const uses = context.technologies.parts.flatMap((part) => part.uses);
  const use = uses.find((one) => covers(deviation, one) && one.mention.technology.id === technology.id);
  if (use) return placeOf(context, use);
  const [area] = deviation.areas;
  const section = context.schema.sections.find((one) => one.role === area);
  if (area === undefined || !section) return undefined;
  const { kinds } = technology;
  const choice = kinds.includes("language")
    ? "language"
    : kinds.includes("hosting") && !kinds.some((kind) => ["database", "frontend", "backend"].includes(kind))
      ? "hosting"
      : "product";
  return { area, choice, title: section.title };
}

function holds({ span, version }: Mention, at: number): boolean {
  return (
    (span.start <= at && at <= span.end) ||
    (version !== undefined && version.span.start <= at && at <= version.span.end)
  );
}

/** A use has its name's place in the chunk, and its version's place in the value. */
function isUsedAt({ mention, value }: StackUse, at: number): boolean {
  const { version } = mention;
  const inChunk = version && { ...version, span: shift(version.span, value.span.start) };
  return holds({ ...mention, version: inChunk }, at);
}

function moved({ technology, span, version }: Mention, by: number): Mention {
  return {
    technology,
    span: shift(span, by),
    version: version && { ...version, span: shift(version.span, by) },
  };
}
