import type { Span } from "./positions.ts";

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

/** A paragraph, definition, footnote, quote, table or HTML block: content whose inside the facts don't divide. */
export interface TextBlock {
  readonly kind: "paragraph" | "table" | "quote" | "definition" | "footnote" | "html" | "frontmatter";
  readonly span: Span;
}

/** Whether a block goes on to the end of the document because nothing closes it: text put behind it lands in it. */
export function isUnclosed(block: BlockFact, text: string): boolean {
  const source = text.slice(block.span.start, block.span.end);
  if (block.kind === "html") return source.includes("<!--") && !source.includes("-->");
  const fence = block.kind === "code" ? /^(`{3,}|~{3,})/.exec(source)?.[1] : undefined;
  if (fence === undefined) return false;
  const last =
    source
      .trimEnd()
      .split(/\r\n|\r|\n/)
      .slice(1)
      .at(-1)
      ?.trim() ?? "";
  return !(last.startsWith(fence) && last.replaceAll(fence.charAt(0), "") === "");
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

/** Fenced or indented code. */
export interface CodeBlock {
  readonly kind: "code";
  readonly span: Span;
  /** The first word of the info string, lower case; empty without one. */
  readonly language: string;
  /** The code itself, without fence and indentation, lines joined by `\n`. */
  readonly code: string;
}

/** One item of a list. */
export interface ItemFact {
  /** The whole item with its marker and everything below it. */
  readonly span: Span;
  /** The text of its first paragraph. */
  readonly text: Span;
  /** The label that the item starts with, if it does. */
  readonly field: FieldFact | undefined;
}

export interface ListBlock {
  readonly kind: "list";
  readonly span: Span;
  readonly ordered: boolean;
  readonly items: readonly ItemFact[];
}

export type BlockFact = TextBlock | UnderlinedBlock | BreakBlock | CodeBlock | ListBlock;

/** A label and its value: `**Framework:** Next.js`, or in a list item also `Hashing: bcrypt`. */
export interface FieldFact {
  /** The label without markup and colon. */
  readonly label: string;
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
  readonly heading: HeadingFact | undefined;
  /** The blocks below the heading, in order. */
  readonly blocks: readonly BlockFact[];
  /** Labels that stand at the top level of the chunk, or in list items that belong to no label. */
  readonly fields: readonly FieldFact[];
  readonly brackets: readonly BracketFact[];
  readonly markers: readonly MarkerFact[];
  readonly comments: readonly CommentFact[];
  /** Normalised labels of link and footnote definitions. */
  readonly definitions: readonly string[];
  /** Git's conflict markers at line starts, each by its first character: `<`, `=` or `>`. */
  readonly conflicts: readonly Span[];
}
