import type { ChunkFacts, CodeBlock } from "../document/facts.ts";
import { endOfLine } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { contains, type Span } from "../document/positions.ts";
import type { EntityField, Named } from "./entities.ts";

/*
 * The values that a field may have, as schemas and authors list them: ENUM('user', 'admin'), "one of guest, staff",
 * 'user' | 'admin', CHECK (role IN ('user', 'admin')), the name of an enum that stands in code. Read only where the list
 * is plainly a whole one.
 */

/** A name in quotes or back-ticks. */
const QUOTED = /(?<![\p{L}\p{N}])["'`‘“](?<name>[\p{L}][\p{L}\p{N} _.-]{0,40})["'`’”]/gu;
/** What may stand between two values of one list; a bar has a back-slash in a table. */
const BETWEEN = /^\s*[\\,|/]{0,2}\s*(?:(?:or|and)\s+)?$/iu;
/** What a list without quotes stands behind. */
const LEAD =
  /\b(?:enum|one of|either|values?|allowed|select|choices?|options?)\b(?:\s+(?:values?|options?|of))?\s*[:=]?\s*[([{]?\s*/iu;
const BARE = "[\\p{L}][\\p{L}\\p{N}_]*(?:-[\\p{L}\\p{N}_]+)*";
const JOINT = "(?:\\s{0,3}[\\\\,/|]{1,2}\\s{0,3}(?:(?:or|and)\\s{1,3})?|\\s{1,3}(?:or|and)\\s{1,3})";
const BARE_LIST = new RegExp(`^${BARE}(?:${JOINT}${BARE}){1,30}`, "iu");
const IN_BRACKETS = new RegExp(`[([{]\\s{0,3}(?<list>${BARE}(?:${JOINT}${BARE}){1,30})\\s{0,3}[)\\]}]`, "iu");
/** Words of a schema that are no values. */
const NO_VALUES =
  /^(?:null|nullable|not|unique|required|optional|indexed|index|primary|key|pk|fk|default|text|string|varchar|char|uuid|integer|int|boolean|enum|array)$/iu;
/** A list that goes on. */
const OPEN = /\be\.?g\b|\bsuch as\b|\bfor example\b|\betc\b|…|\.{3}/iu;

/**
 * The values that a field lists beside its name, in order; none if it doesn't list them, or not all.
 *
 * @param next the field behind it, which may stand on the same line
 * @returns with spans in the chunk
 */
export function valuesBeside(facts: ChunkFacts, field: EntityField, next: EntityField | undefined): Named[] {
  const places = placesBeside(facts, field, next);
  if (places.some(({ start, end }) => OPEN.test(facts.text.slice(start, end)))) return [];
  for (const { start, end } of places) {
    const values = valuesIn(facts.text.slice(start, end));
    if (values.length > 0) {
      return values.map(({ name, span }) => ({ name, span: { start: start + span.start, end: start + span.end } }));
    }
  }
  return [];
}

/** Where a field is described: the cells behind its name, or the rest of its line. */
function placesBeside({ blocks, text }: ChunkFacts, { span }: EntityField, next: EntityField | undefined): Span[] {
  const row = blocks
    .flatMap((block) => (block.kind === "table" ? block.rows : []))
    .find((cells) => cells.some((cell) => contains(cell, span)));
  if (row) return row.filter((cell) => cell.start >= span.end);
  const end = endOfLine(text, span.end);
  return [{ start: span.end, end: next && next.span.start > span.end ? Math.min(end, next.span.start) : end }];
}

/** The values in a text that lists them. */
function valuesIn(text: string): Named[] {
  const quoted = quotedRun(text);
  if (quoted.length > 1) return quoted;
  const lead = LEAD.exec(text);
  const from = lead ? lead.index + lead[0].length : 0;
  const listed = lead ? BARE_LIST.exec(text.slice(from))?.[0] : undefined;
  if (listed !== undefined) return bareNames(listed, from);
  const inside = IN_BRACKETS.exec(text);
  const list = inside?.groups?.list;
  return inside && list !== undefined ? bareNames(list, inside.index + inside[0].indexOf(list)) : [];
}

/** The first names in quotes that follow each other. */
function quotedRun(text: string): Named[] {
  const all = allMatches(text, QUOTED).map((match) => {
    const start = match.index + 1;
    const name = match.groups?.name ?? "";
    return { name, span: { start, end: start + name.length } };
  });
  const runs: Named[][] = [];
  for (const one of all) {
    const last = runs.at(-1)?.at(-1);
    const between = last ? text.slice(last.span.end + 1, one.span.start - 1) : "";
    if (last && between.trim() !== "" && BETWEEN.test(between)) runs.at(-1)?.push(one);
    else runs.push([one]);
  }
  return runs.find((run) => run.length > 1) ?? [];
}

function bareNames(list: string, from: number): Named[] {
  const names = allMatches(list, new RegExp(BARE, "giu")).filter(({ 0: name }) => !/^(?:or|and)$/iu.test(name));
  if (names.some(({ 0: name }) => NO_VALUES.test(name))) return [];
  return names.map(({ 0: name, index }) => ({
    name,
    span: { start: from + index, end: from + index + name.length },
  }));
}

/** A list of values that code names: `enum Role { … }`, `CREATE TYPE role AS ENUM (…)`, `CHECK (role IN (…))`. */
export interface NamedValues {
  /** The name of the enum, or of the field that is checked, in lower case. */
  readonly name: string;
  readonly values: readonly Named[];
}

const ENUM_BLOCK = /\benum\s+["`]?(?<name>[\p{L}_][\p{L}\p{N}_]*)["`]?\s*\{(?<body>[^{}]{1,2000})\}/giu;
const ENUM_TYPE =
  /\bcreate\s+type\s+["`]?(?:[\p{L}\p{N}_]+\.)?(?<name>[\p{L}_][\p{L}\p{N}_]*)["`]?\s+as\s+enum\s*\((?<body>[^()]{1,2000})\)/giu;
const CHECKED =
  /["`]?(?<name>[\p{L}_][\p{L}\p{N}_]*)["`]?\s*(?:::\s*\w+\s*)?(?:\bin\b\s*|=\s*any\s*\(\s*(?:array\s*)?)[([](?<body>[^()[\]]{1,2000})[)\]]/giu;

/** The lists of values that a chunk's code names. Spans are in the chunk. */
export function valuesNamedInCode(facts: ChunkFacts, blocks: readonly CodeBlock[]): NamedValues[] {
  return blocks.flatMap((block) => {
    const span = codeSpan(block);
    const code = facts.text.slice(span.start, span.end);
    return [ENUM_BLOCK, ENUM_TYPE, CHECKED].flatMap((pattern) =>
      allMatches(code, pattern).flatMap((match): NamedValues[] => {
        const { name = "", body = "" } = match.groups ?? {};
        const from = span.start + match.index + match[0].lastIndexOf(body);
        const values = pattern === ENUM_BLOCK ? membersOf(body, from) : quotedIn(body, from);
        return values.length > 0 ? [{ name: name.toLowerCase(), values }] : [];
      }),
    );
  });
}

function codeSpan({ lines, span }: CodeBlock): Span {
  return { start: lines[0]?.start ?? span.start, end: lines.at(-1)?.end ?? span.end };
}

/** The members of an enum in braces: the first word of each line or part. */
function membersOf(body: string, from: number): Named[] {
  const remarks = body.replace(/\/\/.*|--.*|#.*/gu, (found) => " ".repeat(found.length));
  return allMatches(remarks, /(?:^|[,;\r\n])\s*["'`]?(?<name>[\p{L}_][\p{L}\p{N}_]*)/gu).map(
    ({ 0: whole, index, groups }) => {
      const name = groups?.name ?? "";
      const start = from + index + whole.length - name.length;
      return { name, span: { start, end: start + name.length } };
    },
  );
}

function quotedIn(body: string, from: number): Named[] {
  return allMatches(body, QUOTED).map((match) => {
    const name = match.groups?.name ?? "";
    const start = from + match.index + 1;
    return { name, span: { start, end: start + name.length } };
  });
}
