import type { BlockFact, ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { isExampleLabel } from "../template/conventions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { fieldsIn } from "../template/unfilled.ts";

/*
 * Where a document lists the variables that it needs.
 */

export const SECRETS = "secrets";
export const REQUIRED = "secrets.required";

/** The parts of a document that list its variables, by chunk. Spans are UTF-16 offsets in the chunk. */
export function declaredSpans(readings: Readings): ReadonlyMap<number, readonly Span[]> {
  const spans = new Map<number, readonly Span[]>();
  for (const { chunk, values } of readings.gather(DECLARATIONS)) {
    spans.set(chunk, [...(spans.get(chunk) ?? []), ...values]);
  }
  return spans;
}

const DECLARATIONS: SectionReader<Span> = {
  isAbout: ({ schema, notApplicable }) => schema?.role === SECRETS && !notApplicable,
  read: declaredIn,
};

function declaredIn(facts: ChunkFacts, section: AlignedSection, schema: Schema): Span[] {
  const fields = fieldsIn(section, facts);
  const list = fields.find((field) => field.schema.role === REQUIRED)?.fact;
  if (list) return [{ start: list.inline.start, end: list.span.end }];
  // Without the label the list itself tells: each item or row of it starts with a name in capitals.
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, schema.conventions));
  const isExample = (block: BlockFact): boolean => examples.some((field) => field.blocks.includes(block));
  const blocks = section.label ? section.label.blocks : facts.blocks;
  const lists = [...blocks, ...fields.flatMap((field) => field.fact.blocks)].filter((block) => !isExample(block));
  const own = [...new Set(lists)].filter((block) => startsWithNames(facts, block));
  return own.map((block) => block.span);
}

const STARTS_WITH_NAME = /^[`*_]{0,3}[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8}(?![\p{L}\p{N}_])/u;

/** Whether a list or a table is one of names: most of its items or rows start with one. */
function startsWithNames(facts: ChunkFacts, block: BlockFact): boolean {
  const starts =
    block.kind === "list"
      ? block.items.map((item) => item.text)
      : block.kind === "table"
        ? block.rows.slice(1).flatMap((row) => row[0] ?? [])
        : [];
  const named = starts.filter(({ start, end }) => STARTS_WITH_NAME.test(facts.text.slice(start, end)));
  return named.length > 0 && named.length * 2 >= starts.length;
}
