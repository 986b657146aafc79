import type { Table, TableCell, TableRow } from "mdast";
import { isBlank, isOdd, type Line, lineAt } from "./plainLines.ts";
import { placed, plainPhrases } from "./plainPhrases.ts";
import type { Span } from "./positions.ts";

/** A table, and its last line. */
export interface PlainTable {
  readonly node: Table;
  readonly last: Line;
}

const DELIMITERS = /^\|(?: *:?-+:? *\|)+$/;

/** Reads a table (GFM 0.29, §4.10) with as many cells in each row as in its head; nothing if it isn't that plain. */
export function plainTable(text: string, line: Line): PlainTable | undefined {
  const second = lineAt(text, line.next);
  if (!DELIMITERS.test(text.slice(second.start, second.end))) return undefined;
  const head = plainCells(text, line);
  if (!head || plainCells(text, second)?.length !== head.length) return undefined;
  const rows = [head];
  let last = second;
  while (text[last.next] === "|") {
    last = lineAt(text, last.next);
    const cells = plainCells(text, last);
    if (cells?.length !== head.length) return undefined;
    rows.push(cells);
  }
  // Any other line would be a row, too.
  if (text[last.next] !== "#" && !isBlank(text, lineAt(text, last.next))) return undefined;
  const children = rows.map((cells): TableRow => ({ type: "tableRow", children: cells }));
  return { node: { type: "table", children, ...placed({ start: line.start, end: last.end }) }, last };
}

function plainCells(text: string, line: Span): TableCell[] | undefined {
  const source = text.slice(line.start, line.end);
  if (source.length < 2 || !source.endsWith("|") || isOdd(source) || source.includes("\\|")) return undefined;
  const cells: TableCell[] = [];
  let start = line.start;
  for (const cell of source.slice(1, -1).split("|")) {
    const end = start + 1 + cell.length;
    const children = plainPhrases(text, withoutBlanks(text, { start: start + 1, end }));
    if (!children) return undefined;
    cells.push({ type: "tableCell", children, ...placed({ start, end }) });
    start = end;
  }
  return cells;
}

/** A span without the spaces and tabs at its ends; other white space belongs to the text. */
function withoutBlanks(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBlankAt(text, start)) start++;
  while (end > start && isBlankAt(text, end - 1)) end--;
  return { start, end };
}

function isBlankAt(text: string, offset: number): boolean {
  return text[offset] === " " || text[offset] === "\t";
}
