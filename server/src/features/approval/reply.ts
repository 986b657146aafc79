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

const DECISION = /^[\s>*_"'“]*(approved?|rejected?|ok|declined?|denied|refused)\b([\s:,*_–—-]*)/i;
/** How a condition or a reason begins; anything else behind a decision makes a sentence of it. */
const NOTE = /^\s*(?:[–—:(.,;-]|(?:if|but|with|only|provided|as long as|on condition|until|because|since|for)\b)/i;
/** Words that say for sure that somebody has decided, even without saying about what. */
const DECIDED = /^(?:approved|rejected|declined|denied|refused)$/i;
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
  // "Approved D1?" asks.
  if (!decision || /\?[\s*_"'”]*$/u.test(line)) return undefined;
  let rest = line.slice(decision[0].length);
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  const keys: string[] = [];
  take(/^(?:for|of)\s+(?=["“]|d)/i);
  for (let key = take(KEY); key; key = take(KEY)) keys.push(key[1] ? `D${key[1]}` : (key[2] ?? key[3] ?? "").trim());
  let date = "";
  let by = "";
  for (let i = 0; i < 2; i++) {
    const day = take(DATE)?.[1];
    if (day !== undefined) date = day;
    const who = take(BY)?.[1];
    if (who !== undefined) by = who.trim();
  }
  const [, word = "", mark = ""] = decision;
  // "OK, I'll look tomorrow" and "Approved budget is 3k" are sentences, no replies.
  const isBare = keys.length === 0 && date === "";
  const isApart = isBare ? /[–—-]/.test(mark) || /^\s*[–—-]/.test(rest) : NOTE.test(rest);
  if (/[\p{L}\p{N}]/u.test(rest) && !isApart) return undefined;
  if (keys.length === 0 && !DECIDED.test(word)) return undefined;
  if (date !== "" && !isDay(date)) return undefined;
  const note = rest.replace(/^[\s–—:,;.-]+/u, "").replace(/[\s*_"'”]+$/u, "");
  return { decision: /^(?:a|o)/i.test(word) ? "approved" : "rejected", keys, date, by, note };
}
