import type { ChunkFacts } from "../document/facts.ts";
import { endOfLine, linesOf, startOfLine } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import type { Entity, Named } from "../system/entities.ts";
import { fieldsInText } from "../system/entityFields.ts";
import { escapeRegExp } from "../template/conventions.ts";
import { closestName } from "./closest.ts";
import { defineRule, type Found, factsOf, type RuleContext, sliceOf } from "./rule.ts";
import { bareTableName, extentOf, schemaStatements, tableKind, writtenTables } from "./schemaParts.ts";

interface Data {
  readonly name: string;
  readonly closest: string | undefined;
}

/** An index of a table is on a field that the table doesn't have. */
export const indexUnknownField = defineRule<Data>({
  id: "index-unknown-field",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const table of writtenTables(context)) {
      // Of a list that was not read in full, the rest may hold the field.
      if (!table.complete) continue;
      const fields = table.fields.map((field) => field.name);
      for (const name of table.indexes.flatMap((index) => index.fields)) {
        if (fields.some((field) => field.toLowerCase() === name.name.toLowerCase())) continue;
        const closest = closestName(name.name, fields);
        if (!isMeantAsField(name, closest, table, context) || isDefined(name, closest, table, context)) continue;
        yield { chunk: table.chunk, span: name.span, data: { name: name.name, closest } };
      }
    }
  },
  message: ({ name, closest }) =>
    `Index on "${name}": no such field${closest === undefined ? "." : `; did you mean "${closest}"?`}`,
  fixes: ({ span, data: { name, closest } }) =>
    closest === undefined
      ? []
      : [{ title: `Write "${closest}" in place of "${name}"`, kind: "choice", edits: [{ span, text: closest }] }],
});

/** What stands in a list of indexes and is no field: kinds of indexes, types, and words of their definitions. */
const NO_FIELD =
  /^(?:.|btree|b_tree|hash|gin|gist|spgist|sp_gist|brin|bloom|hnsw|ivfflat|rum|rtree|r_tree|trgm|pg_trgm|trigram|citext|tsvector|tsquery|jsonb|json|text|uuid|fulltext|full_text|spatial|vector|partial|clustered|covering|geo|2dsphere|ttl|where|asc|desc|null|nulls|not|true|false|now|rowid|ctid|_id|include|on|using|exclude|concurrently|.*_ops|constraint|foreign|automatic|default)$/iu;
/** What makes the rest of a line a condition, whose names may be values. */
const CONDITION =
  /\b(?:where|when|if|only|while|until|unless|using|references?|refers?|foreign key|fk|enum|constraint|named|called|instead of|not)\b|[=<>≠≤≥→]/iu;

/**
 * Whether a name in a list of indexes is meant as a field: it stands in code, looks like a name of a program, or is
 * nearly a field. Other words may say what kind of index it is, or that there is none.
 */
function isMeantAsField(
  { name, span }: Named,
  closest: string | undefined,
  table: Entity,
  context: RuleContext,
): boolean {
  if (NO_FIELD.test(name)) return false;
  const { text } = factsOf(context, table.section);
  const before = text.slice(startOfLine(text, span.start), span.start);
  const behind = text.slice(span.end, endOfLine(text, span.end));
  if (CONDITION.test(before) || /^(?:\(|`?\s*(?:=|<(?!!)|>|::))/.test(behind)) return false;
  // The index's own name starts with that of its table; so does a value such as `ACTIVE` with a capital.
  if (name.toLowerCase().startsWith(`${table.name.toLowerCase()}_`)) return false;
  if (name === name.toUpperCase() && !table.fields.some((field) => field.name === field.name.toUpperCase()))
    return false;
  if (closest !== undefined) return true;
  return isInCode(factsOf(context, table.section), span.start) || isIdentifier(name);
}

/** Whether a name is written as programs write names of several words. */
function isIdentifier(name: string): boolean {
  return /[\p{L}\p{N}]_[\p{L}\p{N}]|\p{Ll}\p{Lu}/u.test(name);
}

function isInCode({ codeSpans }: ChunkFacts, at: number): boolean {
  return codeSpans.some((span) => span.start < at && at < span.end);
}

/** Whether something else says what a name is: another table, the table's own text, or the schema for all tables. */
function isDefined({ name, span }: Named, closest: string | undefined, table: Entity, context: RuleContext): boolean {
  const tables = context.system.entities;
  if (tables.some((one) => bareTableName(one.name) === bareTableName(name))) return true;
  // What every table of the template has, authors leave out.
  if (closest === undefined && impliedFields(context).includes(name)) return true;
  // Nodes with two labels have the properties of both.
  if (table.graph && tables.some((one) => one !== table && one.fields.some((field) => field.name === name)))
    return true;
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escapeRegExp(name)}(?![\\p{L}\\p{N}_])`, "iu");
  if (schemaStatements(context).some((text) => word.test(text))) return true;
  // A part of a nested value is listed with that.
  if (table.fields.some((field) => NESTED.test(field.text) && word.test(field.text))) return true;
  return isToldBeside(table, span, word, context);
}

const NESTED = /json|object|\bmap\b|array|record|document|hstore|struct|composite|embedded|[{[]/iu;

/** The fields that the template's own table has, such as `id`. */
function impliedFields(context: RuleContext): string[] {
  const source = tableKind(context)?.fields.find((field) => field.role === "entity.fields")?.source ?? "";
  return linesOf(source).flatMap((line) => fieldsInText(line, 0).map((field) => field.name));
}

/** Whether a table's entry tells before or behind its indexes of a field of a name: in code, or as programs write it. */
function isToldBeside(table: Entity, { start, end }: Span, word: RegExp, context: RuleContext): boolean {
  const facts = factsOf(context, table.section);
  const { text } = facts;
  const extent = extentOf(table, context);
  const spans = [{ start, end }, ...table.indexes.flatMap((index) => index.fields.map((field) => field.span))];
  const indexes = {
    start: startOfLine(text, Math.min(...spans.map((span) => span.start))),
    end: endOfLine(text, Math.max(...spans.map((span) => span.end))),
  };
  const name = text.slice(start, end);
  const parts = isIdentifier(name)
    ? [
        { start: extent.start, end: indexes.start },
        { start: indexes.end, end: extent.end },
      ]
    : facts.codeSpans.filter((span) => contains(extent, span) && !contains(indexes, span));
  return parts.some((span) => word.test(sliceOf(facts, span)));
}
