import type { ChunkFacts } from "../document/facts.ts";
import type { AlignedSection } from "../template/alignment.ts";

/**
 * Keeps what was read from a section for as long as its chunk says the same and the template reads it alike, so that a
 * keystroke costs one chunk. What is kept knows no chunk index and no section: those are another object after an edit.
 */
export class SectionCache {
  readonly #byFacts = new WeakMap<ChunkFacts, Map<string, unknown>>();

  /**
   * @param kind names what is read, so that several readers share the cache
   * @param read reads it from the facts and what the template says of the section, and nothing else
   */
  read<T>(kind: string, facts: ChunkFacts, section: AlignedSection, read: () => T): T {
    const entries = this.#byFacts.get(facts) ?? new Map<string, unknown>();
    this.#byFacts.set(facts, entries);
    const key = `${kind} ${sectionKey(section)}`;
    if (entries.has(key)) return entries.get(key) as T;
    // What held for another place in the document is of no use again.
    if (entries.size > 50) entries.clear();
    const value = read();
    entries.set(key, value);
    return value;
  }
}

function sectionKey({ schema, shape, name, parent, untouched, notApplicable }: AlignedSection): string {
  const path = schema?.path ?? `${parent?.schema?.path ?? ""}/`;
  return [path, shape, name.start, name.end, untouched, notApplicable].join(" ");
}
