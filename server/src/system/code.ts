import type { BlockFact, ChunkFacts, CodeBlock, FieldFact } from "../document/facts.ts";

/** All blocks of a chunk, those below labels and in list items included, in its order. */
export function blocksIn(facts: ChunkFacts): BlockFact[] {
  const inFields = (fields: readonly FieldFact[]): BlockFact[] =>
    fields.flatMap((field) => [...field.blocks, ...inBlocks(field.blocks), ...inFields(field.fields)]);
  const inBlocks = (blocks: readonly BlockFact[]): BlockFact[] =>
    blocks.flatMap((block) => (block.kind === "list" ? block.items.flatMap((item) => item.field?.blocks ?? []) : []));
  const blocks = new Set([...facts.blocks, ...inBlocks(facts.blocks), ...inFields(facts.fields)]);
  return [...blocks].sort((one, other) => one.span.start - other.span.start);
}

/** All code of a chunk, that below labels and in list items included, in its order. */
export function codeIn(facts: ChunkFacts): CodeBlock[] {
  return blocksIn(facts).filter((block) => block.kind === "code");
}
