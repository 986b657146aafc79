import type { Document } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { LineIndex } from "../document/positions.ts";
import type { ChunkDigest, DigestCache } from "./digest.ts";

/** A heading of a document, with the headings below it. */
export interface HeadingNode {
  readonly chunk: number;
  readonly depth: number;
  readonly title: string;
  /** The title for comparison, with and without its trailing remark. */
  readonly names: readonly string[];
  /** What its chunk says; nothing of it counts for a root that was made up. */
  readonly digest: ChunkDigest;
  readonly parent: HeadingNode | undefined;
  readonly children: HeadingNode[];
}

/**
 * The headings of a document as a tree. The root is the first heading of level 1 with a title of the template's form,
 * else the first heading if it is of level 1; otherwise a root is made up. What stands before the title stands below it.
 *
 * @param isTitle whether a normalised title has the template's form
 */
export function headingTree(document: Document, isTitle: (name: string) => boolean, digests: DigestCache): HeadingNode {
  const headings = document.chunks.flatMap(({ facts }, chunk) =>
    facts.heading ? [{ fact: facts.heading, chunk, digest: digests.of(facts) }] : [],
  );
  const top = headings.filter(({ fact }) => fact.depth === 1);
  const title = top.find(({ digest }) => isTitle(digest.names[0] ?? "")) ?? top.find((one) => one === headings[0]);
  const root = title
    ? node(title.chunk, title.fact, title.digest, undefined)
    : node(0, NO_TITLE, digests.of(factsOfRoot(document)), undefined);
  const stack = [root];
  for (const { fact, chunk, digest } of headings) {
    if (chunk === title?.chunk) {
      stack.length = 1;
      continue;
    }
    while (stack.length > 1 && (stack.at(-1)?.depth ?? 0) >= fact.depth) stack.pop();
    const parent = stack.at(-1) ?? root;
    const heading = node(chunk, fact, digest, parent);
    parent.children.push(heading);
    stack.push(heading);
  }
  return root;
}

/** A heading and all below it, in order. */
export function subtree(heading: HeadingNode): HeadingNode[] {
  return [heading, ...heading.children.flatMap(subtree)];
}

/** What a root that was made up for want of a title says: nothing if its chunk has a heading, then that section does. */
function factsOfRoot({ chunks: [first] }: Document): ChunkFacts {
  return first && !first.facts.heading ? first.facts : NO_FACTS;
}

/** What a chunk says that says nothing. */
export const NO_FACTS: ChunkFacts = {
  text: "",
  lines: new LineIndex(""),
  heading: undefined,
  blocks: [],
  fields: [],
  brackets: [],
  codeSpans: [],
  links: [],
  markers: [],
  comments: [],
  definitions: [],
  unread: [],
  conflicts: [],
};

const NO_TITLE = { depth: 0, title: "" };

function node(
  chunk: number,
  { depth, title }: { readonly depth: number; readonly title: string },
  digest: ChunkDigest,
  parent: HeadingNode | undefined,
): HeadingNode {
  return { chunk, depth, title, names: digest.names, digest, parent, children: [] };
}
