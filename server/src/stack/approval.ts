import { firstLine } from "../document/lines.ts";
import { plainText } from "../document/text.ts";

/*
 * What a deviation's approval line says. The line is the record: "NLR on 2026-02-01" is an approval, "Pending –
 * requested from NLR on 2026-01-31" a request, "Rejected by NLR on 2026-02-01 – use PostgreSQL" a refusal.
 */

/** What an approval line says, before anybody asks whether it is true. */
export interface ApprovalLine {
  /** `open`: nothing was asked or decided, or the line says something else. */
  readonly kind: "open" | "requested" | "approved" | "rejected";
  /** Who was asked or decided, as written; empty if nobody is named. */
  readonly who: string;
  /** UTF-16 offset of `who` in the text. */
  readonly whoStart: number;
  /** What stands in the date's place, as written; empty if nothing does. */
  readonly date: string;
  /** UTF-16 offset of `date` in the text. */
  readonly dateStart: number;
  /** What follows behind a dash: a condition, a reason, evidence. */
  readonly note: string;
}

/** Words that a line of each kind starts with; an approval may stand without. */
const PENDING =
  /^(?:pending|requested|waiting|awaiting|asked|submitted|sent|open|in review|under review)\b[\s:–—,-]*(?:(?:approval\s+)?(?:requested|asked)\s+)?(?:from|for|of|by|to)?\s*/i;
const REJECTED = /^(?:rejected|declined|denied|refused|not approved)\b[\s:–—,-]*(?:by\s+)?/i;
const APPROVED = /^(?:approved|yes|ok)\b[\s:–—,-]*(?:by\s+)?/i;
/** The same words behind a name: "NLR rejected on 2026-02-01", "NLR (asked 2026-01-31)". */
const PENDING_BEHIND = /\b(?:pending|requested|waiting|asked|submitted|sent)\b/i;
const REJECTED_BEHIND = /\b(?:rejected|declined|denied|refused|not approved)\b/i;
const STATE_BEHIND =
  /\s+(?:(?:has|was|is)\s+)?(?:approved|agreed|pending|requested|waiting|asked|rejected|declined|denied|refused)\b.*$/i;
/** What turns a day into one on which somebody may decide. */
const EXPECTED = /\b(?:expected|due|planned|until|will|to approve|to be|needs?|not yet)\b/i;
const DAY = /\d{4}-\d{2}-\d{2}(?!\d)/;
/** What a date has, however it is written. */
const DATE_WORD =
  /\d|YYYY|\[|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)|\b(?:today|yesterday|tomorrow)\b/i;
/** A text in brackets that is no link. */
const BRACKET = /\[[^\]]*\](?!\()|\bYYYY-MM-DD\b/;

/** Reads an approval line: the first line of the value of a deviation's approval field. */
export function readApproval(value: string): ApprovalLine {
  const line = firstLine(value);
  const start = /^[^\p{L}\p{N}[(]*/u.exec(line)?.[0].length ?? 0;
  const text = line.slice(start);
  const pending = PENDING.exec(text)?.[0].length;
  const rejected = REJECTED.exec(text)?.[0].length;
  const approved = APPROVED.exec(text)?.[0].length;
  const lead = pending ?? rejected ?? approved ?? 0;
  const { name, nameStart, end } = nameAt(text, lead);
  const behind = text.slice(end);
  const place = dateAt(behind);
  const date = behind.slice(place.start, place.end);
  const who = plainText(name.replace(STATE_BEHIND, ""));
  const note = noteOf(behind.slice(place.end));
  const common = { who, whoStart: start + nameStart, date, dateStart: start + end + place.start, note };
  const said = text.slice(lead, end + place.start);
  if (pending !== undefined) return { kind: "requested", ...common };
  if (rejected !== undefined || (approved === undefined && REJECTED_BEHIND.test(said))) {
    return { kind: "rejected", ...common };
  }
  if (approved === undefined && EXPECTED.test(said)) return { kind: "open", ...common };
  if (approved === undefined && PENDING_BEHIND.test(said)) return { kind: "requested", ...common };
  // A name without a day or a word that somebody decided is the template's line, or a wish.
  const isDecided = who !== "" && (date !== "" || approved !== undefined) && !BRACKET.test(date) && !BRACKET.test(name);
  return { kind: isDecided ? "approved" : "open", ...common };
}

/** Whether a text is a day of the calendar, written year-month-day. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const last = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return last !== undefined && day >= 1 && day <= last;
}

/** How many days lie between two days, both year-month-day; negative if the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days since the start of the calendar, counted from March so that a leap day ends its year. */
function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const y = month > 2 ? year : year - 1;
  const m = (month + 9) % 12;
  return (
    365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((m * 306 + 5) / 10) + date
  );
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Who is named at an offset: the text of a link, else up to a date, a remark or the end. */
function nameAt(
  text: string,
  from: number,
): { readonly name: string; readonly nameStart: number; readonly end: number } {
  const rest = text.slice(from);
  const link = /^\[([^\]]+)\]\([^()\s]*\)/.exec(rest);
  if (link) return { name: link[1] ?? "", nameStart: from + 1, end: from + link[0].length };
  const name =
    /^(?:(?!'s\b|(?:^|\s+)(?:on|at|per|via|since)\b|\s*[,;(]|\s+[–—-]\s|(?:^|\s+)\d{4}-|\s+\[|\s*$).)*/u.exec(
      rest,
    )?.[0] ?? "";
  return { name, nameStart: from, end: from + name.length };
}

/** Where the date stands behind a name: a day before any remark, else whatever stands in its place. */
function dateAt(behind: string): { readonly start: number; readonly end: number } {
  const head = /^(?:(?!\s+[–—-]\s|<!).)*/u.exec(behind)?.[0] ?? "";
  const day = DAY.exec(head);
  // "NLR on [date] (asked 2026-01-31)" has no date yet.
  if (day && !BRACKET.test(head.slice(0, day.index))) return { start: day.index, end: day.index + 10 };
  const lead = /^\s*(?:[,;(]\s*)?(on\s+|at\s+)?/.exec(head);
  const start = lead?.[0].length ?? 0;
  const text = /^[^();]*/.exec(head.slice(start))?.[0].trimEnd() ?? "";
  // "NLR via Telegram" and "NLR, if the client agrees" say how, not when.
  const isDate = lead?.[1] !== undefined || DATE_WORD.test(text);
  return { start, end: isDate ? start + text.length : start };
}

function noteOf(text: string): string {
  return text.replace(/^[\s)\].,;–—-]+/u, "").trim();
}
