import type { LineIndex, Span } from "./positions.ts";

/*
 * What a chunk says, without any roles. All spans are UTF-16 offsets from the start of the chunk, so that facts stay
 * valid when the chunk moves. A fact never refers to a syntax tree: trees are dropped as soon as the facts are read.
 */

/** A heading that starts a chunk. */
export interface HeadingFact {
  /** 1 to 6. */
  readonly depth: number;
  /** The whole heading as written, with `#` or underline. */
  readonly span: Span;
  /** The `#` before its text; nothing if the heading is underlined. */
  readonly marks: Span | undefined;
  /** The bare name: without `#`, numbering, decoration, markup and trailing remark. */
  readonly name: Span;
  /** The text without markup, numbering and decoration, but with a trailing remark. */
  readonly title: string;
}

/** One pair of square brackets in running text or in a code span. Fenced code has none. */
export interface BracketFact {
  /** From `[` to behind `]`. */
  readonly span: Span;
  readonly inner: string;
  /** In a code span. */
  readonly code: boolean;
  /** The text of an inline link or image, a footnote mark, or a check box. */
  readonly markup: boolean;
  /** The label that makes it a link if the document defines it (CommonMark 0.31, normalised as there). */
  readonly reference: string;
}

/** Where a link, an image or a link definition leads (CommonMark 0.31, §6.3 and §4.7). */
export interface LinkFact {
  /** The destination as it stands in the text. */
  readonly span: Span;
  /** The destination without escapes. */
  readonly url: string;
}

/** A word such as TBD that says that something is still open. */
export interface MarkerFact {
  readonly span: Span;
  readonly word: string;
  /** In fenced code. */
  readonly code: boolean;
}

/** An HTML comment. */
export interface CommentFact {
  readonly span: Span;
  /** What stands between `<!--` and `-->`, trimmed. */
  readonly text: string;
  /** Stands behind other text on its line. */
  readonly trailing: boolean;
}

/** Text of the author's. */
export interface TextBlock {
  readonly kind: "paragraph" | "quote" | "definition";
  readonly span: Span;
  /** Its lines, without indentation, quote marks and spaces behind. */
  readonly lines: readonly Span[];
}

/** A GFM table. */
export interface TableBlock {
  readonly kind: "table";
  readonly span: Span;
  /** The cells of its rows, the head first, without the spaces around them. */
  readonly rows: readonly (readonly Span[])[];
}

/** Content whose inside the facts don't divide. */
export interface OpaqueBlock {
  readonly kind: "footnote" | "html" | "frontmatter";
  readonly span: Span;
  /** An HTML comment that nothing closes: it goes on to the end of the document, and text put behind it lands in it. */
  readonly unclosed: boolean;
}

/** A line of text with `---` below it, which Markdown takes for a heading although the author meant a rule. */
export interface UnderlinedBlock {
  readonly kind: "underlined";
  readonly span: Span;
  /** The text without the underline. */
  readonly text: Span;
  /** The `---` line. */
  readonly underline: Span;
}

export interface BreakBlock {
  readonly kind: "break" | "comment";
  readonly span: Span;
}

/** A label at the start of a line of code, as in an entry in the template's fenced form. */
export interface CodeLabelFact {
  readonly label: string;
  readonly name: Span;
  /** The rest of its line, trimmed. */
  readonly value: Span;
}

/** Fenced or indented code. */
export interface CodeBlock {
  readonly kind: "code";
  readonly span: Span;
  /** The first word of the info string, lower case; empty without one. */
  readonly language: string;
  /** The code itself, without fence and indentation, lines joined by `\n`. */
  readonly code: string;
  /** Where each line of the code stands. */
  readonly lines: readonly Span[];
  readonly labels: readonly CodeLabelFact[];
  /** A fence that nothing closes: it goes on to the end of the document, and text put behind it lands in it. */
  readonly unclosed: boolean;
}

/** One item of a list. */
export interface ItemFact {
  /** The whole item with its marker and everything below it. */
  readonly span: Span;
  /** The text of its first paragraph. */
  readonly text: Span;
  /** The lines of that text, without indentation and spaces behind. */
  readonly lines: readonly Span[];
  /** The label that the item starts with, if it does. */
  readonly field: FieldFact | undefined;
}

export interface ListBlock {
  readonly kind: "list";
  readonly span: Span;
  readonly ordered: boolean;
  readonly items: readonly ItemFact[];
}

export type BlockFact = TextBlock | TableBlock | OpaqueBlock | UnderlinedBlock | BreakBlock | CodeBlock | ListBlock;

/** Whether a block says something: comments and rules don't. */
export function isContent(block: BlockFact): boolean {
  return block.kind !== "comment" && block.kind !== "break" && block.kind !== "frontmatter";
}

/** Whether a block goes on to the end of the document because nothing closes it. */
export function isUnclosed(block: BlockFact): boolean {
  return "unclosed" in block && block.unclosed;
}

/** A label and its value: `**Framework:** Next.js`, or in a list item also `Hashing: bcrypt`. */
export interface FieldFact {
  /** The label without markup and colon. */
  readonly label: string;
  /** The label for comparison, with and without its trailing remark. */
  readonly names: { readonly full: string; readonly short: string };
  /** The label's text without markup. */
  readonly name: Span;
  /** From the label's first character to the end of its value. */
  readonly span: Span;
  readonly strong: boolean;
  /** Stands at the start of a list item. */
  readonly item: boolean;
  /** The value beside the label and on the lines below it, up to the next label; empty if there is none. */
  readonly inline: Span;
  /** The value's blocks: the next block if `inline` is empty, and whatever else a list item holds. */
  readonly blocks: readonly BlockFact[];
  /** The labels of the list items in `blocks`. */
  readonly fields: readonly FieldFact[];
}

/** Everything that one chunk says. */
export interface ChunkFacts {
  readonly text: string;
  readonly lines: LineIndex;
  readonly heading: HeadingFact | undefined;
  /** The blocks below the heading, in order. */
  readonly blocks: readonly BlockFact[];
  /** Labels that stand at the top level of the chunk, or in list items that belong to no label. */
  readonly fields: readonly FieldFact[];
  readonly brackets: readonly BracketFact[];
  /** The code spans in running text, with their back-ticks. */
  readonly codeSpans: readonly Span[];
  readonly links: readonly LinkFact[];
  readonly markers: readonly MarkerFact[];
  readonly comments: readonly CommentFact[];
  /** Normalised labels of link and footnote definitions. */
  readonly definitions: readonly string[];
  /** What would have cost too much to read: nothing in it is a fact. */
  readonly unread: readonly Span[];
  /** Git's conflict markers at line starts, each by its first character: `<`, `=` or `>`. */
  readonly conflicts: readonly Span[];
}
