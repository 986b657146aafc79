import type { RootContent } from "mdast";
import { endOfLine, nextLine } from "./lines.ts";

/** What would close the fence or the HTML block that a text ends in. */
export interface Closing {
  /** Where the first thing that closes it ends, from an offset on; nothing if there is none. */
  endIn(text: string, from: number): number | undefined;
}

/**
 * What closes a node that is open at the end of a text.
 *
 * @param last the last node at the top level
 * @param source what was parsed
 * @returns nothing if only the parser can tell
 */
export function closingOf(last: RootContent | undefined, source: string): Closing | undefined {
  const start = last?.position?.start.offset ?? source.length;
  if (last?.type === "html") return htmlClosing(source.slice(start, start + LONGEST_OPENING));
  if (last?.type !== "code") return undefined;
  const mark = source.charAt(start);
  if (mark !== "`" && mark !== "~") return undefined;
  let end = start;
  while (source.charAt(end) === mark) end++;
  return new FenceClosing(source.slice(start, end));
}

const LONGEST_OPENING = 16;

/**
 * Whether marks that stand alone in a line close a fence: as many of the same as opened it, or more (CommonMark 0.31,
 * §4.5).
 */
export function closesFence(marks: string, opening: string): boolean {
  return marks.startsWith(opening) && marks.replaceAll(opening.charAt(0), "") === "";
}

/** Where the fence ends whose opening line starts at an offset; nothing if there is none, or nothing closes it. */
export function endOfFence(text: string, lineStart: number): number | undefined {
  const [, opening = ""] = /^(`{3,}(?=[^`]*$)|~{3,})/.exec(text.slice(lineStart, endOfLine(text, lineStart))) ?? [];
  return opening === "" ? undefined : new FenceClosing(opening).endIn(text, nextLine(text, lineStart));
}

class FenceClosing implements Closing {
  readonly #opening: string;

  constructor(opening: string) {
    this.#opening = opening;
  }

  endIn(text: string, from: number): number | undefined {
    const line = /^ {0,3}(`{3,}|~{3,})[ \t]*$/gm;
    line.lastIndex = from;
    for (let match = line.exec(text); match; match = line.exec(text)) {
      if (closesFence(match[1] ?? "", this.#opening)) return match.index + match[0].length;
    }
    return undefined;
  }
}

/** What ends an HTML block that blank lines don't end: the kinds 1 to 5 of CommonMark 0.31, §4.6. */
const HTML_KINDS: readonly { readonly opening: RegExp; readonly closing: RegExp }[] = [
  { opening: /^<(?:pre|script|style|textarea)(?:[\s>]|$)/i, closing: /<\/(?:pre|script|style|textarea)>/gi },
  { opening: /^<!--/, closing: /-->/g },
  { opening: /^<\?/, closing: /\?>/g },
  { opening: /^<![A-Za-z]/, closing: />/g },
  { opening: /^<!\[CDATA\[/, closing: /\]\]>/g },
];

function htmlClosing(opening: string): Closing | undefined {
  const kind = HTML_KINDS.find((one) => one.opening.test(opening));
  if (!kind) return undefined;
  return {
    endIn: (text, from) => {
      const pattern = new RegExp(kind.closing);
      pattern.lastIndex = from;
      const match = pattern.exec(text);
      return match ? match.index + match[0].length : undefined;
    },
  };
}
