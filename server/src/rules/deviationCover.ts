import { shift } from "../document/positions.ts";
import { daysBetween, isDay } from "../stack/approval.ts";
import type { Deviation } from "../stack/deviations.ts";
import { areasNamed } from "../stack/deviations.ts";
import { covers, isSame, outsideStandard } from "../stack/standard.ts";
import { mentionsIn, technologyMeant, technologyNamed } from "../stack/technologies.ts";
import type { Technology } from "../stack/technology.ts";
import type { StackUse } from "../stack/uses.ts";
import type { FieldValue } from "../template/values.ts";
import { differing, isOfOtherMission, renameTechnology, writtenTechnology } from "./deviationParts.ts";
import type { Fix, RuleContext } from "./rule.ts";
import { unreadChunks } from "./unreadText.ts";

/*
 * Which deviation is about what of the stack, and whether its record still says the same.
 */

/**
 * Whether a deviation of any state, or a standing approval, is about a use. A deviation that can't be read in full may be
 * about any.
 */
export function isCovered(context: RuleContext, use: StackUse): boolean {
  const unread = unreadChunks(context);
  const isAbout = (one: Deviation): boolean => covers(one, use) || unread.has(one.chunk);
  return context.technologies.deviations.some(isAbout) || isStanding(context, use);
}

/** The uses of the whole stack that are outside of the standard one. */
export function usesOutside({ technologies, policy }: RuleContext): StackUse[] {
  return technologies.parts.flatMap((part) => outsideStandard(policy.stack, part));
}

/** Those of them that no deviation and no standing approval is about. */
export function uncoveredUses(context: RuleContext): StackUse[] {
  return usesOutside(context).filter((use) => !isCovered(context, use));
}

/** Whether an organisation has settled a use once and for all its missions. */
export function isStanding({ policy, schema, today }: RuleContext, use: StackUse): boolean {
  return policy.standingApprovals.some(({ technology, area, until }) => {
    const named = technologyMeant(technology);
    if (!named || !isSame(named, use.mention.technology)) return false;
    if (area !== undefined && !areasNamed(area, schema).includes(use.area)) return false;
    return until === undefined || today === undefined || !isDay(until) || daysBetween(today, until) >= 0;
  });
}

/** What a use names, as the author wrote it. */
export function nameOfUse({ value, mention }: StackUse): string {
  const { start, end } = shift(mention.span, -value.span.start);
  return value.text.slice(start, end);
}

/** The use at a place of a chunk. */
export function useAt({ technologies }: RuleContext, chunk: number, start: number): StackUse | undefined {
  return technologies.parts
    .flatMap((part) => part.uses)
    .find((use) => use.chunk === chunk && use.mention.span.start === start);
}

/** The fixes that write what is standard in place of a use. */
export function useStandard(context: RuleContext, use: StackUse, standards: readonly string[]): Fix[] {
  const { value, mention, chunk } = use;
  const local = { ...mention, span: shift(mention.span, -value.span.start) };
  const origin = (context.document.chunks[chunk]?.start ?? 0) + value.span.start;
  return standards.map((standard) => ({
    title: `Use the standard "${standard}" in place of "${writtenTechnology(value.text, local)}"`,
    kind: "choice",
    edits: renameTechnology(value.text, local, origin, standard),
  }));
}

/** An approved deviation whose part of the stack was changed afterwards, and what it was approved for. */
export interface Stale {
  readonly deviation: Deviation;
  readonly was: readonly Technology[];
}

/** The approved deviation whose part of the stack a use changed afterwards; nothing if there is none. */
export function staleFor(context: RuleContext, use: StackUse): Stale | undefined {
  const { deviations, parts } = context.technologies;
  const uses = parts.flatMap((part) => part.uses);
  for (const deviation of deviations) {
    const { line, record, areas, technologies } = deviation;
    if (line.kind !== "approved" || !record || !areas.includes(use.area)) continue;
    const was = technologies.filter((technology) => isSameChoice(technology, use));
    if (was.length > 0 && !uses.some((other) => covers(deviation, other))) return { deviation, was };
  }
  return undefined;
}

/** Whether a technology could stand where a use stands: a host for a host, a database for a database. */
function isSameChoice(technology: Technology, use: StackUse): boolean {
  if (use.choice === "hosting") return technology.kinds.includes("hosting");
  if (use.choice === "language") return technology.kinds.includes("language");
  return technology.kinds.some((kind) => use.mention.technology.kinds.includes(kind));
}

/** A value of an entry that is no longer as it was approved, with the names then and now. */
export interface Changed {
  readonly value: FieldValue;
  readonly was: readonly string[];
  readonly is: readonly string[];
}

/** What of an approved entry is no longer as its record says; nothing for the record of another mission. */
export function changedSince(context: RuleContext, deviation: Deviation): Changed | undefined {
  const { record, technologies, standardTechnologies, actual, standard, line } = deviation;
  if (!record || line.kind !== "approved" || isOfOtherMission(context, deviation)) return undefined;
  const compare = (
    approved: readonly string[],
    value: FieldValue | undefined,
    all: readonly Technology[],
    others: readonly Technology[],
  ): Changed | undefined => {
    if (!value || value.text.trim() === "" || approved.length === 0) return undefined;
    const is = all.length > 0 ? all.map((one) => one.name) : [value.text.trim()];
    const was = approved.flatMap((one) => {
      const names = mentionsIn(one).map((mention) => mention.technology.name);
      return all.length > 0 && names.length > 0 ? names : [one];
    });
    // What both sides have in common need not be in the record.
    const own = all.length > 0 ? differing(all, others).map((one) => one.name) : is;
    const isEqual = was.every((one) => is.some((other) => meanSame(one, other)));
    // Nor need what is standard, which needs no approval.
    const isWhole = own.every((one) => isStandardName(context, one) || was.some((other) => meanSame(one, other)));
    if (isEqual && isWhole) return undefined;
    const isOwn = (one: Technology): boolean => own.includes(one.name);
    const written = mentionsIn(value.text).filter((mention) => isOwn(mention.technology));
    const shown = [...new Set(written.map(({ span }) => value.text.slice(span.start, span.end)))];
    return { value, was, is: shown.length > 0 ? shown : is };
  };
  return (
    compare(record.value.actual, actual, technologies, standardTechnologies) ??
    compare(record.value.standard, standard, standardTechnologies, technologies)
  );
}

function isStandardName({ policy: { stack } }: RuleContext, name: string): boolean {
  const technology = technologyNamed(name);
  if (!technology) return false;
  const choices = stack.areas.flatMap((area) => area.choices);
  const standard = choices.flatMap((one) => [...one.technologies, ...one.languages, ...one.hosting]);
  return standard.some((one) => isSame(one, technology));
}

function meanSame(one: string, other: string): boolean {
  const [a, b] = [technologyNamed(one), technologyNamed(other)];
  return a && b ? isSame(a, b) : one.trim().toLowerCase() === other.trim().toLowerCase();
}
