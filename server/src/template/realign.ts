import type { Document } from "../document/document.ts";
import type { AlignedSection, Alignment } from "./alignment.ts";
import type { DigestCache } from "./digest.ts";

/** The chunks that differ between two versions of a document, by index; nothing if their numbers do. */
export function changedChunks(before: Document, after: Document): number[] | undefined {
  if (before.chunks.length !== after.chunks.length) return undefined;
  return after.chunks.flatMap(({ facts }, i) => (before.chunks[i]?.facts === facts ? [] : [i]));
}

/**
 * The alignment of a document after an edit that only changed what some sections say: all sections are what they were,
 * and those in the changed chunks have their new fields. Nothing if the edit may have changed more than that.
 *
 * @param before the document of the previous alignment
 * @param changed the chunks that differ; all others are the same, at the same indexes
 */
export function realign(
  previous: Alignment,
  before: Document,
  document: Document,
  changed: readonly number[],
  digests: DigestCache,
): Alignment | undefined {
  const { shape, sections: old } = previous;
  const touched = new Set<number>();
  for (const chunk of changed) {
    const [facts, fresh] = [before.chunks[chunk]?.facts, document.chunks[chunk]?.facts];
    const [index, ...others] = shape.sectionsIn(chunk);
    // A chunk without a heading, and one with sections that have none, is told apart by more than its digest.
    if (!facts || !fresh?.heading || index === undefined || others.length > 0) return undefined;
    if (!digests.of(facts).isAnsweredBy(digests.of(fresh))) return undefined;
    touched.add(index);
  }
  const sections: Copy[] = [];
  old.forEach((section, i) => {
    const parent = sections[shape.parents[i] ?? -1];
    const facts = touched.has(i) ? document.chunks[section.chunk]?.facts : undefined;
    const fields = facts && section.schema ? digests.of(facts).fieldsOf(section.schema).aligned : section.fields;
    const copy: Copy = { ...section, fields, parent, children: [] };
    parent?.children.push(copy);
    sections.push(copy);
  });
  const [root] = sections;
  return root && { ...previous, root, sections };
}

type Copy = Omit<AlignedSection, "children"> & { readonly children: AlignedSection[] };
