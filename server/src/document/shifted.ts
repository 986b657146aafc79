import type { BlockFact, CodeLabelFact, FieldFact, ItemFact } from "./facts.ts";
import { type Span, shift } from "./positions.ts";

/*
 * Facts moved within their chunk. What isn't moved stays the same object.
 */

/** A block with all that is in it, `by` code units further on. */
export function shiftedBlock(block: BlockFact, by: number): BlockFact {
  if (by === 0) return block;
  const span = shift(block.span, by);
  switch (block.kind) {
    case "paragraph":
    case "quote":
    case "definition":
      return { ...block, span, lines: shiftedSpans(block.lines, by) };
    case "table":
      return { ...block, span, rows: block.rows.map((row) => shiftedSpans(row, by)) };
    case "underlined":
      return { ...block, span, text: shift(block.text, by), underline: shift(block.underline, by) };
    case "code":
      return {
        ...block,
        span,
        lines: shiftedSpans(block.lines, by),
        labels: block.labels.map((label) => shiftedLabel(label, by)),
      };
    case "list":
      return { ...block, span, items: block.items.map((item) => shiftedItem(item, by)) };
    default:
      return { ...block, span };
  }
}

/** Facts that have one place. */
export function shiftedAll<T extends { readonly span: Span }>(facts: readonly T[], by: number): readonly T[] {
  return by === 0 ? facts : facts.map((fact) => ({ ...fact, span: shift(fact.span, by) }));
}

export function shiftedSpans(spans: readonly Span[], by: number): readonly Span[] {
  return by === 0 ? spans : spans.map((span) => shift(span, by));
}

function shiftedItem(item: ItemFact, by: number): ItemFact {
  return {
    span: shift(item.span, by),
    text: shift(item.text, by),
    lines: shiftedSpans(item.lines, by),
    field: item.field && shiftedField(item.field, by),
  };
}

/** The fields of a field are those of the items in its blocks, and move with them. */
function shiftedField(field: FieldFact, by: number): FieldFact {
  const blocks = field.blocks.map((block) => shiftedBlock(block, by));
  return {
    ...field,
    name: shift(field.name, by),
    span: shift(field.span, by),
    inline: shift(field.inline, by),
    blocks,
    fields: blocks.flatMap((block) => (block.kind === "list" ? fieldsOfItems(block.items) : [])),
  };
}

function fieldsOfItems(items: readonly ItemFact[]): FieldFact[] {
  return items.flatMap((item) => (item.field ? [item.field] : []));
}

function shiftedLabel(label: CodeLabelFact, by: number): CodeLabelFact {
  return { ...label, name: shift(label.name, by), value: shift(label.value, by) };
}
