import { readDocument } from "../document/document.ts";
import type { FieldFact } from "../document/facts.ts";
import { withLineEnds } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { type Position, type Range, type Span, shift } from "../document/positions.ts";
import { withoutSecrets } from "../document/secrets.ts";
import { escapeMarkdown, normaliseName, withoutRemark } from "../document/text.ts";
import { type AlignedSection, partsOf } from "../template/alignment.ts";
import { hasName, namesField } from "../template/matchSections.ts";
import type { Example, SchemaField, SchemaSection } from "../template/schema.ts";
import { fieldsIn } from "../template/unfilled.ts";
import type { Analysis } from "./analysis.ts";
import { systemHover } from "./systemHover.ts";
import { technologyHover } from "./technologyHover.ts";

/** What is known about the place under the pointer. */
export interface Hover {
  readonly markdown: string;
  /** The bare name that it is about. */
  readonly range: Range;
}

/**
 * What the template says about a section, an entry or a field, on its heading or label, and what the stack document
 * says about a technology in a field of the stack; where a table or endpoint is referred to, a card of it. Nothing
 * elsewhere.
 *
 * @param position 0-based, the character in UTF-16
 */
export function hover(analysis: Analysis, position: Position): Hover | undefined {
  const { document, alignment } = analysis;
  if (!alignment.recognised) return undefined;
  const offset = document.lines.offsetAt(position);
  const index = document.chunks.findLastIndex((chunk) => chunk.start <= offset);
  const chunk = document.chunks[index];
  if (!chunk) return undefined;
  const at = offset - chunk.start;
  const answer = (markdown: string, name: Span): Hover | undefined =>
    // A title alone says nothing that the document doesn't.
    markdown.includes("\n")
      ? { markdown: withoutSecrets(markdown), range: document.lines.rangeOf(shift(name, chunk.start)) }
      : undefined;
  const technology = technologyHover(analysis, index, at);
  if (technology) return answer(technology.markdown, technology.span);
  const part = systemHover(analysis, index, at);
  if (part) return answer(part.markdown, part.span);
  for (const section of alignment.sections.filter((one) => one.chunk === index)) {
    if (!section.schema || section.depth === 0) continue;
    const place = section.shape === "heading" ? chunk.facts.heading?.span : section.name;
    if (place && holds(place, at)) return answer(sectionMarkdown(section.schema, writtenName(section)), section.name);
    if (section.shape !== "heading") continue;
    const field = fieldsIn(section, chunk.facts).find(({ fact }) =>
      holds({ start: fact.span.start, end: fact.name.end }, at),
    );
    if (!field) continue;
    const owner = ownerOf(section, field.schema) ?? section.schema;
    return answer(fieldMarkdown(field.schema, owner, field.fact.label), field.fact.name);
  }
  return undefined;
}

/**
 * What the template says about a section, in Markdown: its title, purpose, guidance and examples.
 *
 * @param written its name in the document, if that is another
 */
export function sectionMarkdown(section: SchemaSection, written?: string): string {
  const isRenamed = written !== undefined && !section.entry && !isSameName(written, section.title);
  return blocks([
    `**${escapeMarkdown(section.title)}**`,
    isRenamed ? `In the template, "${escapeMarkdown(written)}" is called "${escapeMarkdown(section.title)}".` : "",
    escapeMarkdown(section.about),
    section.prose === undefined ? "" : quote([section.prose]),
    ...section.examples.map((example) => exampleMarkdown(example.label, example.source)),
  ]);
}

/**
 * What the template says about a field, in Markdown: its label, purpose, guidance, choices and its part of the examples.
 *
 * @param written its label in the document, if that is another
 */
export function fieldMarkdown(field: SchemaField, section: SchemaSection, written?: string): string {
  const isRenamed = written !== undefined && !field.repeats && !isSameName(written, field.label);
  const guidance = [...section.placeholders.values()].filter((one) => one.field === field.label && !one.choices);
  const { choices } = field;
  const options = choices?.options.map((option) => `\`${option}\``).join(" · ") ?? "";
  return blocks([
    `**${escapeMarkdown(field.label)}**`,
    isRenamed ? `In the template, "${escapeMarkdown(written)}" is called "${escapeMarkdown(field.label)}".` : "",
    escapeMarkdown(field.about),
    quote(guidance.map((one) => one.inner)),
    choices ? `Choices: ${options}${choices.open ? " · …" : ""}` : "",
    ...section.examples.map((example) => exampleMarkdown(example.label, partFor(field, example))),
  ]);
}

/** The name that the document has in place of the template's. */
function writtenName(section: AlignedSection): string | undefined {
  return section.parent === undefined || section.match === "same" ? undefined : section.title;
}

/** The section of the template that a field belongs to: the one whose labels stand in the same chunk. */
function ownerOf(section: AlignedSection, field: SchemaField): SchemaSection | undefined {
  const holdsField = (fields: readonly SchemaField[]): boolean =>
    fields.some((one) => one === field || holdsField(one.fields));
  return partsOf(section).find((part) => part.schema && holdsField(part.schema.fields))?.schema;
}

/** What an example says for a field: its line, with what belongs to it; empty if the example has no such label. */
function partFor(field: SchemaField, example: Example): string {
  const { facts } = readDocument(example.source).chunks[0] ?? {};
  if (!facts) return "";
  const find = (all: readonly FieldFact[]): FieldFact | undefined =>
    all.find((fact) => namesField(field, fact)) ?? all.map((fact) => find(fact.fields)).find(Boolean);
  const fact = find(facts.fields);
  if (fact) return facts.text.slice(fact.span.start, fact.span.end);
  const code = facts.blocks[0];
  if (code?.kind !== "code") return "";
  const at = code.labels.findIndex(({ label }) => hasName(field, label));
  const start = code.labels[at];
  if (!start) return "";
  const end = code.labels[at + 1]?.name.start ?? code.lines.at(-1)?.end;
  return facts.text.slice(start.name.start, end).trim();
}

/** Whether two names differ by no more than a remark behind one of them. */
function isSameName(one: string, other: string): boolean {
  const [a, b] = [normaliseName(one), normaliseName(other)];
  return a === b || normaliseName(withoutRemark(one)) === b || a === normaliseName(withoutRemark(other));
}

/** An example in a fence that is longer than any inside. */
function exampleMarkdown(label: string, source: string): string {
  if (source === "") return "";
  const block = readDocument(source).chunks[0]?.facts.blocks[0];
  const fenced = block?.kind === "code" ? block : undefined;
  const code = fenced?.code ?? withLineEnds(source, "\n");
  const longest = Math.max(2, ...allMatches(code, /`+/g).map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  const language = fenced ? fenced.language || "text" : "markdown";
  return `${escapeMarkdown(label)}:\n\n${fence}${language}\n${code}\n${fence}`;
}

function quote(guidance: readonly string[]): string {
  return guidance.map((inner) => `> ${escapeMarkdown(inner)}`).join("\n>\n");
}

function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

function holds(span: Span, at: number): boolean {
  return span.start <= at && at <= span.end;
}
