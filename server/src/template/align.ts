import type { Chunk, Document } from "../document/document.ts";
import type { BlockFact, ChunkFacts, CodeBlock, FieldFact } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { contentLines, normaliseName, sameLines, withoutRemark } from "../document/text.ts";
import type { AlignedField, AlignedSection, Alignment, Match } from "./alignment.ts";
import { absenceOf } from "./conventions.ts";
import { type HeadingNode, headingTree } from "./headings.ts";
import { codeLabels, type HeadingMatch, matchesEntry, matchSections, namesField } from "./matchSections.ts";
import { isRequired, type Schema, type SchemaField, type SchemaSection } from "./schema.ts";

/**
 * Gives every part of a document its meaning by the template. A cheap pass over heading and label facts; total, and
 * without a look at any syntax tree.
 */
export function align(document: Document, schema: Schema): Alignment {
  const tree = headingTree(document);
  const aligner = new Aligner(document, schema, matchSections(document, schema, tree));
  const root = aligner.section(tree, { section: schema.title, match: "same", weak: false }, undefined);
  const sections = flatten(root);
  return { schema, root, sections, recognised: isRecognised(schema, sections, tree) };
}

type Building = { -readonly [K in keyof AlignedSection]: AlignedSection[K] } & { children: AlignedSection[] };

class Aligner {
  readonly #document: Document;
  readonly #schema: Schema;
  readonly #matches: ReadonlyMap<HeadingNode, HeadingMatch>;

  constructor(document: Document, schema: Schema, matches: ReadonlyMap<HeadingNode, HeadingMatch>) {
    this.#document = document;
    this.#schema = schema;
    this.#matches = matches;
  }

  section(heading: HeadingNode, match: HeadingMatch | undefined, parent: AlignedSection | undefined): AlignedSection {
    const chunk = this.#chunk(heading.chunk);
    const schema = match?.section;
    const unused = heading.children.filter((child) => !this.#matches.has(child));
    const fields = alignFields(schema?.fields ?? [], heading.chunk === 0 && !chunk.facts.heading ? [] : this.#fieldsOf(heading), heading.chunk);
    const section: Building = {
      schema,
      match: match?.match ?? "extra",
      weak: match?.weak ?? false,
      shape: "heading",
      chunk: heading.chunk,
      label: undefined,
      fence: undefined,
      name: chunk.facts.heading?.name ?? { start: 0, end: 0 },
      title: heading.title,
      depth: heading.depth,
      parent,
      children: [],
      fields: fields.aligned,
      missingFields: fields.missing.filter((field) => !unused.some((child) => child.names.includes(field.name))),
      missingSections: [],
      expectedDepth: undefined,
      notApplicable: this.#isNotApplicable(chunk.facts),
      untouched: false,
    };
    this.#addChildren(section, heading);
    const fences = codeOf(chunk.facts).filter(isPlainFence);
    section.missingFields = section.missingFields.filter((field) => !fences.some((fence) => inFence(field, fence)));
    if (isOwnList(chunk.facts, section.fields)) section.missingFields = [];
    section.untouched = isUntouched(section, chunk.facts);
    return section;
  }

  /** The labels of a section, and those in the chunks of its own extra sub-headings. */
  #fieldsOf(heading: HeadingNode): readonly FieldFact[] {
    return this.#chunk(heading.chunk).facts.fields;
  }

  #addChildren(section: Building, heading: HeadingNode): void {
    const schema = section.schema;
    for (const child of heading.children) {
      const match = this.#matches.get(child);
      section.children.push(this.section(child, match, section));
    }
    if (!schema) return;
    for (const child of schema.children) {
      if (child.entry) section.children.push(...this.#fencedEntries(section, child));
      else if (!this.#isFound(child)) this.#addLabelled(section, child);
    }
    section.children.sort((a, b) => a.chunk - b.chunk || a.name.start - b.name.start);
    section.missingSections = section.notApplicable ? [] : schema.children.filter((child) => isRequired(child) && !this.#isPresent(child, section));
    for (const child of section.children) markDepth(child, section);
  }

  /** A bold label with fields in a list in place of a heading. */
  #addLabelled(section: Building, child: SchemaSection): void {
    const facts = this.#chunk(section.chunk).facts;
    const label = facts.fields.find((fact) => namesSection(child, fact) && fact.blocks.some((block) => block.kind === "list"));
    if (!label || section.fields.some((field) => field.fact === label)) return;
    const fields = alignFields(child.fields, label.fields, section.chunk);
    section.children.push({
      schema: child,
      match: child.name === normaliseName(label.label) ? "same" : "alias",
      weak: false,
      shape: "label",
      chunk: section.chunk,
      label,
      fence: undefined,
      name: label.name,
      title: label.label,
      depth: section.depth + 1,
      parent: section,
      children: [],
      fields: fields.aligned,
      missingFields: fields.missing,
      missingSections: child.children.filter(isRequired),
      expectedDepth: undefined,
      notApplicable: false,
      untouched: false,
    });
  }

  /** Entries in the template's fenced form, edited in place, that have no heading of their own. */
  #fencedEntries(section: Building, kind: SchemaSection): AlignedSection[] {
    const holders = [{ chunk: section.chunk, own: undefined as string | undefined }];
    for (const child of section.children) if (child.schema === kind && child.shape === "heading") holders.push({ chunk: child.chunk, own: child.title });
    return holders.flatMap(({ chunk, own }) => {
      const facts = this.#chunk(chunk).facts;
      const fences = codeOf(facts).filter((block) => isEntryFence(kind, block) && !isExample(kind, facts, block));
      return (own === undefined ? fences : fences.slice(1)).map((fence) => this.#fencedEntry(section, kind, chunk, fence));
    });
  }

  #fencedEntry(parent: AlignedSection, kind: SchemaSection, chunk: number, fence: CodeBlock): AlignedSection {
    const text = this.#chunk(chunk).facts.text;
    const first = fence.code.split("\n").find((line) => line.trim() !== "") ?? "";
    const start = Math.max(fence.span.start, text.indexOf(first, fence.span.start + 3));
    return {
      schema: kind,
      match: "entry",
      weak: false,
      shape: "fence",
      chunk,
      label: undefined,
      fence,
      name: { start, end: start + first.trimEnd().length },
      title: first.trim(),
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

  /** Whether a section is there in any shape, or is implied by entries of its kind that stand beside it. */
  #isPresent(child: SchemaSection, parent: AlignedSection): boolean {
    if (this.#isFound(child) || parent.children.some((one) => one.schema === child)) return true;
    const entries = child.children.filter((one) => one.entry);
    return entries.some((entry) => flatten(parent).some((one) => one.schema === entry));
  }

  #isFound(section: SchemaSection): boolean {
    for (const match of this.#matches.values()) if (match.section === section) return true;
    return false;
  }

  #isNotApplicable(facts: ChunkFacts): boolean {
    const content = facts.blocks.filter(isContent);
    const first = content[0];
    if (first?.kind !== "paragraph") return false;
    return absenceOf(slice(facts.text, first.span), this.#schema.conventions) !== undefined;
  }

  #chunk(index: number): Chunk {
    return this.#document.chunks[index] ?? { start: 0, facts: NO_FACTS };
  }
}

const NO_FACTS: ChunkFacts = {
  text: "",
  heading: undefined,
  blocks: [],
  fields: [],
  brackets: [],
  markers: [],
  comments: [],
  definitions: [],
  conflicts: [],
};

/** Whether a block says something: comments and rules don't. */
export function isContent(block: BlockFact): boolean {
  return block.kind !== "comment" && block.kind !== "break" && block.kind !== "frontmatter";
}

function alignFields(
  schema: readonly SchemaField[],
  facts: readonly FieldFact[],
  chunk: number,
): { aligned: AlignedField[]; missing: SchemaField[] } {
  const used = new Set<FieldFact>();
  const aligned: AlignedField[] = [];
  const missing: SchemaField[] = [];
  const nested = facts.flatMap((fact) => fact.fields);
  for (const field of schema) {
    if (field.repeats) continue;
    const isFree = (fact: FieldFact): boolean => !used.has(fact) && namesField(field, fact);
    const fact = facts.find((one) => isFree(one) && normaliseName(one.label) === field.name) ?? facts.find(isFree) ?? nested.find(isFree);
    if (fact) {
      used.add(fact);
      const below = alignFields(field.fields, fact.fields, chunk);
      const isOneLine = fact.inline.end > fact.inline.start || below.aligned.length === 0;
      aligned.push({ schema: field, fact, chunk, fields: below.aligned, missing: isOneLine ? [] : below.missing });
    } else if (field.required) missing.push(field);
  }
  return { aligned, missing };
}

function namesSection(section: SchemaSection, fact: FieldFact): boolean {
  const names = [normaliseName(fact.label), normaliseName(withoutRemark(fact.label))];
  return names.some((name) => name === section.name || section.aliases.includes(name));
}

function markDepth(child: AlignedSection, parent: AlignedSection): void {
  const schema = child.schema;
  if (!schema || child.shape !== "heading") return;
  const belongsHere = schema.parent === parent.schema;
  // A section that stands below its own parent moves with it; elsewhere the template's depth counts.
  const expected = belongsHere && parent.depth > 0 ? parent.depth + schema.depth - (schema.parent?.depth ?? 0) : schema.depth;
  if (expected !== child.depth) (child as Building).expectedDepth = expected;
}

function codeOf(facts: ChunkFacts): CodeBlock[] {
  return facts.blocks.flatMap((block) => (block.kind === "code" ? [block] : []));
}

function isPlainFence(block: CodeBlock): boolean {
  return block.language === "" || block.language === "text";
}

/**
 * Whether a section is written as one plain list, as the template's short examples are: such a list says in its own
 * words what the fields ask for, and nobody can tell from its labels what it leaves out.
 */
function isOwnList(facts: ChunkFacts, fields: readonly AlignedField[]): boolean {
  if (fields.some((field) => !field.fact.item)) return false;
  const values = facts.fields.flatMap((field) => (field.item ? [] : field.blocks));
  const lists = facts.blocks.filter((block) => block.kind === "list" && !values.includes(block));
  const isOwn = (fact: FieldFact | undefined): boolean => !fact?.strong || !fields.some((field) => field.fact === fact);
  return lists.some((list) => list.kind === "list" && list.items.some((item) => isOwn(item.field)));
}

/** Whether fenced code is an entry written inside the fence: it holds at least two of the entry's labels. */
function isEntryFence(kind: SchemaSection, block: CodeBlock): boolean {
  if (!isPlainFence(block)) return false;
  const labels = codeLabels(block.code);
  const first = block.code.split("\n").find((line) => line.trim() !== "")?.trim() ?? "";
  const count = kind.fields.filter((field) => labels.includes(field.name) || field.aliases.some((alias) => labels.includes(alias))).length;
  return count >= (matchesEntry(kind, first) ? 1 : 2);
}

function inFence(field: SchemaField, fence: CodeBlock): boolean {
  const labels = codeLabels(fence.code);
  return labels.includes(field.name) || field.aliases.some((alias) => labels.includes(alias));
}

function isExample(kind: SchemaSection, facts: ChunkFacts, block: CodeBlock): boolean {
  return kind.examples.some((example) => sameLines(example.source, slice(facts.text, block.span)));
}

/** Whether nothing of a section was written by an author: every line is one of the template's for it. */
function isUntouched(section: AlignedSection, facts: ChunkFacts): boolean {
  const schema = section.schema;
  if (!schema || section.parent === undefined) return false;
  if (!section.children.every((child) => child.untouched)) return false;
  const lines = contentLines(facts.text).filter((line) => !/^ {0,3}<!--/.test(line));
  const [heading, ...rest] = lines;
  const isHeading = heading !== undefined && (section.match === "same" || section.match === "alias" || schema.lines.has(heading));
  if (!isHeading || !rest.every((line) => schema.lines.has(line))) return false;
  const waits = schema.placeholders.size > 0 && rest.some((line) => line.trim() !== "---");
  return waits || section.children.length > 0;
}

function flatten(section: AlignedSection): AlignedSection[] {
  return [section, ...section.children.flatMap(flatten)];
}

/** A title of the template's form, or at least a third of its top-level sections. */
function isRecognised(schema: Schema, sections: readonly AlignedSection[], tree: HeadingNode): boolean {
  const literal = normaliseName(schema.title.title.replace(/\[[^\]]*\]/g, ""));
  if (literal !== "" && (tree.names[0] ?? "").startsWith(literal.replace(/[:\s]+$/, ""))) return true;
  const found = new Set(sections.filter((one) => one.schema && !one.weak && one.parent && !one.schema.entry).map((one) => one.schema));
  const wanted = schema.title.children.filter((child) => !child.entry);
  return wanted.filter((child) => found.has(child)).length * 3 >= Math.max(wanted.length, 3);
}

function slice(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}

export type { Match };
