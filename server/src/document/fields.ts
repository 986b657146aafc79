import type { BlockFact, CommentFact, FieldFact } from "./facts.ts";
import { type LineLabel, mayHoldStrongLabel, strongLabel } from "./labels.ts";
import { trimmed } from "./lines.ts";
import type { Span } from "./positions.ts";
import { normaliseName, withoutRemark } from "./text.ts";

/** A line that starts with a label. */
export interface LabelledLine {
  readonly label: LineLabel;
  /** Where the line starts in the chunk. */
  readonly start: number;
  /** Where the label's value ends, at most. */
  readonly end: number;
}

/** Reads labels and their values from the blocks of a chunk. */
export class FieldReader {
  readonly #text: string;
  readonly #comments: readonly CommentFact[];

  /** @param comments those of the chunk, which may still be collected */
  constructor(text: string, comments: readonly CommentFact[]) {
    this.#text = text;
    this.#comments = comments;
  }

  /** The labels that stand in some blocks, in order, each with the block that is its value. */
  fieldsOf(blocks: readonly BlockFact[]): FieldFact[] {
    const fields: FieldFact[] = [];
    const taken = new Set<BlockFact>();
    blocks.forEach((block, i) => {
      if (block.kind === "paragraph" || block.kind === "underlined") {
        const lines = this.#labelledLines(block.kind === "underlined" ? block.text : block.span);
        lines.forEach((line, at) => {
          const isLast = at === lines.length - 1;
          const next =
            isLast && this.#inlineOf(line).start === this.#inlineOf(line).end
              ? blocks[this.#next(blocks, i)]
              : undefined;
          const value = next && this.#canBeValue(next) ? [next] : [];
          for (const used of value) taken.add(used);
          fields.push(this.field(line, value, false));
        });
      } else if (block.kind === "list" && !taken.has(block)) {
        for (const item of block.items) if (item.field) fields.push(item.field);
      }
    });
    return fields;
  }

  /** The place of the next block that isn't a comment. */
  #next(blocks: readonly BlockFact[], from: number): number {
    let next = from + 1;
    while (blocks[next]?.kind === "comment") next++;
    return next;
  }

  #canBeValue(block: BlockFact): boolean {
    if (block.kind === "paragraph") return this.#labelledLines(block.span)[0]?.start !== block.span.start;
    return (
      block.kind === "list" ||
      block.kind === "code" ||
      block.kind === "table" ||
      block.kind === "quote" ||
      block.kind === "definition"
    );
  }

  #labelledLines(span: Span): LabelledLine[] {
    const text = this.#text.slice(span.start, span.end);
    if (!mayHoldStrongLabel(text)) return [];
    const starts: { label: LineLabel; start: number }[] = [];
    for (const line of text.matchAll(/[^\r\n]+/g)) {
      const indent = /^[ \t]*/.exec(line[0])?.[0].length ?? 0;
      const label = strongLabel(line[0].slice(indent));
      if (label) starts.push({ label, start: span.start + line.index + indent });
    }
    return starts.map((line, i) => ({ ...line, end: starts[i + 1]?.start ?? span.end }));
  }

  #inlineOf(line: LabelledLine): Span {
    const cut = this.#comments.find((c) => c.trailing && c.span.start >= line.start && c.span.end <= line.end);
    const start = line.start + line.label.end;
    const value = trimmed(this.#text, { start, end: cut ? cut.span.start : line.end });
    return value.start < value.end ? value : { start, end: start };
  }

  /**
   * The field of a line that starts with a label.
   *
   * @param blocks what belongs to it besides the rest of its line
   * @param item it starts a list item
   */
  field(line: LabelledLine, blocks: readonly BlockFact[], item: boolean): FieldFact {
    const inline = this.#inlineOf(line);
    const start = line.start + line.label.start;
    const fields = blocks.flatMap((b) => (b.kind === "list" ? b.items.flatMap((i) => (i.field ? [i.field] : [])) : []));
    const { label } = line.label;
    const [full, bare] = [normaliseName(label), withoutRemark(label)];
    return {
      label,
      names: { full, short: bare === label ? full : normaliseName(bare) },
      name: { start: line.start + line.label.name.start, end: line.start + line.label.name.end },
      span: { start, end: Math.max(inline.end, line.start + line.label.end, blocks.at(-1)?.span.end ?? 0) },
      strong: line.label.strong,
      item,
      inline,
      blocks,
      fields,
    };
  }
}
