import type { Choices, Conventions } from "./conventions.ts";

/** What a template asks of a document. Derived from the template's text and nothing else. */
export interface Schema {
  /** The section of the document's title, which holds all others. */
  readonly title: SchemaSection;
  /** All sections in the template's order, the title first. */
  readonly sections: readonly SchemaSection[];
  readonly conventions: Conventions;
  /** What is wrong with the template. */
  readonly problems: readonly TemplateProblem[];
}

/** Something in a template that can't be used; the rest serves. */
export interface TemplateProblem {
  readonly message: string;
  /** The line in the template, from 0. */
  readonly line: number;
}

/** A heading of the template and what belongs under it. */
export interface SchemaSection {
  /** The normalised titles from the top, joined by `/`: unique in a schema. */
  readonly path: string;
  /** As the template writes it, without markup, such as `Table: [table_name]`. */
  readonly title: string;
  /** The heading's content with its markup. */
  readonly heading: string;
  readonly depth: number;
  /** What the section means to the rules; empty if nothing. */
  readonly role: string;
  /** The normalised title. */
  readonly name: string;
  /** Other names, normalised. */
  readonly aliases: readonly string[];
  readonly about: string;
  readonly presence: "required" | "optional" | "conditional";
  /** What a conditional section says when there is nothing to say. */
  readonly none: string;
  /** Phrases in a section of this kind, or below it, that claim conformity: "standard stack". */
  readonly claims: readonly string[];
  /** Words, in lower case, that start the headings of entries that are nodes of a graph. */
  readonly graph: readonly string[];
  /** How headings of its entries look, if the section is repeatable. */
  readonly entry: EntryPattern | undefined;
  readonly fields: readonly SchemaField[];
  readonly children: readonly SchemaSection[];
  readonly parent: SchemaSection | undefined;
  /** The placeholders of the section's own text, by inner text. */
  readonly placeholders: ReadonlyMap<string, Placeholder>;
  /** The bracket that stands for the section's prose, if there is one. */
  readonly prose: string | undefined;
  /** Fenced code that is to be replaced. */
  readonly fences: readonly Fence[];
  readonly examples: readonly Example[];
  /** Text that tells the author what to do, as it stands in the template. */
  readonly instructions: readonly string[];
  /** All lines of the section's own text and heading, without trailing spaces. */
  readonly lines: ReadonlySet<string>;
  /** What a new section holds below its heading: the template's text without examples, instructions and annotations. */
  readonly scaffold: string;
  /** A rule (`---`) closes the section's own text. */
  readonly ruled: boolean;
}

export interface SchemaField {
  /** As the template writes it, without markup. */
  readonly label: string;
  /** The normalised label. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly role: string;
  readonly about: string;
  /** Must be there, and filled. */
  readonly required: boolean;
  readonly text: "policy" | "sample" | "instruction" | undefined;
  /** What it says once somebody has done what it asks for, with a bracket for the date; empty if nobody has to. */
  readonly checked: string;
  /** The label itself is a bracket: any number of such fields, none of them missing. */
  readonly repeats: boolean;
  /** Written in bold, as in `**Framework:**`. */
  readonly strong: boolean;
  /** What can be chosen, if the value is a choice list. */
  readonly choices: Choices | undefined;
  /** The choices stand without brackets, as in `Required / Optional / None`. */
  readonly bareChoices: string | undefined;
  /** The value is a date. */
  readonly date: boolean;
  /** The value beside the label is one bracket as a whole. */
  readonly bracket: boolean;
  /** The value is a list below the label. */
  readonly list: boolean;
  /** The field as it stands in the template, with its label. */
  readonly source: string;
  readonly fields: readonly SchemaField[];
}

/** A bracket of the template that waits for a value. */
export interface Placeholder {
  readonly inner: string;
  readonly choices: Choices | undefined;
  /** The label of the field that it stands in; empty outside of fields. */
  readonly field: string;
}

export interface Fence {
  readonly language: string;
  readonly code: string;
}

/** The template's own sample. */
export interface Example {
  readonly label: string;
  /** The block as it stands in the template, without its label. */
  readonly source: string;
}

/** How the headings of a repeatable section look. */
export interface EntryPattern {
  /** Regular expressions on the heading without decoration; the named group `name` is the entry's name. */
  readonly titles: readonly RegExp[];
  /** The heading is all bracket: a heading counts only if it holds one of the entry's fields. */
  readonly open: boolean;
}

/** Whether a section has to be there. */
export function isRequired(section: SchemaSection): boolean {
  return section.presence === "required" && section.entry === undefined;
}

/** A section and all below it, in the template's order. */
export function withDescendants(section: SchemaSection): SchemaSection[] {
  return [section, ...section.children.flatMap(withDescendants)];
}
