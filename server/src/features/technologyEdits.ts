import { contains, type Span, shift } from "../document/positions.ts";
import { nameOfUse } from "../rules/deviationCover.ts";
import { renameTechnology, writtenTechnology } from "../rules/deviationParts.ts";
import { notApplicableText } from "../rules/edits.ts";
import type { Edit } from "../rules/rule.ts";
import type { StackChoice } from "../stack/stack.ts";
import { areaOf, isSame } from "../stack/standard.ts";
import { technologyNamed } from "../stack/technologies.ts";
import type { Mention, Technology } from "../stack/technology.ts";
import type { StackPart, StackUse } from "../stack/uses.ts";
import type { SchemaField } from "../template/schema.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import type { FieldValue } from "../template/values.ts";
import type { Analysis } from "./analysis.ts";
import { minimumOf } from "./technologyCard.ts";

/*
 * What a part of the stack says when its technology changes: name, version, host and language.
 */

/** What comes in place of a technology. */
export interface TechnologyChange {
  /** As it is to be written. */
  readonly name: string;
  /** Empty for none: then a field for the version asks for one. Without it, the stack document's minimum. */
  readonly version?: string;
  /** Without it, what the stack document has for the technology, if the present host is none of it. */
  readonly hosting?: string;
}

/** The technology that a change is about. */
export interface Target {
  readonly part: StackPart;
  readonly use: StackUse;
}

/** The edits of a part's own fields. */
export function ownEdits(analysis: Analysis, target: Target, change: TechnologyChange): Edit[] {
  const { use } = target;
  if (isProduct(use)) return productEdits(analysis, target, change);
  if (isRespelling(use, change)) return [respell(localMention(use), valueStart(analysis, use), change.name)];
  return nameEdits(analysis, use, [change.name, change.version ?? ""]);
}

/** Whether an edit changes nothing. */
export function isIdle({ document }: Analysis, { span, text }: Edit): boolean {
  return document.text.slice(span.start, span.end) === text;
}

/** Whether a technology with its version stays what it is, and only another of its names is written: Postgres, PostgreSQL. */
export function isRespelling(use: StackUse, change: TechnologyChange): boolean {
  return isSameProduct(use, change) && !change.version;
}

/** Writes another of its names over a technology, and keeps the version beside it. */
export function respell({ span, version }: Mention, origin: number, name: string): Edit {
  // "Next.js 15 API Routes" has its version inside.
  const inside = version && contains(span, version.span) ? ` ${version.text}` : "";
  return { span: shift(span, origin), text: name + inside };
}

/** The field for the version of a part. */
export function versionField(part: StackPart): FieldValue | undefined {
  return part.values.find((value) => value.schema.role === "stack.version");
}

/** Whether a value says where a part of the stack runs. */
export function isHosting({ schema }: FieldValue): boolean {
  return schema.role === "stack.hosting";
}

/** Whether a part is built with a technology. In the field for the host a product means its maker's place. */
export function isProduct({ choice, value }: StackUse): boolean {
  return choice === "product" && !isHosting(value);
}

/** What the stack document says about a technology in a part of the stack. */
export function optionFor({ context }: Analysis, area: string, technology: Technology): StackChoice | undefined {
  const choices = areaOf(context.policy.stack, area)?.choices ?? [];
  return choices.find((one) => one.technologies.some((other) => isSame(other, technology)));
}

function productEdits(analysis: Analysis, target: Target, change: TechnologyChange): Edit[] {
  const { part, use } = target;
  const hosts = hostEdits(analysis, target, change);
  const host = hosts || change.hosting === undefined ? "" : `on ${change.hosting}`;
  if (isRespelling(use, change)) {
    const name = respell(localMention(use), valueStart(analysis, use), change.name);
    return [host === "" ? name : { ...name, text: `${name.text} ${host}` }, ...(hosts ?? [])];
  }
  const technology = technologyNamed(change.name);
  const minimum = technology && minimumOf(analysis.context.policy, technology);
  const version = change.version ?? minimum ?? "";
  const field = versionField(part);
  const { version: present } = use.mention;
  const isApart = present !== undefined && !isBeside(use);
  // A version that nobody chose only takes the place of another.
  const isBehind = !field && !isApart && (present !== undefined || change.version !== undefined);
  return [
    ...nameEdits(analysis, use, [change.name, isBehind ? version : "", host]),
    ...(isApart ? apartEdits(analysis, use, present.span, version) : []),
    ...(field ? versionEdits(analysis, target, field, change, version) : []),
    ...(hosts ?? []),
    ...(technology && !isSameProduct(use, change) ? languageEdits(analysis, target, technology) : []),
  ];
}

function isSameProduct({ mention }: StackUse, { name }: TechnologyChange): boolean {
  return technologyNamed(name)?.id === mention.technology.id;
}

/** Whether the version of a use stands right beside its name or in it, so that it goes with the name. */
function isBeside(use: StackUse): boolean {
  const { span, version } = localMention(use);
  const isInside = version !== undefined && contains(span, version.span);
  return isInside || writtenTechnology(use.value.text, localMention(use)) !== nameOfUse(use);
}

/** Changes a version amid other words, as in "MongoDB (v7, replica set)"; one that isn't known waits for its author. */
function apartEdits(analysis: Analysis, use: StackUse, span: Span, version: string): Edit[] {
  const schema = use.section.schema?.fields.find((field) => field.role === "stack.version");
  const text = version || (schema ? placeholderOf(schema) : "");
  return text === "" ? [] : [{ span: shift(span, valueStart(analysis, use)), text }];
}

/** Writes the version into its field. One that still waits for its author goes on waiting unless somebody chose one. */
function versionEdits(
  analysis: Analysis,
  { part, use }: Target,
  field: FieldValue,
  change: TechnologyChange,
  version: string,
): Edit[] {
  const isWaiting = field.text.trim() === "" || placeholderIn(analysis, part, field) !== undefined;
  if (isWaiting && !change.version) return [];
  // Nobody chooses the version of a product that runs at its maker's.
  const isHosted = technologyNamed(change.name)?.hosted === true;
  const none = isHosted ? notApplicableText(analysis.context) : placeholderOf(field.schema);
  return [fill(analysis, part, use, field, version || none)];
}

/**
 * Writes the host: the chosen one, else what the stack document has for the technology if the present host is none of
 * that.
 *
 * @returns nothing if a host was chosen for which there is no place but behind the name
 */
function hostEdits(analysis: Analysis, target: Target, change: TechnologyChange): Edit[] | undefined {
  const { part, use } = target;
  const { hosting } = change;
  const hosts = hostsOf(target);
  if (hosting === undefined) return isSameProduct(use, change) ? [] : impliedHost(analysis, target, hosts, change);
  if (hosts.length > 0)
    return hosts.flatMap((host) => (nameOfUse(host) === hosting ? [] : nameEdits(analysis, host, [hosting])));
  const field = part.values.find((value) => isHosting(value) && !value.text.includes("\n"));
  return field && [fill(analysis, part, use, field, hosting)];
}

function impliedHost(
  analysis: Analysis,
  { use }: Target,
  hosts: readonly StackUse[],
  { name }: TechnologyChange,
): Edit[] {
  const technology = technologyNamed(name);
  if (!technology) return [];
  if (!technology.hosted) {
    const fitting = optionFor(analysis, use.area, technology)?.hosting ?? [];
    return hosts.flatMap((host) => fittingEdits(analysis, host, fitting));
  }
  return hosts.flatMap((host): Edit[] => {
    if (isHosting(host.value))
      return [{ span: shift(host.value.span, chunkStart(analysis, host)), text: notApplicableText(analysis.context) }];
    const clause = host.value === use.value ? hostClause(host.value.text, localMention(host).span) : undefined;
    return clause ? [{ span: shift(clause, valueStart(analysis, host)), text: "" }] : [];
  });
}

function languageEdits(analysis: Analysis, { part, use }: Target, technology: Technology): Edit[] {
  const present = part.uses.find((one) => one.choice === "language" && one !== use);
  const fitting = optionFor(analysis, use.area, technology)?.languages ?? [];
  return present ? fittingEdits(analysis, present, fitting) : [];
}

/** Writes the first of what fits over what is there, unless that is one of them. */
function fittingEdits(analysis: Analysis, present: StackUse, fitting: readonly Technology[]): Edit[] {
  const [standard] = fitting;
  if (!standard || fitting.some((one) => isSame(one, present.mention.technology))) return [];
  return nameEdits(analysis, present, [standard.name]);
}

/** Where a product runs, as its value says it, the field for it, or both. Its own name there means its maker's. */
function hostsOf({ part, use }: Target): StackUse[] {
  const isHost = (one: StackUse): boolean =>
    one.choice === "hosting" || (isHosting(one.value) && isSame(one.mention.technology, use.mention.technology));
  const [first, ...others] = part.uses.filter((one) => one !== use && isHost(one));
  if (!first) return [];
  // Another host is one for something else, such as backups.
  const again = others.find(
    (one) => one.value !== first.value && isSame(one.mention.technology, first.mention.technology),
  );
  return again ? [first, again] : [first];
}

/** The words that lead from a product to its host. */
const LEADING = /(?:,?\s+(?:deployed|hosted|managed|run|runs|running))?\s+(?:at|by|in|on)\s+[*_`]*$/iu;

/** The part of a value that says nothing but where a product runs: ", hosted on **Render**". */
function hostClause(text: string, { start, end }: Span): Span | undefined {
  const lead = LEADING.exec(text.slice(0, start))?.[0];
  const marks = /^[*_`]*/.exec(text.slice(end))?.[0] ?? "";
  return lead === undefined ? undefined : { start: start - lead.length, end: end + marks.length };
}

/** Writes words over the name of a use; the version beside it goes, since it is none of the other. */
function nameEdits(analysis: Analysis, use: StackUse, words: readonly string[]): Edit[] {
  const name = words.filter((word) => word !== "").join(" ");
  return renameTechnology(use.value.text, localMention(use), valueStart(analysis, use), name);
}

/** Writes a value into its field, over the placeholder if one still waits there. */
function fill(analysis: Analysis, part: StackPart, use: StackUse, field: FieldValue, text: string): Edit {
  const span = shift(placeholderIn(analysis, part, field) ?? field.span, chunkStart(analysis, use));
  // Right behind a label without a value.
  const isTight = span.start === span.end && !/\s/.test(analysis.document.text.charAt(span.start - 1));
  return { span, text: isTight ? ` ${text}` : text };
}

function placeholderIn({ document, context }: Analysis, { section }: StackPart, field: FieldValue): Span | undefined {
  const facts = document.chunks[section.chunk]?.facts;
  const open = facts ? openPlaceholders(facts, section, context.schema, document.definitions) : [];
  return open.find((one) => contains(field.span, one.span))?.span;
}

/** What the template has in a field: a bracket. */
function placeholderOf({ source }: SchemaField): string {
  return /\[[^\]]*\]/.exec(source)?.[0] ?? "";
}

/** The mention of a use with all its spans in the value, where that of its version is from the start. */
function localMention({ value, mention }: StackUse): Mention {
  return { ...mention, span: shift(mention.span, -value.span.start) };
}

function chunkStart({ document }: Analysis, { chunk }: StackUse): number {
  return document.chunks[chunk]?.start ?? 0;
}

function valueStart(analysis: Analysis, use: StackUse): number {
  return chunkStart(analysis, use) + use.value.span.start;
}
