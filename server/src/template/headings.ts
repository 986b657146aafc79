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

/** The headings of a document as a tree; the first heading of level 1 is the root, or a root is made up. */
export function headingTree(document: Document): HeadingNode {
  const headings = document.chunks.flatMap((chunk, i) =>
    chunk.facts.heading ? [{ fact: chunk.facts.heading, chunk: i }] : [],
  );
  const first = headings[0];
  const hasTitle = first?.fact.depth === 1;
  const root = node(hasTitle ? first.chunk : 0, hasTitle ? 1 : 0, hasTitle ? first.fact.title : "", undefined);
  const stack = [root];
  for (const { fact, chunk } of hasTitle ? headings.slice(1) : headings) {
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
