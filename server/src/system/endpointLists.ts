import type { ChunkFacts, FieldFact, TableBlock } from "../document/facts.ts";
import { contains, type Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { isExampleLabel } from "../template/conventions.ts";
import { entryFences, fencedEntry } from "../template/fencedEntries.ts";
import { hasName, namesField } from "../template/matchSections.ts";
import type { Schema, SchemaSection } from "../template/schema.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import type { FieldValue } from "../template/values.ts";
import { entryEndpoints } from "./endpointEntries.ts";
import { type EndpointName, endpointNamesIn, methodOf, pathAtStart } from "./endpointNames.ts";
import { endpointOf, fieldValue, statusOf, statusValues } from "./endpointParts.ts";
import type { EndpointReading } from "./endpoints.ts";
import { headOf, type Row, rowsOf } from "./tables.ts";

/** The endpoints that a text about the interface describes without headings: at labels, in fences, and in tables. */
export function listedEndpoints(
  section: AlignedSection,
  kind: SchemaSection,
  facts: ChunkFacts,
  schema: Schema,
): EndpointReading[] {
  const leftovers = leftoverExamples(facts, schema);
  const labels = facts.fields.filter((field) => !isExampleLabel(field.label, schema.conventions));
  const rows = facts.blocks.flatMap((block) => (block.kind === "table" ? tableEndpoints(kind, facts, block) : []));
  // Fences in a section of the template's are sections by themselves.
  const fences = section.schema ? [] : entryFences(facts, kind);
  const fenced = fences.flatMap((fence) =>
    entryEndpoints(fencedEntry(facts, kind, section, section.chunk, fence), kind, facts, schema),
  );
  const own = fenced.map((one): EndpointReading => ({ ...one, source: "label" }));
  return [...labelEndpoints(kind, facts, labels), ...own, ...rows].filter(
    ({ span }) => !leftovers.some((one) => contains(one, span)),
  );
}

/** Labels such as `**POST /x**`, with the labels below each up to the next of them. */
function labelEndpoints(kind: SchemaSection, facts: ChunkFacts, labels: readonly FieldFact[]): EndpointReading[] {
  const { text } = facts;
  const heads = labels.flatMap((fact, i) => {
    const [name] = endpointNamesIn(text.slice(fact.name.start, fact.name.end));
    return name && name.span.start === 0 ? [{ fact, i }] : [];
  });
  return heads.flatMap(({ fact, i }, at) => {
    const next = heads[at + 1];
    // Below an item its own list describes it; below a label on a line of its own, whatever follows.
    const following = fact.item ? [] : labels.slice(i + 1, next?.i ?? labels.length).filter((one) => !one.item);
    const below = [...fact.fields, ...following];
    const values = below.flatMap((one): FieldValue[] => {
      const schema = kind.fields.find((field) => namesField(field, one));
      return schema && statusOf(one.label) === undefined ? [fieldValue(one, schema, facts)] : [];
    });
    const all = [...values, ...statusValues(kind, below, facts)];
    const extent = { start: fact.span.start, end: Math.max(fact.span.end, ...below.map((one) => one.span.end)) };
    const source = all.length > 0 ? "label" : "list";
    return endpointNamesIn(text.slice(fact.name.start, fact.name.end)).flatMap((name) =>
      endpointOf(kind, name, fact.name.start, source, "", extent, all),
    );
  });
}

/** The rows of a table that describes endpoints: it has a column for something that an entry says. */
function tableEndpoints(kind: SchemaSection, facts: ChunkFacts, table: TableBlock): EndpointReading[] {
  const columns = headOf(facts.text, table).map((head) => kind.fields.find((field) => hasName(field, head)));
  if (!columns.some((field) => field !== undefined)) return [];
  return rowsOf(table).flatMap((row) => {
    const values = row.cells.flatMap((span, i): FieldValue[] => {
      const schema = columns[i];
      const name = table.rows[0]?.[i];
      return schema && name ? [{ schema, name, span, text: facts.text.slice(span.start, span.end) }] : [];
    });
    return rowNames(facts.text, row).flatMap(({ name, origin }) =>
      endpointOf(kind, name, origin, "table", "", row.span, values),
    );
  });
}

/** The endpoints that a row is about: in one cell, or as a method in one and a path in the next. */
export function rowNames(text: string, { cells }: Row): { readonly name: EndpointName; readonly origin: number }[] {
  for (const [i, cell] of cells.entries()) {
    const source = text.slice(cell.start, cell.end);
    const names = endpointNamesIn(source);
    if (names.length > 0 && /^[`*_\s]*$/.test(source.slice(0, names[0]?.span.start))) {
      return names.map((name) => ({ name, origin: cell.start }));
    }
    const method = methodOf(source);
    const next = cells[i + 1];
    if (method === undefined || !next) continue;
    const path = pathAtStart(text.slice(next.start, next.end));
    if (!path) continue;
    const name = acrossCells(text, method, cell, next, path);
    return [{ name, origin: cell.start }];
  }
  return [];
}

function acrossCells(
  text: string,
  method: string,
  cell: Span,
  next: Span,
  { path, query, pathSpan }: Pick<EndpointName, "path" | "query" | "pathSpan">,
): EndpointName {
  const gap = next.start - cell.start;
  const source = text.slice(cell.start, cell.end);
  const lead = /^[`*_]*/.exec(source)?.[0].length ?? 0;
  const trail = /[`*_]*$/.exec(source)?.[0].length ?? 0;
  const shifted = { start: pathSpan.start + gap, end: pathSpan.end + gap };
  return {
    method,
    path,
    query,
    span: { start: lead, end: shifted.end },
    methodSpan: { start: lead, end: source.length - trail },
    pathSpan: shifted,
  };
}
