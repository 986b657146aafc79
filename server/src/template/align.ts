import type { Chunk, Document } from "../document/document.ts";
import type { BlockFact, ChunkFacts, FieldFact } from "../document/facts.ts";
import { writtenLines } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { namesTogether, normaliseName, withoutRemark } from "../document/text.ts";
import { alignFields } from "./alignFields.ts";
import type { AlignedField, AlignedSection, Alignment } from "./alignment.ts";
import { isCheckedLine } from "./checked.ts";
import { absenceOf } from "./conventions.ts";
import { fencedEntries, isInFence } from "./fencedEntries.ts";
import { type HeadingNode, headingTree } from "./headings.ts";
import { type HeadingMatch, matchEntryIn, matchSections, namesField } from "./matchSections.ts";
import { isHeadIn, isLabelIn, isNamedIn, isOwnList, maySay, wordsOf } from "./otherwise.ts";
import { isRequired, type Schema, type SchemaField, type SchemaSection } from "./schema.ts";

/**
 * Gives every part of a document its meaning by the template. A cheap pass over heading and label facts; total, and
 * without a look at any syntax tree.
 */
export function align(document: Document, schema: Schema): Alignment {
  const isTitle = titleTest(schema);
  const tree = headingTree(document, isTitle);
  const root = new Aligner(document, schema, matchSections(document, schema, tree)).align(tree);
  const sections = flatten(root);
  return { schema, root, sections, recognised: isTitle(tree.names[0] ?? "") || hasItsSections(schema, sections) };
}

type Building = { -readonly [K in keyof Omit<AlignedSection, "children">]: AlignedSection[K] } & {
  children: Building[];
};

class Aligner {
  readonly #document: Document;
  readonly #schema: Schema;
  readonly #matches: ReadonlyMap<HeadingNode, HeadingMatch>;
  /** The headings that were recognised, by the section of the template. */
  readonly #found = new Map<SchemaSection, Building>();

  constructor(document: Document, schema: Schema, matches: ReadonlyMap<HeadingNode, HeadingMatch>) {
    this.#document = document;
    this.#schema = schema;
    this.#matches = matches;
  }

  align(tree: HeadingNode): AlignedSection {
    const root = this.#build(tree, { section: this.#schema.title, match: "same", weak: false }, undefined);
    const headings = flatten(root);
    for (const section of headings) this.#regroup(section);
    for (const section of headings) this.#addWithoutHeading(section);
    this.#finish(root);
    return root;
  }

  /** A heading and those below it, as they stand in the document. */
  #build(heading: HeadingNode, match: HeadingMatch | undefined, parent: Building | undefined): Building {
    const facts = this.#factsOf(heading);
    const schema = match?.section;
    const unused = heading.children.filter((child) => !this.#matches.has(child));
    const { aligned, missing } = alignFields(
      schema?.fields ?? [],
      facts.fields,
      heading.chunk,
      this.#schema.conventions,
    );
    const own = match?.match === "same" ? [] : heading.names;
    const names = [...own, ...unused.flatMap((child) => child.names)];
    const section: Building = {
      schema,
      match: match?.match ?? "extra",
      weak: match?.weak ?? false,
      shape: "heading",
      chunk: heading.chunk,
      label: undefined,
      fence: undefined,
      name: facts.heading?.name ?? { start: 0, end: 0 },
      title: heading.title,
      depth: heading.depth,
      parent,
      children: [],
      fields: aligned,
      missingFields: this.#withoutThoseSaidOtherwise(facts, schema, aligned, missing, names),
      missingSections: [],
      expectedDepth: undefined,
      notApplicable: this.#isNotApplicable(facts),
      untouched: false,
    };
    if (schema && !schema.entry) this.#found.set(schema, section);
    section.children = heading.children.map((child) => this.#build(child, this.#matches.get(child), section));
    return section;
  }

  /**
   * The fields that a section lacks in whatever shape.
   *
   * @param names what the heading and those below it are called: a section of a field's name is the field
   */
  #withoutThoseSaidOtherwise(
    facts: ChunkFacts,
    schema: SchemaSection | undefined,
    aligned: readonly AlignedField[],
    missing: readonly SchemaField[],
    names: readonly string[],
  ): SchemaField[] {
    if (missing.length === 0 || isOwnList(facts.blocks, facts.fields, aligned)) return [];
    const words = wordsOf(facts, this.#schema.conventions);
    const isLabelled = aligned.length > 0 || missing.some((field) => isLabelIn(words, namesOf(field)));
    // Where the template asks for prose besides fields, prose doesn't stand for the fields.
    if (schema?.parent && schema.prose === undefined && !isLabelled && maySay(words, missing.length)) return [];
    return missing.filter((field) => {
      const own = namesOf(field);
      return !own.some((name) => names.includes(name)) && !isInFence(field, facts) && !isNamedIn(words, own);
    });
  }

  /** Moves a section that stands elsewhere, such as an entry beside the section for entries, to where it belongs. */
  #regroup(section: Building): void {
    const home = section.schema?.parent && this.#found.get(section.schema.parent);
    const parent = section.parent as Building | undefined;
    if (!home || !parent || home === parent) return;
    parent.children = parent.children.filter((child) => child !== section);
    home.children.push(section);
    section.parent = home;
  }

  /** Adds what is written without a heading: bold labels with fields in a list, and entries in fences. */
  #addWithoutHeading(section: Building): void {
    if (!section.schema) return;
    for (const kind of section.schema.children) {
      if (!kind.entry) {
        if (!this.#found.has(kind)) this.#addLabelled(section, kind);
        continue;
      }
      const entries = section.children.filter((child) => child.schema === kind);
      section.children.push(...this.#fenced(section, kind, section.chunk, false));
      for (const entry of entries) section.children.push(...this.#fenced(section, kind, entry.chunk, true));
    }
  }

  #fenced(section: Building, kind: SchemaSection, chunk: number, hasHeading: boolean): Building[] {
    return fencedEntries(this.#chunk(chunk).facts, kind, section, chunk, hasHeading) as Building[];
  }

  /** A bold label with fields in a list, or with "N/A", in place of a heading; it may stand behind the last entry. */
  #addLabelled(section: Building, kind: SchemaSection): void {
    const below = flatten(section).filter((one) => one.shape === "heading");
    for (const holder of below) {
      const { facts } = this.#chunk(holder.chunk);
      const isAbsent = (fact: FieldFact): boolean =>
        absenceOf(slice(facts.text, fact.inline), this.#schema.conventions) !== undefined;
      const isSection = (fact: FieldFact): boolean =>
        fact.blocks.some((block) => block.kind === "list") || isAbsent(fact);
      const label = facts.fields.find((fact) => namesSection(kind, fact) && isSection(fact));
      if (!label || holder.fields.some((field) => field.fact === label)) continue;
      const fields = alignFields(kind.fields, label.fields, holder.chunk, this.#schema.conventions);
      section.children.push({
        schema: kind,
        match: kind.name === normaliseName(label.label) ? "same" : "alias",
        weak: false,
        shape: "label",
        chunk: holder.chunk,
        label,
        fence: undefined,
        name: label.name,
        title: label.label,
        depth: section.depth + 1,
        parent: section,
        children: [],
        fields: fields.aligned,
        missingFields: isOwnList(label.blocks, [], fields.aligned) ? [] : fields.missing,
        missingSections: isAbsent(label) ? [] : kind.children.filter(isRequired),
        expectedDepth: undefined,
        notApplicable: isAbsent(label),
        untouched: false,
      });
      return;
    }
  }

  #finish(section: Building): void {
    section.children.sort((a, b) => a.chunk - b.chunk || a.name.start - b.name.start);
    for (const child of section.children) {
      markDepth(child, section);
      this.#finish(child);
    }
    if (section.shape !== "heading") return;
    const wanted = section.notApplicable ? [] : (section.schema?.children ?? []);
    section.missingSections = wanted.filter((child) => isRequired(child) && !this.#isPresent(child, section));
    section.untouched = isUntouched(section, this.#chunk(section.chunk).facts);
  }

  /** Whether a section is there in any shape, is implied by its entries, or shares a heading with another. */
  #isPresent(child: SchemaSection, parent: Building): boolean {
    if (this.#found.has(child) || parent.children.some((one) => one.schema === child)) return true;
    const entries = child.children.filter((one) => one.entry);
    if (flatten(parent).some((one) => one.schema && entries.includes(one.schema))) return true;
    const shares = parent.children.some((one) =>
      namesTogether(one.title).some((name) => name === child.name || child.aliases.includes(name)),
    );
    return shares || this.#isSaid(child, parent);
  }

  /** Whether the text of a heading names a section below it, or a field that only that section has, or lists its entries. */
  #isSaid(child: SchemaSection, parent: Building): boolean {
    if (parent.shape !== "heading") return false;
    const { facts } = this.#chunk(parent.chunk);
    const isFree = (fact: FieldFact): boolean => !parent.fields.some((field) => field.fact === fact);
    const siblings = child.parent?.children.filter((one) => one !== child) ?? [];
    const isOnlyHere = (field: SchemaField, fact: FieldFact): boolean =>
      namesField(field, fact) && !siblings.some((one) => one.fields.some((other) => namesField(other, fact)));
    const labels = facts.fields.flatMap((fact) => [fact, ...fact.fields]).filter(isFree);
    if (labels.some((fact) => child.fields.some((field) => isOnlyHere(field, fact)))) return true;
    // Between sections with headings, a label alone on its line stands for one without.
    const alone = flatten(parent)
      .filter((one) => one.shape === "heading" && one !== parent)
      .flatMap((one) => this.#chunk(one.chunk).facts.fields)
      .filter((fact) => fact.strong && !fact.item && fact.inline.end === fact.inline.start);
    if ([...labels, ...alone].some((fact) => namesSection(child, fact))) return true;
    const words = wordsOf(facts, this.#schema.conventions);
    if (child.parent?.parent && isHeadIn(words, namesOf(child))) return true;
    return child.children.some((kind) => kind.entry && this.#holdsEntry(kind, parent));
  }

  /** Whether entries stand below a heading in a shape of the author's own: in a table or a list, or by what they say. */
  #holdsEntry(kind: SchemaSection, parent: Building): boolean {
    const own = flatten(parent).filter((one) => one === parent || (one.shape === "heading" && !one.schema));
    return own.some((one) => {
      const { facts } = this.#chunk(one.chunk);
      const words = wordsOf(facts, this.#schema.conventions);
      if (matchEntryIn(kind, words.lines)) return true;
      const isHere = (field: SchemaField): boolean =>
        facts.fields.some((fact) => namesField(field, fact)) || isNamedIn(words, namesOf(field));
      return one !== parent && kind.fields.filter(isHere).length >= 2;
    });
  }

  #isNotApplicable(facts: ChunkFacts): boolean {
    const content = facts.blocks.filter(isContent);
    const first = content[0];
    if (first?.kind !== "paragraph") return false;
    return absenceOf(slice(facts.text, first.span), this.#schema.conventions) !== undefined;
  }

  /** A root that was made up for want of a title says nothing if its chunk has a heading: that section does. */
  #factsOf(heading: HeadingNode): ChunkFacts {
    const { facts } = this.#chunk(heading.chunk);
    return heading.depth === 0 && facts.heading ? NO_FACTS : facts;
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
  codeSpans: [],
  links: [],
  markers: [],
  comments: [],
  definitions: [],
  conflicts: [],
};

/** Whether a block says something: comments and rules don't. */
export function isContent(block: BlockFact): boolean {
  return block.kind !== "comment" && block.kind !== "break" && block.kind !== "frontmatter";
}

function namesOf(part: SchemaField | SchemaSection): string[] {
  return [part.name, ...part.aliases];
}

function namesSection(section: SchemaSection, fact: FieldFact): boolean {
  const names = [normaliseName(fact.label), normaliseName(withoutRemark(fact.label))];
  return names.some((name) => name === section.name || section.aliases.includes(name));
}

/** Compares the level of a heading with the template's, by itself and by its parent: a whole part may have moved. */
function markDepth(child: Building, parent: Building): void {
  const schema = child.schema;
  if (!schema || child.shape !== "heading") return;
  const step = schema.depth - (schema.parent?.depth ?? 0);
  const isMoved = parent.depth > 0 && child.depth - parent.depth === step;
  if (child.depth !== schema.depth && !isMoved) child.expectedDepth = schema.depth;
}

/** Whether nothing of a section was written by an author: every line is one of the template's for it. */
function isUntouched(section: AlignedSection, facts: ChunkFacts): boolean {
  const schema = section.schema;
  if (!schema || section.parent === undefined) return false;
  if (!section.children.every((child) => child.untouched)) return false;
  const lines = writtenLines(facts.text);
  const [heading, ...rest] = lines;
  const isHeading =
    heading !== undefined && (section.match === "same" || section.match === "alias" || schema.lines.has(heading));
  if (!isHeading || !rest.every((line) => schema.lines.has(line) || isCheckedLine(schema, line))) return false;
  const waits = schema.placeholders.size > 0 && rest.some((line) => line.trim() !== "---");
  return waits || section.children.length > 0;
}

function flatten<Section extends { readonly children: readonly Section[] }>(section: Section): Section[] {
  return [section, ...section.children.flatMap((child) => flatten(child))];
}

/** Tells titles of the template's form: those that start with its words outside of brackets. */
function titleTest(schema: Schema): (name: string) => boolean {
  const literal = normaliseName(schema.title.title.replace(/\[[^\]]*\]/g, "")).replace(/[:\s]+$/, "");
  return (name) => literal !== "" && name.startsWith(literal);
}

/** Whether a document has at least a third of the template's top-level sections. */
function hasItsSections(schema: Schema, sections: readonly AlignedSection[]): boolean {
  const found = new Set(
    sections.filter((one) => one.schema && !one.weak && one.parent && !one.schema.entry).map((one) => one.schema),
  );
  const wanted = schema.title.children.filter((child) => !child.entry);
  return wanted.filter((child) => found.has(child)).length * 3 >= Math.max(wanted.length, 3);
}

function slice(text: string, span: Span): string {
  return text.slice(span.start, span.end);
}
