import { endOfLine, isBulletItem, listMarker, nextLine } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { isDay } from "./approval.ts";

/** A decision that was made before the one that holds: `- 2026-01-29: Rejected by NLR – use PostgreSQL`. */
export interface EarlierDecision {
  /** Year-month-day; empty for one that was made on no day that could be read. */
  readonly date: string;
  /** What stands behind the date, as written. */
  readonly text: string;
  /** Its line without the ending, in UTF-16 offsets of the text that was read. */
  readonly span: Span;
}

/** How a decision begins that has no day. */
const UNDATED = /^(?:Approved|Rejected)\b/;

/**
 * The list items right below the line of an offset that begin with a date, the way in which an entry keeps its earlier
 * decisions; or with a decision, where its date couldn't be read.
 */
export function earlierDecisions(text: string, offset: number): EarlierDecision[] {
  const found: EarlierDecision[] = [];
  for (let start = nextLine(text, offset); start < text.length; start = nextLine(text, start)) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end);
    const content = line.slice(listMarker(line).length);
    const date = isDay(content.slice(0, 10)) ? content.slice(0, 10) : "";
    if (!isBulletItem(line) || (date === "" && !UNDATED.test(content))) break;
    const said = content.slice(date.length).replace(/^\s*:?\s*/, "");
    found.push({ date, text: said.trimEnd(), span: { start, end } });
  }
  return found;
}
