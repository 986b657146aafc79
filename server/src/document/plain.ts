import type { Heading, List, ListItem, Paragraph, RootContent, TableCell, TableRow } from "mdast";
import type { Node } from "unist";
import { closesFence } from "./closing.ts";
import { placed, plainPhrases } from "./plainPhrases.ts";
import type { Span } from "./positions.ts";

/*
 * Most lines of most documents can only mean one thing: a heading, words, `- ` and words, a row of a table, code between
 * fences. Such text needs no parser of all of Markdown, which takes some fifty microseconds a line. Whatever is in any
 * doubt is left to it; properties compare the two.
 */

/** The lines from a heading, or from the start of a text, up to the next heading. */
export interface PlainPart {
  /** Nodes as the parser gives them, with what facts are read from: offsets in the text, but no columns and values. */
  readonly nodes: readonly RootContent[];
  /** Where the next heading starts, or the text ends. */
  readonly end: number;
  /**
   * Of a list that stands at the end, at the top level, the mark of its items: one of `-*+`, or what stands behind the
   * numbers. What is indented behind it belongs to it.
   */
  readonly listMark: string | undefined;
}

/**
 * Reads text that has one reading only (CommonMark 0.31 with GFM's tables).
 *
 * @param start the offset of a line
 * @param isInside other text of the chunk stands before it, so that it may start with any block
 * @returns nothing if any line isn't that plain
 */
export function readPlain(text: string, start: number, isInside = false): PlainPart | undefined {
  return new PlainReader(text).read(start, isInside);
}

/** Whether a heading with these spaces before its `#` would be a part of the item that stands before it. */
export function takesIn({ listMark }: PlainPart, headingIndent: string | undefined): boolean {
  return listMark !== undefined && (headingIndent ?? "").length > 0;
}

/** A line without its ending, and where the next one starts. */
interface Line extends Span {
  readonly next: number;
}

/** A list that may go on, and its last item. */
interface OpenList {
  readonly list: List;
  /** The mark of its items: one of `-*+`, or what stands behind the numbers. */
  readonly mark: string;
  readonly item: ListItem;
  /** The column at which the text of the item starts, and marks of lists in it. */
  readonly column: number;
}

interface ItemMark {
  readonly indent: number;
  /** How many characters stand before the text, the indentation among them. */
  readonly length: number;
  readonly mark: string;
  readonly number: string | undefined;
}

/** Space behind a line may be a break; and what ends a line, or is replaced, for the parser only. */
const ODD = /[\r\0]|[ \t]$/;

/** How a line starts that is neither a mark of a block nor able to make one of the line before. */
const WORDS = /[^\s#>\-+*_=|~:<\d`[]|\*\*(?=[^\s*])|`(?!``)|\d+(?![\d.)])|\[(?!.?\])/y;

const ITEM = /( *)([-*+]|(\d{1,9})([.)])) (?=\S)/y;
const FENCE = /^(`{3,}|~{3,})([\w+#.-]*)$/;
const DELIMITERS = /^\|(?: *:?-+:? *\|)+$/;

class PlainReader {
  readonly #text: string;
  readonly #nodes: RootContent[] = [];
  #lists: readonly OpenList[] = [];
  #paragraph: { readonly node: Paragraph; readonly start: number; end: number } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(start: number, isInside: boolean): PlainPart | undefined {
    const text = this.#text;
    const first = this.#lineAt(start);
    const isHeading = !isInside && text[start] === "#";
    // Rules and blank lines have their own meaning at the start of a document.
    if (isHeading ? !this.#heading(first) : !isInside && !this.#isWords(first)) return undefined;
    let next = isHeading ? first.next : start;
    while (next < text.length && text[next] !== "#") {
      const behind = this.#block(this.#lineAt(next));
      if (behind === undefined) return undefined;
      next = behind;
    }
    if (next < text.length && !/^#{1,6}(?:[ \t\r\n]|$)/.test(text.slice(next, next + 8))) return undefined;
    if (!this.#endParagraph()) return undefined;
    return { nodes: this.#nodes, end: next, listMark: this.#lists[0]?.mark };
  }

  /** Reads a line, or the lines of a block that starts with it; where the next one starts. */
  #block(line: Line): number | undefined {
    const text = this.#text;
    const first = text[line.start] ?? "";
    if (this.#isBlank(line)) return this.#endParagraph() ? line.next : undefined;
    if (text.startsWith("```", line.start) || text.startsWith("~~~", line.start)) return this.#fence(line);
    if (first === "<") return this.#comment(line);
    if (first === ">") return this.#quote(line);
    const mark = this.#itemMark(line);
    if (mark) return this.#item(line, mark) ? line.next : undefined;
    if (first === " ") return this.#continuation(line) ? line.next : undefined;
    // Without a blank line between, it would go on with the paragraph of an item, or make a heading of one.
    if (this.#paragraph && (this.#lists.length > 0 || first === "|" || first === "-")) return undefined;
    if (first === "|") return this.#table(line);
    if (/^---+$/.test(text.slice(line.start, line.end))) {
      this.#closeLists().push({ type: "thematicBreak", ...placed(line) });
      return line.next;
    }
    if (!this.#isWords(line)) return undefined;
    if (this.#paragraph) this.#paragraph.end = line.end;
    else this.#startParagraph(line, this.#closeLists());
    return line.next;
  }

  #heading(line: Span): boolean {
    const source = this.#text.slice(line.start, line.end);
    const marks = /^(#{1,6}) (?=[^\s#])/.exec(source);
    if (!marks || source.endsWith("#") || ODD.test(source)) return false;
    const children = plainPhrases(this.#text, { start: line.start + marks[0].length, end: line.end });
    if (!children) return false;
    const depth = (marks[1] ?? "").length as Heading["depth"];
    this.#nodes.push({ type: "heading", depth, children, ...placed(line) });
    return true;
  }

  #itemMark(line: Span): ItemMark | undefined {
    ITEM.lastIndex = line.start;
    const [all, indent = "", mark = "", number, delimiter] = ITEM.exec(this.#text) ?? [];
    if (all === undefined) return undefined;
    return { indent: indent.length, length: all.length, mark: delimiter ?? mark, number };
  }

  #item(line: Span, { indent, length, mark, number }: ItemMark): boolean {
    const known = this.#lists.findIndex((_, i) => this.#columnAt(i) === indent);
    const level = known < 0 ? this.#lists.length : known;
    const sibling = this.#lists[level];
    if (this.#columnAt(level) !== indent || (sibling && sibling.mark !== mark)) return false;
    // A list that doesn't start with 1 can't interrupt a paragraph.
    if (number !== undefined && number !== "1" && !sibling && this.#paragraph) return false;
    const words = { start: line.start + length, end: line.end };
    if (!this.#isWords(words) || !this.#endParagraph()) return false;
    const span = { start: line.start + indent, end: line.end };
    const item: ListItem = { type: "listItem", spread: false, children: [], ...placed(span) };
    const ordered = number !== undefined;
    const list: List = sibling?.list ?? { type: "list", ordered, spread: false, children: [], ...placed(span) };
    list.children.push(item);
    if (!sibling) (this.#lists[level - 1]?.item.children ?? this.#nodes).push(list);
    this.#lists = [...this.#lists.slice(0, level), { list, mark, item, column: length }];
    this.#startParagraph(words, item.children);
    this.#growLists(line.end);
    return true;
  }

  /** The column at which items of the list at a level have their marks. */
  #columnAt(level: number): number {
    return this.#lists[level - 1]?.column ?? 0;
  }

  /** A line that goes on with the words of an item. */
  #continuation(line: Span): boolean {
    const words = { start: line.start + this.#columnAt(this.#lists.length), end: line.end };
    const isInItem = this.#lists.length > 0 && /^ +$/.test(this.#text.slice(line.start, words.start));
    if (!this.#paragraph || !isInItem || !this.#isWords(words)) return false;
    this.#paragraph.end = line.end;
    this.#growLists(line.end);
    return true;
  }

  /** A comment with nothing else in its lines (CommonMark 0.31, §4.6, kind 2). */
  #comment(line: Line): number | undefined {
    const text = this.#text;
    const close = /^<!--[ \t]*[^\s>-]/.test(text.slice(line.start, line.end)) ? text.indexOf("-->", line.start) : -1;
    if (close < 0) return undefined;
    const end = close + 3;
    const last = this.#lineAt(end);
    if (last.end !== end || /\r(?!\n)|\0/.test(text.slice(line.start, end)) || !this.#endParagraph()) return undefined;
    this.#closeLists().push({ type: "html", value: "", ...placed({ start: line.start, end }) });
    return last.next;
  }

  /** Lines of words in a quote. */
  #quote(line: Line): number | undefined {
    const text = this.#text;
    const indent = 2;
    let last = line;
    for (;;) {
      const words = { start: last.start + indent, end: last.end };
      if (!text.startsWith("> ", last.start) || !this.#isWords(words)) return undefined;
      if (text[last.next] !== ">") break;
      last = this.#lineAt(last.next);
    }
    // Any other line would go on with the words.
    if (text[last.next] !== "#" && !this.#isBlank(this.#lineAt(last.next))) return undefined;
    const span = { start: line.start + indent, end: last.end };
    const children = plainPhrases(this.#text, span);
    if (!children || !this.#endParagraph()) return undefined;
    const paragraph: Paragraph = { type: "paragraph", children, ...placed(span) };
    const quote = { start: line.start, end: last.end };
    this.#closeLists().push({ type: "blockquote", children: [paragraph], ...placed(quote) });
    return last.next;
  }

  #fence(line: Line): number | undefined {
    const text = this.#text;
    const [, mark = "", lang = ""] = FENCE.exec(text.slice(line.start, line.end)) ?? [];
    if (mark === "") return undefined;
    let last = this.#lineAt(line.next);
    while (last.start < text.length && !closesFence(this.#marksAlone(last), mark)) last = this.#lineAt(last.next);
    if (last.start >= text.length) return undefined;
    const value = text.slice(line.next, last.start).replace(/\r?\n$/, "");
    if (/\r(?!\n)|\0/.test(value)) return undefined;
    if (!this.#endParagraph()) return undefined;
    const span = { start: line.start, end: last.end };
    this.#closeLists().push({ type: "code", lang: lang === "" ? null : lang, meta: null, value, ...placed(span) });
    return last.next;
  }

  /** The marks of a fence that stand alone in a line, indented by three spaces at most. */
  #marksAlone({ start, end }: Span): string {
    return /^ {0,3}([`~]{3,})[ \t]*$/.exec(this.#text.slice(start, end))?.[1] ?? "";
  }

  #table(line: Line): number | undefined {
    const text = this.#text;
    const head = this.#cells(line);
    let last = this.#lineAt(line.next);
    const isTable = DELIMITERS.test(text.slice(last.start, last.end));
    if (!head || !isTable || this.#cells(last)?.length !== head.length) return undefined;
    const rows = [head];
    while (text[last.next] === "|") {
      last = this.#lineAt(last.next);
      const cells = this.#cells(last);
      if (cells?.length !== head.length) return undefined;
      rows.push(cells);
    }
    // Any other line would be a row, too.
    if (text[last.next] !== "#" && !this.#isBlank(this.#lineAt(last.next))) return undefined;
    const children = rows.map((cells): TableRow => ({ type: "tableRow", children: cells }));
    this.#closeLists().push({ type: "table", children, ...placed({ start: line.start, end: last.end }) });
    return last.next;
  }

  #cells(line: Span): TableCell[] | undefined {
    const source = this.#text.slice(line.start, line.end);
    if (source.length < 2 || !source.endsWith("|") || ODD.test(source)) return undefined;
    const cells: TableCell[] = [];
    let start = line.start;
    for (const cell of source.slice(1, -1).split("|")) {
      const end = start + 1 + cell.length;
      const children = plainPhrases(this.#text, {
        start: end - cell.trimStart().length,
        end: start + 1 + cell.trimEnd().length,
      });
      if (!children) return undefined;
      cells.push({ type: "tableCell", children, ...placed({ start, end }) });
      start = end;
    }
    return cells;
  }

  #startParagraph(words: Span, siblings: RootContent[]): void {
    const node: Paragraph = { type: "paragraph", children: [], ...placed(words) };
    this.#paragraph = { node, ...words };
    siblings.push(node);
  }

  /** Ends the open paragraph, if there is one; not if something in it may have a meaning besides code. */
  #endParagraph(): boolean {
    const paragraph = this.#paragraph;
    this.#paragraph = undefined;
    if (!paragraph) return true;
    const children = plainPhrases(this.#text, paragraph);
    extend(paragraph.node, paragraph.end);
    paragraph.node.children = children ?? [];
    return children !== undefined;
  }

  #closeLists(): RootContent[] {
    this.#lists = [];
    return this.#nodes;
  }

  #growLists(end: number): void {
    for (const { list, item } of this.#lists) {
      extend(list, end);
      extend(item, end);
    }
  }

  #isWords({ start, end }: Span): boolean {
    WORDS.lastIndex = start;
    return start < end && WORDS.test(this.#text) && !ODD.test(this.#text.slice(start, end));
  }

  #isBlank({ start, end }: Span): boolean {
    return /^[ \t]*$/.test(this.#text.slice(start, end));
  }

  #lineAt(start: number): Line {
    const feed = this.#text.indexOf("\n", start);
    if (feed < 0) return { start, end: this.#text.length, next: this.#text.length };
    return { start, end: feed > start && this.#text[feed - 1] === "\r" ? feed - 1 : feed, next: feed + 1 };
  }
}

function extend({ position }: Node, end: number): void {
  if (position) position.end.offset = end;
}
