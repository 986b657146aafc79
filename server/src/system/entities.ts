import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { type AlignedSection, isInapplicable } from "../template/alignment.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { codeEntities, hasGraphCode } from "./entityCode.ts";
import { entryEntity, plainEntity } from "./entityEntries.ts";

/** A name as it stands in a chunk, without markup. Spans are UTF-16 offsets in the chunk. */
export interface Named {
  readonly name: string;
  readonly span: Span;
}

/** One field of an entity: a column of a table, a property of a node. */
export interface EntityField extends Named {
  /** The type as written, such as `VARCHAR(255)`; empty if none is given. */
  readonly type: string;
  /** The whole line or row that describes it. */
  readonly text: string;
  readonly primary: boolean;
  readonly unique: boolean;
  /** The table, and perhaps the field, that it says it refers to. */
  readonly references: { readonly entity: Named; readonly field: Named | undefined } | undefined;
}

/** One index of an entity with the fields that it is on. */
export interface EntityIndex {
  readonly primary: boolean;
  /** Names that are certainly meant as fields, whether there are such fields or not. */
  readonly fields: readonly Named[];
}

/** A table, collection or node as a document defines it. */
export interface Entity extends Named {
  readonly chunk: number;
  /** The section that is its entry; for tables defined in code, the section whose chunk holds the code. */
  readonly section: AlignedSection;
  /** Written as an entry (a heading or the template's fenced form), or in code such as SQL or a diagram. */
  readonly source: "entry" | "code";
  /** A node of a graph, which has no primary key and no index to ask for. */
  readonly graph: boolean;
  /** What tells it from another of the same name, such as its schema or a remark; empty if nothing does. */
  readonly qualifier: string;
  readonly fields: readonly EntityField[];
  /** Whether all fields are listed, so that a name that isn't among them is none of its. */
  readonly complete: boolean;
  readonly indexes: readonly EntityIndex[];
}

/** What is read from one section: it knows no chunk and no section, so that it stays valid when those move. */
export type EntityFacts = Omit<Entity, "chunk" | "section">;

/** The tables, collections and nodes of a document, in its order. */
export function readEntities(readings: Readings): Entity[] {
  const found = readings
    .gather(ENTITIES)
    .flatMap(({ section, chunk, values }) => values.map((one): Entity => ({ ...one, chunk, section })));
  // Queries of a graph among the tables say what the tables are, whatever their headings call them.
  const areNodes = found.every((one) => one.source === "entry") && readings.gather(GRAPH_CODE).length > 0;
  const entities = areNodes ? found.map((one) => ({ ...one, graph: true })) : found;
  return entities.sort((a, b) => a.chunk - b.chunk || a.span.start - b.span.start);
}

function mayHoldEntities(section: AlignedSection): boolean {
  return !section.untouched && !isInapplicable(section) && isAboutSchema(section);
}

const ENTITIES: SectionReader<EntityFacts> = { isAbout: mayHoldEntities, read: entitiesIn };

const GRAPH_CODE: SectionReader<true> = {
  isAbout: mayHoldEntities,
  read: (facts) => (hasGraphCode(facts) ? [true] : []),
};

function entitiesIn(facts: ChunkFacts, section: AlignedSection, schema: Schema): EntityFacts[] {
  const kind = schema.sections.find((one) => one.role === "entity");
  if (!kind) return [];
  const entry =
    section.schema === kind
      ? entryEntity(section, kind, facts, schema.conventions)
      : section.schema === undefined && section.shape === "heading"
        ? plainEntity(section, kind, facts)
        : undefined;
  const code = section.shape === "heading" ? codeEntities(facts) : [];
  return [...(entry ? [entry] : []), ...code];
}

/** Whether a section is the schema's, or below it. */
function isAboutSchema(section: AlignedSection): boolean {
  for (let one: AlignedSection | undefined = section; one; one = one.parent) {
    if (one.schema) return ABOUT.has(one.schema.role) || (one.parent?.schema?.role === "schema" && one !== section);
  }
  return false;
}

const ABOUT = new Set(["schema", "entities", "entity", "relationships"]);
