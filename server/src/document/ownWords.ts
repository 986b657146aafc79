import type { BlockFact } from "./facts.ts";
import { plainLabel } from "./labels.ts";
import type { Span } from "./positions.ts";
import { normaliseName, plainText } from "./text.ts";

/**
 * The parts of some blocks that can name something, normalised for comparison: what they say without labels in bold, in
 * tables, at the start of a line of text, in lists and prose. Each part is read when somebody asks for it.
 */
export class OwnWords {
  /** The texts of paragraphs, list items and quotes, each as its lines. */
  readonly #texts: readonly (readonly string[])[];
  /** The cells of each table by rows. */
  readonly #tables: readonly (readonly (readonly string[])[])[];
  #labels: ReadonlySet<string> | undefined;
  #starts: readonly string[] | undefined;
  #lines: readonly string[] | undefined;
  #count: number | undefined;

  /** @param text the text of the chunk */
  constructor(text: string, blocks: readonly BlockFact[]) {
    const slice = (span: Span): string => text.slice(span.start, span.end);
    this.#texts = blocks.flatMap(textsOf).map((lines) => lines.map(slice));
    this.#tables = blocks.flatMap((block) => (block.kind === "table" ? [block.rows.map((row) => row.map(slice))] : []));
  }

  /** The cells of the first row and of the first column of each table, and what stands before a colon in a line. */
  get labels(): ReadonlySet<string> {
    this.#labels ??= new Set([...this.#outerCells(), ...this.#beforeColons()].map(normaliseName));
    return this.#labels;
  }

  /** Lines that start a paragraph or a list item, or that start with emphasis. */
  get starts(): readonly string[] {
    this.#starts ??= this.#texts.flatMap((text) =>
      text.filter((line, i) => i === 0 || /^[*_]/.test(line)).map(normaliseName),
    );
    return this.#starts;
  }

  /** The lines of text, and the rows of tables with a space between cells, without markup. */
  get lines(): readonly string[] {
    this.#lines ??= [...this.#texts.flat(), ...this.#tables.flatMap((rows) => rows.map((row) => row.join(" ")))].map(
      plainText,
    );
    return this.#lines;
  }

  /** How many words all of that has. */
  get count(): number {
    this.#count ??= this.lines.join(" ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    return this.#count;
  }

  #outerCells(): string[] {
    return this.#tables.flatMap((rows) => [...(rows[0] ?? []), ...rows.map((row) => row[0] ?? "")]);
  }

  #beforeColons(): string[] {
    const lines = this.#texts.flat().filter((line) => /[:：]/.test(line));
    return lines.flatMap((line) => plainLabel(plainText(line))?.label ?? []);
  }
}

/** The texts of a block, each as its lines. */
function textsOf(block: BlockFact): (readonly Span[])[] {
  if (block.kind === "list") return block.items.map((item) => item.lines);
  return block.kind === "paragraph" || block.kind === "definition" || block.kind === "quote" ? [block.lines] : [];
}
