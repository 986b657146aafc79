import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";

/** An address in a text, such as `https://api.harbour.example/v1`. */
export interface Address {
  /** As written, without what closes the sentence or the markup around it. */
  readonly url: string;
  readonly scheme: string;
  /** Host with port, in lower case. */
  readonly host: string;
  /** UTF-16 offsets in the text. */
  readonly span: Span;
}

const ADDRESS = /\b(https?|wss?):\/\/([^\s<>()[\]{}`"'|*,;/?#]{1,253})([^\s<>()[\]{}`"'|*]{0,2000})/giu;

/** The web addresses in a text, in order. */
export function addressesIn(text: string): Address[] {
  return allMatches(text, ADDRESS).map(({ 0: whole, 1: scheme = "", 2: host = "", index }) => {
    const url = whole.replace(/[.,;:!?]+$/, "");
    const bare = host.replace(/[.:!]+$/, "").toLowerCase();
    return { url, scheme: scheme.toLowerCase(), host: bare, span: { start: index, end: index + url.length } };
  });
}
