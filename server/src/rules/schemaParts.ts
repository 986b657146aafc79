import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import type { Entity } from "../system/entities.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { SchemaSection } from "../template/schema.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { statementsIn } from "./interfaceText.ts";
import { factsOf, type RelatedPlace, type RuleContext } from "./rule.ts";

/*
 * What the rules about tables ask of the schema that a document describes.
 */

/** Databases with tables, whose records have the primary key that their author gives them. */
const RELATIONAL = new Set(
  "awsaurora,azuresql,cockroachdb,cockroachdbcloud,duckdb,googlecloudspanner,h2database,ibmdb2,libsql,mariadb,microsoftaccess,microsoftsqlserver,mysql,neon,oceanbase,oracledatabase,percona,planetscale,postgresql,sqlite,supabase,tidb,timescalecloud,timescaledb,turso,yugabytedb".split(
    ",",
  ),
);
/** Databases that give each record its key, and where somebody has to think of the indexes all the same. */
const INDEXED = new Set("arangodb,awsdocumentdb,couchbase,mongodb,mongodbatlas,ravendb,rethinkdb".split(","));

/** Whether the tables of a document are to have primary keys; yes if it names no database. */
export function isRelational(context: RuleContext): boolean {
  return databasesIn(context).every((id) => RELATIONAL.has(id));
}

/** Whether the tables of a document are to have indexes; yes if it names no database. */
export function isIndexed(context: RuleContext): boolean {
  return databasesIn(context).every((id) => RELATIONAL.has(id) || INDEXED.has(id));
}

/** The databases that the stack chooses, by id; an empty one for what we don't know. */
function databasesIn({ technologies }: RuleContext): string[] {
  return technologies.parts
    .filter((part) => part.area === "stack.database")
    .flatMap((part) => part.uses.filter((use) => use.choice === "product"))
    .map((use) => use.mention.technology.id);
}

/** The tables that a document writes as entries; those in code are defined, and not judged. */
export function writtenTables({ system }: RuleContext): Entity[] {
  return system.entities.filter((one) => one.source === "entry" && !one.section.weak);
}

/** What the template says of an entry for a table. */
export function tableKind({ schema }: RuleContext): SchemaSection | undefined {
  return schema.sections.find((section) => section.role === "entity");
}

/** The section that holds a table with its fellows: the one for tables, else the schema's. */
export function tablesAround({ section }: Entity): AlignedSection | undefined {
  for (let one: AlignedSection | undefined = section; one; one = one.parent) {
    if (one.schema?.role === "entities" || one.schema?.role === "schema") return one;
  }
  return undefined;
}

/** Whether a placeholder is left in a table's entry: what else it lacks is not finished yet. */
export function isUnfilled({ section }: Entity, { definitions, schema }: RuleContext, facts: ChunkFacts): boolean {
  return section.shape === "heading" && openPlaceholders(facts, section, schema, definitions).length > 0;
}

/** Where a table's entry stands in its chunk, without the others there. */
export function extentOf({ section }: Entity, context: RuleContext): Span {
  return section.fence?.span ?? { start: 0, end: factsOf(context, section).text.length };
}

/** The text of a table's entry without comments: what those say of a rule is not said of the table. */
export function textOfTable(table: Entity, context: RuleContext): string {
  const facts = factsOf(context, table.section);
  return withoutComments(facts, extentOf(table, context));
}

function withoutComments(facts: ChunkFacts, { start, end }: Span): string {
  let text = "";
  let at = start;
  for (const { span } of facts.comments) {
    if (span.start < at || span.end > end) continue;
    text += facts.text.slice(at, span.start);
    at = span.end;
  }
  return text + facts.text.slice(at, end);
}

/** Whether a section is the schema's or stands below it. */
function isInSchema(section: AlignedSection): boolean {
  return section.schema?.role === "schema" || (section.parent !== undefined && isInSchema(section.parent));
}

/** The sections of the schema that are neither a table's entry nor about relationships: what they say is about many. */
export function schemaSections(context: RuleContext): AlignedSection[] {
  const entries = new Set(
    writtenTables(context)
      .filter((one) => one.section.shape === "heading")
      .map((one) => one.section),
  );
  return context.alignment.sections.filter(
    (section) =>
      section.shape === "heading" && isInSchema(section) && !entries.has(section) && !isAboutRelationships(section),
  );
}

function isAboutRelationships(section: AlignedSection): boolean {
  return (
    section.schema?.role === "relationships" || (section.parent !== undefined && isAboutRelationships(section.parent))
  );
}

/** What the schema says of its tables outside of their entries, sentence by sentence. */
export function schemaStatements(context: RuleContext): string[] {
  return schemaSections(context).flatMap((section) => statementsIn(factsOf(context, section), context.schema));
}

/** Places of tables, each with its name. */
export function tablePlaces(tables: readonly Entity[]): RelatedPlace[] {
  return tables.map(({ chunk, span, name }) => ({ chunk, span, message: name }));
}

/** A name as two that differ in case and separators only compare: `OrderItem` is `order_item`. */
export function bareTableName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
