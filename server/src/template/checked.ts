import { listMarker } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { escapeRegExp } from "./conventions.ts";
import type { SchemaField, SchemaSection } from "./schema.ts";

/*
 * Fields of policy that ask for a check. Once somebody has checked, they say so with a date: the annotation has that
 * statement, with a bracket for the date.
 */

const DAY = "\\d{4}-\\d{2}-\\d{2}";

/** A field as it stands in the template, with the statement that what it asks for was done. */
export function checkedSource(field: SchemaField, date: string): string {
  return labelSource(field) + field.checked.replace(/\[[^\]]*\]/, () => date);
}

/** Whether a line of a document is a section's field with such a statement, and nothing else. */
export function isCheckedLine({ fields }: SchemaSection, line: string): boolean {
  return fields.some((field) => {
    if (field.checked === "") return false;
    const [before = "", behind = ""] = field.checked.split(/\[[^\]]*\]/);
    const source = `${escapeRegExp(labelSource(field) + before)}${DAY}${escapeRegExp(behind)}`;
    return new RegExp(`^${source}\\s*$`, "u").test(line.slice(listMarker(line).length));
  });
}

/**
 * Where the date stands in a value that says that a field's check was done: one date behind the words with which the
 * statement starts. UTF-16 offsets in the value.
 */
export function checkedDate(field: SchemaField, value: string): { start: number; end: number } | undefined {
  const word = /^[\p{L}\p{N}]+/u.exec(field.checked)?.[0];
  if (word === undefined || !new RegExp(`^[^\\p{L}\\p{N}]*${word}(?![\\p{L}\\p{N}])`, "iu").test(value))
    return undefined;
  const dates = allMatches(value, new RegExp(`(?<![\\p{L}\\p{N}-])${DAY}(?![\\p{L}\\p{N}-])`, "gu"));
  const [date] = dates;
  return date && dates.length === 1 ? { start: date.index, end: date.index + date[0].length } : undefined;
}

/** What stands before a field's value in the template: its label with markup and colon. */
function labelSource({ source, label }: SchemaField): string {
  const end = source.indexOf(label) + label.length;
  return source.slice(0, end) + (/^[:*_]+\s*/.exec(source.slice(end))?.[0] ?? "");
}
