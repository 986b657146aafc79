import type { ChunkFacts, TableBlock } from "../document/facts.ts";
import type { Technology } from "../stack/technology.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { Conventions } from "../template/conventions.ts";
import { hasName } from "../template/matchSections.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { SchemaField } from "../template/schema.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import type { Named } from "./entities.ts";
import { bareName, serviceTechnology } from "./serviceNames.ts";
import { headOf, rowsOf } from "./tables.ts";

/** An entry of the document's integrations. */
export interface Integration extends Named {
  readonly chunk: number;
  /** The section that is the entry; for a row of a table, the section whose chunk holds the table. */
  readonly section: AlignedSection;
  readonly source: "entry" | "row";
  readonly technology: Technology | undefined;
  readonly values: readonly FieldValue[];
}

type Read = Omit<Integration, "chunk" | "section">;

const LIST = "integrations";
const ENTRY = "integration";

/** The integrations of a document, in its order. */
export function readIntegrations(readings: Readings): Integration[] {
  return readings
    .gather(INTEGRATIONS)
    .flatMap(({ section, chunk, values }) => values.map((one): Integration => ({ ...one, chunk, section })));
}

const INTEGRATIONS: SectionReader<Read> = {
  isAbout: ({ schema, notApplicable, untouched }) =>
    (schema?.role === LIST || schema?.role === ENTRY) && !notApplicable && !untouched,
  read: (facts, section, { conventions }) =>
    section.schema?.role === ENTRY ? [entryIn(facts, section, conventions)] : rowsIn(facts, section),
};

function entryIn(facts: ChunkFacts, section: AlignedSection, conventions: Conventions): Read {
  return {
    name: facts.text.slice(section.name.start, section.name.end),
    span: section.name,
    source: "entry",
    technology: serviceTechnology(section.title),
    values: valuesOf(section, facts, conventions),
  };
}

/** The rows of tables whose columns are fields of an entry. */
function rowsIn(facts: ChunkFacts, section: AlignedSection): Read[] {
  const fields = section.schema?.children.find((child) => child.role === ENTRY)?.fields ?? [];
  return facts.blocks.flatMap((block) => (block.kind === "table" ? rowsOfTable(facts, block, fields) : []));
}

function rowsOfTable(facts: ChunkFacts, table: TableBlock, fields: readonly SchemaField[]): Read[] {
  const columns = headOf(facts.text, table).map((title) => fields.find((field) => hasName(field, title)));
  if (columns.filter(Boolean).length < 2 || columns[0]) return [];
  const head = table.rows[0] ?? [];
  return rowsOf(table).flatMap(({ cells }): Read[] => {
    const span = cells[0] && bareName(facts, cells[0]);
    if (!span) return [];
    const values = cells.flatMap((cell, i): FieldValue[] => {
      const schema = columns[i];
      const name = head[i];
      return schema && name ? [{ schema, name, span: cell, text: facts.text.slice(cell.start, cell.end) }] : [];
    });
    const name = facts.text.slice(span.start, span.end);
    return [{ name, span, source: "row", technology: serviceTechnology(name), values }];
  });
}
