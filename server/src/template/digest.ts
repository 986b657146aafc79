import { type ChunkFacts, type CodeBlock, type CodeLabelFact, type FieldFact, isContent } from "../document/facts.ts";
import { endOfLine, nextLine, writtenLines } from "../document/lines.ts";
import type { OwnWords } from "../document/ownWords.ts";
import { normaliseName, withoutRemark } from "../document/text.ts";
import { alignFields } from "./alignFields.ts";
import { type AlignedField, type FieldMatch, withLabels } from "./alignment.ts";
import { isCheckedLine } from "./checked.ts";
import { absenceOf, type Conventions } from "./conventions.ts";
import { entryFences } from "./fencedEntries.ts";
import { matchesEntry, namesField, namesSection } from "./matchSections.ts";
import { wordsOf } from "./otherwise.ts";
import { isSameList } from "./sameList.ts";
import type { Schema, SchemaField, SchemaSection } from "./schema.ts";

/** The fields of the template in one chunk. */
export interface ChunkFields {
  readonly aligned: readonly FieldMatch[];
  readonly missing: readonly SchemaField[];
}

/** What is asked about a chunk by one section of the template; what nobody has asked yet is not there. */
interface Answers {
  holdsField?: boolean;
  copy?: { readonly byName: boolean; readonly answer: TemplateCopy };
  fields?: ChunkFields;
  fences?: readonly CodeBlock[];
  label?: FieldFact | null;
}

/** How much of a chunk is the template's, if nothing in it is the author's: its heading alone, or lines below it too. */
export type TemplateCopy = "none" | "heading" | "lines";

/** A question about what a chunk says, with its answer. */
interface Said<T> {
  readonly ask: (digest: ChunkDigest) => T;
  readonly isSame: (one: T, other: T) => boolean;
  readonly answer: T;
}

/**
 * Answers what aligning asks about one chunk, each question once. A chunk that gives the same answers as the one in its
 * place before leaves the alignment of all others as it is.
 */
export class ChunkDigest {
  readonly facts: ChunkFacts;
  readonly #schema: Schema;
  // Nothing is asked about most chunks of a document with very many.
  #answers: Map<SchemaSection, Answers> | undefined;
  #said: Map<string, Said<unknown>> | undefined;
  #names: readonly string[] | undefined;
  #words: OwnWords | undefined;
  #isUnlabelled: boolean | undefined;
  #isNotApplicable: boolean | undefined;

  constructor(facts: ChunkFacts, schema: Schema) {
    this.facts = facts;
    this.#schema = schema;
  }

  /** The heading for comparison, with and without its trailing remark. */
  get names(): readonly string[] {
    this.#names ??= namesOf(this.facts.heading?.title ?? "");
    return this.#names;
  }

  /** What the chunk says in its own words. */
  get words(): OwnWords {
    this.#words ??= wordsOf(this.facts, this.#schema.conventions);
    return this.#words;
  }

  /** There is no label, neither in the text nor in a fence: nothing about labels needs to be asked. */
  get isUnlabelled(): boolean {
    this.#isUnlabelled ??= this.facts.fields.length === 0 && codeLabels(this.facts).length === 0;
    return this.#isUnlabelled;
  }

  /** "N/A" or "None" stands in place of the content. */
  get isNotApplicable(): boolean {
    this.#isNotApplicable ??= isAbsence(this.facts, this.#schema.conventions);
    return this.#isNotApplicable;
  }

  /** Whether the heading looks like an entry of a repeatable section. */
  isEntryOf(section: SchemaSection): boolean {
    return matchesEntry(section, this.facts.heading?.title ?? "");
  }

  /** Whether one of the section's fields is a label of the chunk, in its text or in a fence. */
  holdsFieldOf(section: SchemaSection): boolean {
    if (this.isUnlabelled) return false;
    const answers = this.#answersFor(section);
    answers.holdsField ??= holdsFieldOf(this.facts, section);
    return answers.holdsField;
  }

  /** The section's fields among the labels of the chunk. */
  fieldsOf(section: SchemaSection): ChunkFields {
    const answers = this.#answersFor(section);
    answers.fields ??= alignFields(section.fields, this.facts.fields, this.#schema.conventions);
    return answers.fields;
  }

  /** The section's fields with their labels. */
  labelledFieldsOf(section: SchemaSection): AlignedField[] {
    return withLabels(this.fieldsOf(section).aligned, this.facts.fields);
  }

  /** The fences that are entries of a repeatable section. */
  entryFences(kind: SchemaSection): readonly CodeBlock[] {
    const answers = this.#answersFor(kind);
    answers.fences ??= entryFences(this.facts, kind);
    return answers.fences;
  }

  /** The label that stands for the heading of a section, with a list or "N/A" as its value. */
  labelOf(section: SchemaSection): FieldFact | undefined {
    if (this.isUnlabelled) return undefined;
    const answers = this.#answersFor(section);
    if (answers.label === undefined) answers.label = labelOf(this.facts, section, this.#schema.conventions) ?? null;
    return answers.label ?? undefined;
  }

  /**
   * Whether every line is one of the template's for a section.
   *
   * @param byName the heading was recognised by its name, so that it may be another than the template's
   */
  copyOf(section: SchemaSection, byName: boolean): TemplateCopy {
    const answers = this.#answersFor(section);
    if (answers.copy?.byName !== byName) answers.copy = { byName, answer: copyOf(this.facts, section, byName) };
    return answers.copy.answer;
  }

  /**
   * Any other question.
   *
   * @param key names the question with all that it depends on besides the chunk
   */
  asks<T>(key: string, ask: (digest: ChunkDigest) => T, isSame: (one: T, other: T) => boolean = Object.is): T {
    const known = this.#said?.get(key) as Said<T> | undefined;
    if (known) return known.answer;
    const answer = ask(this);
    this.#said ??= new Map();
    this.#said.set(key, { ask, isSame, answer } as Said<unknown>);
    return answer;
  }

  /** Whether another digest has the same heading and answers all that was asked of this one alike. */
  isAnsweredBy(other: ChunkDigest): boolean {
    if (!isSameHeading(this.facts, other.facts)) return false;
    if (this.#isNotApplicable !== undefined && this.#isNotApplicable !== other.isNotApplicable) return false;
    if (this.#isUnlabelled && !other.isUnlabelled) return false;
    for (const [section, known] of this.#answers ?? []) {
      const { holdsField, copy, fields, fences, label } = known;
      if (holdsField !== undefined && holdsField !== other.holdsFieldOf(section)) return false;
      if (copy && copy.answer !== other.copyOf(section, copy.byName)) return false;
      if (fields && !isSameFields(fields, other.fieldsOf(section))) return false;
      // What stands for a section without a heading is part of the alignment itself.
      if (fences && (fences.length > 0 || other.entryFences(section).length > 0)) return false;
      if (label !== undefined && (label !== null || other.labelOf(section) !== undefined)) return false;
    }
    for (const [key, { ask, isSame, answer }] of this.#said ?? []) {
      if (!isSame(answer, other.asks(key, ask, isSame))) return false;
    }
    return true;
  }

  #answersFor(section: SchemaSection): Answers {
    this.#answers ??= new Map();
    const known = this.#answers.get(section);
    if (known) return known;
    const answers: Answers = {};
    this.#answers.set(section, answers);
    return answers;
  }
}

/** Keeps what was asked about chunks for as long as they say the same. */
export class DigestCache {
  readonly #schema: Schema;
  readonly #byFacts = new WeakMap<ChunkFacts, ChunkDigest>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  of(facts: ChunkFacts): ChunkDigest {
    const known = this.#byFacts.get(facts);
    if (known) return known;
    const digest = new ChunkDigest(facts, this.#schema);
    this.#byFacts.set(facts, digest);
    return digest;
  }
}

function namesOf(title: string): readonly string[] {
  const full = normaliseName(title);
  const bare = withoutRemark(title);
  const short = bare === title ? full : normaliseName(bare);
  return short === full ? [full] : [full, short];
}

function isSameHeading({ heading: one }: ChunkFacts, { heading: other }: ChunkFacts): boolean {
  if (!one || !other) return false;
  return (
    one.depth === other.depth &&
    one.title === other.title &&
    one.name.start === other.name.start &&
    one.name.end === other.name.end &&
    one.span.start === other.span.start &&
    one.span.end === other.span.end &&
    one.marks?.end === other.marks?.end
  );
}

function isSameFields(one: ChunkFields, other: ChunkFields): boolean {
  const isSame = (a: FieldMatch, b: FieldMatch): boolean =>
    a.schema === b.schema &&
    isSameList(a.label, b.label) &&
    isSameList(a.missing, b.missing) &&
    a.fields.length === b.fields.length &&
    a.fields.every((field, i) => isSame(field, b.fields[i] ?? field));
  return (
    isSameList(one.missing, other.missing) &&
    one.aligned.length === other.aligned.length &&
    one.aligned.every((field, i) => isSame(field, other.aligned[i] ?? field))
  );
}

function isAbsence({ blocks, text }: ChunkFacts, conventions: Conventions): boolean {
  const first = blocks.find(isContent);
  if (first?.kind !== "paragraph") return false;
  return absenceOf(text.slice(first.span.start, first.span.end), conventions) !== undefined;
}

function holdsFieldOf(facts: ChunkFacts, section: SchemaSection): boolean {
  const labels = codeLabels(facts);
  return section.fields.some(
    (field) =>
      !field.repeats &&
      (facts.fields.some((fact) => namesField(field, fact)) ||
        labels.some(({ label }) => normaliseName(label) === field.name)),
  );
}

function codeLabels({ blocks }: ChunkFacts): readonly CodeLabelFact[] {
  return blocks.flatMap((block) => (block.kind === "code" ? block.labels : []));
}

function labelOf(
  { fields, text }: ChunkFacts,
  section: SchemaSection,
  conventions: Conventions,
): FieldFact | undefined {
  const isAbsent = ({ inline }: FieldFact): boolean =>
    absenceOf(text.slice(inline.start, inline.end), conventions) !== undefined;
  const isSection = (fact: FieldFact): boolean => fact.blocks.some((block) => block.kind === "list") || isAbsent(fact);
  return fields.find((fact) => namesSection(section, fact) && isSection(fact));
}

function copyOf({ text }: ChunkFacts, schema: SchemaSection, byName: boolean): TemplateCopy {
  let count = 0;
  let isOpen = false;
  // Line by line, since the second line of most chunks already is the author's.
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const [line] = writtenLines(text.slice(at, endOfLine(text, at)));
    if (line === undefined) continue;
    const isTemplates = schema.lines.has(line) || (count === 0 ? byName : isCheckedLine(schema, line));
    if (!isTemplates) return "none";
    isOpen ||= count > 0 && line.trim() !== "---";
    count++;
  }
  return count === 0 ? "none" : isOpen ? "lines" : "heading";
}
