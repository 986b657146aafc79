import { codeIn } from "../system/code.ts";
import type { Entity } from "../system/entities.ts";
import { type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { escapeRegExp } from "../template/conventions.ts";
import type { SchemaField } from "../template/schema.ts";
import { insertIndexes } from "./indexList.ts";
import { statementsIn } from "./interfaceText.ts";
import { defineRule, type Found, factsOf, type RuleContext } from "./rule.ts";
import {
  isIndexed,
  isUnfilled,
  schemaSections,
  tableKind,
  tablePlaces,
  tablesAround,
  textOfTable,
  writtenTables,
} from "./schemaParts.ts";

interface Data {
  readonly tables: readonly string[];
}

/** Tables don't say which indexes they have. One finding per section. */
export const tableIndexMissing = defineRule<Data>({
  id: "table-index-missing",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const [holder, tables] of silentTables(context)) {
      const data = { tables: tables.map((one) => one.name) };
      yield { chunk: holder.chunk, span: holder.name, data, related: tablePlaces(tables) };
    }
  },
  message: ({ tables }) =>
    tables.length === 1 ? "1 table lists no indexes." : `${tables.length} tables list no indexes.`,
  fixes({ index, span }, context) {
    const field = indexField(context);
    const origin = context.document.chunks[index]?.start ?? 0;
    const held = [...silentTables(context)].find(
      ([holder]) => holder.chunk === index && origin + holder.name.start === span.start,
    );
    const edits = field && held ? held[1].flatMap((table) => insertIndexes(context, table, field)) : [];
    return field && edits.length > 0 ? [{ title: `Insert "${field.label}" where missing`, kind: "safe", edits }] : [];
  },
});

function indexField(context: RuleContext): SchemaField | undefined {
  return tableKind(context)?.fields.find((field) => field.role === "entity.indexes");
}

/** The tables without a word on indexes, by the section that holds them. */
function silentTables(context: RuleContext): Map<AlignedSection, Entity[]> {
  const byHolder = new Map<AlignedSection, Entity[]>();
  const field = indexField(context);
  const silent = field ? writtenTables(context).filter((one) => isSilent(one, field, context)) : [];
  if (silent.length === 0 || !isIndexed(context)) return byHolder;
  const told = toldElsewhere(context);
  for (const table of silent) {
    const holder = tablesAround(table);
    if (holder && !told(table)) byHolder.set(holder, [...(byHolder.get(holder) ?? []), table]);
  }
  return byHolder;
}

const INDEX = /\bind(?:ex(?:es|ed|ing)?|ices)\b/iu;

/** Whether a table lists its fields and nothing else in its entry speaks of an index. */
function isSilent(table: Entity, field: SchemaField, context: RuleContext): boolean {
  if (table.graph || table.fields.length === 0 || table.indexes.length > 0) return false;
  const label = fieldsOf(table.section, factsOf(context, table.section)).find((one) => one.schema === field);
  if (label && (label.fact.inline.end > label.fact.inline.start || label.fact.blocks.length > 0)) return false;
  const text = textOfTable(table, context);
  const rest = label ? text.slice(0, label.fact.span.start) + text.slice(label.fact.span.end) : text;
  return !INDEX.test(rest) && !isUnfilled(table, context, factsOf(context, table.section));
}

/** Tells of a table whether the document speaks of its indexes elsewhere: by its name, or of all tables at once. */
function toldElsewhere(context: RuleContext): (table: Entity) => boolean {
  const { sections } = context.alignment;
  const tables = writtenTables(context);
  const entries = new Set(tables.map((one) => one.section));
  const around = new Set(schemaSections(context).map((section) => section.chunk));
  const texts = sections.flatMap((section) => {
    const facts = factsOf(context, section);
    if (section.shape !== "heading" || section.untouched || !INDEX.test(facts.text)) return [];
    // What one entry says of its indexes may name other tables.
    const said = entries.has(section) ? [] : statementsIn(facts, context.schema);
    const isGeneral = around.has(section.chunk);
    return [...said, ...codeIn(facts).map((block) => block.code)]
      .filter((text) => INDEX.test(text))
      .map((text) => ({ text, isGeneral }));
  });
  const isOfOne = (text: string): boolean => tables.some((one) => holdsName(text, one.name));
  const isForAll = texts.some(({ text, isGeneral }) => isGeneral && !isOfOne(text));
  return ({ name }) => isForAll || texts.some(({ text }) => holdsName(text, name));
}

function holdsName(text: string, name: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escapeRegExp(name)}(?![\\p{L}\\p{N}_])`, "iu").test(text);
}
