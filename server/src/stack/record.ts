import { isDay } from "./approval.ts";

/** What was asked or approved, as the comment in a deviation's entry keeps it. */
export interface ApprovalRecord {
  readonly mission: string;
  readonly area: string;
  readonly standard: readonly string[];
  readonly actual: readonly string[];
  /** Year-month-day. */
  readonly date: string;
}

/** How a record's comment starts. */
export const RECORD_PREFIX = "mechanism-approval:";

/**
 * Reads a record.
 *
 * @param comment the text of an HTML comment, without its marks
 * @returns nothing if it is no record; null if it is one that can't be read
 */
export function readRecord(comment: string): ApprovalRecord | null | undefined {
  if (!comment.startsWith(RECORD_PREFIX)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(comment.slice(RECORD_PREFIX.length));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { mission, area, standard, actual, date } = value as { readonly [key: string]: unknown };
  if (typeof mission !== "string" || typeof area !== "string" || typeof date !== "string" || !isDay(date)) return null;
  if (!isTexts(standard) || !isTexts(actual)) return null;
  return { mission, area, standard, actual, date };
}

/** The comment that keeps a record, on one line. */
export function recordComment(record: ApprovalRecord): string {
  // A comment must not hold its own end.
  const json = JSON.stringify(record).replace(/-->/g, "--\\u003e").replace(/--!>/g, "--!\\u003e");
  return `<!-- ${RECORD_PREFIX} ${json} -->`;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
