import { linesOf } from "../../document/lines.ts";
import { isDay } from "../../stack/approval.ts";

/** A decision as an approver sends it back. */
export interface Reply {
  readonly decision: "approved" | "rejected";
  /** What it is about: "D1", or the name of an area; empty if it doesn't say. */
  readonly keys: readonly string[];
  /** Year-month-day; empty if it doesn't say. */
  readonly date: string;
  /** Who decided; empty if it doesn't say. */
  readonly by: string;
  /** A condition or a reason. */
  readonly note: string;
}

const DECISION = /^[\s>*_"'“]*(approved?|rejected?|ok|declined?|denied|refused)\b[\s:,–—-]*/i;
const KEY =
  /^(?:(?:deviation|dev\.?|d)\s*#?(\d+)|"([^"]+)"|“([^”]+)”)(?![\p{L}\p{N}])[\s,;&+:]*(?:(?:and|und|et)\s+)?/iu;
const DATE = /^(?:on\s+)?(\d{4}-\d{2}-\d{2})(?!\d)[\s,;:]*/i;
const BY = /^by\s+(.*?)(?=\s+on\b|\s+\d{4}-|\s*[–—(]|\s+-\s|[,;.]|$)[\s,;]*/i;

/**
 * Reads the decisions in a text: one on each line that starts with one, such as `APPROVED D1 2026-02-01` or
 * `> Rejected D2, D3 by NLR 2026-02-01 – use PostgreSQL`. Lines that say anything else are left out.
 */
export function readReplies(text: string): Reply[] {
  return linesOf(text).flatMap((line) => readLine(line) ?? []);
}

/** The line that an approver sends back for an approval. */
export function replyLine(keys: readonly string[], date: string): string {
  const named = keys.map((key) => (/^D\d+$/.test(key) ? key : `"${key.replaceAll('"', "'")}"`));
  return `APPROVED ${named.join(", ")} ${date}`;
}

function readLine(line: string): Reply | undefined {
  const decision = DECISION.exec(line);
  if (!decision) return undefined;
  let rest = line.slice(decision[0].length);
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  const keys: string[] = [];
  for (let key = take(KEY); key; key = take(KEY)) keys.push(key[1] ? `D${key[1]}` : (key[2] ?? key[3] ?? "").trim());
  let date = "";
  let by = "";
  for (let i = 0; i < 2; i++) {
    const day = take(DATE)?.[1];
    if (day !== undefined) date = day;
    const who = take(BY)?.[1];
    if (who !== undefined) by = who.trim();
  }
  // "Approved budget for D1" is a sentence, no reply.
  if (keys.length === 0 && date === "" && rest.trim() !== "" && !/^[\s–—-]/.test(rest)) return undefined;
  if (date !== "" && !isDay(date)) return undefined;
  const note = rest.replace(/^[\s–—:,;.-]+/u, "").replace(/[\s*_"'”]+$/u, "");
  return { decision: /^(?:a|o)/i.test(decision[1] ?? "") ? "approved" : "rejected", keys, date, by, note };
}
