import { type Span, shift } from "../document/positions.ts";
import { escapeMarkdown } from "../document/text.ts";
import { isStanding, staleFor } from "../rules/deviationCover.ts";
import { areaTitle } from "../rules/deviationEntry.ts";
import { nameOf } from "../rules/deviationParts.ts";
import type { RuleContext } from "../rules/rule.ts";
import type { Deviation } from "../stack/deviations.ts";
import { covers, outsideStandard } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { Mention } from "../stack/technology.ts";
import { choiceOf, type StackUse } from "../stack/uses.ts";
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
      const place = mention && placeFor(context, deviation, mention);
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
  const { deviations, parts } = context.technologies;
  const covering = entry ?? deviations.findLast((one) => use && covers(one, use));
  if (!covering && use && isStanding(context, use)) return "Approved once for all missions, in the configuration.";
  const deviation = covering ?? (use && staleFor(context, use)?.deviation);
  if (deviation) {
    const state = approvals(analysis).find((one) => one.id === deviationId(deviation, deviations));
    return state ? `${nameOf(deviation)}: ${stateText(state)}.` : "";
  }
  const part = parts.find((one) => use && one.uses.includes(use));
  const isAsked = use && part && outsideStandard(context.policy.stack, part).includes(use);
  return isAsked ? "No deviation covers it." : "It needs no deviation of its own.";
}

function placeOf(context: RuleContext, { area, choice }: Pick<StackUse, "area" | "choice">): StackPlace {
  return { area, choice, title: areaTitle(context, { area, choice }) };
}

/** The part of the stack that a deviation names a technology for; nothing if no part that it is about chooses such. */
function placeFor(context: RuleContext, deviation: Deviation, mention: Mention): StackPlace | undefined {
  const uses = context.technologies.parts.flatMap((part) => part.uses).filter((use) => covers(deviation, use));
  const use = uses.find((one) => one.mention.technology.id === mention.technology.id);
  if (use) return placeOf(context, use);
  // An entry whose heading names no part of the stack is about those that use what it names.
  const areas = deviation.areas.length > 0 ? deviation.areas : uses.map((one) => one.area);
  for (const area of areas) {
    const choice = choiceOf(mention, area);
    if (choice) return placeOf(context, { area, choice });
  }
  return undefined;
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
