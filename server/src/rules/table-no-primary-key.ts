import type { Entity } from "../system/entities.ts";
import { isPrimary } from "../system/entityFields.ts";
import { insertKey, keyOfTemplate } from "./keyField.ts";
import { defineRule, type Found, factsOf, type RuleContext } from "./rule.ts";
import {
  bareTableName,
  isRelational,
  isUnfilled,
  schemaStatements,
  textOfTable,
  writtenTables,
} from "./schemaParts.ts";

interface Data {
  readonly name: string;
}

/** A relational table lists its fields, and none of them is its primary key. */
export const tableNoPrimaryKey = defineRule<Data>({
  id: "table-no-primary-key",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const tables = writtenTables(context).filter((table) => lacksKey(table, context));
    if (tables.length === 0 || !isRelational(context) || saysKeyForAll(context)) return;
    for (const { chunk, span, name } of tables) yield { chunk, span, data: { name } };
  },
  message: ({ name }) => `Table "${name}" has no primary key.`,
  fixes({ chunk, span }, context) {
    const key = keyOfTemplate(context);
    const table = writtenTables(context).find((one) => {
      const origin = context.document.chunks[one.chunk]?.start;
      return origin === chunk.start && origin + one.span.start === span.start;
    });
    const edit = table && key && insertKey(context, table, key);
    return edit && key ? [{ title: `Insert "${key.name}" as the primary key`, kind: "safe", edits: [edit] }] : [];
  },
});

/** What says without the word that several fields are the key. */
const COMPOSITE = /\bcomposite\b|\bunique together\b|\btogether unique\b|\bidentified by\b/iu;

function lacksKey(table: Entity, context: RuleContext): boolean {
  // Of a list that was not read in full, the rest may hold the key.
  if (table.graph || !table.complete || table.fields.length === 0) return false;
  if (table.fields.some((field) => field.primary || isKeyName(field.name, table.name))) return false;
  const text = textOfTable(table, context);
  if (table.indexes.some((index) => index.primary) || isPrimary(text) || COMPOSITE.test(text)) return false;
  return !isUnfilled(table, context, factsOf(context, table.section));
}

/** Whether everybody takes a field for the key, said or not: `id`, and `order_id` in the table of orders. */
function isKeyName(field: string, table: string): boolean {
  const name = bareTableName(field);
  const stem = bareTableName(table).replace(/(?:ies|es|s|y)$/u, "");
  return (
    /^(?:id|uuid|guid|pk)$/u.test(name) ||
    (name.startsWith(stem) && /^(?:ies|es|s|y)?id$/u.test(name.slice(stem.length)))
  );
}

const ALL =
  /\b(?:all|every|each|any|always|unless|otherwise|everywhere|implicit|implied|by default|omitted|left out|not (?:listed|shown|repeated|given))\b/iu;
const KEY = /\b(?:primary|PK|ids?|uuids?|identifiers?)\b/iu;

/** Whether the schema says for all tables what their keys are. */
function saysKeyForAll(context: RuleContext): boolean {
  return schemaStatements(context).some((text) => ALL.test(text) && KEY.test(text));
}
