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
 * of a document. Offsets count from the start of `text`, and nothing is taken away from it: see `takenAway`.
 *
 * @throws RangeError where the text nests deeper than the parser can follow; any other text gives a tree
 */
export function parseMarkdown(text: string, isStart: boolean): Root {
  // The parser takes the first byte order mark away and counts as if it hadn't been there: it gets one for that.
  const kept = text.charCodeAt(0) === BYTE_ORDER_MARK ? String.fromCharCode(BYTE_ORDER_MARK) + text : text;
  // Where nothing closes front matter, the parser would see no list or quote in the lines below what opens it.
  const parser = isStart && frontMatterEnd(text) !== undefined ? start : mayHoldAddress(text) ? body : withoutAddresses;
  return withHeadingsBehindDefinitions(parser.parse(kept));
}

/** To the parser, a heading with its marks below starts where the definitions do that stand in the lines before it. */
function withHeadingsBehindDefinitions(root: Root): Root {
  root.children.forEach((node, i) => {
    const before = root.children[i - 1];
    if (node.type !== "heading" || before?.type !== "definition") return;
    const start = node.children[0]?.position?.start;
    const isCovered = (node.position?.start.offset ?? 0) < (before.position?.end.offset ?? 0);
    if (node.position && start && isCovered) node.position.start = start;
  });
  return root;
}
