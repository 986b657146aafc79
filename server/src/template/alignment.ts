import type { ChunkFacts, CodeBlock, FieldFact } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import type { Schema, SchemaField, SchemaSection } from "./schema.ts";

/** How a part of a document was recognised. `extra` parts are the author's own and are never judged. */
export type Match = "same" | "alias" | "words" | "content" | "entry" | "extra";

/**
 * Which label of a section is a field of the template. No positions: it stays the same while the author types values.
 */
export interface FieldMatch {
  readonly schema: SchemaField;
  /** The index among the labels of the section, or of the field around it; a second one is among the labels below that. */
  readonly label: readonly number[];
  readonly fields: readonly FieldMatch[];
  /** Required sub-fields that aren't there. */
  readonly missing: readonly SchemaField[];
}

/** A field of the document together with what the template says about it. */
export interface AlignedField {
  readonly schema: SchemaField;
  readonly fact: FieldFact;
  readonly fields: readonly AlignedField[];
  /** Required sub-fields that aren't there. */
  readonly missing: readonly SchemaField[];
}

/**
 * A section of the document together with what the template says about it. Of its chunk it knows what the heading says
 * and which labels are there, and nothing that a keystroke below them moves; only sections without headings know more.
 */
export interface AlignedSection {
  readonly schema: SchemaSection | undefined;
  readonly match: Match;
  /** Recognised by one shared word or by place alone: too little to say what is missing inside. */
  readonly weak: boolean;
  /** Written as a heading, as a bold label with fields in a list, or as an entry inside a fence. */
  readonly shape: "heading" | "label" | "fence";
  /** The chunk that holds its heading or label, by index. */
  readonly chunk: number;
  /** The label or fence that stands for the heading. */
  readonly label: FieldFact | undefined;
  readonly fence: CodeBlock | undefined;
  /** The bare name as the document writes it, in its chunk. */
  readonly name: Span;
  readonly title: string;
  readonly depth: number;
  readonly parent: AlignedSection | undefined;
  readonly children: readonly AlignedSection[];
  readonly fields: readonly FieldMatch[];
  /** Required fields that aren't there. */
  readonly missingFields: readonly SchemaField[];
  /** Required sections that aren't there. */
  readonly missingSections: readonly SchemaSection[];
  /** The depth that the template expects, if it is another. */
  readonly expectedDepth: number | undefined;
  /** "N/A" or "None" stands in place of the content. */
  readonly notApplicable: boolean;
  /** Still wholly as the template has it, with everything below. */
  readonly untouched: boolean;
}

/** Which sections there are, and how they stand to each other, by their indexes. */
export class AlignmentShape {
  /** For each section the index of the one around it; -1 for the root. */
  readonly parents: readonly number[];
  /** For each chunk the index of its first section; nearly all chunks have one. */
  readonly #first: number[] = [];
  /** For each chunk with several sections their indexes. */
  readonly #several = new Map<number, number[]>();

  constructor(sections: readonly AlignedSection[]) {
    const indexes = new Map<AlignedSection | undefined, number>();
    sections.forEach((section, i) => {
      indexes.set(section, i);
    });
    this.parents = sections.map(({ parent }) => indexes.get(parent) ?? -1);
    sections.forEach(({ chunk }, i) => {
      while (this.#first.length <= chunk) this.#first.push(-1);
      const first = this.#first[chunk] ?? -1;
      const known = this.#several.get(chunk);
      if (first < 0) this.#first[chunk] = i;
      else if (known) known.push(i);
      else this.#several.set(chunk, [first, i]);
    });
  }

  /** The indexes of the sections that a chunk holds, in order. */
  sectionsIn(chunk: number): readonly number[] {
    const first = this.#first[chunk] ?? -1;
    return first < 0 ? [] : (this.#several.get(chunk) ?? [first]);
  }
}

/** A document read with a template. */
export interface Alignment {
  readonly schema: Schema;
  /** The title's section, which holds all others. */
  readonly root: AlignedSection;
  /** All sections in the document's order, the root first. */
  readonly sections: readonly AlignedSection[];
  readonly shape: AlignmentShape;
  /** The title or enough of the sections are the template's: it is a document of this kind. */
  readonly recognised: boolean;
}

/** The fields of a section with their labels, by the facts of its chunk. */
export function fieldsOf({ fields, label }: AlignedSection, facts: ChunkFacts): AlignedField[] {
  return withLabels(fields, label?.fields ?? facts.fields);
}

/** Matched fields with their labels. */
export function withLabels(fields: readonly FieldMatch[], labels: readonly FieldFact[]): AlignedField[] {
  const aligned: AlignedField[] = [];
  for (const { schema, label, fields: inner, missing } of fields) {
    const [at = -1, below] = label;
    const fact = below === undefined ? labels[at] : labels[at]?.fields[below];
    if (fact) aligned.push({ schema, fact, fields: withLabels(inner, fact.fields), missing });
  }
  return aligned;
}

/** The section whose heading starts a chunk. */
export function headingIn({ sections, shape }: Alignment, chunk: number): AlignedSection | undefined {
  // A root that was made up for want of a title has no heading.
  return shape
    .sectionsIn(chunk)
    .map((index) => sections[index])
    .find((one) => one?.shape === "heading" && one.depth > 0);
}

/** The section whose heading stands above that of a chunk in the text, wherever the template has it. */
export function headingAround(alignment: Alignment, chunk: number): AlignedSection | undefined {
  const depth = headingIn(alignment, chunk)?.depth ?? 0;
  for (let at = chunk - 1; at >= 0; at--) {
    const before = headingIn(alignment, at);
    if (before && before.depth < depth) return before;
  }
  return undefined;
}

/** What the template has where a section stands: for one of the author's own, the nearest around it that it knows. */
export function nearestSchema(section: AlignedSection): SchemaSection | undefined {
  let nearest: AlignedSection | undefined = section;
  while (nearest && !nearest.schema) nearest = nearest.parent;
  return nearest?.schema;
}

/** A section, and those in the same chunk that are written as labels. */
export function partsOf(section: AlignedSection): AlignedSection[] {
  const labelled = section.children.filter((child) => child.shape === "label" && child.chunk === section.chunk);
  return [section, ...labelled.flatMap(partsOf)];
}

/** The last chunk of a section and all below it, by index. */
export function lastChunk(section: AlignedSection): number {
  return section.children.reduce((last, child) => Math.max(last, lastChunk(child)), section.chunk);
}

/** Whether a section or one around it says that it doesn't apply. */
export function isInapplicable(section: AlignedSection): boolean {
  return section.notApplicable || (section.parent !== undefined && isInapplicable(section.parent));
}

/** The nearest section around `section`, itself included, that is untouched while its parent is not. */
export function topmostUntouched(section: AlignedSection): AlignedSection | undefined {
  if (!section.untouched) return undefined;
  return section.parent?.parent && section.parent.untouched ? topmostUntouched(section.parent) : section;
}
