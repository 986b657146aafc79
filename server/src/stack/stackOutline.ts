import { type Document, readDocument } from "../document/document.ts";
import type { BlockFact, ChunkFacts, ItemFact, TableBlock } from "../document/facts.ts";
import { type LineLabel, plainLabel, strongLabel } from "../document/labels.ts";
import { lineSpans, linesOf } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { plainText, prefixLength } from "../document/text.ts";
import { mentionsIn } from "./technologies.ts";

/*
 * A stack document as an outline. Authors write the same thing as a heading, a label in bold, a list item or a row of a
 * table; here all of these are parts with a title, a text beside it and parts below, so that the reader asks only once.
 */

/** A part of a stack document. */
export interface Part {
  /**
   * A label has a value beside it or parts below; an item or a text has no title. A row of a table is a label, and its
   * other cells have the table's head as titles.
   */
  readonly kind: "section" | "label" | "cell" | "item" | "text";
  /** The label of a list item. */
  readonly listed: boolean;
  /** Without markup, numbering and decoration. */
  readonly title: string;
  /** What stands beside the title, or the text itself, without markup. */
  readonly text: string;
  /** The same without code spans: a command names what it runs, not what is chosen. */
  readonly prose: string;
  /** The line in the document, from 0. */
  readonly line: number;
  readonly parts: readonly Part[];
}

/** The outline of a document: a part without a title that holds all others. */
export function outlineOf(document: Document): Part {
  return outline(document, 0, 0);
}

/** A part and all below it, in order. */
export function withParts(part: Part): Part[] {
  return [part, ...part.parts.flatMap(withParts)];
}

/** What stands beside a part's title, or else below it, as one text. */
export function valueIn(part: Part): string {
  return part.text || linesBelow(part).join(" ");
}

/** What a part says as lines: the text beside its title, and what stands below it. */
export function linesBelow(part: Part): string[] {
  const below = part.parts.map((one) => (one.kind === "cell" ? one.text : sentence(one)));
  return [part.text, ...below].filter((line) => line !== "");
}

/** All that a part says, as one text. */
export function sentence(part: Part): string {
  const label = part.title && (part.text || part.parts.length > 0) ? `${part.title}:` : part.title;
  return [label, part.text, ...part.parts.map(sentence)].filter((text) => text !== "").join(" ");
}

/** A label in running text has few words; what has more is a sentence with a colon. */
const LONGEST_PLAIN_LABEL = 4;
/** How deep items without labels are read: the inside of an item is read anew on each level. */
const DEEPEST = 4;

type OpenPart = Part & { readonly parts: Part[] };

function outline(document: Document, firstLine: number, depth: number): OpenPart {
  const root = openPart("section", "", firstLine);
  const stack: { part: OpenPart; depth: number }[] = [{ part: root, depth: 0 }];
  for (const { start, facts } of document.chunks) {
    const lineOf = (offset: number): number => firstLine + document.lines.positionAt(start + offset).line;
    if (facts.heading) {
      const { depth: level, title, span } = facts.heading;
      while (stack.length > 1 && (stack.at(-1)?.depth ?? 0) >= level) stack.pop();
      const part = openPart("section", title, lineOf(span.start));
      stack.at(-1)?.part.parts.push(part);
      stack.push({ part, depth: level });
    }
    stack.at(-1)?.part.parts.push(...new ChunkOutline(facts, lineOf, depth).read());
  }
  return root;
}

function openPart(kind: Part["kind"], title: string, line: number): OpenPart {
  return { kind, listed: false, title, text: "", prose: "", line, parts: [] };
}

class ChunkOutline {
  readonly #facts: ChunkFacts;
  readonly #lineOf: (offset: number) => number;
  readonly #depth: number;
  /** The chunk's text with spaces in place of comments. */
  readonly #text: string;
  /** The same with spaces in place of code spans too. */
  readonly #prose: string;

  constructor(facts: ChunkFacts, lineOf: (offset: number) => number, depth: number) {
    this.#facts = facts;
    this.#lineOf = lineOf;
    this.#depth = depth;
    this.#text = blanked(
      facts.text,
      facts.comments.map((comment) => comment.span),
    );
    this.#prose = blanked(this.#text, facts.codeSpans);
  }

  read(): Part[] {
    return this.#partsOf(this.#facts.blocks);
  }

  #partsOf(blocks: readonly BlockFact[]): Part[] {
    const parts: Part[] = [];
    for (const block of blocks) {
      const own = this.#partsOfBlock(block);
      const last = parts.at(-1);
      // A label with nothing beside it is about the block below.
      const isOpen = last?.kind === "label" && !last.listed && last.text === "" && last.parts.length === 0;
      const isValue = own.length > 0 && (block.kind === "list" || block.kind === "table" || own[0]?.kind === "text");
      if (isOpen && isValue) parts.splice(-1, 1, { ...last, parts: own });
      else parts.push(...own);
    }
    return parts;
  }

  #partsOfBlock(block: BlockFact): Part[] {
    switch (block.kind) {
      case "paragraph":
      case "quote":
      case "definition":
        return this.#lines(block.lines);
      case "underlined":
        return this.#lines(lineSpans(this.#text, block.text));
      case "frontmatter":
        return this.#lines(lineSpans(this.#text, block.span));
      case "list":
        return block.items.map((item) => this.#item(item));
      case "table":
        return this.#rows(block);
      default:
        return [];
    }
  }

  /** The labels of some lines, each with the lines up to the next, and the text before the first. */
  #lines(lines: readonly Span[]): Part[] {
    const groups: { readonly label: LineLabel | undefined; readonly start: number; end: number }[] = [];
    for (const { start, end } of lines) {
      const label = labelOf(this.#text.slice(start, end));
      const last = groups.at(-1);
      if (label || !last) groups.push({ label, start, end });
      else last.end = end;
    }
    return groups.flatMap(({ label, start, end }) => {
      const part = this.#part(label ? "label" : "text", label, { start, end });
      return part.title === "" && part.text === "" ? [] : [part];
    });
  }

  #item(item: ItemFact): Part {
    const { field } = item;
    if (!field) return { ...this.#part("item", undefined, item.text), parts: this.#inside(item) };
    const part = this.#part("label", undefined, field.inline);
    const line = this.#lineOf(item.text.start);
    return { ...part, listed: true, title: bare(field.label), line, parts: this.#partsOf(field.blocks) };
  }

  /** What stands below an item without a label, which the facts don't divide: read as a document of its own. */
  #inside({ text, span }: ItemFact): readonly Part[] {
    const rest = this.#facts.text.slice(text.end, span.end);
    if (rest.trim() === "" || this.#depth >= DEEPEST) return [];
    const lines = linesOf(rest);
    const indentOf = (line: string): number => line.length - line.trimStart().length;
    const indent = indentOf(lines.find((line) => line.trim() !== "") ?? "");
    const document = readDocument(lines.map((line) => line.slice(Math.min(indent, indentOf(line)))).join("\n"));
    return outline(document, this.#lineOf(text.end), this.#depth + 1).parts;
  }

  /** The rows of a table, each a label with the other cells, which have the head's cells as labels. */
  #rows({ rows }: TableBlock): Part[] {
    const head = (rows[0] ?? []).map((cell) => bare(plainText(this.#slice(cell))));
    // GFM wants a head where the author may have none: one that names technologies is a row like the others.
    const isRow = head.some((cell) => mentionsIn(cell).length > 0);
    const heads = isRow ? [] : head;
    return rows.slice(isRow ? 0 : 1).flatMap(([first, ...cells]) => {
      if (!first) return [];
      const line = this.#lineOf(first.start);
      const parts = cells.flatMap((cell, i) => {
        const part = this.#part("cell", undefined, cell);
        return part.text ? [{ ...part, title: heads[i + 1] ?? "", line }] : [];
      });
      const row = openPart("label", bare(plainText(this.#slice(first))), line);
      return [{ ...row, listed: true, parts }];
    });
  }

  #part(kind: Part["kind"], label: LineLabel | undefined, span: Span): Part {
    const value = { start: span.start + (label?.end ?? 0), end: span.end };
    return {
      ...openPart(kind, label ? bare(label.label) : "", this.#lineOf(span.start)),
      text: plainText(this.#slice(value)),
      prose: plainText(this.#prose.slice(value.start, value.end)),
    };
  }

  #slice(span: Span): string {
    return this.#text.slice(span.start, span.end);
  }
}

function labelOf(line: string): LineLabel | undefined {
  const strong = strongLabel(line);
  if (strong) return strong;
  const plain = plainLabel(line);
  return plain && plain.label.split(" ").length <= LONGEST_PLAIN_LABEL ? plain : undefined;
}

/** A title without numbering and decoration. */
function bare(title: string): string {
  return title.slice(prefixLength(title)).trim();
}

/** A text with spaces in place of some of its parts, so that all other offsets stay. */
function blanked(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), " ".repeat(end - start));
    at = end;
  }
  return pieces.join("") + text.slice(at);
}
