import type { ChunkFacts } from "../document/facts.ts";
import type { Finding } from "../rules/rule.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { topmostUntouched } from "../template/alignment.ts";
import { isSameList } from "../template/sameList.ts";

interface Kept {
  /** What it was checked with: settings, policy, day and link definitions. */
  readonly basis: readonly unknown[];
  readonly place: readonly unknown[];
  readonly findings: readonly Finding[];
}

/** Keeps what section rules found, by the facts they looked at; facts that are gone take their findings with them. */
export class FindingCache {
  readonly #byFacts = new WeakMap<ChunkFacts, readonly Kept[]>();

  get(
    facts: ChunkFacts,
    section: AlignedSection,
    basis: readonly unknown[],
    compute: () => readonly Finding[],
  ): readonly Finding[] {
    const place = placeOf(section);
    const entries = this.#byFacts.get(facts) ?? [];
    const known = entries.find((one) => isSameList(one.basis, basis) && isSameList(one.place, place));
    if (known) return at(section.chunk, known.findings);
    const findings = compute();
    // Facts belong to one document; what held before its settings changed is of no use again.
    this.#byFacts.set(facts, [{ basis, place, findings }, ...entries.slice(0, 1)]);
    return findings;
  }
}

/** What the findings of a section depend on besides its facts. */
function placeOf(section: AlignedSection): readonly unknown[] {
  return [
    section.schema ?? section.parent?.schema,
    section.schema === undefined,
    section.match,
    section.weak,
    section.notApplicable,
    topmostUntouched(section) !== undefined,
    section.parent === undefined,
    section.missingSections.length,
    ...section.missingFields,
    null,
    ...section.children.map((child) => (child.shape === "label" ? child.schema : child.shape)),
  ];
}

/** Findings of a section that may have moved to another chunk. */
function at(chunk: number, findings: readonly Finding[]): readonly Finding[] {
  return findings.every((one) => one.chunk === chunk) ? findings : findings.map((one) => ({ ...one, chunk }));
}
