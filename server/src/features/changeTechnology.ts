import { contains, type Position, type Range, type Span, shift } from "../document/positions.ts";
import { nameOfUse } from "../rules/deviationCover.ts";
import { areaTitle } from "../rules/deviationEntry.ts";
import { renameTechnology } from "../rules/deviationParts.ts";
import { notApplicableText } from "../rules/edits.ts";
import type { Edit } from "../rules/rule.ts";
import type { StackChoice } from "../stack/stack.ts";
import { areaOf, isSame } from "../stack/standard.ts";
import { mentionsIn, technologyNamed } from "../stack/technologies.ts";
import type { Mention, Technology } from "../stack/technology.ts";
import type { StackPart, StackUse } from "../stack/uses.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import type { FieldValue } from "../template/values.ts";
import type { Analysis } from "./analysis.ts";
import { minimumOf } from "./technologyCard.ts";
import { technologyOptions } from "./technologyOptions.ts";

/** What comes in place of a technology. */
export interface TechnologyChange {
  /** As it is to be written. */
  readonly name: string;
  /** Empty for none: then a field for the version asks for one. Without it, the stack document's minimum. */
  readonly version?: string;
  /** Without it, what the stack document has for the technology, if the present host is none of it. */
  readonly hosting?: string;
}

/** The edits of a change. */
export interface TechnologyEdits {
  /** Of the fields of the part itself. */
  readonly own: readonly Edit[];
  /** Of other places that name the technology: somebody should look at each. */
  readonly mentions: readonly Edit[];
}

/** What can stand in place of a technology. */
export interface TechnologyChoice {
  readonly name: string;
  readonly detail: string;
  /** The version to begin with; empty if the stack document recommends none. */
  readonly version: string;
  /** Where it may run, the standard first. */
  readonly hosts: readonly string[];
}

/** A part of the stack with what can stand in it. */
export interface TechnologyChoices {
  /** "Database". */
  readonly title: string;
  readonly current: string;
  readonly choices: readonly TechnologyChoice[];
  /** Whether a version can be written: there is a field for it, or the value has one. */
  readonly versioned: boolean;
  /** Where it runs now; empty if the part doesn't say. */
  readonly hosting: string;
}

/**
 * The name of a technology in a field of the stack: what a rename changes. Nothing elsewhere.
 *
 * @param position 0-based, the character in UTF-16
 */
export function technologyAt(
  analysis: Analysis,
  position: Position,
): { readonly range: Range; readonly name: string } | undefined {
  const use = useAt(analysis, position);
  if (!use) return undefined;
  const { document } = analysis;
  return { range: document.lines.rangeOf(spanOf(analysis, use)), name: nameOfUse(use) };
}

/** The parts of the stack that have a technology to change, each with a place in it. */
export function changeableParts(
  analysis: Analysis,
): { readonly title: string; readonly current: string; readonly range: Range }[] {
  return analysis.context.technologies.parts.flatMap((part) => {
    const use = productOf(part);
    if (!use) return [];
    const range = analysis.document.lines.rangeOf(spanOf(analysis, use));
    return [{ title: areaTitle(analysis.context, use), current: nameOfUse(use), range }];
  });
}

/** What can stand in place of the technology at a position, or of what its part is built with. */
export function technologyChoices(analysis: Analysis, position: Position): TechnologyChoices | undefined {
  const found = targetAt(analysis, position);
  const { part, use } = found ?? {};
  if (!part || !use) return undefined;
  const { context } = analysis;
  const options = technologyOptions(analysis, part.section, use.value.schema) ?? [];
  const choices = options.flatMap(({ text, detail }): TechnologyChoice[] => {
    const technology = technologyNamed(text);
    // Names with a version are the completion's; the version is asked for here.
    if (!technology || technology.id === use.mention.technology.id) return [];
    const hosts =
      use.choice === "product" ? (optionFor(analysis, use.area, technology)?.hosting ?? []).map((one) => one.name) : [];
    return [{ name: text, detail, version: minimumOf(context.policy, technology) ?? "", hosts }];
  });
  const host = part.uses.find((one) => one.choice === "hosting");
  return {
    title: areaTitle(context, use),
    current: nameOfUse(use),
    choices,
    versioned: use.choice === "product" && (versionField(part) !== undefined || use.mention.version !== undefined),
    hosting: use.choice === "product" && host ? nameOfUse(host) : "",
  };
}

/**
 * Writes another technology in place of the one at a position: in its field with version and host, and in every other
 * place that names it, fences included. Deviations are left alone: they are records, and rules speak up about them.
 *
 * @returns nothing if there is no technology at the position
 */
export function changeTechnology(
  analysis: Analysis,
  position: Position,
  change: TechnologyChange,
): TechnologyEdits | undefined {
  const found = targetAt(analysis, position);
  if (!found) return undefined;
  const { part, use } = found;
  const own =
    use.choice === "product" ? productEdits(analysis, part, use, change) : nameEdits(analysis, use, change.name);
  return { own, mentions: mentionEdits(analysis, use, change.name, own) };
}

/** Reads what a user typed over a name: "PostgreSQL 15 on Render" is a name, a version and a host. */
export function readChange(text: string): TechnologyChange {
  const written = text.trim();
  const [first, ...others] = mentionsIn(written);
  if (!first || first.span.start > 0) return { name: written };
  const host = others.find((one) => one.technology.kinds.includes("hosting"));
  const ends = [first.span.end, first.version?.span.end ?? 0, host?.span.end ?? 0];
  // Words that are none of the three belong to a name that isn't known.
  const isWhole = /^\W*$/u.test(written.slice(Math.max(...ends)));
  if (!isWhole) return { name: written };
  return {
    name: written.slice(first.span.start, first.span.end),
    ...(first.version ? { version: first.version.text } : {}),
    ...(host ? { hosting: written.slice(host.span.start, host.span.end) } : {}),
  };
}

interface Target {
  readonly part: StackPart;
  readonly use: StackUse;
}

/** The technology at a position, else what the part around it is built with. */
function targetAt(analysis: Analysis, position: Position): Target | undefined {
  const { parts } = analysis.context.technologies;
  const use = useAt(analysis, position);
  if (use) {
    const part = parts.find((one) => one.uses.includes(use));
    return part && { part, use };
  }
  const { offset, chunk } = placeOf(analysis, position);
  const around = parts.filter((one) => one.section.chunk === chunk);
  // Several parts can share a chunk, as groups with a bold label: the last that begins before the position.
  const part = around.findLast((one) => one.section.name.start <= offset) ?? around[0];
  const product = part && productOf(part);
  return product && { part, use: product };
}

function useAt(analysis: Analysis, position: Position): StackUse | undefined {
  const { offset, chunk } = placeOf(analysis, position);
  return analysis.context.technologies.parts
    .flatMap((part) => part.uses)
    .find(({ chunk: own, mention }) => own === chunk && mention.span.start <= offset && offset <= mention.span.end);
}

function placeOf({ document }: Analysis, position: Position): { readonly offset: number; readonly chunk: number } {
  const offset = document.lines.offsetAt(position);
  const chunk = document.chunks.findLastIndex((one) => one.start <= offset);
  return { offset: offset - (document.chunks[chunk]?.start ?? 0), chunk };
}

function spanOf({ document }: Analysis, { chunk, mention }: StackUse): Span {
  return shift(mention.span, document.chunks[chunk]?.start ?? 0);
}

function productOf(part: StackPart): StackUse | undefined {
  return part.uses.find((use) => use.choice === "product");
}

function versionField(part: StackPart): FieldValue | undefined {
  return part.values.find((value) => value.schema.role === "stack.version");
}

function productEdits(analysis: Analysis, part: StackPart, use: StackUse, change: TechnologyChange): Edit[] {
  const { context, document } = analysis;
  const technology = technologyNamed(change.name);
  const version = change.version ?? (technology && minimumOf(context.policy, technology)) ?? "";
  const field = versionField(part);
  const hadVersion = use.mention.version !== undefined;
  const name = !field && hadVersion && version !== "" ? `${change.name} ${version}` : change.name;
  const start = document.chunks[use.chunk]?.start ?? 0;
  const placeholder = /\[[^\]]*\]/.exec(field?.schema.source ?? "")?.[0] ?? "";
  const isWritten = field !== undefined && field.text.trim() !== "" && field.text.trim() !== placeholder;
  // A product that runs at its maker's has no version to choose.
  const none = technology?.hosted ? notApplicableText(context) : placeholder;
  const versions: Edit[] =
    field && (isWritten || change.version) ? [{ span: shift(field.span, start), text: version || none }] : [];
  return [
    ...nameEdits(analysis, use, name),
    ...versions,
    ...hostEdits(analysis, part, use, change, technology),
    ...fittingEdits(analysis, part, use, "language", technology),
  ];
}

function hostEdits(
  analysis: Analysis,
  part: StackPart,
  use: StackUse,
  { hosting }: TechnologyChange,
  technology: Technology | undefined,
): Edit[] {
  const host = part.uses.find((one) => one.choice === "hosting" && one !== use);
  if (!host) return [];
  if (hosting !== undefined) return nameOfUse(host) === hosting ? [] : nameEdits(analysis, host, hosting);
  const { value } = host;
  if (!technology?.hosted || value.schema.role !== "stack.hosting")
    return fittingEdits(analysis, part, use, "hosting", technology);
  const span = shift(value.span, analysis.document.chunks[host.chunk]?.start ?? 0);
  return [{ span, text: notApplicableText(analysis.context) }];
}

/** Writes the standard's host or language for the new technology, if the present one is none of those that fit. */
function fittingEdits(
  analysis: Analysis,
  part: StackPart,
  use: StackUse,
  kind: "hosting" | "language",
  technology: Technology | undefined,
): Edit[] {
  const present = part.uses.find((one) => one.choice === kind && one !== use);
  const option = technology && optionFor(analysis, use.area, technology);
  const fitting = (kind === "hosting" ? option?.hosting : option?.languages) ?? [];
  const [standard] = fitting;
  if (!present || !standard || fitting.some((one) => isSame(one, present.mention.technology))) return [];
  return nameEdits(analysis, present, standard.name);
}

/** What the stack document says about a technology in a part of the stack. */
function optionFor({ context }: Analysis, area: string, technology: Technology): StackChoice | undefined {
  const choices = areaOf(context.policy.stack, area)?.choices ?? [];
  return choices.find((one) => one.technologies.some((other) => isSame(other, technology)));
}

/** Writes a name over that of a use; the version beside it goes, since it is none of the other. */
function nameEdits({ document }: Analysis, { chunk, value, mention }: StackUse, name: string): Edit[] {
  const local = { ...mention, span: shift(mention.span, -value.span.start) };
  return renameTechnology(value.text, local, (document.chunks[chunk]?.start ?? 0) + value.span.start, name);
}

/** The edits of all other places that name the technology. */
function mentionEdits(analysis: Analysis, use: StackUse, name: string, own: readonly Edit[]): Edit[] {
  const { document, context } = analysis;
  const deviations = new Set(context.technologies.deviations.map((one) => one.chunk));
  return document.chunks.flatMap((chunk, index): Edit[] => {
    if (deviations.has(index)) return [];
    const { facts } = chunk;
    const left = [...facts.comments.map((one) => one.span), ...leftoverExamples(facts, context.schema)];
    const isOld = ({ technology, span }: Mention): boolean =>
      technology.id === use.mention.technology.id && !left.some((one) => contains(one, span));
    return mentionsIn(facts.text)
      .filter(isOld)
      .map((mention) => renameTechnology(facts.text, mention, chunk.start, name))
      .filter((edits) => !edits.some((edit) => own.some((other) => meets(edit.span, other.span))))
      .flat();
  });
}

function meets(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
