import { linesOf } from "../../document/lines.ts";
import { isDay } from "../../stack/approval.ts";

/*
 * What approvers send back. A wrong reading is worse than none: whoever isn't understood is asked again.
 */

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

/** What a request says before the line that an approver sends back. */
export const ANSWER_LEAD = "To answer, send back one line:";

const QUOTED = /^\s*>/;
const DECISION = /^[\s>*_"'“]*(approved?|rejected?|ok|declined?|denied|refused)\b([\s:,*_–—-]*)/i;
/** How a condition or a reason begins; anything else behind a decision makes a sentence of it. */
const NOTE = /^\s*(?:[–—:(.,;!-]|(?:if|but|with|only|provided|as long as|on condition|until|because|since|for)\b)/i;
/** A dash that stands apart: the one of "approved-only" joins two words. */
const DASH = /[–—]|\s-|-\s/;
/** Words that say for sure that somebody has decided, even without saying about what. */
const DECIDED = /^(?:approved|rejected|declined|denied|refused)$/i;
/** What takes an approval back, or says that it is still to come. */
const UNDECIDED =
  /^[\s–—:(,;.-]*(?:(?:no|nope|not)[\s).!]*$|(?:not yet|pending|waiting|awaiting|maybe|perhaps|tb[cd])\b)/iu;
const KEY =
  /^(?:(?:deviation|dev\.?|d)\s*#?(\d+)|"([^"]+)"|“([^”]+)”)(?![\p{L}\p{N}])[\s,;&+:]*(?:(?:and|und|et)\s+)?/iu;
/** A decision about the first of several things, and more about the others: "D1-D3", "D1 – D2 next week", "D1.2". */
const MORE = /^(?:[–—./-]\p{N}|[\s–—:(,;./-]*(?:deviation|dev\.?|d)\s*#?\d+(?![\p{L}\p{N}]))/iu;
const DATE = /^(?:on\s+)?(\d{4}-\d{2}-\d{2})(?!\d)[\s,;:]*/i;
const BY = /^by\s+(.*?)(?=\s+on\b|\s+\d{4}-|\s*[–—(]|\s+-\s|[,;]|(?<!\b\p{L})\.|$)[\s,;]*/iu;
/** What isn't who decided, but until when somebody should. */
const DEADLINE =
  /\d|^(?:today|tonight|tomorrow|noon|then|the|end|eod|eow|next|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;
/** An approver may write "approve D1"; "approve D1 by March" asks for it. */
const ASKING = /^(?:approve|reject|decline)$/i;

/**
 * Reads the decisions in a text: one on each line that starts with one, such as `APPROVED D1 2026-02-01` or
 * `> Rejected D2, D3 by NLR 2026-02-01 – use PostgreSQL`. Lines that say anything else are left out. So are:
 * - the line that a request asks for, where a mail quotes the request or the request itself is on the clipboard;
 * - quoted lines, where the author of the text has decided in words of their own;
 * - decisions on one thing that contradict each other.
 */
export function readReplies(text: string): Reply[] {
  const lines = linesOf(text);
  const found = lines.flatMap((line, i) => {
    const reply = isAskedFor(lines, i) ? undefined : readLine(line);
    return reply ? [{ reply, isQuoted: QUOTED.test(line) }] : [];
  });
  const isOwn = found.some((one) => !one.isQuoted);
  const replies = found.flatMap(({ reply, isQuoted }) => (isOwn && isQuoted ? [] : [reply]));
  return replies.filter((reply) => !replies.some((other) => contradict(reply, other)));
}

/** The line that an approver sends back for an approval. */
export function replyLine(keys: readonly string[], date: string): string {
  const named = keys.map((key) => (/^D\d+$/.test(key) ? key : `"${key.replaceAll('"', "'")}"`));
  return `APPROVED ${named.join(", ")} ${date}`;
}

/** Whether a line stands behind the one by which a request asks for it. */
function isAskedFor(lines: readonly string[], index: number): boolean {
  const before = lines.slice(0, index).findLast((line) => /[\p{L}\p{N}]/u.test(line)) ?? "";
  // An answer of one's own may follow a quoted request.
  return before.trimEnd().endsWith(ANSWER_LEAD) && QUOTED.test(before) === QUOTED.test(lines[index] ?? "");
}

function contradict(one: Reply, other: Reply): boolean {
  if (one.decision === other.decision) return false;
  if (one.keys.length === 0 || other.keys.length === 0) return true;
  return one.keys.some((key) => other.keys.some((same) => same.toLowerCase() === key.toLowerCase()));
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
  const isApproval = /^[ao]/i.test(word);
  if (by !== "" && (DEADLINE.test(by) || ASKING.test(word))) return undefined;
  if (MORE.test(rest) || (isApproval && UNDECIDED.test(rest))) return undefined;
  // "OK, I'll look tomorrow" and "Approved budget is 3k" are sentences, no replies.
  const isBare = keys.length === 0 && date === "";
  const isApart = isBare ? DASH.test(mark) || /^\s*[–—-]/.test(rest) : NOTE.test(rest);
  const isSaid = /[\p{L}\p{N}]/u.test(rest);
  if (isSaid && !isApart) return undefined;
  // "OK D1 – I'll look at it" is polite, no decision.
  if (!DECIDED.test(word) && (keys.length === 0 || (isSaid && date === ""))) return undefined;
  if (date !== "" && !isDay(date)) return undefined;
  const note = isSaid ? rest.replace(/^[\s–—:,;.!-]+/u, "").replace(/[\s*_"'”]+$/u, "") : "";
  return { decision: isApproval ? "approved" : "rejected", keys, date, by, note };
}
