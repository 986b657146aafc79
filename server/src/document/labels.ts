import type { Span } from "./positions.ts";
import { plainText, prefixLength } from "./text.ts";

/** A label found at the start of a line; spans are offsets in the line. */
export interface LineLabel {
  readonly label: string;
  /** The label's text without markup. */
  readonly name: Span;
  /** Where the label begins, with its markup. */
  readonly start: number;
  /** Where the value begins. */
  readonly end: number;
  readonly strong: boolean;
}

/** Emoji and other symbols that authors put before a label. */
const STRONG = /^([^\p{L}\p{N}*_`[\]<>()]*)(\*\*|__)(?=\S)(.+?)\2([ \t]*[:：])?/u;
const LONGEST_LABEL = 100;

/** Whether a text has any mark of bold text: most have none. */
export function mayHoldStrongLabel(text: string): boolean {
  return text.includes("**") || text.includes("__");
}

/**
 * The label in bold that a line starts with: `**Framework:** x`, `**Framework**: x`, or bold text that is the whole
 * line, as in a group label without a colon.
 */
export function strongLabel(line: string): LineLabel | undefined {
  if (!mayHoldStrongLabel(line)) return undefined;
  const match = STRONG.exec(line);
  if (!match) return undefined;
  const [whole, before = "", mark = "", inner = "", colon] = match;
  const bare = inner.replace(/[ \t]*[:：][ \t]*$/, "");
  const hasColon = colon !== undefined || bare.length < inner.length;
  if (!hasColon && line.slice(whole.length).trim() !== "") return undefined;
  if (bare.length === 0 || bare.length > LONGEST_LABEL) return undefined;
  const innerStart = before.length + mark.length;
  const start = innerStart + prefixLength(bare);
  return {
    label: plainText(bare),
    name: { start, end: innerStart + bare.trimEnd().length },
    start: before.length,
    end: whole.length,
    strong: true,
  };
}

/** The label of a list item without bold: the text before the first colon outside code and brackets. */
export function plainLabel(line: string): LineLabel | undefined {
  const colon = firstColon(line);
  if (colon <= 0 || colon > LONGEST_LABEL) return undefined;
  const bare = line.slice(0, colon).trimEnd();
  const start = prefixLength(bare);
  const name = codeSpanInside(bare, start) ?? { start, end: bare.length };
  return { label: plainText(bare.slice(start)), name, start: 0, end: colon + 1, strong: false };
}

function firstColon(line: string): number {
  if (!line.includes(":") && !line.includes("：")) return -1;
  let code = false;
  let depth = 0;
  for (let i = 0; i < line.length && i <= LONGEST_LABEL; i++) {
    const char = line[i];
    if (char === "`") code = !code;
    else if (code) continue;
    else if (char === "[" || char === "(") depth++;
    else if (char === "]" || char === ")") depth--;
    else if ((char === ":" || char === "：") && depth <= 0 && (i + 1 === line.length || /\s/.test(line[i + 1] ?? ""))) {
      return i;
    }
  }
  return -1;
}

function codeSpanInside(text: string, from: number): Span | undefined {
  const match = /^`([^`]+)`$/.exec(text.slice(from));
  return match ? { start: from + 1, end: text.length - 1 } : undefined;
}
