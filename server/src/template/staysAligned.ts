import type { Document } from "../document/document.ts";
import type { Alignment } from "./alignment.ts";
import type { DigestCache } from "./digest.ts";

/** The chunks that differ between two versions of a document, by index; nothing if their numbers do. */
export function changedChunks(before: Document, after: Document): number[] | undefined {
  if (before.chunks.length !== after.chunks.length) return undefined;
  const changed: number[] = [];
  after.chunks.forEach(({ facts }, i) => {
    if (before.chunks[i]?.facts !== facts) changed.push(i);
  });
  return changed;
}

/**
 * Whether an alignment holds after an edit that only changed what some sections say. No if the edit may have changed
 * more than that.
 *
 * @param before the document of the alignment
 * @param changed the chunks that differ; all others are the same, at the same indexes
 */
export function staysAligned(
  { shape }: Alignment,
  before: Document,
  document: Document,
  changed: readonly number[],
  digests: DigestCache,
): boolean {
  return changed.every((chunk) => {
    const [facts, fresh] = [before.chunks[chunk]?.facts, document.chunks[chunk]?.facts];
    // A chunk without a heading, and one with sections that have none, is told apart by more than its digest.
    if (!facts || !fresh?.heading || shape.sectionsIn(chunk).length !== 1) return false;
    return digests.of(facts).isAnsweredBy(digests.of(fresh));
  });
}
