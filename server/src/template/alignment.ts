import type { CodeBlock, FieldFact } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import type { Schema, SchemaField, SchemaSection } from "./schema.ts";

/** How a part of a document was recognised. `extra` parts are the author's own and are never judged. */
export type Match = "same" | "alias" | "words" | "content" | "entry" | "extra";

/** A field of the document together with what the template says about it. */
export interface AlignedField {
  readonly schema: SchemaField;
  readonly fact: FieldFact;
  /** The chunk that holds it, by index. */
  readonly chunk: number;
  readonly fields: readonly AlignedField[];
  /** Required sub-fields that aren't there. */
  readonly missing: readonly SchemaField[];
}

/** A section of the document together with what the template says about it. */
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
  readonly fields: readonly AlignedField[];
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

/** A document read with a template. */
export interface Alignment {
  readonly schema: Schema;
  /** The title's section, which holds all others. */
  readonly root: AlignedSection;
  /** All sections in the document's order, the root first. */
  readonly sections: readonly AlignedSection[];
  /** The title or enough of the sections are the template's: it is a document of this kind. */
  readonly recognised: boolean;
}

/** The nearest section around `section`, itself included, that is untouched while its parent is not. */
export function topmostUntouched(section: AlignedSection): AlignedSection | undefined {
  if (!section.untouched) return undefined;
  return section.parent?.parent && section.parent.untouched ? topmostUntouched(section.parent) : section;
}
