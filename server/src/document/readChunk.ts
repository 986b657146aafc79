import type { Heading, List, ListItem, Nodes, RootContent, TableCell } from "mdast";
import { readCode } from "./code.ts";
import type { BlockFact, ChunkFacts, HeadingFact, ItemFact, ListBlock } from "./facts.ts";
import { FieldReader } from "./fields.ts";
import { InlineReader } from "./inlines.ts";
import { plainLabel, strongLabel } from "./labels.ts";
import { firstLine, lineSpans, startOfLine, trimmed } from "./lines.ts";
import { allMatches } from "./matches.ts";
import { LineIndex, type Span } from "./positions.ts";
import { normaliseReference, plainText, prefixLength, suffixLength, withoutRemark } from "./text.ts";

/**
 * Reads the facts of one chunk from its syntax tree.
 *
 * @param text the chunk's text
 * @param nodes its top-level nodes, the heading first if it has one
 * @param origin the offset of the chunk in the text that was parsed
 * @param unread the parts of the chunk that were hidden from the parser
 */
export function readChunk(
  text: string,
  nodes: readonly RootContent[],
  origin: number,
  unread: readonly Span[],
): ChunkFacts {
  return new ChunkReader(text, origin, unread).read(nodes);
}

/** Facts of a part of a chunk, without what is only read when the chunk is complete. */
export type PartFacts = Omit<ChunkFacts, "lines" | "fields">;

/** Reads the facts of a part of a chunk, as `readChunk` does those of a whole one. */
export function readPartOfChunk(text: string, nodes: readonly RootContent[], origin: number): PartFacts {
  return new ChunkReader(text, origin, []).readPart(nodes);
}

/** Whether a heading is a mistake: a rule (`---`) drawn right below a label or below several lines. */
export function isAccidentalHeading(node: Heading, source: string): boolean {
  const lines = source.split(/\r\n|\r|\n/);
  const underline = lines.at(-1) ?? "";
  if (lines.length < 2 || !/^ {0,3}-+[ \t]*$/.test(underline)) return false;
  return node.depth === 2 && (lines.length > 2 || strongLabel(lines[0]?.trimStart() ?? "") !== undefined);
}

const NOTHING: readonly never[] = [];

/** Most chunks hold nothing of most kinds: one list says so for all. */
function kept<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list;
}

class ChunkReader {
  readonly #text: string;
  readonly #origin: number;
  readonly #inlines: InlineReader;
  readonly #fields: FieldReader;
  readonly #unread: readonly Span[];

  constructor(text: string, origin: number, unread: readonly Span[]) {
    this.#unread = unread;
    this.#text = text;
    this.#origin = origin;
    this.#inlines = new InlineReader(text, (node) => this.#span(node));
    this.#fields = new FieldReader(text, this.#inlines.comments);
  }

  read(nodes: readonly RootContent[]): ChunkFacts {
    const { text, heading, blocks, brackets, codeSpans, links, markers, comments, definitions, unread, conflicts } =
      this.readPart(nodes);
    return {
      text,
      lines: new LineIndex(text),
      heading,
      blocks: kept(blocks),
      fields: kept(this.#fields.fieldsOf(blocks)),
      brackets: kept(brackets),
      codeSpans: kept(codeSpans),
      links: kept(links),
      markers: kept(markers),
      comments: kept(comments),
      definitions: kept(definitions),
      unread: kept(unread),
      conflicts: kept(conflicts),
    };
  }

  readPart(nodes: readonly RootContent[]): PartFacts {
    let heading: HeadingFact | undefined;
    const blocks: BlockFact[] = [];
    for (const node of nodes) {
      if (node.type === "heading" && !isAccidentalHeading(node, this.#source(node))) {
        heading = this.#heading(node);
      } else {
        blocks.push(this.#block(node));
      }
    }
    return {
      text: this.#text,
      heading,
      blocks,
      brackets: this.#inlines.brackets,
      codeSpans: this.#inlines.codeSpans,
      links: this.#inlines.links,
      markers: this.#inlines.markers,
      comments: this.#inlines.comments,
      definitions: this.#inlines.definitions,
      unread: this.#unread,
      conflicts: conflictMarkers(this.#text),
    };
  }

  #heading(node: Heading): HeadingFact {
    const span = this.#span(node);
    const content = this.#contentSpan(node, span);
    this.#inlines.inlines(node.children, content);
    const raw = this.#text.slice(content.start, content.end);
    const length = /^#{1,6}(?=\s|$)/.exec(this.#source(node))?.[0].length;
    const marks = length === undefined ? undefined : { start: span.start, end: span.start + length };
    return { depth: node.depth, span, marks, name: nameSpan(raw, content.start), title: headingTitle(raw) };
  }

  #contentSpan(node: Heading, span: Span): Span {
    // Comments and anchors at the ends of a heading are no part of its name.
    const first = node.children.find((child) => child.type !== "html");
    const last = node.children.findLast((child) => child.type !== "html");
    if (!first || !last) {
      const at = span.start + (/^ {0,3}#+[ \t]*/.exec(this.#text.slice(span.start, span.end))?.[0].length ?? 0);
      return { start: Math.min(at, span.end), end: Math.min(at, span.end) };
    }
    if (first.position && last.position) return { start: this.#span(first).start, end: this.#span(last).end };
    return this.#betweenMarks(span);
  }

  /** The text of a heading by its marks: the parser gives no place to what stands around an address in brackets. */
  #betweenMarks({ start, end }: Span): Span {
    const source = this.#text.slice(start, end);
    const marks = /^ {0,3}#+[ \t]*/.exec(source)?.[0].length;
    if (marks === undefined) return trimmed(this.#text, { start, end: startOfLine(this.#text, end) });
    const closing = /[ \t]+#*[ \t]*$/.exec(source)?.[0].length ?? 0;
    return { start: start + marks, end: Math.max(start + marks, end - closing) };
  }

  #block(node: RootContent): BlockFact {
    const span = this.#span(node);
    switch (node.type) {
      case "heading": {
        const text = this.#contentSpan(node, span);
        this.#inlines.inlines(node.children, text);
        const underline = { start: startOfLine(this.#text, span.end), end: span.end };
        return { kind: "underlined", span, text, underline };
      }
      case "paragraph":
        this.#inlines.inlines(node.children, span);
        return { kind: "paragraph", span, lines: this.#textLines(span) };
      case "list":
        return this.#list(node, span);
      case "code":
        this.#inlines.code(span);
        return readCode(this.#text, span, node, this.#unread);
      case "thematicBreak":
        return { kind: "break", span };
      case "html":
        if (this.#inlines.html(span, false)) return { kind: "comment", span };
        return { kind: "html", span, unclosed: isUnclosedComment(this.#source(node)) };
      case "yaml":
        return { kind: "frontmatter", span, unclosed: false };
      case "definition":
        this.#inlines.definition(node.identifier, node.url, span);
        return { kind: "definition", span, lines: this.#textLines(span) };
      case "footnoteDefinition":
        this.#inlines.definitions.push(normaliseReference(`^${node.label ?? node.identifier}`));
        this.#inside(node);
        return { kind: "footnote", span, unclosed: false };
      case "table":
        this.#inside(node);
        return { kind: "table", span, rows: node.children.map((row) => row.children.map((cell) => this.#cell(cell))) };
      default:
        this.#inside(node);
        return { kind: "quote", span, lines: this.#textLines(span) };
    }
  }

  #textLines(span: Span): Span[] {
    return lineSpans(this.#text, span).map((line) => {
      const { end } = line;
      let words = trimmed(this.#text, line);
      while (words.start < end && this.#text[words.start] === ">")
        words = trimmed(this.#text, { start: words.start + 1, end });
      return words;
    });
  }

  #cell(node: TableCell): Span {
    const first = node.children[0];
    const last = node.children.at(-1);
    if (!first || !last) return { start: this.#span(node).start, end: this.#span(node).start };
    if (first.position && last.position) return { start: this.#span(first).start, end: this.#span(last).end };
    // The parser gives no place to what stands around an address in brackets.
    const { start, end } = this.#span(node);
    const [before, behind] = [/^\|?\s*/, /\s*\|?$/].map(
      (bar) => bar.exec(this.#text.slice(start, end))?.[0].length ?? 0,
    );
    return { start: start + (before ?? 0), end: end - (behind ?? 0) };
  }

  /** Collects what stands inside blocks that the facts don't divide. */
  #inside(node: Nodes): void {
    if (!("children" in node)) return;
    for (const child of node.children) {
      if (child.type === "paragraph" || child.type === "heading" || child.type === "tableCell") {
        this.#inlines.inlines(child.children, this.#span(child));
      } else if (child.type === "definition") {
        this.#inlines.definition(child.identifier, child.url, this.#span(child));
      } else if (child.type === "code") {
        this.#inlines.code(this.#span(child));
      } else if (child.type === "html") {
        this.#inlines.html(this.#span(child), false);
      } else {
        this.#inside(child);
      }
    }
  }

  #list(node: List, span: Span): ListBlock {
    const items = node.children.map((item) => this.#item(item));
    return { kind: "list", span, ordered: node.ordered === true, items };
  }

  #item(node: ListItem): ItemFact {
    const span = this.#span(node);
    const [first, ...rest] = node.children;
    const startsWithText = first?.type === "paragraph" || first?.type === "definition";
    const head = startsWithText ? this.#block(first).span : { start: span.end, end: span.end };
    const text = this.#withoutCheckBox(head);
    const blocks = (startsWithText ? rest : node.children).map((child) => this.#block(child));
    const line = firstLine(this.#text.slice(text.start, text.end));
    const label = startsWithText ? (strongLabel(line) ?? plainLabel(line)) : undefined;
    const lines = this.#textLines(text);
    if (!label) return { span, text, lines, field: undefined };
    return { span, text, lines, field: this.#fields.field({ label, start: text.start, end: text.end }, blocks, true) };
  }

  #withoutCheckBox(span: Span): Span {
    const box = /^\[[ xX]\][ \t]+/.exec(this.#text.slice(span.start, span.end));
    return box ? { start: span.start + box[0].length, end: span.end } : span;
  }

  #source(node: Nodes): string {
    const span = this.#span(node);
    return this.#text.slice(span.start, span.end);
  }

  #span(node: Nodes): Span {
    const start = (node.position?.start.offset ?? this.#origin) - this.#origin;
    const end = (node.position?.end.offset ?? this.#origin) - this.#origin;
    return { start, end };
  }
}

function headingTitle(raw: string): string {
  const plain = plainText(raw);
  return plain.slice(prefixLength(plain)).trim();
}

/** The span of a heading's bare name in the chunk. */
function nameSpan(raw: string, origin: number): Span {
  let start = 0;
  let end = raw.length;
  for (let before = -1; before !== start; ) {
    before = start;
    start += prefixLength(raw.slice(start));
    start += /^(?:\*\*|__|`+|\*)/.exec(raw.slice(start))?.[0].length ?? 0;
  }
  end = start + withoutRemark(raw.slice(start)).length;
  end -= /(?:\*\*|__|`+|\*)$/.exec(raw.slice(start, end))?.[0].length ?? 0;
  end -= suffixLength(raw.slice(start, end));
  return start < end ? { start: origin + start, end: origin + end } : { start: origin, end: origin + raw.length };
}

function isUnclosedComment(html: string): boolean {
  return html.lastIndexOf("<!--") > html.lastIndexOf("-->");
}

function conflictMarkers(text: string): Span[] {
  const found: Span[] = [];
  if (!text.includes("<<<<<<<") && !text.includes(">>>>>>>") && !text.includes("=======")) return found;
  for (const match of allMatches(text, /^(?:<{7} .*|={7}|>{7} .*)$/gm)) {
    found.push({ start: match.index, end: match.index + match[0].trimEnd().length });
  }
  return found;
}
