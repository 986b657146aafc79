import type { ChunkFacts } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import { codeIn } from "./code.ts";
import type { Named } from "./entities.ts";

/** Where a chunk names something that may be part of the system. Spans are UTF-16 offsets in the chunk. */
export interface NamesInText {
  /** What stands in back-ticks, without them; of `users.email` and `users(email)` also its parts. */
  readonly quoted: readonly QuotedName[];
  /** Words in code that speaks of tables and fields, such as SQL and graph queries. */
  readonly queried: readonly Named[];
  /** The keys in JSON. */
  readonly keys: readonly Named[];
  /** A word with a number behind it, such as "Deviation 2": the span is the number's. */
  readonly numbered: readonly NumberedName[];
}

export interface QuotedName extends Named {
  /** What stands before it in the same back-ticks: the `users` of `users.email`. */
  readonly owner: Named | undefined;
}

export interface NumberedName extends Named {
  readonly number: number;
}

/** The names in the text of each chunk, by the chunk's index. */
export function readNames(readings: Readings): NamesInText[] {
  const found: NamesInText[] = readings.document.chunks.map(() => NOTHING);
  for (const { chunk, values } of readings.gather(NAMES)) found[chunk] = values[0] ?? NOTHING;
  return found;
}

const NAMES: SectionReader<NamesInText> = {
  isAbout: (section) => section.shape === "heading",
  read: (facts) => [namesIn(facts)],
};

const NOTHING: NamesInText = { quoted: [], queried: [], keys: [], numbered: [] };

/** A name, and perhaps one of its fields behind a dot or in parentheses. */
const QUOTED = /^(?<owner>\p{L}[\p{L}\p{N}_]{0,80})(?:(?:\.|\()(?<field>\p{L}[\p{L}\p{N}_]{0,80})\)?)?$/u;
const WORD = /(?<![\p{L}\p{N}_$])\p{L}[\p{L}\p{N}_]{0,80}(?![\p{L}\p{N}_])/gu;
const KEY = /"([\p{L}_][\p{L}\p{N}_-]{0,80})"(?=\s{0,4}:)/gu;
const NUMBERED = /(?<![\p{L}\p{N}])(\p{Lu}\p{L}{2,40})[ \u00a0](\d{1,3})(?![\p{L}\p{N}]|\.\d)/gu;
const QUERIES = new Set(["sql", "psql", "postgresql", "postgres", "plpgsql", "cypher", "prisma", "mermaid", "dbml"]);
const JSON_LANGUAGES = new Set(["json", "jsonc", "json5"]);

function namesIn(facts: ChunkFacts): NamesInText {
  const code = codeIn(facts);
  const words = (of: ReadonlySet<string>, pattern: RegExp): Named[] =>
    code
      .filter(({ language }) => of.has(language))
      .flatMap(({ lines }) => lines.flatMap((line) => matchesIn(facts.text, line, pattern)));
  return {
    quoted: facts.codeSpans.flatMap((span) => quotedIn(facts.text, span)),
    queried: words(QUERIES, WORD),
    keys: words(JSON_LANGUAGES, KEY),
    numbered: allMatches(facts.text, NUMBERED).map(({ 0: whole, 1: name = "", 2: number = "", index }) => {
      const end = index + whole.length;
      return { name, number: Number(number), span: { start: end - number.length, end } };
    }),
  };
}

function matchesIn(text: string, { start, end }: Span, pattern: RegExp): Named[] {
  return allMatches(text.slice(start, end), pattern).map((match) => {
    const name = match[1] ?? match[0];
    const at = start + match.index + match[0].indexOf(name);
    return { name, span: { start: at, end: at + name.length } };
  });
}

function quotedIn(text: string, span: Span): QuotedName[] {
  const source = text.slice(span.start, span.end);
  const bare = source.replaceAll("`", "").trim();
  const { owner: ownerName = "", field } = QUOTED.exec(bare)?.groups ?? {};
  if (ownerName === "") return [];
  const at = span.start + source.indexOf(bare);
  const owner = { name: ownerName, span: { start: at, end: at + ownerName.length } };
  if (field === undefined) return [{ ...owner, owner: undefined }];
  const start = at + ownerName.length + 1;
  return [
    { ...owner, owner: undefined },
    { name: field, span: { start, end: start + field.length }, owner },
  ];
}
