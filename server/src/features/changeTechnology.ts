import { contains, type Position, type Range, type Span, shift } from "../document/positions.ts";
import { nameOfUse } from "../rules/deviationCover.ts";
import { areaTitle } from "../rules/deviationEntry.ts";
import { renameTechnology } from "../rules/deviationParts.ts";
import { sectionSpan } from "../rules/edits.ts";
import type { Edit } from "../rules/rule.ts";
import { mentionsIn, technologyNamed } from "../stack/technologies.ts";
import type { VersionMention } from "../stack/technology.ts";
import type { StackPart, StackUse } from "../stack/uses.ts";
import { leftoverExamples, openPlaceholders } from "../template/unfilled.ts";
import type { Analysis } from "./analysis.ts";
import { minimumOf } from "./technologyCard.ts";
import {
  isHosting,
  isIdle,
  isProduct,
  isRespelling,
  optionFor,
  ownEdits,
  respell,
  type Target,
  type TechnologyChange,
  versionField,
} from "./technologyEdits.ts";
import { technologyOptions } from "./technologyOptions.ts";

export type { TechnologyChange };

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
  /** What speaks for it, in the stack document's words; empty if it says nothing. */
  readonly reason: string;
  /** The version to begin with; empty if the stack document recommends none. */
  readonly version: string;
  /** Where it may run, the standard first. */
  readonly hosts: readonly string[];
  /** Runs at its maker's only: there is no version and no host to choose. */
  readonly hosted: boolean;
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
    const option = isProduct(use) ? optionFor(analysis, use.area, technology) : undefined;
    return [
      {
        name: text,
        detail,
        reason: option?.useWhen[0] ?? option?.reasons[0] ?? "",
        version: minimumOf(context.policy, technology) ?? "",
        hosts: (option?.hosting ?? []).map((one) => one.name),
        hosted: isProduct(use) && technology.hosted,
      },
    ];
  });
  const host = part.uses.find((one) => one.choice === "hosting");
  return {
    title: areaTitle(context, use),
    current: nameOfUse(use),
    choices,
    versioned: isProduct(use) && (versionField(part) !== undefined || use.mention.version !== undefined),
    hosting: isProduct(use) && host ? nameOfUse(host) : "",
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
  const own = ownEdits(analysis, found, change).filter((edit) => !isIdle(analysis, edit));
  return { own, mentions: mentionEdits(analysis, found, change, own) };
}

/** Reads what a user typed over a name: "PostgreSQL 15 on Render" is a name, a version and a host. */
export function readChange(text: string): TechnologyChange {
  const written = text.trim();
  const [first, ...others] = mentionsIn(written);
  if (!first || first.span.start > 0) return { name: written };
  const host = others.find((one) => one.technology.kinds.includes("hosting"));
  const ends = [first.span.end, first.version ? endOfVersion(written, first.version) : 0, host?.span.end ?? 0];
  // Words that are none of the three belong to a name that isn't known.
  const isWhole = /^\W*$/u.test(written.slice(Math.max(...ends)));
  if (!isWhole) return { name: written };
  // "Next.js 15 API Routes" has its version inside.
  const isInside = first.version !== undefined && contains(first.span, first.version.span);
  return {
    name: isInside ? first.technology.name : written.slice(first.span.start, first.span.end),
    ...(first.version ? { version: first.version.text } : {}),
    ...(host ? { hosting: written.slice(host.span.start, host.span.end) } : {}),
  };
}

/** Where a version ends with what stands around its number: "7 or later". */
function endOfVersion(text: string, { span, text: whole }: VersionMention): number {
  return span.start - whole.indexOf(text.slice(span.start, span.end)) + whole.length;
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
  return part.uses.find(isProduct);
}

/** The edits of all other places that name the technology. */
function mentionEdits(analysis: Analysis, target: Target, change: TechnologyChange, own: readonly Edit[]): Edit[] {
  const { document } = analysis;
  const { use } = target;
  // "Hosting: Airtable" is about the place; everywhere else its name means the product.
  if (use.choice === "product" && isHosting(use.value)) return [];
  const taken = [...own.map((edit) => edit.span), ...untouched(analysis, target)];
  return document.chunks.flatMap(({ facts: { text }, start }) =>
    mentionsIn(text)
      .filter(({ technology }) => technology.id === use.mention.technology.id)
      .map((mention) =>
        isRespelling(use, change)
          ? [respell(mention, start, change.name)]
          : renameTechnology(text, mention, start, change.name),
      )
      .filter((edits) => !edits.some(({ span }) => taken.some((other) => meets(span, other))))
      .flat()
      .filter((edit) => !isIdle(analysis, edit)),
  );
}

/**
 * The parts of a document that keep the names they have: deviations with all that stands around their entries, comments,
 * what is still the template's, and the field that says where the technology runs.
 */
function untouched({ document, alignment, context }: Analysis, { part, use }: Target): Span[] {
  const { schema } = context;
  const deviations = alignment.sections
    .filter((section) => section.schema?.role === "deviations" || section.schema?.role === "deviation")
    .map((section) => sectionSpan(context, section));
  const hosts = use.choice === "product" ? part.values.filter(isHosting).map((value) => value.span) : [];
  const inChunks = document.chunks.flatMap(({ facts, start }, index) => {
    const placeholders = alignment.sections
      .filter((section) => section.chunk === index)
      .flatMap((section) => openPlaceholders(facts, section, schema, document.definitions));
    const open = facts.blocks.filter((block) => block.kind === "html" && block.unclosed);
    const spans = [
      ...[...facts.comments, ...placeholders, ...open].map((one) => one.span),
      ...leftoverExamples(facts, schema),
      ...(index === use.chunk ? hosts : []),
    ];
    return spans.map((span) => shift(span, start));
  });
  return [...deviations, ...inChunks];
}

function meets(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
