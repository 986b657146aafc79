import type { ChunkFacts, CodeBlock } from "../document/facts.ts";
import { sameLines } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import type { AlignedSection } from "./alignment.ts";
import { hasName, matchesEntry } from "./matchSections.ts";
import type { SchemaField, SchemaSection } from "./schema.ts";

/*
 * Entries in the template's fenced form, edited in place: the labels of the entry stand at line starts inside a fence.
 */

/** The fences of a chunk that are entries on their own, were there no heading. */
export function entryFences(facts: ChunkFacts, kind: SchemaSection): CodeBlock[] {
  return codeOf(facts).filter((block) => isEntryFence(kind, facts, block) && !isExample(kind, facts, block));
}

/** Whether the label of a field stands in one of a chunk's plain fences. */
export function isInFence(field: SchemaField, facts: ChunkFacts): boolean {
  return codeOf(facts).some((block) => isPlainFence(block) && inFence(field, block));
}

/** The entry that a fence is. */
export function fencedEntry(
  facts: ChunkFacts,
  kind: SchemaSection,
  parent: AlignedSection,
  chunk: number,
  fence: CodeBlock,
): AlignedSection {
  const name = headOf(facts, fence);
  return {
    schema: kind,
    match: "entry",
    weak: false,
    shape: "fence",
    chunk,
    label: undefined,
    fence,
    name,
    title: facts.text.slice(name.start, name.end),
    depth: parent.depth + 1,
    parent,
    children: [],
    fields: [],
    missingFields: kind.fields.filter((field) => field.required && !inFence(field, fence)),
    missingSections: [],
    expectedDepth: undefined,
    notApplicable: false,
    untouched: false,
  };
}

function codeOf(facts: ChunkFacts): CodeBlock[] {
  return facts.blocks.flatMap((block) => (block.kind === "code" ? [block] : []));
}

function isPlainFence(block: CodeBlock): boolean {
  return block.language === "" || block.language === "text";
}

/** Whether fenced code is an entry written inside the fence: it holds at least two of the entry's labels. */
function isEntryFence(kind: SchemaSection, facts: ChunkFacts, block: CodeBlock): boolean {
  if (!isPlainFence(block)) return false;
  const head = headOf(facts, block);
  const count = kind.fields.filter((field) => inFence(field, block)).length;
  return count >= (matchesEntry(kind, facts.text.slice(head.start, head.end)) ? 1 : 2);
}

function inFence(field: SchemaField, fence: CodeBlock): boolean {
  return fence.labels.some(({ label }) => hasName(field, label));
}

/** The first line of code that isn't blank, without the spaces around it. */
function headOf(facts: ChunkFacts, { lines, span }: CodeBlock): Span {
  for (const line of lines) {
    const source = facts.text.slice(line.start, line.end);
    if (source.trim() === "") continue;
    return { start: line.end - source.trimStart().length, end: line.start + source.trimEnd().length };
  }
  return { start: span.start, end: span.start };
}

function isExample(kind: SchemaSection, facts: ChunkFacts, block: CodeBlock): boolean {
  return kind.examples.some((example) => sameLines(example.source, facts.text.slice(block.span.start, block.span.end)));
}
