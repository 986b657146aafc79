import type { Technology } from "./technology.ts";

/** A technology in the generated catalogue. What is empty or not so is left out. */
export interface CatalogueEntry extends Omit<Technology, "hosted"> {
  readonly hosted?: boolean;
  /** Other names, in any capitalisation, as the name itself. */
  readonly aliases?: readonly string[];
  /** Names that are ordinary words too, and count only as they are written here; may hold the name itself. */
  readonly exact?: readonly string[];
  /** Phrases that hold a name and mean something else, such as "express delivery". */
  readonly unrelated?: readonly string[];
}

/** A name in a text. */
export interface NameMatch {
  /** Nothing for a phrase that means something else. */
  readonly technology: Technology | undefined;
  readonly end: number;
  /** Where the name could go on with another word. */
  readonly node: NameNode;
}

/** A place in the tree of all names, read character by character, so that one pass over a text finds them all. */
export interface NameNode {
  readonly next: Map<string, NameNode>;
  /** The technology whose name ends here. */
  technology?: Technology;
  /** The technologies whose names end here if they are written just so. */
  readonly exact: Map<string, Technology>;
  unrelated?: true;
}

/** A name without case, and with spaces for hyphens: two names that differ in nothing else are the same. */
export function normalised(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, " ");
}

/** What an entry says about its technology, without its names. */
export function technologyOf({ id, name, kinds, hosted = false }: CatalogueEntry): Technology {
  return { id, name, kinds, hosted };
}

/** Builds the tree of all names. */
export function nameTree(entries: readonly CatalogueEntry[]): NameNode {
  const root = newNode();
  for (const entry of entries) {
    const { aliases = [], exact = [], unrelated = [] } = entry;
    const technology = technologyOf(entry);
    for (const one of [entry.name, ...aliases]) if (!exact.includes(one)) nodeFor(root, one).technology = technology;
    for (const one of exact) nodeFor(root, one).exact.set(spaced(one), technology);
    for (const one of unrelated) nodeFor(root, one).unrelated = true;
  }
  return root;
}

function newNode(): NameNode {
  return { next: new Map(), exact: new Map() };
}

function nodeFor(root: NameNode, name: string): NameNode {
  let node = root;
  for (const char of normalised(name)) {
    const next = node.next.get(char) ?? newNode();
    node.next.set(char, next);
    node = next;
  }
  return node;
}

/** What stands between two words of a name: a hyphen or a space, with marks of emphasis, a line end or a parenthesis. */
const BETWEEN = /-|[*_`]*(?=\s)[^\S\r\n]*(?:\r?\n[^\S\r\n]*)?(?:\(|[*_`]*)/y;

/**
 * The longest name that starts at an offset and is accepted; with the node of a name, the longest that goes on from it.
 *
 * @param accepts whether a name may end at an offset
 */
export function longestName(
  node: NameNode,
  text: string,
  at: number,
  accepts: (end: number) => boolean,
): NameMatch | undefined {
  let found: NameMatch | undefined;
  let end = at;
  let isOpen = false;
  for (let next = stepTo(node, text, end); next; next = stepTo(next.node, text, end)) {
    if (text[next.end - 1] === "(") isOpen = true;
    end = next.end;
    const match = endingAt(next.node, text, at, end);
    // "Next.js (API Routes)" is one name with its parenthesis.
    const close = isOpen && text[end] === ")" ? end + 1 : end;
    if (match && accepts(close)) found = { ...match, end: close };
  }
  return found;
}

function stepTo(node: NameNode, text: string, at: number): { node: NameNode; end: number } | undefined {
  const char = (text[at] ?? "").toLowerCase();
  const next = node.next.get(char);
  if (next && char !== " ") return { node: next, end: at + 1 };
  const gap = node.next.get(" ");
  if (!gap) return undefined;
  BETWEEN.lastIndex = at;
  const length = BETWEEN.exec(text)?.[0].length ?? 0;
  return length > 0 ? { node: gap, end: at + length } : undefined;
}

function endingAt(node: NameNode, text: string, start: number, end: number): Omit<NameMatch, "end"> | undefined {
  const isBare = node.unrelated && !/[(*_`]/.test(text.slice(start, end));
  // With a mark between, the first word stands out as a name: "**Render** the" and "Render (all services)".
  if (isBare) return { technology: undefined, node };
  const exact = node.exact.size > 0 ? node.exact.get(spaced(text.slice(start, end))) : undefined;
  const technology = exact ?? node.technology;
  return technology && { technology, node };
}

function spaced(name: string): string {
  return name.replace(/[-\s(*_`]+/g, " ");
}
