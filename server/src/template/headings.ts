import type { Document } from "../document/document.ts";
import { normaliseName, withoutRemark } from "../document/text.ts";

/** A heading of a document, with the headings below it. */
export interface HeadingNode {
  readonly chunk: number;
  readonly depth: number;
  readonly title: string;
  /** The title for comparison, with and without its trailing remark. */
  readonly names: readonly string[];
  readonly parent: HeadingNode | undefined;
  readonly children: HeadingNode[];
}

/**
 * The headings of a document as a tree. The root is the first heading of level 1 with a title of the template's form,
 * else the first heading if it is of level 1; otherwise a root is made up. What stands before the title stands below it.
 *
 * @param isTitle whether a normalised title has the template's form
 */
export function headingTree(document: Document, isTitle: (name: string) => boolean): HeadingNode {
  const headings = document.chunks.flatMap((chunk, i) =>
    chunk.facts.heading ? [{ fact: chunk.facts.heading, chunk: i }] : [],
  );
  const top = headings.filter(({ fact }) => fact.depth === 1);
  const title = top.find(({ fact }) => isTitle(normaliseName(fact.title))) ?? top.find((one) => one === headings[0]);
  const root = title ? node(title.chunk, 1, title.fact.title, undefined) : node(0, 0, "", undefined);
  const stack = [root];
  for (const { fact, chunk } of headings) {
    if (chunk === title?.chunk) {
      stack.length = 1;
      continue;
    }
    while (stack.length > 1 && (stack.at(-1)?.depth ?? 0) >= fact.depth) stack.pop();
    const parent = stack.at(-1) ?? root;
    const heading = node(chunk, fact.depth, fact.title, parent);
    parent.children.push(heading);
    stack.push(heading);
  }
  return root;
}

/** A heading and all below it, in order. */
export function subtree(heading: HeadingNode): HeadingNode[] {
  return [heading, ...heading.children.flatMap(subtree)];
}

function node(chunk: number, depth: number, title: string, parent: HeadingNode | undefined): HeadingNode {
  return {
    chunk,
    depth,
    title,
    names: [...new Set([normaliseName(title), normaliseName(withoutRemark(title))])],
    parent,
    children: [],
  };
}
