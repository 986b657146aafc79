import { firstLine } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import type { ApprovalLine } from "../stack/approval.ts";
import type { Deviation } from "../stack/deviations.ts";
import type { ApprovalRecord } from "../stack/record.ts";
import type { Mention, Technology } from "../stack/technology.ts";
import { fieldsOf } from "../template/alignment.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { type Edit, factsOf, type RuleContext, sliceOf } from "./rule.ts";

/*
 * What the rules about deviations have in common.
 */

/** How messages call a deviation: "Deviation 2", else by its heading. */
export function nameOf(deviation: Deviation): string {
  const title = deviation.section.title;
  const { number } = deviation;
  if (number === undefined) return `"${title}"`;
  return title.slice(0, title.indexOf(String(number)) + String(number).length);
}

/** The words that stand before the number of a deviation, as the template's headings have them, normalised. */
export function deviationNames({ schema }: Pick<RuleContext, "schema">): string[] {
  const sections = schema.sections.filter((section) => section.role === "deviation");
  const titles = sections.flatMap((section) => [section.name, ...section.aliases]);
  return [...new Set(titles.flatMap((title) => /^[\p{L} ]+/u.exec(title)?.[0].trim() ?? []))];
}

/** Where a finding about the approval stands: at its value, else at its label or the entry's heading. */
export function approvalSpan({ approval, section }: Deviation): Span {
  if (!approval) return section.name;
  return approval.span.end > approval.span.start ? firstLineOf(approval.text, approval.span) : approval.name;
}

function firstLineOf(text: string, span: Span): Span {
  return { start: span.start, end: span.start + firstLine(text).trimEnd().length };
}

/** The deviation that a finding is about. */
export function deviationAt(context: RuleContext, chunk: number, name: Span): Deviation | undefined {
  return context.technologies.deviations.find((one) => one.chunk === chunk && one.section.name.start === name.start);
}

/** The name of the mission: of the field for it, else what the title says; empty while neither is filled in. */
export function missionOf(context: RuleContext): string {
  return missionNames(context)[0] ?? "";
}

/** Whether an entry's record is of another mission: it was copied together with its approval. */
export function isOfOtherMission(context: RuleContext, { record, line }: Deviation): boolean {
  const names = missionNames(context);
  // What is still to be asked for gets its record then.
  if (!record || record.value.mission === "" || names.length === 0 || line.kind === "open") return false;
  return !names.some((name) => isSameName(name, record.value.mission));
}

/** The field for the mission, and what the title says besides the template's words. */
function missionNames(context: RuleContext): string[] {
  const { root } = context.alignment;
  const facts = factsOf(context, root);
  const field = fieldsOf(root, facts).find((one) => one.schema.role === "mission");
  const value = field ? sliceOf(facts, field.fact.inline).trim() : "";
  const literal = context.schema.title.title.replace(/\[[^\]]*\].*$/, "").trim();
  const { title } = root;
  const named = title.toLowerCase().startsWith(literal.toLowerCase()) ? title.slice(literal.length) : title;
  return [value, named.trim()].filter((name) => name !== "" && !name.startsWith("["));
}

/** Whether somebody is an approver, or is named together with one. */
export function isApprover(who: string, approvers: readonly string[]): boolean {
  const words = (name: string): string =>
    ` ${normaliseName(name)
      .split(/[^\p{L}\p{N}]+/u)
      .join(" ")
      .trim()} `;
  return approvers.some((approver) => words(who).includes(words(approver)));
}

/** Whether other placeholders of an entry are open, which then have the findings. */
export function waitsForOthers(context: RuleContext, { section, approval }: Deviation): boolean {
  const { definitions } = context.document;
  return openPlaceholders(factsOf(context, section), section, context.schema, definitions).some(
    (one) => !approval || !contains(approval.span, one.span),
  );
}

/** Whether a line says that somebody is to be asked, but not that anybody was: "Pending", "Requested on [date]". */
export function isUndatedRequest({ kind, date }: ApprovalLine): boolean {
  return kind === "requested" && (date === "" || date.startsWith("["));
}

/** What an approval says before anybody was asked. */
export function draftedApproval(context: RuleContext): string {
  const [approver] = context.policy.approvers;
  if (approver !== undefined) return `${approver} on [date]`;
  const field = context.schema.sections
    .flatMap((section) => section.fields)
    .find((one) => one.role === "deviation.approval");
  return field?.source.slice(`**${field.label}:**`.length).trim() ?? "";
}

/**
 * Writes another name over that of a technology. A version beside it goes too: it is no version of the other.
 *
 * @param mention of a technology in `text`, with its version's place in `text`
 * @param origin the offset of `text` in the document
 */
export function renameTechnology(text: string, mention: Mention, origin: number, name: string): Edit[] {
  const { span } = mention;
  const version = versionBeside(text, mention);
  const renamed = { span: { start: origin + span.start, end: origin + span.end }, text: name };
  if (!version) return [renamed];
  if (version.start === span.end) return [{ ...renamed, span: { ...renamed.span, end: origin + version.end } }];
  return [renamed, { span: { start: origin + version.start, end: origin + version.end }, text: "" }];
}

/** A technology as a text names it, with the version beside it. */
export function writtenTechnology(text: string, mention: Mention): string {
  const version = versionBeside(text, mention);
  const name = text.slice(mention.span.start, mention.span.end);
  return version ? name + text.slice(version.start, version.end) : name;
}

function versionBeside(text: string, { span, version }: Mention): Span | undefined {
  if (!version) return undefined;
  const between = /^(\*\*|__)?(?:\s+|\s*(\()\s*|@)[≥>=^~]*\s*(?:version\s+)?v?$/i.exec(
    text.slice(span.end, version.span.start),
  );
  if (!between) return undefined;
  const behind = text.slice(version.span.end);
  const later = /^(?:\.[x*]|\+|\s+(?:or|and)\s+(?:later|newer|above|higher|up)\b)*/i.exec(behind)?.[0].length ?? 0;
  const isClosed = between[2] === undefined || behind[later] === ")";
  const end = version.span.end + later + (between[2] === undefined ? 0 : 1);
  return isClosed ? { start: span.end + (between[1]?.length ?? 0), end } : undefined;
}

/** The record of what a deviation says now: what differs, and not what Standard and Actual have in common. */
export function recordOf(context: RuleContext, deviation: Deviation, date: string): ApprovalRecord {
  const { standardTechnologies, technologies, standard, actual } = deviation;
  const names = (all: readonly Technology[], others: readonly Technology[], text: string | undefined): string[] => {
    const own = differing(all, others);
    return own.length > 0 ? own.map((one) => one.name) : [(text ?? "").trim()];
  };
  return {
    mission: missionOf(context),
    area: deviation.area,
    standard: names(standardTechnologies, technologies, standard?.text),
    actual: names(technologies, standardTechnologies, actual?.text),
    date,
  };
}

/** The technologies that only one side of a deviation names; all of them if there are none. */
export function differing(all: readonly Technology[], others: readonly Technology[]): readonly Technology[] {
  const own = all.filter((one) => !others.includes(one));
  return own.length > 0 ? own : all;
}

/** Whether two names are the same but for case, spaces and decoration. */
export function isSameName(one: string, other: string): boolean {
  return normaliseName(one) === normaliseName(other);
}

/** What the approval's line says once somebody was asked. */
export function requestedApproval(approver: string, date: string): string {
  return `Pending – requested from ${approver} on ${date}`;
}
