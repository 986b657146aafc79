import { endOfLine, listMarker, startOfLine } from "../document/lines.ts";
import { contains, type Span, shift } from "../document/positions.ts";
import { blocksIn } from "../system/code.ts";
import { REQUIRED, SECRETS } from "../system/declarations.ts";
import type { Variable } from "../system/variables.ts";
import type { SchemaField } from "../template/schema.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import type { Edit, RuleContext } from "./rule.ts";

/*
 * The list of secrets that a document requires: what is on it, what uses it, and how a line of it is added or found.
 */

/** The field in which the template lists what is required. */
export function requiredField({ schema }: RuleContext): SchemaField | undefined {
  return schema.sections.flatMap((section) => section.fields).find((field) => field.role === REQUIRED);
}

/** The variables on the list; none while its section still waits for its author. */
export function listedSecrets({ alignment, system }: RuleContext): Variable[] {
  const isWaiting = alignment.sections.some((one) => one.schema?.role === SECRETS && (one.untouched || one.weak));
  return isWaiting ? [] : system.variables.filter((one) => one.declared);
}

/** Tells whether a place is the author's own text: neither in a section that nobody has started nor in an example left over. */
export function writtenByAuthor({ alignment, readings, schema }: RuleContext): (chunk: number, at: number) => boolean {
  const untouched = new Set(
    alignment.sections.flatMap((one) => (one.shape === "heading" && one.untouched ? [one.chunk] : [])),
  );
  const leftovers = new Map<number, Span[]>();
  return (chunk, at) => {
    const facts = readings.factsAt(chunk);
    if (untouched.has(chunk) || !facts) return false;
    const spans = leftovers.get(chunk) ?? leftoverExamples(facts, schema);
    leftovers.set(chunk, spans);
    return !spans.some((span) => span.start <= at && at < span.end);
  };
}

/** The item, row or line of a variable on the list, in the document. */
export function lineOf(context: RuleContext, variable: Variable): Span {
  return shift(lineIn(context, variable), context.document.chunks[variable.chunk]?.start ?? 0);
}

/** The item, row or line of a variable on the list, in its chunk. */
export function lineIn({ readings }: RuleContext, { chunk, span }: Variable): Span {
  const facts = readings.factsAt(chunk);
  if (!facts) return span;
  const items = blocksIn(facts).flatMap((block) => (block.kind === "list" ? block.items : []));
  const item = items.findLast((one) => contains(one.text, span));
  return item?.span ?? { start: startOfLine(facts.text, span.start), end: endOfLine(facts.text, span.start) };
}

/**
 * Adds a variable behind the last of the list, written as that one is.
 *
 * @param what what it is for; empty if nobody knows
 */
export function addToList(context: RuleContext, name: string, what: string): Edit[] {
  const { document } = context;
  const last = listedSecrets(context).at(-1);
  const chunk = last && document.chunks[last.chunk];
  if (!last || !chunk) return [];
  const { text } = document;
  const span = shift(last.span, chunk.start);
  const lineStart = startOfLine(text, span.start);
  const line = text.slice(lineStart, endOfLine(text, span.start));
  const before = /[`*]*$/.exec(text.slice(lineStart, span.start))?.[0] ?? "";
  const behind = [...before].reverse().join("");
  const written = `${before}${name}${behind}`;
  const blocks = blocksIn(chunk.facts).filter((block) => contains(block.span, last.span));
  const table = blocks.find((block) => block.kind === "table");
  if (table) {
    const row = table.rows.find((cells) => cells.some((cell) => contains(cell, last.span))) ?? [];
    const cells = row.map((cell, i) =>
      contains(cell, last.span) ? written : i === row.findIndex((one) => contains(one, last.span)) + 1 ? what : "",
    );
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const at = endOfLine(text, chunk.start + table.span.end);
    return [{ span: { start: at, end: at }, text: `\n${indent}| ${cells.join(" | ")} |` }];
  }
  if (blocks.some((block) => block.kind === "code")) {
    const at = endOfLine(text, span.start);
    return [{ span: { start: at, end: at }, text: `\n${/^\s*/.exec(line)?.[0] ?? ""}${name}=` }];
  }
  const mark = listMarker(line);
  if (mark === "") {
    const at = span.end + (text.startsWith(behind, span.end) ? behind.length : 0);
    return [{ span: { start: at, end: at }, text: `, ${written}` }];
  }
  const joint = /^[`*]*(\s*[:–—-]\s+)\S/.exec(text.slice(span.end, lineStart + line.length))?.[1] ?? " - ";
  const at = endOfLine(text, lineOf(context, last).end);
  return [{ span: { start: at, end: at }, text: `\n${mark}${written}${what === "" ? "" : `${joint}${what}`}` }];
}
