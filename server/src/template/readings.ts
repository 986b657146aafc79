import type { Document } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import type { AlignedSection, Alignment } from "./alignment.ts";
import { isSameList } from "./sameList.ts";
import type { Schema } from "./schema.ts";

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
  readonly chunks: Set<number>;
}

/** Keeps what was read from a section for as long as its chunk says the same and the template reads it alike. */
export class ReadingCache {
  readonly #byFacts = new WeakMap<ChunkFacts, Map<SectionReader<unknown>, Kept[]>>();

  read<T>(
    reader: SectionReader<T>,
    facts: ChunkFacts,
    section: AlignedSection,
    read: () => readonly T[],
  ): readonly T[] {
    const byReader = this.#byFacts.get(facts) ?? new Map<SectionReader<unknown>, Kept[]>();
    this.#byFacts.set(facts, byReader);
    const all = byReader.get(reader) ?? [];
    const key = placeOf(section);
    const known = all.find((one) => isSameList(one.key, key));
    if (known) return known.values as readonly T[];
    // What held for another place in the document is of no use again.
    if (all.length > MOST_PLACES) all.length = 0;
    const values = read();
    byReader.set(reader, [...all, { key, values }]);
    return values;
  }
}

interface Kept {
  readonly key: readonly unknown[];
  readonly values: readonly unknown[];
}

/** How many sections without headings one chunk may hold before reading them again costs less than looking for them. */
const MOST_PLACES = 40;

/** What the reading of a section depends on besides its facts. */
function placeOf({ schema, shape, name, parent, untouched, notApplicable }: AlignedSection): readonly unknown[] {
  return [schema ?? parent?.schema, schema === undefined, shape, name.start, name.end, untouched, notApplicable];
}

/** What one reader found: the values by the index of the section, for those that have any. */
type Found = Map<number, readonly unknown[]>;

/**
 * What the sections of one document hold, by readers. After an edit that left the shape of the alignment as it was only
 * the sections in the changed chunks are read again; and whoever kept something that was computed from readings can ask
 * whether it still holds.
 */
export class Readings {
  readonly document: Document;
  readonly alignment: Alignment;
  readonly #cache: ReadingCache;
  readonly #found = new Map<SectionReader<unknown>, Found>();
  readonly #parts = new Map<string, { readonly value: unknown; readonly seen: Seen }>();
  /** Against the readings before: the chunks that differ, and the readers that found something in them. */
  readonly #changed: ReadonlySet<number>;
  readonly #renewed = new Set<SectionReader<unknown>>();
  /** What the computations that run right now have looked at, the innermost last. */
  readonly #watching: Seen[] = [];

  /**
   * @param since the readings of the document before an edit, and the chunks that differ; both alignments have the same
   * shape
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
    const sections = (since?.changed ?? []).flatMap((chunk) => alignment.shape.sectionsIn(chunk));
    for (const [reader, before] of since ? since.readings.#found : []) {
      const found = new Map(before);
      for (const index of sections) this.#readInto(found, reader, index);
      if (sections.some((index) => before.has(index) || found.has(index))) this.#renewed.add(reader);
      this.#found.set(reader, found);
    }
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

  /** Computes something once for this document. */
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
    const seen: Seen = { readers: new Set(), chunks: new Set() };
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
    for (const chunk of chunks) around.chunks.add(chunk);
  }

  #readAll(reader: SectionReader<unknown>): Found {
    const found: Found = new Map();
    this.alignment.sections.forEach((_, index) => {
      this.#readInto(found, reader, index);
    });
    return found;
  }

  #readInto(found: Found, reader: SectionReader<unknown>, index: number): void {
    found.delete(index);
    const { sections, schema } = this.alignment;
    const section = sections[index];
    const facts = section && this.document.chunks[section.chunk]?.facts;
    if (!section || !facts || !reader.isAbout(section, schema)) return;
    const { definitions } = this.document;
    const read = (): readonly unknown[] => reader.read(facts, section, schema, definitions);
    const values = this.#cache.read(reader, facts, section, read);
    if (values.length > 0) found.set(index, values);
  }
}
