import type { PhrasingContent } from "mdast";
import type { Position } from "unist";
import type { Span } from "./positions.ts";

/** What has a meaning besides code: HTML, escapes, links, definitions, addresses. Emphasis is nothing to facts. */
const MARKUP = /<[a-z/!?]|[\\@]|\]\(|\]:|:\/\/|www\./i;

/**
 * Reads text and code spans (CommonMark 0.31, §6.1) as they are read where nothing else has a meaning.
 *
 * @param span what to read, without spaces at its ends
 * @returns nothing if anything else may have a meaning
 */
export function plainPhrases(text: string, { start, end }: Span): PhrasingContent[] | undefined {
  const source = text.slice(start, end);
  const nodes: PhrasingContent[] = [];
  let behind = 0;
  const takeWords = (to: number): boolean => {
    if (to > behind) nodes.push({ type: "text", value: "", ...placed({ start: start + behind, end: start + to }) });
    return !MARKUP.test(source.slice(behind, to));
  };
  const runs = source.includes("`") ? [...source.matchAll(/`+/g)] : [];
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i];
    const close = runs.findIndex((run, k) => k > i && run[0].length === open?.[0].length);
    const closing = runs[close];
    if (!open || !closing) continue;
    if (!takeWords(open.index)) return undefined;
    behind = closing.index + closing[0].length;
    nodes.push({ type: "inlineCode", value: "", ...placed({ start: start + open.index, end: start + behind }) });
    i = close;
  }
  return takeWords(source.length) ? nodes : undefined;
}

/** The position of a node, of which only the offsets are used. */
export function placed({ start, end }: Span): { position: Position } {
  return { position: { start: { line: 0, column: 0, offset: start }, end: { line: 0, column: 0, offset: end } } };
}
