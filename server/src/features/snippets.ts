import { readDocument } from "../document/document.ts";
import type { BlockFact, ChunkFacts, FieldFact } from "../document/facts.ts";
import { linesOf } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { type Conventions, choicesOf } from "../template/conventions.ts";
import { type RenderOptions, renderSection } from "../template/render.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";

/*
 * Template text as snippets in the syntax of LSP 3.17, for completions and for the snippet files. What waits for the
 * author becomes a tab stop, in the order of the text:
 *
 * - a bracket: `${1:[inner text]}`, or `${1:inner text}` (see `unfilled`);
 * - a choice list, in brackets or not: `${1|a / b,a,b|}` with the open text first, or `${1|a,b|}`. A list that admits
 *   other choices has the same form: a choice may be typed over, and the syntax has no choice inside a placeholder that
 *   could say so;
 * - fenced code, which is to be replaced as a whole: `${1:the code}`;
 * - a date: today's, and no tab stop.
 */

export interface SnippetOptions {
  /** Today as year-month-day; without it dates are written by the editor's own variables. */
  readonly today?: string;
  /**
   * What stands at a tab stop that the author passes over: the bracket's inner text (or the first choice), or the bracket
   * itself (or the list of choices), which is still recognised as open then. `text` by default; completions and the
   * snippet files take `bracket`.
   */
  readonly unfilled?: "text" | "bracket";
  /** Ends with the last tab stop, `$0`. True by default. */
  readonly final?: boolean;
}

export interface SectionSnippetOptions extends SnippetOptions, RenderOptions {
  /** The number of an entry whose heading counts, as in "Deviation 2". The template's own without it. */
  readonly number?: number;
}

export interface FieldSnippetOptions extends SnippetOptions {
  /** Written as a list item. By default only if the template's label isn't bold: it would be no label elsewhere. */
  readonly item?: boolean;
}

/** The snippet of a new section with everything below it, one entry of each kind. Lines end with `\n`. */
export function sectionSnippet(
  section: SchemaSection,
  conventions: Conventions,
  options: SectionSnippetOptions = {},
): string {
  const rendered = renderSection(section, options);
  const text =
    options.number === undefined ? rendered : rendered.replace(/^.*/, (line) => numbered(line, options.number));
  return textSnippet(text, section, conventions, options);
}

/** The snippet of text made from a section of the template and those below it, such as a whole new document. */
export function textSnippet(
  text: string,
  section: SchemaSection,
  conventions: Conventions,
  options: SnippetOptions = {},
): string {
  return new SnippetWriter(conventions, bareChoicesOf(section), options).write(text);
}

/** The snippet of a new field with its label, placeholder and sub-fields. Lines end with `\n`. */
export function fieldSnippet(field: SchemaField, conventions: Conventions, options: FieldSnippetOptions = {}): string {
  const [first = "", ...rest] = linesOf(field.source);
  const item = [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
  const text = (options.item ?? !field.strong) ? item : field.source;
  return new SnippetWriter(conventions, bareChoicesIn([field]), options).write(text);
}

/** Escapes text that stands in a snippet as it is, inside or outside of placeholders. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

/** A tab stop that offers choices. */
export function choiceStop(number: number, options: readonly string[]): string {
  return `\${${number}|${options.map((option) => option.replace(/[\\$},|]/g, "\\$&")).join(",")}|}`;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: snippets have this syntax
const DATE_VARIABLES = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}";

/** A stretch of text that is written in another way, with the snippet for a tab stop of this number. */
interface Replacement {
  readonly span: Span;
  readonly stop: ((number: number) => string) | string;
}

class SnippetWriter {
  readonly #conventions: Conventions;
  readonly #bareChoices: ReadonlySet<string>;
  readonly #options: SnippetOptions;

  constructor(conventions: Conventions, bareChoices: ReadonlySet<string>, options: SnippetOptions) {
    this.#conventions = conventions;
    this.#bareChoices = bareChoices;
    this.#options = options;
  }

  write(text: string): string {
    let snippet = "";
    let at = 0;
    let number = 1;
    for (const { span, stop } of this.#replacements(text)) {
      if (span.start < at) continue;
      snippet += escapeSnippet(text.slice(at, span.start)) + (typeof stop === "string" ? stop : stop(number++));
      at = span.end;
    }
    snippet += escapeSnippet(text.slice(at));
    if (this.#options.final === false) return snippet;
    // What is typed behind a closing fence would open it again.
    return endsWithCode(readDocument(text).chunks.at(-1)?.facts.blocks ?? []) ? `${snippet}\n$0` : `${snippet}$0`;
  }

  /** The text is read as documents are, so that a bracket, a label and a fence mean the same here as there. */
  #replacements(text: string): Replacement[] {
    const found = readDocument(text).chunks.flatMap(({ start, facts }) =>
      [
        ...this.#brackets(facts),
        ...this.#fences(facts),
        ...facts.fields.flatMap((field) => this.#values(facts, field)),
      ].map(({ span, stop }) => ({ span: { start: span.start + start, end: span.end + start }, stop })),
    );
    return found.sort((a, b) => a.span.start - b.span.start);
  }

  #brackets(facts: ChunkFacts): Replacement[] {
    return facts.brackets
      .filter((bracket) => !bracket.markup)
      .map(({ span, inner }) => ({ span, stop: this.#stop(inner, `[${inner}]`) }));
  }

  #fences(facts: ChunkFacts): Replacement[] {
    return facts.blocks.flatMap((block) => {
      const first = block.kind === "code" ? block.lines[0] : undefined;
      const last = block.kind === "code" ? block.lines.at(-1) : undefined;
      if (!first || !last || first.start === last.end) return [];
      const span = { start: first.start, end: last.end };
      const code = facts.text.slice(span.start, span.end);
      return [{ span, stop: (number) => `\${${number}:${escapeSnippet(code)}}` }];
    });
  }

  #values(facts: ChunkFacts, field: FieldFact): Replacement[] {
    const value = facts.text.slice(field.inline.start, field.inline.end);
    const below = field.fields.flatMap((child) => this.#values(facts, child));
    if (this.#conventions.date.includes(value)) {
      return [{ span: field.inline, stop: this.#options.today ?? DATE_VARIABLES }, ...below];
    }
    return this.#bareChoices.has(value) ? [{ span: field.inline, stop: this.#stop(value, value) }, ...below] : below;
  }

  #stop(inner: string, open: string): (number: number) => string {
    const choices = choicesOf(inner, this.#conventions);
    const keepsOpen = this.#options.unfilled === "bracket";
    if (choices) return (number) => choiceStop(number, keepsOpen ? [open, ...choices.options] : choices.options);
    return (number) => `\${${number}:${escapeSnippet(keepsOpen ? open : inner)}}`;
  }
}

function endsWithCode(blocks: readonly BlockFact[]): boolean {
  const last = blocks.at(-1);
  return last?.kind === "list" ? endsWithCode(last.items.at(-1)?.field?.blocks ?? []) : last?.kind === "code";
}

/** A heading with its number, if it has one outside of brackets and words, replaced. */
function numbered(heading: string, number: number | undefined): string {
  const parts = heading.split(/(\[[^\]]*\])/);
  return parts
    .map((part) => (part.startsWith("[") ? part : part.replace(/(?<=\s)\d+(?=[\s:.)]|$)/, `${number}`)))
    .join("");
}

function bareChoicesOf(section: SchemaSection): Set<string> {
  return new Set([...bareChoicesIn(section.fields), ...section.children.flatMap((child) => [...bareChoicesOf(child)])]);
}

function bareChoicesIn(fields: readonly SchemaField[]): Set<string> {
  const own = fields.flatMap((field) => (field.bareChoices === undefined ? [] : [field.bareChoices]));
  return new Set([...own, ...fields.flatMap((field) => [...bareChoicesIn(field.fields)])]);
}
