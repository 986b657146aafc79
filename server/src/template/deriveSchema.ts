import { readDocument } from "../document/document.ts";
import type { BlockFact, ChunkFacts, FieldFact } from "../document/facts.ts";
import { contentLines, endOfLine, withLineEnds, withoutComments } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { type Annotation, parseAnnotation } from "./annotations.ts";
import {
  type Choices,
  type Conventions,
  choicesOf,
  DEFAULT_CONVENTIONS,
  isExampleLabel,
  isOneOf,
} from "./conventions.ts";
import { entryPattern } from "./entryPattern.ts";
import type { Example, Placeholder, Schema, SchemaField, SchemaSection, TemplateProblem } from "./schema.ts";

/**
 * Derives the schema from a template, which is read by the same parser as documents. Total: what can't be understood is
 * listed in `problems`, and the rest serves.
 */
export function deriveSchema(template: string): Schema {
  const document = readDocument(template);
  const problems: TemplateProblem[] = [];
  const annotations = document.chunks.map((chunk) =>
    chunk.facts.comments.flatMap((comment) => {
      const line = document.lines.positionAt(chunk.start + comment.span.start).line;
      const annotation = parseAnnotation(comment.text, (message) => problems.push({ message, line }));
      return annotation ? [{ annotation, line }] : [];
    }),
  );
  const overrides = Object.assign({}, ...annotations.flat().map((entry) => entry.annotation.words));
  const conventions: Conventions = { ...DEFAULT_CONVENTIONS, ...overrides };
  const drafts = document.chunks.flatMap((chunk, i) => {
    if (!chunk.facts.heading) return [];
    const own = annotations[i] ?? [];
    const draft = new SectionReader(
      chunk.facts,
      own.map((entry) => entry.annotation),
      conventions,
    ).read();
    for (const label of draft.unknownFields) {
      const line = own.find((entry) => entry.annotation.field === label)?.line ?? 0;
      problems.push({ message: `The annotation names the field "${label}", which this section does not have.`, line });
    }
    return [draft];
  });
  if (drafts.length === 0) problems.push({ message: "The template has no headings, so it asks for nothing.", line: 0 });
  const title = buildTree(mergeSame(drafts));
  return { title, sections: flatten(title), conventions, problems };
}

/** A section before it knows its parent and children. */
type Draft = Omit<SchemaSection, "path" | "children" | "parent"> & {
  readonly standsForPrevious: boolean;
  readonly unknownFields: readonly string[];
};

type Open = { -readonly [K in keyof SchemaSection]: SchemaSection[K] } & { children: Open[] };

const EMPTY: Draft = {
  title: "",
  heading: "",
  depth: 1,
  role: "",
  name: "",
  aliases: [],
  about: "",
  presence: "required",
  none: "",
  claims: [],
  graph: [],
  entry: undefined,
  fields: [],
  placeholders: new Map(),
  prose: undefined,
  fences: [],
  examples: [],
  instructions: [],
  lines: new Set(),
  scaffold: "",
  ruled: false,
  standsForPrevious: false,
  unknownFields: [],
};

/** A heading with "same structure" below it is one more entry of the kind before it. */
function mergeSame(drafts: readonly Draft[]): Draft[] {
  const merged: Draft[] = [];
  for (const draft of drafts) {
    const first = draft.standsForPrevious
      ? merged.findLast((one) => one.depth === draft.depth && one.entry)
      : undefined;
    if (!first) {
      merged.push(draft);
      continue;
    }
    merged[merged.indexOf(first)] = {
      ...first,
      placeholders: new Map([...first.placeholders, ...draft.placeholders]),
      instructions: [...first.instructions, ...draft.instructions],
      lines: new Set([...first.lines, ...draft.lines]),
    };
  }
  return merged;
}

function buildTree(drafts: readonly Draft[]): SchemaSection {
  const [first, ...rest] = drafts;
  const hasTitle = first?.depth === 1;
  const root = open(hasTitle ? first : EMPTY, undefined);
  const stack = [root];
  for (const draft of hasTitle ? rest : drafts) {
    while (stack.length > 1 && (stack.at(-1)?.depth ?? 0) >= draft.depth) stack.pop();
    const parent = stack.at(-1) ?? root;
    const section = open(draft, parent);
    parent.children.push(section);
    stack.push(section);
  }
  return root;
}

function open(draft: Draft, parent: Open | undefined): Open {
  const { standsForPrevious: _, unknownFields: __, ...section } = draft;
  return { ...section, path: parent?.path ? `${parent.path}/${draft.name}` : draft.name, children: [], parent };
}

function flatten(section: SchemaSection): SchemaSection[] {
  return [section, ...section.children.flatMap(flatten)];
}

class SectionReader {
  readonly #facts: ChunkFacts;
  readonly #annotations: readonly Annotation[];
  readonly #words: Conventions;
  readonly #examples: { readonly span: Span; readonly example: Example }[] = [];
  readonly #known = new Set<string>();

  constructor(facts: ChunkFacts, annotations: readonly Annotation[], words: Conventions) {
    this.#facts = facts;
    this.#annotations = annotations;
    this.#words = words;
  }

  read(): Draft {
    const heading = this.#facts.heading;
    const own =
      this.#annotations.find(
        (annotation) => annotation.field === undefined && annotation.role + annotation.about !== "",
      ) ?? this.#annotations.find((annotation) => annotation.field === undefined);
    for (const field of this.#facts.fields) this.#findExamples(field);
    const title = heading?.title ?? "";
    const aliases = own?.aliases ?? [];
    const isEntry = own?.repeat === true || (heading?.depth !== 1 && /\[[^\]]+\]/.test(title));
    const brackets = this.#facts.brackets.filter((bracket) => !bracket.markup && !this.#inExample(bracket.span));
    const same = brackets.filter((bracket) => isOneOf(bracket.inner, this.#words.same));
    const written = this.#facts.fields
      .filter((field) => !isExampleLabel(field.label, this.#words))
      .map((field) => this.#field(field));
    const fields = [...written, ...this.#unwritten()];
    return {
      title,
      heading: heading ? this.#slice(this.#headingContent()) : "",
      depth: heading?.depth ?? 1,
      role: own?.role ?? "",
      name: normaliseName(title),
      aliases: isEntry ? [] : aliases.map(normaliseName),
      about: own?.about ?? "",
      presence: own?.conditional ? "conditional" : own?.optional ? "optional" : "required",
      none: own?.none ?? "",
      claims: own?.claims ?? [],
      graph: own?.graph.map((word) => word.toLowerCase()) ?? [],
      entry: isEntry ? entryPattern([title, ...aliases], own?.role ?? "") : undefined,
      fields,
      placeholders: this.#placeholders(brackets.filter((bracket) => !same.includes(bracket))),
      prose: this.#prose(),
      fences: this.#fences(),
      examples: this.#examples.map((entry) => entry.example),
      instructions: [
        ...same.map((bracket) => this.#slice(bracket.span)),
        ...this.#instructionSpans(this.#facts.fields).map((span) => this.#slice(span)),
      ],
      lines: new Set(contentLines(withoutAnnotations(this.#facts.text))),
      scaffold: this.#scaffold(heading?.span.end ?? 0),
      ruled: this.#facts.blocks.at(-1)?.kind === "break",
      standsForPrevious: same.length > 0 && fields.length === 0,
      unknownFields: this.#annotations.flatMap((a) =>
        a.field !== undefined && !a.optional && !this.#known.has(a.field) ? [a.field] : [],
      ),
    };
  }

  #headingContent(): Span {
    const { span, marks } = this.#facts.heading ?? { span: { start: 0, end: 0 }, marks: undefined };
    const start = marks?.end ?? span.start;
    const text = this.#slice({ start, end: span.end });
    return { start: start + text.length - text.trimStart().length, end: span.end };
  }

  #findExamples(field: FieldFact): void {
    const block = field.blocks[0];
    if (isExampleLabel(field.label, this.#words) && block) {
      this.#examples.push({ span: field.span, example: { label: field.label, source: this.#slice(block.span) } });
    }
    for (const child of field.fields) this.#findExamples(child);
  }

  #inExample(span: Span): boolean {
    return this.#examples.some((example) => contains(example.span, span));
  }

  #field(fact: FieldFact): SchemaField {
    const annotation = this.#annotations.find((one) => one.field === fact.label);
    this.#known.add(fact.label);
    const value = this.#slice(fact.inline);
    const inner = wholeBracket(value);
    const repeats = this.#facts.brackets.some((bracket) => contains(fact.name, bracket.span));
    const bareChoices =
      inner === undefined && /^[\p{L}\p{N} .-]+(?: \/ [\p{L}\p{N} .-]+)+$/u.test(value) ? value : undefined;
    const choices = choicesOf(inner ?? bareChoices ?? this.#onlyItem(fact) ?? "", this.#words);
    const date = this.#words.date.includes(value);
    const waits = date || bareChoices !== undefined || this.#hasPlaceholder(fact);
    const ifApplicable = this.#words.applicable.some((word) => inner?.endsWith(word));
    const text = annotation?.text;
    return {
      label: fact.label,
      name: normaliseName(fact.label),
      aliases: (annotation?.aliases ?? []).map(normaliseName),
      role: annotation?.role ?? "",
      about: annotation?.about ?? "",
      required: waits && !ifApplicable && !repeats && annotation?.optional !== true && text === undefined,
      text,
      checked: annotation?.checked ?? "",
      repeats,
      strong: fact.strong,
      choices,
      bareChoices,
      date,
      bracket: inner !== undefined,
      list: fact.blocks[0]?.kind === "list",
      source: withLineEnds(withoutAnnotations(this.#slice(fact.span)), "\n"),
      fields: fact.fields
        .filter((child) => !isExampleLabel(child.label, this.#words))
        .map((child) => this.#field(child)),
    };
  }

  /** Fields that the template doesn't write and authors may: read where they stand, and never asked for. */
  #unwritten(): SchemaField[] {
    const known = this.#known;
    return this.#annotations.flatMap(({ field, optional, aliases, role, about, text }): SchemaField[] => {
      if (field === undefined || !optional || known.has(field)) return [];
      const names = { label: field, name: normaliseName(field), aliases: aliases.map(normaliseName) };
      const shape = { repeats: false, strong: true, date: false, bracket: false, list: false };
      const values = { choices: undefined, bareChoices: undefined, checked: "", source: `**${field}:**`, fields: [] };
      return [{ ...names, ...shape, ...values, role, about, text, required: false }];
    });
  }

  #hasPlaceholder(fact: FieldFact): boolean {
    const value = { start: fact.name.end, end: fact.span.end };
    const brackets = this.#facts.brackets.some(
      (bracket) => !bracket.markup && contains(value, bracket.span) && !this.#inExample(bracket.span),
    );
    return brackets || fact.blocks.some((block) => block.kind === "code");
  }

  /** The inner text of the only item of a field's list, if it is one bracket as a whole. */
  #onlyItem(fact: FieldFact): string | undefined {
    const list = fact.blocks[0];
    if (list?.kind !== "list" || list.items.length !== 1) return undefined;
    const text = list.items[0]?.text;
    return text ? wholeBracket(this.#slice(text)) : undefined;
  }

  #placeholders(brackets: readonly { readonly span: Span; readonly inner: string }[]): Map<string, Placeholder> {
    const found = new Map<string, Placeholder>();
    for (const { span, inner } of brackets) {
      const field = this.#fieldAround(this.#facts.fields, span);
      const choices: Choices | undefined = choicesOf(inner, this.#words);
      found.set(inner, { inner, choices, field });
    }
    return found;
  }

  #fieldAround(fields: readonly FieldFact[], span: Span): string {
    const field = fields.find((one) => contains(one.span, span));
    if (!field) return "";
    return this.#fieldAround(field.fields, span) || field.label;
  }

  #prose(): string | undefined {
    const paragraph = this.#facts.blocks.find((block) => block.kind === "paragraph");
    const inner = paragraph && wholeBracket(this.#slice(paragraph.span));
    return inner === undefined || isOneOf(inner, this.#words.same) ? undefined : inner;
  }

  #fences(): { language: string; code: string }[] {
    const isOwn = (block: BlockFact): boolean => block.kind === "code" && !this.#inExample(block.span);
    return this.#facts.blocks
      .filter(isOwn)
      .flatMap((b) => (b.kind === "code" ? [{ language: b.language, code: b.code }] : []));
  }

  #instructionSpans(fields: readonly FieldFact[]): Span[] {
    return fields.flatMap((field) => {
      const annotation = this.#annotations.find((one) => one.field === field.label);
      const own =
        annotation?.text === "instruction"
          ? [{ start: field.span.start, end: labelledLineEnd(this.#facts.text, field) }]
          : [];
      return [...own, ...this.#instructionSpans(field.fields)];
    });
  }

  #scaffold(from: number): string {
    const rules = this.#facts.blocks.filter((block) => block.kind === "break").map((block) => block.span);
    const cut = [...rules, ...this.#examples.map((entry) => entry.span), ...this.#instructionSpans(this.#facts.fields)];
    let text = "";
    let at = from;
    for (const span of cut.sort((a, b) => a.start - b.start)) {
      text += this.#slice({ start: at, end: Math.max(at, span.start) });
      at = Math.max(at, span.end);
    }
    text += this.#facts.text.slice(at);
    return withoutAnnotations(withLineEnds(text, "\n"))
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  #slice(span: Span): string {
    return this.#facts.text.slice(span.start, span.end);
  }
}

/** The inner text of a value that is one bracket as a whole. */
export function wholeBracket(value: string): string | undefined {
  return /^\[([^[\]]+)\]$/.exec(value)?.[1];
}

/** The text of a template without its annotation lines. */
export function withoutAnnotations(text: string): string {
  return withoutComments(text, "mechanism: ");
}

/** The end of the last line that holds a label or the value beside it. */
export function labelledLineEnd(text: string, field: FieldFact): number {
  return endOfLine(text, Math.max(field.inline.end, field.name.end));
}
