import type { Document } from "../document/document.ts";
import type { Span } from "../document/positions.ts";
import { namesTogether, normaliseName } from "../document/text.ts";
import { alignFields } from "./alignFields.ts";
import { type AlignedSection, type Alignment, AlignmentShape, fieldsOf, type Match, withLabels } from "./alignment.ts";
import { absenceOf } from "./conventions.ts";
import { type ChunkDigest, type ChunkFields, DigestCache } from "./digest.ts";
import { fencedEntry } from "./fencedEntries.ts";
import { type HeadingNode, headingTree, NO_FACTS } from "./headings.ts";
import { type HeadingMatch, matchSections } from "./matchSections.ts";
import { isOwnList } from "./otherwise.ts";
import { isAlone, isDescribed, isHead, isLabelled, isListed, missingFields } from "./saidOtherwise.ts";
import { isRequired, type Schema, type SchemaField, type SchemaSection } from "./schema.ts";

/**
 * Gives every part of a document its meaning by the template. A cheap pass over heading and label facts; total, and
 * without a look at any syntax tree.
 */
export function align(document: Document, schema: Schema, digests = new DigestCache(schema)): Alignment {
  const isTitle = titleTest(schema);
  const tree = headingTree(document, isTitle, digests);
  const root = new Aligner(document, schema, matchSections(schema, tree), digests).align(tree);
  const sections = flatten(root);
  const recognised = isTitle(tree.names[0] ?? "") || hasItsSections(schema, sections);
  return { schema, root, sections, shape: new AlignmentShape(sections), recognised };
}

type Building = { -readonly [K in keyof Omit<AlignedSection, "children">]: AlignedSection[K] } & {
  children: Building[];
};

class Aligner {
  readonly #document: Document;
  readonly #schema: Schema;
  readonly #matches: ReadonlyMap<HeadingNode, HeadingMatch>;
  readonly #digests: DigestCache;
  /** The headings that were recognised, by the section of the template. */
  readonly #found = new Map<SchemaSection, Building>();

  constructor(
    document: Document,
    schema: Schema,
    matches: ReadonlyMap<HeadingNode, HeadingMatch>,
    digests: DigestCache,
  ) {
    this.#digests = digests;
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
    const { digest } = heading;
    const { facts } = digest;
    const schema = match?.section;
    const { aligned, missing } = schema ? digest.fieldsOf(schema) : NO_FIELDS;
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
      missingFields: schema && missing.length > 0 ? this.#missing(heading, schema, match.match) : missing,
      missingSections: [],
      expectedDepth: undefined,
      notApplicable: digest.isNotApplicable,
      untouched: false,
    };
    if (schema && !schema.entry) this.#found.set(schema, section);
    section.children = heading.children.map((child) => this.#build(child, this.#matches.get(child), section));
    return section;
  }

  /** The fields that a section lacks in whatever shape: a section of a field's name below it is the field too. */
  #missing(heading: HeadingNode, schema: SchemaSection, match: Match): readonly SchemaField[] {
    const unused = heading.children.filter((child) => !this.#matches.has(child));
    const own = match === "same" ? [] : heading.names;
    return missingFields(heading.digest, schema, [...own, ...unused.flatMap((child) => child.names)]);
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

  /** The first fence belongs to the heading if the heading is an entry. */
  #fenced(section: Building, kind: SchemaSection, chunk: number, hasHeading: boolean): Building[] {
    const digest = this.#digestOf(chunk);
    const fences = digest.entryFences(kind).slice(hasHeading ? 1 : 0);
    return fences.map((fence) => fencedEntry(digest.facts, kind, section, chunk, fence) as Building);
  }

  /** A bold label with fields in a list, or with "N/A", in place of a heading; it may stand behind the last entry. */
  #addLabelled(section: Building, kind: SchemaSection): void {
    const { conventions } = this.#schema;
    for (const holder of flatten(section)) {
      if (holder.shape !== "heading") continue;
      const digest = this.#digestOf(holder.chunk);
      const label = digest.labelOf(kind);
      if (!label || fieldsOf(holder, digest.facts).some((field) => field.fact === label)) continue;
      const fields = alignFields(kind.fields, label.fields, conventions);
      const isAbsent = absenceOf(slice(digest.facts.text, label.inline), conventions) !== undefined;
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
        missingFields: isOwnList(label.blocks, [], withLabels(fields.aligned, label.fields)) ? [] : fields.missing,
        missingSections: isAbsent ? [] : kind.children.filter(isRequired),
        expectedDepth: undefined,
        notApplicable: isAbsent,
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
    section.untouched = this.#isUntouched(section);
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
    const holder = parent.fields.length > 0 ? parent.schema : undefined;
    const own = this.#digestOf(parent.chunk);
    if (isLabelled(own, child, holder)) return true;
    // Between sections with headings, a label alone on its line stands for one without.
    const headed = flatten(parent).filter((one) => one.shape === "heading" && one !== parent);
    if (headed.some((one) => isAlone(this.#digestOf(one.chunk), child))) return true;
    if (child.parent?.parent && isHead(own, child)) return true;
    return child.children.some((kind) => kind.entry && this.#holdsEntry(kind, parent));
  }

  /** Whether entries stand below a heading in a shape of the author's own: in a table or a list, or by what they say. */
  #holdsEntry(kind: SchemaSection, parent: Building): boolean {
    const own = flatten(parent).filter((one) => one === parent || (one.shape === "heading" && !one.schema));
    return own.some((one) => {
      const digest = this.#digestOf(one.chunk);
      return isListed(digest, kind) || (one !== parent && isDescribed(digest, kind));
    });
  }

  /** Whether nothing of a section was written by an author: every line is one of the template's for it. */
  #isUntouched(section: Building): boolean {
    const { schema, match, children } = section;
    if (!schema || section.parent === undefined || !children.every((child) => child.untouched)) return false;
    const copy = this.#digestOf(section.chunk).copyOf(schema, match === "same" || match === "alias");
    if (copy === "none") return false;
    return children.length > 0 || (copy === "lines" && schema.placeholders.size > 0);
  }

  #digestOf(chunk: number): ChunkDigest {
    return this.#digests.of(this.#document.chunks[chunk]?.facts ?? NO_FACTS);
  }
}

const NO_FIELDS: ChunkFields = { aligned: [], missing: [] };

/** Compares the level of a heading with the template's, by itself and by its parent: a whole part may have moved. */
function markDepth(child: Building, parent: Building): void {
  const schema = child.schema;
  if (!schema || child.shape !== "heading") return;
  const step = schema.depth - (schema.parent?.depth ?? 0);
  const isMoved = parent.depth > 0 && child.depth - parent.depth === step;
  if (child.depth !== schema.depth && !isMoved) child.expectedDepth = schema.depth;
}

/** A section and all below it, in order. */
function flatten<Section extends { readonly children: readonly Section[] }>(section: Section): Section[] {
  const all: Section[] = [];
  const add = (one: Section): void => {
    all.push(one);
    for (const child of one.children) add(child);
  };
  add(section);
  return all;
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
