import type { Document } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { type AlignedSection, type Alignment, nearestSchema, partsOf } from "./alignment.ts";
import { NumberSet } from "./numberSet.ts";
import { isSameList } from "./sameList.ts";
import type { Schema, SchemaSection } from "./schema.ts";

/** Reads one kind of thing from sections. What it reads has spans in the chunk, and knows no chunk and no section. */
export interface SectionReader<T> {
  /** Whether a section can hold it, as far as its place, its name and its match with the template say. */
  isAbout(section: AlignedSection, schema: Schema): boolean;
  /**
   * Reads it from the facts and what the template says of the section, and nothing else.
   *
   * @param definitions the document's link definitions
   */
  read(facts: ChunkFacts, section: AlignedSection, schema: Schema, definitions: ReadonlySet<string>): readonly T[];
}

/** What a section holds, where the document has it now. */
export interface Reading<T> {
  readonly section: AlignedSection;
  /** By index. */
  readonly chunk: number;
  readonly facts: ChunkFacts;
  readonly values: readonly T[];
}

/** What a computation looked at: it comes out the same as long as nothing of it changes. */
export interface Seen {
  readonly readers: Set<SectionReader<unknown>>;
  readonly chunks: NumberSet;
}

/** Keeps what was read from a section for as long as its chunk says the same and the template reads it alike. */
export class ReadingCache {
  readonly #byFacts = new WeakMap<ChunkFacts, KeptReadings[]>();
  /** Readers in the order in which they were seen first. */
  readonly #numbers = new Map<SectionReader<unknown>, number>();

  /** What was read from a section before. */
  of(facts: ChunkFacts, section: AlignedSection): KeptReadings {
    const all = this.#byFacts.get(facts);
    const known = all?.find((one) => one.isOf(section));
    if (known) return known;
    const kept = new KeptReadings(section);
    // What held for another place in the document is of no use again.
    if (all && all.length <= MOST_PLACES) all.push(kept);
    else this.#byFacts.set(facts, [kept]);
    return kept;
  }

  /** The number of a reader, by which its readings are kept. */
  numberOf(reader: SectionReader<unknown>): number {
    const number = this.#numbers.get(reader) ?? this.#numbers.size;
    this.#numbers.set(reader, number);
    return number;
  }
}

/** How many sections without headings one chunk may hold before reading them again costs less than looking for them. */
const MOST_PLACES = 40;

/** What was read from one section, by the numbers of the readers. Nearly all of them find nothing in nearly all sections. */
class KeptReadings {
  /** What the reading of a section depends on besides its facts. */
  readonly #schema: SchemaSection | undefined;
  readonly #isExtra: boolean;
  readonly #shape: AlignedSection["shape"];
  readonly #start: number;
  readonly #end: number;
  readonly #untouched: boolean;
  readonly #notApplicable: boolean;
  readonly #labelled: readonly (SchemaSection | undefined)[];
  readonly #empty = new NumberSet();
  #values: Map<number, readonly unknown[]> | undefined;

  constructor(section: AlignedSection) {
    const { schema, shape, name, untouched, notApplicable } = section;
    this.#schema = nearestSchema(section);
    this.#isExtra = schema === undefined;
    this.#shape = shape;
    this.#start = name.start;
    this.#end = name.end;
    this.#untouched = untouched;
    this.#notApplicable = notApplicable;
    this.#labelled = labelledKinds(section);
  }

  isOf(section: AlignedSection): boolean {
    const { schema, shape, name, untouched, notApplicable } = section;
    return (
      this.#schema === nearestSchema(section) &&
      this.#isExtra === (schema === undefined) &&
      this.#shape === shape &&
      this.#start === name.start &&
      this.#end === name.end &&
      this.#untouched === untouched &&
      this.#notApplicable === notApplicable &&
      isSameList(this.#labelled, labelledKinds(section))
    );
  }

  /** Whether a reader has found nothing. */
  isEmptyFor(reader: number): boolean {
    return this.#empty.has(reader);
  }

  /** What a reader finds. */
  valuesFor(reader: number, read: () => readonly unknown[]): readonly unknown[] {
    const known = this.#values?.get(reader);
    if (known) return known;
    const values = read();
    if (values.length === 0) this.#empty.add(reader);
    else {
      this.#values ??= new Map();
      this.#values.set(reader, values);
    }
    return values;
  }
}

/** What the template has for the sections that are written as labels in a section's text. */
function labelledKinds(section: AlignedSection): readonly (SchemaSection | undefined)[] {
  if (section.children.length === 0) return NO_KINDS;
  const [, ...labelled] = partsOf(section);
  return labelled.length === 0 ? NO_KINDS : labelled.map((one) => one.schema);
}

/** Nearly all sections have none: they share the list that says so. */
const NO_KINDS: readonly SchemaSection[] = [];

/** What one reader found: the values by the index of the section, for those that have any. */
type Found = Map<number, readonly unknown[]>;

const NO_VALUES: readonly unknown[] = [];

/**
 * What the sections of one document hold, by readers. After an edit that left the alignment as it was only
 * the sections in the changed chunks are read again; and whoever kept something that was computed from readings can ask
 * whether it still holds.
 */
export class Readings {
  readonly document: Document;
  readonly alignment: Alignment;
  readonly #cache: ReadingCache;
  readonly #found = new Map<SectionReader<unknown>, ReadonlyMap<number, readonly unknown[]>>();
  readonly #parts = new Map<string, { readonly value: unknown; readonly seen: Seen }>();
  /** Against the readings before: the chunks that differ, and the readers that found something in them. */
  readonly #changed: ReadonlySet<number>;
  readonly #renewed = new Set<SectionReader<unknown>>();
  /** What the computations that run right now have looked at, the innermost last. */
  readonly #watching: Seen[] = [];
  /** What is kept of each section, by its index, once all are read. */
  #kept: readonly (KeptReadings | undefined)[] | undefined;

  /**
   * @param since the readings of the document before an edit, with the same alignment, and the chunks that differ
   */
  constructor(
    document: Document,
    alignment: Alignment,
    cache: ReadingCache,
    since?: { readonly readings: Readings; readonly changed: readonly number[] },
  ) {
    this.document = document;
    this.alignment = alignment;
    this.#cache = cache;
    this.#changed = new Set(since?.changed);
    if (!since) return;
    const touched = since.changed
      .flatMap((chunk) => alignment.shape.sectionsIn(chunk))
      .map((index) => ({ index, kept: this.#keptOf(index) }));
    for (const [reader, before] of since.readings.#found) {
      const number = cache.numberOf(reader);
      // Nearly all readers find nothing in nearly all sections, before and after an edit.
      let found: Found | undefined;
      for (const { index, kept } of touched) {
        const values = this.#valuesIn(reader, number, index, kept);
        if (values.length === 0 && !before.has(index)) continue;
        found ??= new Map(before);
        if (values.length > 0) found.set(index, values);
        else found.delete(index);
      }
      if (found) this.#renewed.add(reader);
      this.#found.set(reader, found ?? before);
    }
    for (const [name, part] of since.readings.#parts) if (this.holds(part.seen)) this.#parts.set(name, part);
  }

  /** What the sections hold that a reader is about, in the document's order; those that hold nothing are left out. */
  gather<T>(reader: SectionReader<T>): Reading<T>[] {
    this.#watching.at(-1)?.readers.add(reader);
    const known = this.#found.get(reader) ?? this.#readAll(reader);
    this.#found.set(reader, known);
    const { sections } = this.alignment;
    return [...known.keys()]
      .sort((a, b) => a - b)
      .flatMap((index): Reading<T>[] => {
        const section = sections[index];
        const facts = section && this.document.chunks[section.chunk]?.facts;
        const values = (known.get(index) ?? []) as readonly T[];
        return section && facts ? [{ section, chunk: section.chunk, facts, values }] : [];
      });
  }

  /** The facts of a chunk; nothing if there is no such chunk. */
  factsAt(chunk: number): ChunkFacts | undefined {
    this.#watching.at(-1)?.chunks.add(chunk);
    return this.document.chunks[chunk]?.facts;
  }

  /** Computes something once for this document, and not again after edits that left all it looked at as it was. */
  part<T>(name: string, compute: () => T): T {
    const known = this.#parts.get(name);
    if (known) {
      this.#add(known.seen);
      return known.value as T;
    }
    const { value, seen } = this.watch(compute);
    this.#parts.set(name, { value, seen });
    return value;
  }

  /** Computes something and tells what it looked at. */
  watch<T>(compute: () => T): { readonly value: T; readonly seen: Seen } {
    const seen: Seen = { readers: new Set(), chunks: new NumberSet() };
    this.#watching.push(seen);
    try {
      return { value: compute(), seen };
    } finally {
      this.#watching.pop();
      this.#add(seen);
    }
  }

  /** Whether what was computed from the readings before comes out the same from these. */
  holds({ readers, chunks }: Seen): boolean {
    for (const chunk of this.#changed) if (chunks.has(chunk)) return false;
    for (const reader of this.#renewed) if (readers.has(reader)) return false;
    return true;
  }

  #add({ readers, chunks }: Seen): void {
    const around = this.#watching.at(-1);
    if (!around) return;
    for (const reader of readers) around.readers.add(reader);
    around.chunks.addAll(chunks);
  }

  #readAll(reader: SectionReader<unknown>): Found {
    const found: Found = new Map();
    const number = this.#cache.numberOf(reader);
    this.#kept ??= this.alignment.sections.map((_, index) => this.#keptOf(index));
    this.#kept.forEach((kept, index) => {
      const values = this.#valuesIn(reader, number, index, kept);
      if (values.length > 0) found.set(index, values);
    });
    return found;
  }

  #valuesIn(
    reader: SectionReader<unknown>,
    number: number,
    index: number,
    kept: KeptReadings | undefined,
  ): readonly unknown[] {
    // Whether a reader is about a section in which it finds nothing makes no difference.
    if (!kept || kept.isEmptyFor(number)) return NO_VALUES;
    const { sections, schema } = this.alignment;
    const section = sections[index];
    const facts = section && this.document.chunks[section.chunk]?.facts;
    if (!facts || !reader.isAbout(section, schema)) return NO_VALUES;
    const { definitions } = this.document;
    return kept.valuesFor(number, () => reader.read(facts, section, schema, definitions));
  }

  #keptOf(index: number): KeptReadings | undefined {
    const section = this.alignment.sections[index];
    const facts = section && this.document.chunks[section.chunk]?.facts;
    return facts && this.#cache.of(facts, section);
  }
}
