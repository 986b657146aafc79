import coerce from "semver/functions/coerce.js";
import compare from "semver/functions/compare.js";
import type { VersionMention } from "./technology.ts";

/**
 * The version that a text states by itself, as the value of a field for it: at its start, or where it is beyond doubt,
 * such as `pinned to v15.2`. A name in front is passed over. Nothing for "N/A", a date, or a count such as "3 replicas".
 *
 * @returns the number's span, in UTF-16 offsets of the text
 */
export function versionIn(text: string): VersionMention | undefined {
  const start = text.search(/[\p{L}\p{N}≥>=^~<]/u);
  if (start < 0) return undefined;
  const first = readVersion(text, start);
  if (first) return first;
  // A year is a version where it is all there is.
  const trimmed = text.trim();
  if (/^\d{4}$/.test(trimmed)) {
    return { span: { start, end: start + 4 }, text: trimmed, number: trimmed, orLater: false };
  }
  for (const { index } of text.matchAll(CLEAR)) {
    const version = readVersion(text, index);
    if (version) return version;
  }
  return undefined;
}

/**
 * The version right behind a name that ends at an offset: `PostgreSQL 15`, `Next.js (v14.0.4)`, `Next.js@14`,
 * `**Python** ≥ 3.11`. The end of a line, another word and most signs stand between a name and what follows.
 */
export function versionBehind(text: string, end: number): VersionMention | undefined {
  BEHIND.lastIndex = end;
  const [gap = ""] = BEHIND.exec(text) ?? [];
  return readVersion(text, end + gap.length);
}

/**
 * Compares two versions by their numbers, as far as they are written: "14" equals "14.0.0", and "3.11" comes after "3.9".
 * What has no number, such as "latest", compares as equal to everything: nobody knows which it is.
 */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [coerce(a), coerce(b)];
  return one && other ? compare(one, other) : 0;
}

/**
 * Compares two versions by the numbers that both of them have: "14" and "14.0.4" are equal.
 *
 * @returns negative, zero or positive
 */
export function compareStated(one: string, other: string): number {
  const [a, b] = [one.split("."), other.split(".")];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = Number.parseInt(a[i] ?? "0", 10) - Number.parseInt(b[i] ?? "0", 10);
    if (difference !== 0) return difference;
  }
  return 0;
}

const BLANK = String.raw`[^\S\r\n]*`;

/** From a name to its version: closing marks, a link's target, and what opens a version. */
const BEHIND = new RegExp(
  String.raw`[*_\x60]*(?:\]\([^()\s]*\)[*_\x60]*)?(?:@|-(?=\d)|${BLANK}:${BLANK}|${BLANK}\(${BLANK}|,${BLANK}(?=v\d|version)|${BLANK})[*_\x60]*`,
  "iy",
);

const SIGN = String.raw`(?:≥|>=|=>|>|\^|~>|~=|~|={1,2}|at least|min(?:imum|\.)?)${BLANK}`;
const WORD = String.raw`(?:version|release|ver\.|latest|latest stable)${BLANK}`;
const LATER = String.raw`\+|${BLANK}(?:,${BLANK})?(?:or|and) (?:later|newer|higher|above|up|upwards?|greater)\b`;

/**
 * A version with a number. The boundary keeps whole what is no version: `14,000`, `15.01.2024x`, `10:30`, `99%`, and
 * `2x`, as well as `15.[…]`, which somebody has still to fill.
 */
const NUMBERED = new RegExp(
  String.raw`(?<lead>(?:${WORD})?(?<sign>${SIGN})?(?:${WORD})?(?<v>v\.?${BLANK})?)(?<digits>\d+(?:\.\d+)*)(?<rest>\.[x*](?![\p{L}\d]))?(?:-?(?:alpha|beta|rc|canary|next|preview|dev)[.\d]*)?(?![\p{L}\p{N}_%€$°]|[.,:]\d|\.\[)(?<later>${LATER})?(?:${BLANK}LTS\b)?`,
  "iuy",
);

/** "Latest" and its like. "Current" and "stable" say it only with a word that makes them about releases. */
const NEWEST =
  /(?:the )?(?:(?:latest|newest)(?: (?:stable|lts))?(?: (?:version|release))?|current (?:stable|lts|version|release)|stable(?: (?:version|release))?|lts)(?![\p{L}\p{N}_])/iuy;

/** Where a version in the middle of a text can't be anything else. */
const CLEAR = /(?<![\p{L}\p{N}_.,:/-])(?:≥|>=|v\d|version \d|\d+\.\d|latest\b)|(?<=\p{L} )\d+(?=\+| or later)/giu;

/** What a number counts when it is no version. */
const COUNTED =
  /^(?:[-–]\d+)?[ \xa0-]?(?:(?:web|background|worker|cron|shared|small|large|separate|read|managed|dedicated|free|paid|daily) )*(?:[kmgt]i?b|vcpus?|cpus?|ms|cores?|replicas?|instances?|tables?|pages?|nodes?|workers?|records?|rows?|columns?|users?|seats?|shards?|bases?|regions?|databases|schemas|servers|services|clusters?|connections?|functions|routes|endpoints?|requests?|calls?|components?|files|sites|apps|jobs|queues|tenants?|projects|people|developers|environments|accounts?|times|seconds?|minutes?|hours?|days?|weeks?|months?|years?|percent|euros?|dollars?)(?![\p{L}\d])/iu;

function readVersion(text: string, at: number): VersionMention | undefined {
  NUMBERED.lastIndex = at;
  const match = NUMBERED.exec(text);
  if (match) return numbered(text, match);
  NEWEST.lastIndex = at;
  const newest = NEWEST.exec(text);
  // Tomorrow's latest is a later one.
  return newest
    ? { span: { start: at, end: at + newest[0].length }, text: newest[0], number: "", orLater: true }
    : undefined;
}

function numbered(text: string, match: RegExpExecArray): VersionMention | undefined {
  const { lead = "", sign = "", v, digits = "", rest, later } = match.groups ?? {};
  const end = match.index + match[0].length;
  const isMarked = v !== undefined || rest !== undefined || later !== undefined;
  if (!isMarked && isOther(digits, text.slice(end, end + 60))) return undefined;
  const start = match.index + lead.length;
  const orLater = later !== undefined || !/^=*\s*$/.test(sign);
  return { span: { start, end: start + digits.length }, text: match[0], number: digits, orLater };
}

/** Whether a number is a year, a port, a date or a count. */
function isOther(digits: string, behind: string): boolean {
  if (COUNTED.test(behind) || /^\s*[%€$×°]/.test(behind)) return true;
  if (digits.includes(".")) return /^\d{1,2}\.\d{1,2}\.\d{4}$/.test(digits);
  return (
    Number(digits) >= 1000 || /^\/(?:7|\d{4})\b|^\s*x\s*\d|^-(?!(?:alpine|slim|lts)\b)\p{L}|^-\d{2}-/u.test(behind)
  );
}
