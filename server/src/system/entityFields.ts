import type { BlockFact, ChunkFacts, ItemFact } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import { type Span, shift } from "../document/positions.ts";
import type { EntityField, Named } from "./entities.ts";
import { rowsOf } from "./tables.ts";

/** The fields that a text lists. */
export interface FieldList {
  readonly fields: readonly EntityField[];
  /** Every line of the list is a field: what isn't among them is none. */
  readonly complete: boolean;
}

export const NO_FIELDS: FieldList = { fields: [], complete: false };

const NAME = "[\\p{L}_][\\p{L}\\p{N}_]{0,80}";
/** Names at the start of a line: one, or several that share what stands behind them. */
const NAMES = new RegExp(
  `^(?:[-*+]\\s+)?[^\\p{L}\\p{N}_\`*"'(\\[]{0,8}(?<names>[\`*_"]{0,3}${NAME}[\`*"]{0,3}(?:(?:,\\s*|\\s\\/\\s|\\sand\\s)[\`*"]{1,3}${NAME}[\`*"]{1,3}){0,8})(?<rest>.*)$`,
  "su",
);
/** What stands behind the name of a field; behind a word of a sentence it doesn't. */
const BEHIND = /^[`*"]*\??\s*(?:[:(–—-]|$)|^\s+[A-Z][A-Z0-9]{1,}/u;
const REFERENCE = new RegExp(
  `(?:→|->|\\breferences\\b|\\bforeign key\\b\\s*(?:→|->|to\\b|:|on\\b|(?=\`))|\\bFK\\b(?:\\s*(?:→|->|to\\b|:|on\\b))?|\\blink(?:s|ed)? to\\b)\\s*[\`"(]{0,2}(?<table>${NAME})[\`"]?(?:[.(]\\s*[\`"]?(?<field>${NAME}))?`,
  "iu",
);
/** What ends a type, outside of its parentheses. */
const TYPE_END =
  /^(?:\s+(?:[-–—]|NOT\b|NULL\b|UNIQUE\b|DEFAULT\b|PRIMARY\b|REFERENCES\b|FOREIGN\b|CHECK\b|\[|\((?![\d'"])|[^\p{L}\p{N}\s([<'"{`])|[;,]\s|→|->|[\r\n])/u;

/** The fields in blocks: the first list or table of them. */
export function fieldsInBlocks(blocks: readonly BlockFact[], facts: ChunkFacts): FieldList {
  for (const block of blocks) {
    if (block.kind === "list") return joined(block.items.map((item) => fieldsInItem(item, facts)));
    if (block.kind === "table") {
      const rows = rowsOf(block).map((row) => fieldsInRow(row.cells, row.span, facts.text));
      return joined(rows.filter((row) => row !== undefined));
    }
  }
  return NO_FIELDS;
}

/** The fields on lines of text, each of which starts with a name. */
export function fieldsInLines(lines: readonly Span[], text: string): FieldList {
  const written = lines.filter(({ start, end }) => text.slice(start, end).trim() !== "");
  return joined(
    written.map(({ start, end }) => {
      const source = text.slice(start, end);
      const at = start + source.length - source.trimStart().length;
      return fieldsInText(text.slice(at, end), at);
    }),
  );
}

/**
 * The fields that a line of text describes; none if it starts otherwise.
 *
 * @param at where the text starts in its chunk
 */
export function fieldsInText(text: string, at: number): EntityField[] {
  const { names = "", rest = "" } = NAMES.exec(text)?.groups ?? {};
  if (names === "" || !BEHIND.test(rest)) return [];
  const start = text.length - rest.length - names.length;
  const reference = referenceIn(text, at);
  const described = rest.replace(/^[`*"?\s]*/, "");
  const inParentheses = /^\(([^()]*(?:\([^()]*\)[^()]*)?)\)/.exec(described)?.[1];
  const type = typeIn(inParentheses ?? described.replace(/^[:–—-]\s*/, ""));
  return allMatches(names, new RegExp(NAME, "gu")).map(({ 0: name, index }) => ({
    name,
    span: { start: at + start + index, end: at + start + index + name.length },
    type,
    text,
    primary: isPrimary(rest),
    unique: /\bunique\b|\bUQ\b/iu.test(rest),
    references: reference,
  }));
}

function fieldsInItem({ text, span }: ItemFact, facts: ChunkFacts): EntityField[] {
  const source = facts.text.slice(text.start, text.end);
  const found = fieldsInText(source, text.start);
  // What stands below a field's name, such as its type, describes it too.
  const below = facts.text.slice(text.end, span.end);
  return below.trim() === ""
    ? found
    : found.map((one) => ({ ...one, primary: one.primary || isPrimary(below), text: source + below }));
}

/** A row of a table: the name, the type, and what else there is; nothing for a row that has no name. */
function fieldsInRow(cells: readonly Span[], span: Span, text: string): EntityField[] | undefined {
  const [first, second] = cells;
  if (!first || first.start === first.end) return undefined;
  const source = text.slice(first.start, first.end);
  const { names = "", rest = "" } = NAMES.exec(source)?.groups ?? {};
  if (names === "" || rest.replace(/[`*"?\s]/g, "") !== "") return [];
  const described = text.slice(first.end, span.end);
  const reference = referenceIn(described, first.end) ?? bareReference(described, first.end);
  return allMatches(names, new RegExp(NAME, "gu")).map(({ 0: name, index }) => ({
    name,
    span: shift({ start: index, end: index + name.length }, first.start),
    type: second ? text.slice(second.start, second.end).replace(/`/g, "") : "",
    text: text.slice(span.start, span.end),
    primary: isPrimary(described),
    unique: /\bunique\b|\bUQ\b|\bUK\b/iu.test(described),
    references: reference,
  }));
}

/** Whether what describes a field says that it is the primary key, or a part of it. */
export function isPrimary(text: string): boolean {
  return /\bprimary\b|\bPK\b/iu.test(text);
}

function typeIn(described: string): string {
  let depth = 0;
  let end = 0;
  while (end < described.length) {
    const char = described[end];
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (depth <= 0 && TYPE_END.test(described.slice(end, end + 16))) break;
    end++;
  }
  return described.slice(0, end).replace(/`/g, "").trim();
}

function referenceIn(text: string, at: number): EntityField["references"] {
  const match = REFERENCE.exec(text);
  const { table = "", field } = match?.groups ?? {};
  if (!match || table === "") return undefined;
  const within = text.slice(match.index);
  const found = (name: string, from: number): Named => {
    const start = at + match.index + within.indexOf(name, from);
    return { name, span: { start, end: start + name.length } };
  };
  // The table is the last of its letters in what was matched, before a field behind it.
  const tableAt = match[0].lastIndexOf(table, field === undefined ? match[0].length : match[0].lastIndexOf(field) - 1);
  return {
    entity: found(table, tableAt),
    field: field === undefined ? undefined : found(field, tableAt + table.length),
  };
}

/** `institutions.id` in back-ticks in the row of a foreign key. */
function bareReference(text: string, at: number): EntityField["references"] {
  const match = /\bFK\b/.test(text) ? new RegExp(`\`(${NAME})\\.(${NAME})\``, "u").exec(text) : null;
  const [, table, field] = match ?? [];
  if (!match || table === undefined || field === undefined) return undefined;
  const start = at + match.index + 1;
  return {
    entity: { name: table, span: { start, end: start + table.length } },
    field: { name: field, span: { start: start + table.length + 1, end: start + table.length + 1 + field.length } },
  };
}

function joined(lines: readonly (readonly EntityField[])[]): FieldList {
  return { fields: lines.flat(), complete: lines.length > 0 && lines.every((line) => line.length > 0) };
}
