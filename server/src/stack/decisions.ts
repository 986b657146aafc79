import { endOfLine, isBulletItem, listMarker, nextLine } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { isDay } from "./approval.ts";

/** A decision that was made before the one that holds: `- 2026-01-29: Rejected by NLR – use PostgreSQL`. */
export interface EarlierDecision {
  /** Year-month-day. */
  readonly date: string;
  /** What stands behind the date, as written. */
  readonly text: string;
  /** Its line without the ending, in UTF-16 offsets of the text that was read. */
  readonly span: Span;
}

/** The dated list items right below the line of an offset, the way in which an entry keeps its earlier decisions. */
export function earlierDecisions(text: string, offset: number): EarlierDecision[] {
  const found: EarlierDecision[] = [];
  for (let start = nextLine(text, offset); start < text.length; start = nextLine(text, start)) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end);
    const content = line.slice(listMarker(line).length);
    const date = content.slice(0, 10);
    if (!isBulletItem(line) || !isDay(date)) break;
    found.push({
      date,
      text: content
        .slice(10)
        .replace(/^\s*:?\s*/, "")
        .trimEnd(),
      span: { start, end },
    });
  }
  return found;
}
