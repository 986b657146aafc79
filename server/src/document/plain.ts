import type { Heading, List, ListItem, Paragraph, PhrasingContent, RootContent } from "mdast";
import type { Node } from "unist";
import { closesFence } from "./closing.ts";
import { STRONG } from "./plainForms.ts";
import { type ItemMark, isBlank, isOdd, isWords, itemMarkAt, type Line, lineAt } from "./plainLines.ts";
import { placed, plainPhrases } from "./plainPhrases.ts";
import { plainTable } from "./plainTables.ts";
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
  /** It ends in a fence that nothing closes: whatever stands behind it belongs to that. */
  readonly isOpen: boolean;
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

/**
 * Whether a heading behind a text, with these spaces before its `#`, would be a part of the item or the code that stands
 * before it.
 */
export function takesIn({ listMark, isOpen }: PlainPart, headingIndent: string | undefined): boolean {
  if (headingIndent === undefined) return false;
  return isOpen || (listMark !== undefined && headingIndent.length > 0);
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

const FENCE = /^(`{3,}|~{3,})([\w+#.-]*)$/;

/** A check box that an item starts with, if text follows it (GFM 0.29, §5.3). */
const CHECK_BOX = /\[[ xX]\] (?=\S)/y;

/** A paragraph that may go on. */
interface OpenParagraph {
  readonly node: Paragraph;
  readonly start: number;
  end: number;
  /** How long the check box is that it starts with, with the space behind it. */
  readonly box: number;
}

class PlainReader {
  readonly #text: string;
  readonly #nodes: RootContent[] = [];
  #lists: readonly OpenList[] = [];
  #paragraph: OpenParagraph | undefined;
  /** A fence that nothing closes. */
  #isOpen = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(start: number, isInside: boolean): PlainPart | undefined {
    const text = this.#text;
    const first = lineAt(text, start);
    const isHeading = !isInside && text[start] === "#";
    // Rules and blank lines have their own meaning at the start of a document.
    if (isHeading ? !this.#heading(first) : !isInside && !isWords(text, first)) return undefined;
    let next = isHeading ? first.next : start;
    while (next < text.length && text[next] !== "#") {
      const behind = this.#block(lineAt(text, next));
      if (behind === undefined) return undefined;
      next = behind;
    }
    if (next < text.length && !/^#{1,6}(?:[ \t\r\n]|$)/.test(text.slice(next, next + 8))) return undefined;
    if (!this.#endParagraph()) return undefined;
    return { nodes: this.#nodes, end: next, listMark: this.#lists[0]?.mark, isOpen: this.#isOpen };
  }

  /** Reads a line, or the lines of a block that starts with it; where the next one starts. */
  #block(line: Line): number | undefined {
    const text = this.#text;
    const first = text[line.start] ?? "";
    if (isBlank(text, line)) return this.#endParagraph() ? line.next : undefined;
    if (text.startsWith("```", line.start) || text.startsWith("~~~", line.start)) return this.#fence(line);
    if (first === "<" && !isWords(text, line)) return this.#comment(line);
    if (first === ">") return this.#quote(line);
    const mark = itemMarkAt(text, line);
    if (mark) return this.#item(line, mark) ? line.next : undefined;
    if (first === " ") return this.#continuation(line) ? line.next : undefined;
    if (this.#paragraph) return this.#goOn(line) ? line.next : undefined;
    if (first === "|") return this.#table(line);
    if (/^---+$/.test(text.slice(line.start, line.end))) {
      this.#closeLists().push({ type: "thematicBreak", ...placed(line) });
      return line.next;
    }
    if (!isWords(text, line)) return undefined;
    this.#startParagraph(line, this.#closeLists());
    return line.next;
  }

  #heading(line: Span): boolean {
    const source = this.#text.slice(line.start, line.end);
    const marks = /^(#{1,6}) (?=[^\s#])/.exec(source);
    if (!marks || source.endsWith("#") || isOdd(source)) return false;
    const children = plainPhrases(this.#text, { start: line.start + marks[0].length, end: line.end });
    if (!children) return false;
    const depth = (marks[1] ?? "").length as Heading["depth"];
    this.#nodes.push({ type: "heading", depth, children, ...placed(line) });
    return true;
  }

  #item(line: Span, { indent, length, mark, number }: ItemMark): boolean {
    const known = this.#lists.findIndex((_, i) => this.#columnAt(i) === indent);
    const level = known < 0 ? this.#lists.length : known;
    const sibling = this.#lists[level];
    if (this.#columnAt(level) !== indent || (sibling && sibling.mark !== mark)) return false;
    // A list that doesn't start with 1 can't interrupt a paragraph.
    if (number !== undefined && number !== "1" && !sibling && this.#paragraph) return false;
    const text = { start: line.start + length, end: line.end };
    const box = this.#checkBoxAt(text.start);
    if (!isWords(this.#text, { start: text.start + box, end: text.end }) || !this.#endParagraph()) return false;
    const span = { start: line.start + indent, end: line.end };
    const item: ListItem = { type: "listItem", spread: false, children: [], ...placed(span) };
    const ordered = number !== undefined;
    const list: List = sibling?.list ?? { type: "list", ordered, spread: false, children: [], ...placed(span) };
    list.children.push(item);
    if (!sibling) (this.#lists[level - 1]?.item.children ?? this.#nodes).push(list);
    this.#lists = [...this.#lists.slice(0, level), { list, mark, item, column: length }];
    this.#startParagraph(text, item.children, box);
    this.#growLists(line.end);
    return true;
  }

  /** How long the check box is that starts at an offset, with the space behind it. */
  #checkBoxAt(offset: number): number {
    CHECK_BOX.lastIndex = offset;
    return CHECK_BOX.exec(this.#text)?.[0].length ?? 0;
  }

  /** The column at which items of the list at a level have their marks. */
  #columnAt(level: number): number {
    return this.#lists[level - 1]?.column ?? 0;
  }

  /** A line of words that goes on with those before, lazily in an item (CommonMark 0.31, §5.1). */
  #goOn(line: Span): boolean {
    if (!this.#paragraph || !isWords(this.#text, line)) return false;
    this.#paragraph.end = line.end;
    this.#growLists(line.end);
    return true;
  }

  /** A line that goes on with the words of an item. */
  #continuation(line: Span): boolean {
    const words = { start: line.start + this.#columnAt(this.#lists.length), end: line.end };
    const isInItem = this.#lists.length > 0 && /^ +$/.test(this.#text.slice(line.start, words.start));
    if (!this.#paragraph || !isInItem || !isWords(this.#text, words)) return false;
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
    const last = lineAt(text, end);
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
      if (!text.startsWith("> ", last.start) || !isWords(text, words)) return undefined;
      if (text[last.next] !== ">") break;
      last = lineAt(text, last.next);
    }
    // Any other line would go on with the words.
    if (text[last.next] !== "#" && !isBlank(text, lineAt(text, last.next))) return undefined;
    const span = { start: line.start + indent, end: last.end };
    const children = this.#phrases(span);
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
    let last = lineAt(text, line.next);
    while (last.start < text.length && !closesFence(this.#marksAlone(last), mark)) last = lineAt(text, last.next);
    this.#isOpen = last.start >= text.length;
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
    const table = plainTable(this.#text, line);
    if (!table) return undefined;
    this.#closeLists().push(table.node);
    return table.last.next;
  }

  #startParagraph({ start, end }: Span, siblings: RootContent[], box = 0): void {
    const node: Paragraph = { type: "paragraph", children: [], ...placed({ start, end }) };
    this.#paragraph = { node, start, end, box };
    siblings.push(node);
  }

  /** Ends the open paragraph, if there is one; not if something in it may be meant in another way. */
  #endParagraph(): boolean {
    const paragraph = this.#paragraph;
    this.#paragraph = undefined;
    if (!paragraph) return true;
    const { node, start, end, box } = paragraph;
    const children = box > 0 ? plainPhrases(this.#text, { start: start + box, end }) : this.#phrases({ start, end });
    const shown = children && box > 0 ? this.#startBehind(start, box, children[0]) : start;
    if (!children || shown === undefined) return false;
    node.children = children;
    if (node.position) node.position.start.offset = shown;
    extend(node, end);
    return true;
  }

  /** What stands in a paragraph; nothing if it may be a definition. */
  #phrases(span: Span): PhrasingContent[] | undefined {
    const text = this.#text;
    if (text[span.start] === "[" && text.slice(span.start, span.end).includes("]:")) return undefined;
    return plainPhrases(text, span);
  }

  /** Where the parser has a paragraph start that has a check box: behind the box if text follows, else before it. */
  #startBehind(start: number, box: number, first: PhrasingContent | undefined): number | undefined {
    if (first?.type !== "text") return start;
    if (!/[*_~\\]/.test(this.#text[start + box] ?? "")) return start + box;
    return STRONG.at(this.#text, start + box) ? start : undefined;
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
}

function extend({ position }: Node, end: number): void {
  if (position) position.end.offset = end;
}
