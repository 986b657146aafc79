import type { BlockFact, ChunkFacts, CodeBlock, FieldFact } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { type Conventions, isExampleLabel } from "../template/conventions.ts";
import { hasName } from "../template/matchSections.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import type { EntityFacts, EntityIndex, Named } from "./entities.ts";
import { type FieldList, fieldsInBlocks, fieldsInLines, NO_FIELDS } from "./entityFields.ts";
import { indexesInBlocks, indexesInLine, indexesInLines } from "./entityIndexes.ts";
import { headOf } from "./tables.ts";

const FIELDS = "entity.fields";
const INDEXES = "entity.indexes";

/** The table or node that an entry describes. */
export function entryEntity(
  section: AlignedSection,
  kind: SchemaSection,
  facts: ChunkFacts,
  conventions: Conventions,
): EntityFacts | undefined {
  const heading = nameIn(section, facts);
  if (!heading || isPlaceholder(heading.name, kind)) return undefined;
  const fence = section.fence ?? fenceOf(section, facts, conventions);
  const read = section.fence ? NO_FIELDS : labelledFields(section, kind, facts);
  const own = read.fields.length > 0 || !fence ? read : fencedFields(fence, kind, facts);
  const labelled = section.fence ? [] : labelledIndexes(section, facts);
  const indexes = labelled.length > 0 || !fence ? labelled : fencedIndexes(fence, kind, facts);
  const { title } = section;
  const graph = kind.graph.some((word) => normaliseName(title).startsWith(word));
  return { ...heading, source: "entry", graph, ...own, indexes };
}

/**
 * The table that an ordinary heading below the tables describes, such as `#### users`: one with a list or a table of
 * fields. Nothing for other headings.
 */
export function plainEntity(section: AlignedSection, kind: SchemaSection, facts: ChunkFacts): EntityFacts | undefined {
  const parent = section.parent?.schema?.role;
  if (parent !== "entities" && parent !== "schema") return undefined;
  const heading = nameIn(section, facts);
  const label = facts.fields.find((field) => isNamed(kind, FIELDS, field.label));
  if (!heading || (!label && !facts.blocks.some((block) => isFieldTable(block, kind, facts)))) return undefined;
  const own = label ? fieldsInBlocks(label.blocks, facts) : directFields(kind, facts);
  if (own.fields.length === 0) return undefined;
  const index = facts.fields.find((field) => isNamed(kind, INDEXES, field.label));
  return { ...heading, source: "entry", graph: false, ...own, indexes: index ? indexesOf(index, facts) : [] };
}

/** The bare name in a heading such as "Table: `users` (accounts)", with its remark or its schema as the qualifier. */
function nameIn(
  { name, shape }: AlignedSection,
  facts: ChunkFacts,
): (Named & { readonly qualifier: string }) | undefined {
  const end = shape === "heading" && facts.heading ? facts.heading.span.end : name.end;
  const written = facts.text.slice(name.start, name.end);
  const literal = /^(?:[^:–—]*[:–—]|.*\s-)\s*/su.exec(written)?.[0].length ?? 0;
  const match =
    /^[`*_"]{0,3}(?:(?<schema>[\p{L}_][\p{L}\p{N}_]*)\.)?(?<bare>[\p{L}_][\p{L}\p{N}_-]*(?:\s[\p{L}\p{N}_]+){0,3})/u.exec(
      written.slice(literal),
    );
  const { schema = "", bare } = match?.groups ?? {};
  if (!match || bare === undefined) return undefined;
  const start = name.start + literal + match[0].length - bare.length;
  const remark = /\(([^()]*)\)/u.exec(facts.text.slice(start + bare.length, end))?.[1] ?? "";
  const span: Span = { start, end: start + bare.length };
  return { name: bare, span, qualifier: normaliseName(`${schema} ${remark}`) };
}

function isPlaceholder(name: string, kind: SchemaSection): boolean {
  return [...kind.placeholders.keys()].some((inner) => normaliseName(inner) === normaliseName(name));
}

/** The fields below the label for them, else a list or table of them that stands for itself. */
function labelledFields(section: AlignedSection, kind: SchemaSection, facts: ChunkFacts): FieldList {
  const field = fieldsOf(section, facts).find((one) => one.schema.role === FIELDS)?.fact;
  if (!field) return directFields(kind, facts);
  if (field.inline.end > field.inline.start) return NO_FIELDS;
  return fieldsInBlocks(field.blocks, facts);
}

function directFields(kind: SchemaSection, facts: ChunkFacts): FieldList {
  const table = facts.blocks.find((block) => isFieldTable(block, kind, facts));
  return table ? fieldsInBlocks([table], facts) : NO_FIELDS;
}

/** Whether a block is a table whose first column holds fields, as its head says. */
function isFieldTable(block: BlockFact, kind: SchemaSection, facts: ChunkFacts): boolean {
  if (block.kind !== "table") return false;
  const [first = "", second] = headOf(facts.text, block);
  return (
    second !== undefined &&
    (isNamed(kind, FIELDS, first) || isNamed(kind, FIELDS, `${first}s`) || /^name$/i.test(first))
  );
}

function labelledIndexes(section: AlignedSection, facts: ChunkFacts): EntityIndex[] {
  const field = fieldsOf(section, facts).find((one) => one.schema.role === INDEXES)?.fact;
  return field ? indexesOf(field, facts) : [];
}

function indexesOf(field: FieldFact, facts: ChunkFacts): EntityIndex[] {
  const { inline, blocks } = field;
  if (inline.end > inline.start) return indexesInLine(facts.text.slice(inline.start, inline.end), inline.start);
  return indexesInBlocks(blocks, facts);
}

/** The plain fence in which the entry's labels stand below its heading. */
function fenceOf({ shape }: AlignedSection, facts: ChunkFacts, conventions: Conventions): CodeBlock | undefined {
  if (shape !== "heading") return undefined;
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, conventions));
  return facts.blocks.find(
    (block): block is CodeBlock =>
      block.kind === "code" && block.labels.length > 1 && !examples.some((one) => one.blocks.includes(block)),
  );
}

function fencedFields(fence: CodeBlock, kind: SchemaSection, { text }: ChunkFacts): FieldList {
  const lines = linesBelow(fence, kind, FIELDS);
  return lines.length === 0 ? NO_FIELDS : fieldsInLines(lines, text);
}

function fencedIndexes(fence: CodeBlock, kind: SchemaSection, { text }: ChunkFacts): EntityIndex[] {
  return indexesInLines(linesBelow(fence, kind, INDEXES), text);
}

/** The lines of a fence that stand below one of the entry's labels, up to the next. */
function linesBelow(fence: CodeBlock, kind: SchemaSection, role: string): Span[] {
  const own = fence.labels.filter(({ label }) => kind.fields.some((field) => hasName(field, label)));
  const label = own.find((one) => isNamed(kind, role, one.label));
  if (!label) return [];
  const next = own.find((one) => one.name.start > label.name.start)?.name.start ?? fence.span.end;
  return fence.lines.filter((line) => line.start > label.name.start && line.end <= next);
}

function isNamed(kind: SchemaSection, role: string, label: string): boolean {
  return kind.fields.some((field: SchemaField) => field.role === role && hasName(field, label));
}
