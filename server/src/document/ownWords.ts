import type { BlockFact } from "./facts.ts";
import { plainLabel } from "./labels.ts";
import type { Span } from "./positions.ts";
import { normaliseName, plainText } from "./text.ts";

/** The parts of some blocks that can name something, normalised for comparison. */
export interface OwnWords {
  /** The cells of the first row and of the first column of each table, and what stands before a colon in a line. */
  readonly labels: ReadonlySet<string>;
  /** Lines that start a paragraph or a list item, or that start with emphasis. */
  readonly starts: readonly string[];
  /** The lines of text, and the rows of tables with a space between cells, without markup. */
  readonly lines: readonly string[];
  /** How many words all of that has. */
  readonly count: number;
}

/**
 * What blocks say without labels in bold: in tables, at the start of a line of text, in lists and prose.
 *
 * @param text the text of the chunk
 */
export function ownWords(text: string, blocks: readonly BlockFact[]): OwnWords {
  const slice = (span: Span): string => text.slice(span.start, span.end);
  const texts = blocks.flatMap(textsOf).map((lines) => lines.map(slice));
  const tables = blocks.flatMap((block) => (block.kind === "table" ? [block.rows.map((row) => row.map(slice))] : []));
  const cells = tables.flatMap((rows) => [...(rows[0] ?? []), ...rows.map((row) => row[0] ?? "")]);
  const lines = [...texts.flat(), ...tables.flatMap((rows) => rows.map((row) => row.join(" ")))].map(plainText);
  const beforeColon = texts.flat().flatMap((line) => plainLabel(plainText(line))?.label ?? []);
  return {
    labels: new Set([...cells, ...beforeColon].map(normaliseName)),
    starts: texts.flatMap((text) => text.filter((line, i) => i === 0 || /^[*_]/.test(line)).map(normaliseName)),
    lines,
    count: lines.join(" ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
  };
}

/** The texts of a block, each as its lines. */
function textsOf(block: BlockFact): (readonly Span[])[] {
  if (block.kind === "list") return block.items.map((item) => item.lines);
  return block.kind === "paragraph" || block.kind === "definition" || block.kind === "quote" ? [block.lines] : [];
}
