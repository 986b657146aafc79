import type { ListBlock } from "../document/facts.ts";
import { endOfLine, linesOf, listMarker, startOfLine } from "../document/lines.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { renderSection } from "../template/render.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { contentEnd, insertBlock, ownEnd, paddingBehind, sectionSpan } from "./edits.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";

/**
 * Inserts a section with everything below it at its place among the sections that are there, in their style: as a
 * label with a list where its neighbours are written so, and with rules (`---`) where those have them.
 *
 * @param body what stands in it, in place of the template's text
 */
export function insertSection(
  context: RuleContext,
  parent: AlignedSection,
  section: SchemaSection,
  body?: string,
): Edit {
  const headings = parent.children.filter((child) => child.shape === "heading");
  const labelled = parent.children.filter((child) => child.shape === "label");
  if (headings.length === 0 && labelled.length > 0) return insertLabelled(context, labelled, section, body);
  const isRuled = hasRules(context, parent, headings, section);
  const depth = Math.max(parent.depth, 1) + section.depth - Math.max(parent.schema?.depth ?? 1, 1);
  const text =
    body === undefined
      ? rendered(context, section, depth)
      : `${"#".repeat(Math.min(6, depth))} ${section.heading}\n\n${body}`;
  const before = neighbour(headings, parent, section);
  if (before) return insertBlock(context, contentEnd(context, before), isRuled ? `---\n\n${text}` : text);
  const next = headings[0];
  const start = next ? sectionSpan(context, next).start : undefined;
  // Without a title the first section starts the document, and there is nothing to stand behind.
  if (start === sectionSpan(context, parent).start)
    return { span: { start, end: start }, text: `${text}\n\n${isRuled ? "---\n\n" : ""}` };
  const at = ownEnd(context, parent);
  // The rule behind the lines under the title stays there; below another heading the first section needs none.
  if (parent.depth <= 1 && hasRuleBehind(context, parent.chunk)) return insertBlock(context, at, `---\n\n${text}`);
  return insertBlock(context, at, isRuled && next ? `${text}\n\n---` : text);
}

/** Inserts fields at their place among the fields that are there, in the style of those. */
export function insertFields(context: RuleContext, section: AlignedSection, fields: readonly SchemaField[]): Edit[] {
  return insertAmong(
    context,
    section,
    section.schema?.fields ?? [],
    fieldsOf(section, factsOf(context, section)),
    fields,
  );
}

/** Inserts sub-fields into a field that has some of them. */
export function insertSubFields(
  context: RuleContext,
  section: AlignedSection,
  parent: AlignedField,
  fields: readonly SchemaField[],
): Edit[] {
  return insertAmong(context, section, parent.schema.fields, parent.fields, fields);
}

function insertAmong(
  context: RuleContext,
  section: AlignedSection,
  order: readonly SchemaField[],
  present: readonly AlignedField[],
  fields: readonly SchemaField[],
): Edit[] {
  const inserted = new Map<
    string,
    { readonly neighbour: AlignedField | undefined; readonly isBefore: boolean; readonly fields: SchemaField[] }
  >();
  for (const field of fields) {
    const at = order.indexOf(field);
    const previous = present.findLast(
      (one) => order.indexOf(one.schema) < at && order.indexOf(one.schema) === nearest(order, present, at),
    );
    const next = previous ? undefined : present.find((one) => order.indexOf(one.schema) > at);
    const key = `${(previous ?? next)?.fact.span.start ?? -1}`;
    const group = inserted.get(key) ?? { neighbour: previous ?? next, isBefore: previous === undefined, fields: [] };
    inserted.set(key, { ...group, fields: [...group.fields, field] });
  }
  return [...inserted.values()].map((group) =>
    group.neighbour
      ? insertBeside(context, section, group.neighbour, present, group.fields, group.isBefore)
      : insertAlone(context, section, group.fields),
  );
}

/** The place of the last present field that the template has before a place. */
function nearest(order: readonly SchemaField[], present: readonly AlignedField[], at: number): number {
  return Math.max(-1, ...present.map((one) => order.indexOf(one.schema)).filter((place) => place < at));
}

function insertBeside(
  context: RuleContext,
  section: AlignedSection,
  neighbour: AlignedField,
  present: readonly AlignedField[],
  fields: readonly SchemaField[],
  isBefore: boolean,
): Edit {
  const { text } = context.document;
  const origin = context.document.chunks[section.chunk]?.start ?? 0;
  const { fact } = neighbour;
  const lineStart = startOfLine(text, origin + fact.span.start);
  const lead = text.slice(lineStart, origin + fact.span.start);
  const marker = fact.item ? listMarker(lead) || "- " : "";
  const isLoose = looseness(context, section, present) ?? (!fact.item && isLooseInTemplate(section, fields));
  const parts = fields.map((field) => (fact.item ? asItem(field, marker) : field.source));
  const needsBlank = (one: string): boolean => isLoose || (!fact.item && one.includes("\n"));
  if (isBefore) {
    const start = parts.map((part) => `${part}${needsBlank(part) ? "\n\n" : "\n"}`).join("");
    return { span: { start: lineStart, end: lineStart }, text: start };
  }
  const at = endOfLine(text, origin + fact.span.end);
  const isBlockBehind = !fact.item && fact.blocks.length > 0;
  const joined = parts
    .map(
      (part, i) =>
        `${needsBlank(part) || (isBlockBehind && i === 0) || (i > 0 && needsBlank(parts[i - 1] ?? "")) ? "\n\n" : "\n"}${part}`,
    )
    .join("");
  const endsInBlock = needsBlank(parts.at(-1) ?? "") || text.slice(at) === "";
  return { span: { start: at, end: at }, text: `${joined}${endsInBlock ? paddingBehind(text, at) : ""}` };
}

/** Inserts fields where the section has none yet. */
function insertAlone(context: RuleContext, section: AlignedSection, fields: readonly SchemaField[]): Edit {
  const origin = context.document.chunks[section.chunk]?.start ?? 0;
  const list = section.label?.blocks.find((block): block is ListBlock => block.kind === "list");
  if (!section.label || !list) {
    const isLoose = isLooseInTemplate(section, fields);
    const gap = (i: number): string =>
      isLoose || [fields[i - 1], fields[i]].some((one) => one?.source.includes("\n")) ? "\n\n" : "\n";
    const text = fields.map((field, i) => `${i === 0 ? "" : gap(i)}${field.source}`).join("");
    return insertBlock(context, ownEnd(context, section), text);
  }
  const first = origin + (list.items[0]?.span.start ?? list.span.start);
  const { text } = context.document;
  const marker = `${text.slice(startOfLine(text, first), first)}${text[first] ?? "-"} `;
  const at = endOfLine(text, origin + list.span.end);
  return { span: { start: at, end: at }, text: fields.map((field) => `\n${asItem(field, marker)}`).join("") };
}

/** A field as a list item: a value of one line stands beside its label, other lines move in. */
function asItem(field: SchemaField, marker: string): string {
  const lines = linesOf(field.source);
  const [label = "", value = ""] = lines;
  if (lines.length === 2 && listMarker(value) === "") return `${marker}${label} ${value}`;
  const indent = " ".repeat(marker.length);
  return lines.map((line, i) => (i === 0 ? `${marker}${line}` : line === "" ? "" : `${indent}${line}`)).join("\n");
}

/** Whether blank lines stand between the fields that are there; nothing if there are no two. */
function looseness(
  context: RuleContext,
  section: AlignedSection,
  present: readonly AlignedField[],
): boolean | undefined {
  const { text } = factsOf(context, section);
  const facts = present.map((one) => one.fact).sort((a, b) => a.span.start - b.span.start);
  const gaps = facts.slice(1).flatMap((fact, i) => {
    const before = facts[i];
    // A list below a label ends with a blank line in any style.
    if (!before || (!before.item && before.blocks.length > 0)) return [];
    const between = linesOf(text.slice(before.span.end, fact.span.start)).slice(1, -1);
    return [between.some((line) => line.trim() === "")];
  });
  return gaps.length === 0 ? undefined : gaps.filter(Boolean).length * 2 > gaps.length;
}

function isLooseInTemplate(section: AlignedSection, fields: readonly SchemaField[]): boolean {
  const scaffold = section.schema?.scaffold ?? "";
  return fields.every((field) => {
    const at = scaffold.indexOf(field.source);
    return at <= 0 || scaffold.slice(0, at).endsWith("\n\n");
  });
}

/** Inserts a section in the form of a label with a list, behind or before those that are written so. */
function insertLabelled(
  context: RuleContext,
  labelled: readonly AlignedSection[],
  section: SchemaSection,
  body: string | undefined,
): Edit {
  const order = section.parent?.children ?? [];
  const place = (one: AlignedSection): number => (one.schema ? order.indexOf(one.schema) : -1);
  const before = labelled.findLast((one) => place(one) < order.indexOf(section));
  const { text } = context.document;
  const beside = before ?? labelled[0];
  const origin = context.document.chunks[beside?.chunk ?? 0]?.start ?? 0;
  const span = beside?.label?.span ?? { start: 0, end: 0 };
  const isItem = beside?.label?.item ?? false;
  const lineStart = startOfLine(text, origin + span.start);
  const marker = isItem ? text.slice(lineStart, origin + span.start) : "";
  const indent = " ".repeat(marker.length);
  const fields = section.fields.map((field) => asItem(field, `${indent}- `));
  const content =
    body === undefined
      ? [`${marker}**${section.heading}:**`, ...fields].join("\n")
      : `${marker}**${section.heading}:** ${body}`;
  if (!before) return { span: { start: lineStart, end: lineStart }, text: `${content}${isItem ? "\n" : "\n\n"}` };
  const at = endOfLine(text, origin + span.end);
  if (!isItem) return insertBlock(context, at, content);
  return { span: { start: at, end: at }, text: `\n${content}${text.slice(at) === "" ? "\n" : ""}` };
}

/** The section that stands before the place of `section`, in the template's order. */
function neighbour(
  headings: readonly AlignedSection[],
  parent: AlignedSection,
  section: SchemaSection,
): AlignedSection | undefined {
  const order = parent.schema?.children ?? [];
  const earlier = order.slice(0, order.indexOf(section));
  for (const one of [...earlier].reverse()) {
    const found = headings.findLast((child) => child.schema === one);
    if (found) return found;
  }
  return undefined;
}

/** Whether rules stand between the sections below a heading; the template decides where there are no two of them. */
function hasRules(
  context: RuleContext,
  parent: AlignedSection,
  headings: readonly AlignedSection[],
  section: SchemaSection,
): boolean {
  const gaps = headings.slice(0, -1).map((one) => hasRuleBehind(context, endChunk(context, one)));
  if (gaps.length > 0) return gaps.filter(Boolean).length * 2 >= gaps.length;
  if (parent.depth <= 1) return context.document.chunks.some((_, i) => hasRuleBehind(context, i));
  const isRuledHere = headings.some((one) => hasRuleBehind(context, endChunk(context, one)));
  return isRuledHere && (section.ruled || headings.some((one) => one.schema?.ruled));
}

/** The text of the template's section, with rules between its parts where the document has them at that depth. */
function rendered(context: RuleContext, section: SchemaSection, depth: number): string {
  const { chunks } = context.document;
  const isRuled = chunks.some((chunk, i) => {
    const next = chunks[i + 1]?.facts.heading?.depth;
    return next === depth + 1 && (chunk.facts.heading?.depth ?? 0) >= next && hasRuleBehind(context, i);
  });
  return renderSection(section, { depth, ruled: isRuled }).replace(/(?:\n\n---)+$/, "");
}

function hasRuleBehind(context: RuleContext, chunk: number): boolean {
  return context.document.chunks[chunk]?.facts.blocks.at(-1)?.kind === "break";
}

function endChunk(context: RuleContext, section: AlignedSection): number {
  const { end } = sectionSpan(context, section);
  const next = context.document.chunks.findIndex((chunk) => chunk.start >= end);
  return next < 0 ? context.document.chunks.length - 1 : next - 1;
}
