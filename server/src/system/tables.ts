import type { TableBlock } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { plainText } from "../document/text.ts";

/** A row of a table below its head. Spans are UTF-16 offsets in the chunk. */
export interface Row {
  /** The cells without the spaces around them; short rows have fewer than the head. */
  readonly cells: readonly Span[];
  /** From the first cell to the last. */
  readonly span: Span;
}

/** The texts of the cells in a table's head, without markup. */
export function headOf(text: string, table: TableBlock): string[] {
  return (table.rows[0] ?? []).map((cell) => plainText(text.slice(cell.start, cell.end)));
}

/** The rows of a table below its head. */
export function rowsOf(table: TableBlock): Row[] {
  return table.rows.slice(1).map((cells) => ({
    cells,
    span: { start: cells[0]?.start ?? table.span.start, end: cells.at(-1)?.end ?? table.span.end },
  }));
}
