import type { BlockFact, ChunkFacts, FieldFact } from "../document/facts.ts";
import { plainLabel } from "../document/labels.ts";
import type { Span } from "../document/positions.ts";
import { normaliseName, plainText } from "../document/text.ts";
import type { AlignedField } from "./alignment.ts";
import { type Conventions, isExampleLabel } from "./conventions.ts";

/*
 * What a section says without the template's labels: in tables, at the start of a line of text, in lists and prose of
 * its own. Enough to tell that something is there, too little to read its value.
 */

/** The parts of a section's text that can name something, normalised for comparison. */
export interface OwnWords {
  /** The cells of the first row and of the first column of each table, and what stands before a colon in a line. */
  readonly labels: ReadonlySet<string>;
  /** Lines that start a paragraph or a list item, or that start with emphasis. */
  readonly starts: readonly string[];
  /** The lines of text, and the rows of tables with a space between cells. */
  readonly lines: readonly string[];
  /** How many words all of that has. */
  readonly count: number;
}

const TEXTS: readonly BlockFact["kind"][] = ["paragraph", "definition", "quote"];

/** What a chunk says, without its examples. */
export function ownWords(facts: ChunkFacts, conventions: Conventions): OwnWords {
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, conventions));
  const blocks = facts.blocks.filter((block) => !examples.some((field) => field.blocks.includes(block)));
  const texts = blocks.flatMap((block) => {
    if (block.kind === "list") return block.items.map((item) => linesOf(facts.text, item.text));
    return TEXTS.includes(block.kind) ? [linesOf(facts.text, block.span)] : [];
  });
  const tables = blocks
    .filter((block) => block.kind === "table")
    .map((block) => linesOf(facts.text, block.span).map(columnsOf));
  const cells = tables.flatMap((rows) => [...(rows[0] ?? []), ...rows.map((columns) => columns[0] ?? "")]);
  const lines = [...texts.flat(), ...tables.flatMap((rows) => rows.map((columns) => columns.join(" ")))];
  const beforeColon = texts.flat().flatMap((line) => plainLabel(plainText(line))?.label ?? []);
  return {
    labels: new Set([...cells, ...beforeColon].map(normaliseName)),
    starts: texts.flatMap((text) => text.filter((line, i) => i === 0 || /^[*_]/.test(line)).map(normaliseName)),
    lines,
    count: lines.join(" ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
  };
}

/** Whether one of the names is a label in a table or before a colon, or starts a paragraph or a list item. */
export function isNamedIn(words: OwnWords, names: readonly string[]): boolean {
  return isLabelIn(words, names) || words.starts.some((start) => names.some((name) => startsWithWord(start, name)));
}

/** Whether one of the names is a label, or a heading run into its text: "**Authentication.** Session cookies". */
export function isHeadIn(words: OwnWords, names: readonly string[]): boolean {
  const isRunIn = (start: string, name: string): boolean =>
    start.startsWith(name) && /^(?:\.\s|:|\s+[–—-]\s)/.test(start.slice(name.length));
  return isLabelIn(words, names) || words.starts.some((start) => names.some((name) => isRunIn(start, name)));
}

export function isLabelIn(words: OwnWords, names: readonly string[]): boolean {
  return names.some((name) => words.labels.has(name));
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && !/[\p{L}\p{N}-]/u.test(text.charAt(word.length));
}

function columnsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function linesOf(text: string, span: Span): string[] {
  return text
    .slice(span.start, span.end)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^[\s>]+/, "").trimEnd());
}

/** How many words of its own a section needs for each field that it may be saying in them. */
const WORDS_PER_FIELD = 4;

/** Whether a section's own words are enough to say what so many fields ask for: nobody can tell what they leave out. */
export function maySay(words: OwnWords, fields: number): boolean {
  return words.count >= WORDS_PER_FIELD * fields;
}

/**
 * Whether fields are written as one plain list, as the template's short examples are: such a list says in its own words
 * what the fields ask for, and nobody can tell from its labels what it leaves out.
 *
 * @param blocks where the list may stand
 * @param labels the labels beside it, whose values are no such lists
 */
export function isOwnList(
  blocks: readonly BlockFact[],
  labels: readonly FieldFact[],
  fields: readonly AlignedField[],
): boolean {
  if (fields.some((field) => !field.fact.item)) return false;
  const values = labels.flatMap((field) => (field.item ? [] : field.blocks));
  const isOwn = (fact: FieldFact | undefined): boolean => !fact?.strong || !fields.some((field) => field.fact === fact);
  return blocks.some(
    (block) => block.kind === "list" && !values.includes(block) && block.items.some((item) => isOwn(item.field)),
  );
}
