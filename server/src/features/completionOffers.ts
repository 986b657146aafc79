import { withLineEnds } from "../document/lines.ts";
import { type Range, type Span, shift } from "../document/positions.ts";
import type { AlignedField, AlignedSection } from "../template/alignment.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import type { Analysis } from "./analysis.ts";
import type { KnownNames } from "./completionNames.ts";
import type { NewSection } from "./completionParts.ts";
import { joinsLines, type Place } from "./completionPlace.ts";
import type { Values } from "./completionValues.ts";
import { fieldMarkdown, sectionMarkdown } from "./hover.ts";
import { scaffold } from "./scaffold.ts";
import { escapeSnippet, fieldSnippet, type SnippetOptions, sectionSnippet, textSnippet } from "./snippets.ts";

/** Something that can be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: "section" | "entry" | "field" | "value" | "date" | "name";
  /** A word beside it in the list, for the ones that stand out. */
  readonly mark?: string;
  /** Where it comes from, in a few words. */
  readonly detail: string;
  /** What the template says about it, in Markdown. */
  readonly documentation: string;
  /** A snippet in the syntax of LSP 3.17, with the document's line ending. */
  readonly newText: string;
  /** What it replaces: a part of the cursor's line that holds the cursor. */
  readonly range: Range;
  /** What editors compare with the text of the range before the cursor. */
  readonly filterText: string;
  readonly sortText: string;
}

/** A completion before its place among the others is known. */
export type Offer = Omit<Completion, "sortText">;

/** Writes what fits at a place as completions. */
export class Offers {
  readonly #analysis: Analysis;
  readonly #place: Place;
  readonly #options: SnippetOptions;

  constructor(analysis: Analysis, place: Place) {
    const { today } = analysis.context;
    this.#analysis = analysis;
    this.#place = place;
    // A stop that the author passes over stays the template's bracket, so that it is still reported as open.
    this.#options = { unfilled: "bracket", ...(today ? { today } : {}) };
  }

  /** Choices as list items, in a field whose template value is a list with one choice list. */
  items(section: AlignedSection, field: AlignedField, bullet: string): Offer[] {
    const { facts } = this.#place.chunk;
    const typed = this.#place.head.slice(bullet.length).toLowerCase();
    const written =
      facts.text.slice(field.fact.span.start, this.#place.line.start) +
      facts.text.slice(this.#place.line.end, field.fact.span.end);
    const options = field.schema.choices?.options ?? [];
    return options
      .filter(
        (option) => option.toLowerCase().startsWith(typed) && !written.toLowerCase().includes(option.toLowerCase()),
      )
      .map((option) => ({
        label: option,
        kind: "value" as const,
        detail: `Choice of "${field.schema.label}" in the template`,
        documentation: section.schema ? fieldMarkdown(field.schema, section.schema) : "",
        newText: escapeSnippet(`${bullet.trim()} ${option}`),
        range: this.#typedRange(),
        filterText: `${bullet.trim()} ${option}`,
      }));
  }

  /** Names of the document's own parts. */
  names({ span, names }: KnownNames): Offer[] {
    const range = this.#range(span);
    return names.map(({ name, detail }) => ({
      label: name,
      kind: "name" as const,
      detail,
      documentation: "",
      newText: escapeSnippet(name),
      range,
      filterText: name,
    }));
  }

  /**
   * New fields of a section or field.
   *
   * @param listMark what they begin with as list items; empty for lines of their own
   * @param prefix what was typed before the label
   */
  fields(fields: readonly SchemaField[], section: AlignedSection, listMark: string, prefix: string): Offer[] {
    const schema = section.schema;
    if (!schema) return [];
    const { conventions } = this.#analysis.alignment.schema;
    return fields.map((field) => {
      const item = listMark !== "" || !field.strong;
      const snippet = fieldSnippet(field, conventions, { ...this.#options, item });
      const text = listMark === "" ? snippet : snippet.replace(/^-/, () => listMark);
      return {
        label: field.label,
        kind: "field",
        detail: `Field of ${schema.title}`,
        documentation: fieldMarkdown(field, schema),
        newText: this.#apart(text, listMark === "" ? "label" : "item"),
        range: this.#typedRange(),
        filterText: `${prefix}${field.label}`,
      };
    });
  }

  /** The new sections of a fitting depth whose name begins with what was typed. */
  sections(found: readonly NewSection[], fits: (depth: number) => boolean, typed: string, marked: boolean): Offer[] {
    const { conventions } = this.#analysis.alignment.schema;
    return found.flatMap(({ schema, parent, depth, number }): Offer[] => {
      const name = nameFor(schema, typed);
      if (!fits(depth) || name === undefined) return [];
      const snippet = sectionSnippet(schema, conventions, { ...this.#options, depth, ...(number ? { number } : {}) });
      const presence = schema.presence === "required" || schema.entry ? "" : `, ${schema.presence}`;
      const place = parent.title || schema.parent?.title || "";
      return [
        {
          label: schema.title,
          kind: schema.entry ? "entry" : "section",
          detail: `${schema.entry ? "New entry" : "Section"} of ${place}${presence}`,
          documentation: sectionMarkdown(schema),
          newText: this.#apart(snippet, "section"),
          range: this.#typedRange(),
          filterText: marked ? `${"#".repeat(depth)} ${name}` : name,
        },
      ];
    });
  }

  /** Values in place of what waits for them. */
  values(values: Values, section: AlignedSection): Offer[] {
    const schema = section.schema;
    const replaced = this.#place.chunk.facts.text.slice(values.span.start, values.span.end);
    const known = new Map(values.known?.map((one) => [one.text, one]));
    const template =
      values.kind === "date" ? `Today, for "${values.origin}"` : `Choice of "${values.origin}" in the template`;
    const about = values.field && schema ? fieldMarkdown(values.field.schema, schema) : "";
    return values.options.map((option) => ({
      label: option.trim().replace(/ –$/, ""),
      kind: values.kind,
      ...(known.get(option)?.isStandard ? { mark: "standard" } : {}),
      detail: known.get(option)?.detail ?? template,
      documentation: [known.get(option)?.documentation ?? "", about].filter((part) => part !== "").join("\n\n---\n\n"),
      newText: `${values.spaced ? " " : ""}${escapeSnippet(option)}`,
      range: this.#range(values.span),
      // What waits in the text must not decide which values an editor shows.
      filterText: values.whole ? replaced : option,
    }));
  }

  /** The whole new document. */
  document(): Offer {
    const { schema } = this.#analysis.alignment;
    const mission = /\[[^\]]*\]/.exec(schema.title.heading)?.[0];
    const snippet =
      mission === undefined
        ? sectionSnippet(schema.title, schema.conventions, { ...this.#options, ruled: true })
        : textSnippet(
            scaffold(schema, { mission, ...(this.#options.today ? { today: this.#options.today } : {}) }).text,
            schema.title,
            schema.conventions,
            this.#options,
          );
    return {
      label: schema.title.title,
      kind: "section",
      detail: "A new document from the template",
      documentation: sectionMarkdown(schema.title),
      newText: this.#endings(snippet),
      range: this.#typedRange(),
      filterText: `${this.#place.head.startsWith("#") ? "# " : ""}${schema.title.title}`,
    };
  }

  /** What was typed of a heading or label, to the end of the line. */
  #typedRange(): Range {
    const { line, indent } = this.#place;
    const isTyped = this.#place.head !== "";
    return this.#range({ start: line.start + (isTyped ? indent : 0), end: line.end });
  }

  #range(span: Span): Range {
    return this.#analysis.document.lines.rangeOf(shift(span, this.#place.chunk.start));
  }

  /** Keeps what is inserted apart from the lines around it where Markdown would join them. */
  #apart(snippet: string, kind: "section" | "label" | "item"): string {
    const joins = joinsLines(this.#place, this.#analysis.document, kind, snippet.includes("\n"));
    return this.#endings(`${joins.before ? "\n" : ""}${snippet}${joins.behind ? "\n" : ""}`);
  }

  #endings(text: string): string {
    return withLineEnds(text, this.#analysis.document.eol);
  }
}

/** The name of a section that begins with what was typed. */
function nameFor(schema: SchemaSection, typed: string): string | undefined {
  const title = schema.title.toLowerCase();
  if (title.startsWith(typed) || title.split(/\s+/).some((word) => word.startsWith(typed))) return schema.title;
  return schema.aliases.find((alias) => alias.startsWith(typed));
}
