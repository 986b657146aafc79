import type { ChunkFacts } from "../document/facts.ts";
import type { Finding } from "../rules/rule.ts";
import { type AlignedSection, nearestSchema, topmostUntouched } from "../template/alignment.ts";
import { isSameList } from "../template/sameList.ts";

interface Kept {
  /** The one that was checked before this. */
  readonly former: Kept | undefined;
  /** What it was checked with: settings, policy, day and link definitions. */
  readonly basis: readonly unknown[];
  readonly place: readonly unknown[];
  readonly findings: readonly Finding[];
}

/** Keeps what section rules found, by the facts they looked at; facts that are gone take their findings with them. */
export class FindingCache {
  readonly #byFacts = new WeakMap<ChunkFacts, Kept>();
  /** Where the last section stands: most stand as the one before them does, and share the list that says so. */
  #place: readonly unknown[] = [];

  get(
    facts: ChunkFacts,
    section: AlignedSection,
    basis: readonly unknown[],
    compute: () => readonly Finding[],
  ): readonly Finding[] {
    const own = placeOf(section);
    if (!isSameList(own, this.#place)) this.#place = own;
    const place = this.#place;
    const last = this.#byFacts.get(facts);
    const known = [last, last?.former].find(
      (one) => one && isSameList(one.basis, basis) && isSameList(one.place, place),
    );
    if (known) return at(section.chunk, known.findings);
    const found = compute();
    const findings = found.length > 0 ? found : NOTHING;
    // Facts belong to one document; what held before its settings changed is of no use again.
    this.#byFacts.set(facts, { former: last && { ...last, former: undefined }, basis, place, findings });
    return findings;
  }
}

/** Of tens of thousands of sections most have none. */
const NOTHING: readonly Finding[] = [];

/** What the findings of a section depend on besides its facts. */
function placeOf(section: AlignedSection): readonly unknown[] {
  const { schema, parent, match, weak, notApplicable, missingSections, missingFields, children } = section;
  const isUntouched = topmostUntouched(section) !== undefined;
  const flags = [schema === undefined, weak, notApplicable, isUntouched, parent === undefined];
  const place = [nearestSchema(section), match, bits(flags), missingSections.length];
  if (missingFields.length + children.length === 0) return place;
  const below = children.map((child) => (child.shape === "label" ? child.schema : child.shape));
  return [...place, ...missingFields, null, ...below];
}

/** One number for several answers: such lists are kept for every section. */
function bits(flags: readonly boolean[]): number {
  return flags.reduce((sum, flag) => sum * 2 + (flag ? 1 : 0), 0);
}

/** Findings of a section that may have moved to another chunk. */
function at(chunk: number, findings: readonly Finding[]): readonly Finding[] {
  return findings.every((one) => one.chunk === chunk) ? findings : findings.map((one) => ({ ...one, chunk }));
}
