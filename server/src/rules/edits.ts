import type { Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { renderSection } from "../template/render.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";

/** What stands in a section or field that does not apply. */
export function notApplicableText(context: RuleContext): string {
  return `${context.schema.conventions.notApplicable[0] ?? "N/A"} – does not apply to this mission`;
}

/** The document offsets of a section: from its heading to the end of the last section below it. */
export function sectionSpan(context: RuleContext, section: AlignedSection): Span {
  const chunks = context.document.chunks;
  let last = section.chunk;
  const visit = (one: AlignedSection): void => {
    last = Math.max(last, one.chunk);
    one.children.forEach(visit);
  };
  visit(section);
  return { start: chunks[section.chunk]?.start ?? 0, end: chunks[last + 1]?.start ?? context.document.text.length };
}

/** Where the content of a section ends: before the rule and the blank lines that lead to the next heading. */
export function contentEnd(context: RuleContext, section: AlignedSection): number {
  const { start, end } = sectionSpan(context, section);
  const text = context.document.text.slice(start, end);
  const kept = text.replace(/(?:\s*(?:\r\n|\n)[ ]{0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*)?\s*$/, "");
  return start + Math.max(kept.length, factsOf(context, section).heading?.span.end ?? 0);
}

/** Inserts a section with everything below it at its place among the sections that are there. */
export function insertSection(context: RuleContext, parent: AlignedSection, section: SchemaSection, body?: string): Edit {
  const depth = Math.max(parent.depth, 1) + section.depth - Math.max(parent.schema?.depth ?? 1, 1);
  const heading = `${"#".repeat(Math.min(6, depth))} ${section.heading}`;
  const text = body === undefined ? renderSection(section, { depth }) : `${heading}\n\n${body}`;
  const before = neighbour(parent, section);
  const at = before ? contentEnd(context, before) : ownEnd(context, parent);
  const isRuled = before ? hasRuleBehind(context, at) : false;
  const start = context.document.text.slice(0, at).trim() === "" ? "" : isRuled ? "\n\n---\n\n" : "\n\n";
  const isLast = context.document.text.slice(at).trim() === "";
  return { span: { start: at, end: at }, text: `${start}${text}${isLast && at === context.document.text.length ? "\n" : ""}` };
}

/** Inserts fields at their place among the fields that are there, in the style of those. */
export function insertFields(context: RuleContext, section: AlignedSection, fields: readonly SchemaField[]): Edit[] {
  const chunk = context.document.chunks[section.chunk];
  const all = section.schema?.fields ?? [];
  const inserted = new Map<number, string>();
  for (const field of fields) {
    const before = all.slice(0, all.indexOf(field)).findLast((one) => section.fields.some((aligned) => aligned.schema === one));
    const previous = section.fields.find((aligned) => aligned.schema === before);
    const isItem = (previous ?? section.fields[0])?.fact.item ?? section.shape === "label";
    const own = section.label ? section.label.span.end : ownEnd(context, section) - (chunk?.start ?? 0);
    const at = (chunk?.start ?? 0) + (previous?.fact.span.end ?? own);
    const isTight = isItem || (previous !== undefined && !field.source.includes("\n") && previous.fact.blocks.length === 0);
    const indent = isItem ? itemIndent(context, previous?.fact.span.start ?? 0, chunk?.start ?? 0) : "";
    const text = isItem ? `${indent}- ${field.source.replace(/\n/g, `\n${indent}  `)}` : field.source;
    inserted.set(at, `${inserted.get(at) ?? ""}${isTight ? "\n" : "\n\n"}${text}`);
  }
  return [...inserted].map(([at, text]) => ({ span: { start: at, end: at }, text }));
}

/** Removes text together with the line ending and the blank lines that it would leave doubled. */
export function removeBlock(context: RuleContext, span: Span): Edit {
  const text = context.document.text;
  let start = span.start;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  const behind = /^[ \t]*(?:\r\n|\n|\r)?/.exec(text.slice(span.end))?.[0].length ?? 0;
  let end = span.end + behind;
  const hasBlankBefore = /(?:^|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, start));
  const blankBehind = /^(?:[ \t]*(?:\r\n|\n|\r))+/.exec(text.slice(end))?.[0].length ?? 0;
  if (hasBlankBefore) end += blankBehind;
  return { span: { start, end }, text: "" };
}

function ownEnd(context: RuleContext, section: AlignedSection): number {
  const chunk = context.document.chunks[section.chunk];
  if (!chunk) return context.document.text.length;
  const content = chunk.facts.blocks.filter((block) => block.kind !== "break");
  return chunk.start + (content.at(-1)?.span.end ?? chunk.facts.heading?.span.end ?? 0);
}

/** The section that stands before the place of `section`, in the template's order. */
function neighbour(parent: AlignedSection, section: SchemaSection): AlignedSection | undefined {
  const order = parent.schema?.children ?? [];
  const earlier = order.slice(0, order.indexOf(section));
  for (const one of [...earlier].reverse()) {
    const found = parent.children.findLast((child) => child.schema === one && child.shape === "heading");
    if (found) return found;
  }
  return undefined;
}

function hasRuleBehind(context: RuleContext, offset: number): boolean {
  return /^\s*(?:-{3,}|\*{3,}|_{3,})[ \t]*(?:\r|\n|$)/.test(context.document.text.slice(offset));
}

function itemIndent(context: RuleContext, start: number, chunkStart: number): string {
  const before = context.document.text.slice(0, chunkStart + start);
  return /(?:^|\n|\r)([ \t]*)[-*+] [^\n\r]*$/.exec(before)?.[1] ?? "";
}
