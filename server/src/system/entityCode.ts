import type { ChunkFacts, CodeBlock } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { codeIn } from "./code.ts";
import type { EntityFacts, EntityField } from "./entities.ts";
import { isPrimary } from "./entityFields.ts";

/*
 * Tables that are defined in code: SQL, Prisma and entity relationship diagrams. They count as defined and are not
 * judged, so that what can't be read of them is left out.
 */

const NAME = "[\\p{L}_][\\p{L}\\p{N}_]{0,80}";
const SQL = new Set(["sql", "psql", "postgresql", "postgres", "mysql", "sqlite", "ddl"]);
const CREATE = new RegExp(
  `^\\s*CREATE\\s+(?:TEMP(?:ORARY)?\\s+|UNLOGGED\\s+)?(?:TABLE|VIEW|MATERIALIZED\\s+VIEW)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:["\`]?(?<schema>${NAME})["\`]?\\.)?["\`]?(?<name>${NAME})`,
  "diu",
);
const COLUMN = new RegExp(`^\\s*["\`]?(?<name>${NAME})["\`]?\\s+(?<type>\\w+(?:\\s?\\([^()]*\\))?(?:\\[\\])?)`, "du");
const NO_COLUMN =
  /^\s*(?:PRIMARY|FOREIGN|UNIQUE|CONSTRAINT|CHECK|EXCLUDE|KEY|INDEX|LIKE|PARTITION|FOR|CREATE|ALTER|INSERT|SELECT|WITH|--|\))/i;
const MODEL = new RegExp(`^\\s*model\\s+(?<name>${NAME})\\s*\\{`, "du");
const BOX = new RegExp(`^\\s*(?<name>${NAME})\\s*(?:\\[[^\\]]*\\]\\s*)?\\{\\s*$`, "du");
const PRISMA_FIELD = new RegExp(`^\\s*(?<name>${NAME})\\s+(?<type>\\w+(?:\\[\\])?\\??)`, "du");
const BOX_FIELD = new RegExp(`^\\s*(?<type>[\\w()\\[\\],-]+)\\s+(?<name>${NAME})`, "du");

/** How one kind of code writes its tables. */
interface Notation {
  readonly head: RegExp;
  readonly field: RegExp;
  readonly isOther: RegExp;
  readonly end: RegExp;
}

const NOTATIONS: Readonly<Record<"sql" | "prisma" | "diagram", Notation>> = {
  sql: { head: CREATE, field: COLUMN, isOther: NO_COLUMN, end: /^\s*\)|;\s*$/ },
  prisma: { head: MODEL, field: PRISMA_FIELD, isOther: /^\s*(?:@@|\/\/)/, end: /^\s*\}/ },
  diagram: { head: BOX, field: BOX_FIELD, isOther: /^\s*%%/, end: /^\s*\}/ },
};

/** The tables that the code of a chunk defines. */
export function codeEntities(facts: ChunkFacts): EntityFacts[] {
  return codeIn(facts).flatMap((block) => {
    const notation = notationOf(block);
    return notation ? tablesIn(block, notation, facts.text) : [];
  });
}

/** Whether a chunk has code of a graph database. */
export function hasGraphCode(facts: ChunkFacts): boolean {
  return facts.blocks.some(
    (block) => block.kind === "code" && (block.language === "cypher" || block.language === "gremlin"),
  );
}

function notationOf({ language, code }: CodeBlock): Notation | undefined {
  if (SQL.has(language)) return NOTATIONS.sql;
  if (language === "prisma") return NOTATIONS.prisma;
  return language === "mermaid" && /^\s*erDiagram\b/.test(code) ? NOTATIONS.diagram : undefined;
}

function tablesIn({ lines }: CodeBlock, notation: Notation, text: string): EntityFacts[] {
  const tables: EntityFacts[] = [];
  let fields: EntityField[] | undefined;
  for (const line of lines) {
    const source = text.slice(line.start, line.end);
    const head = notation.head.exec(source);
    if (head?.groups?.name !== undefined) {
      const { name, schema = "" } = head.groups;
      const start = line.start + (head.indices?.groups?.name?.[0] ?? 0);
      fields = [];
      tables.push({
        name,
        span: { start, end: start + name.length },
        source: "code",
        graph: false,
        qualifier: schema.toLowerCase(),
        fields,
        complete: false,
        indexes: [],
      });
    } else if (fields && notation.end.test(source) && !notation.field.test(source.replace(/\).*$/, "")))
      fields = undefined;
    else if (fields && !notation.isOther.test(source)) {
      const field = fieldIn(source, line, notation);
      if (field) fields.push(field);
    }
  }
  return tables;
}

function fieldIn(source: string, line: Span, { field }: Notation): EntityField | undefined {
  const match = field.exec(source);
  const { name, type = "" } = match?.groups ?? {};
  if (!match || name === undefined) return undefined;
  const start = line.start + (match.indices?.groups?.name?.[0] ?? 0);
  const text = source.trim();
  return {
    name,
    span: { start, end: start + name.length },
    type,
    text,
    primary: isPrimary(text) || /@id\b/.test(text),
    unique: /\bunique\b|\bUK\b/iu.test(text),
    references: undefined,
  };
}
