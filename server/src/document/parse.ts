import type { Root } from "mdast";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { frontMatterEnd } from "./frontMatter.ts";
import { gfmWithoutAddresses, mayHoldAddress } from "./gfmWithoutAddresses.ts";

const body = unified().use(remarkParse).use(remarkGfm).freeze();
const withoutAddresses = unified().use(remarkParse).use(gfmWithoutAddresses).freeze();
const start = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ["yaml"]).freeze();

const BYTE_ORDER_MARK = 0xfeff;

/**
 * How many characters the parser takes away from the start of a document: a byte order mark. It counts offsets as if
 * that hadn't been there.
 */
export function takenAway(text: string, isStart: boolean): number {
  return isStart && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
}

/**
 * Parses Markdown: CommonMark with GFM (tables, check boxes, footnotes), and YAML front matter if `text` is the start
 * of a document.
 *
 * @throws RangeError where the text nests deeper than the parser can follow; any other text gives a tree
 */
export function parseMarkdown(text: string, isStart: boolean): Root {
  // Where nothing closes front matter, the parser would see no list or quote in the lines below what opens it.
  if (isStart && frontMatterEnd(text) !== undefined) return start.parse(text);
  return (mayHoldAddress(text) ? body : withoutAddresses).parse(text);
}
