import { listMarker } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { fieldsIn } from "../template/unfilled.ts";
import type { Analysis } from "./analysis.ts";
import type { Place } from "./completionPlace.ts";
import { endpointKey } from "./navigation/occurrences.ts";

/** A name that the document has somewhere, and that fits at the cursor. */
export interface KnownName {
  readonly name: string;
  /** Where it comes from, in a few words. */
  readonly detail: string;
}

/** Names that fit at the cursor, and what they replace. */
export interface KnownNames {
  /** In the chunk; it ends at the cursor. */
  readonly span: Span;
  readonly names: readonly KnownName[];
}

/** What is typed of a name. */
const TYPED = /[\p{L}\p{N}_]*$/u;
const TYPED_PATH = /(?:[A-Z]{2,9} ?)?(?:\/[^\s`]*)?$/;

/** Types that relational databases have, the likeliest first. */
const COMMON_TYPES = [
  "UUID",
  "TEXT",
  "VARCHAR(255)",
  "INTEGER",
  "BIGINT",
  "NUMERIC(10,2)",
  "BOOLEAN",
  "DATE",
  "TIMESTAMPTZ",
  "JSONB",
];

/**
 * The names of the document's own parts that fit at a place: tables in relationships, fields in indexes, types of fields,
 * endpoints where an integration is used, environments where secrets are kept, variables that aren't listed yet.
 */
export function knownNames(analysis: Analysis, place: Place, section: AlignedSection): KnownNames | undefined {
  const { system } = analysis.context;
  const role = section.schema?.role;
  if (role === "relationships") {
    return offer(place, TYPED, named(system.entities, "Table of this document"));
  }
  const label = labelAround(place, section);
  if (role === "entity" && label === "entity.indexes") {
    const own = system.entities.find((one) => one.chunk === place.index && one.section.chunk === section.chunk);
    return own && offer(place, TYPED, named(own.fields, `Field of ${own.name}`));
  }
  if (role === "entity" && label === "entity.fields") return types(analysis, place);
  if (role === "integration" && label === "integration.points") {
    const endpoints = new Map(system.endpoints.map((one) => [endpointKey(one), `${one.method} ${one.path}`]));
    return offer(
      place,
      TYPED_PATH,
      [...endpoints.values()].map((name) => ({ name, detail: "Endpoint of this document" })),
    );
  }
  if (role !== "secrets") return undefined;
  if (label === "secrets.required") {
    const declared = new Set(system.variables.filter((one) => one.declared).map((one) => one.name));
    const used = system.variables.filter((one) => one.secret && !declared.has(one.name));
    return offer(place, TYPED, named(used, "Used in this document and not listed yet"));
  }
  if (label !== "secrets.handling") return undefined;
  return offer(place, TYPED, named(system.environments, "Environment of this document"));
}

/** Types for a field whose name stands before the cursor: those of the other fields first. */
function types({ context: { system } }: Analysis, place: Place): KnownNames | undefined {
  const item = itemText(place.head);
  if (item === undefined || !FIELD_NAME.test(item) || place.tail.trim() !== "") return undefined;
  const counts = new Map<string, number>();
  for (const { type } of system.entities.flatMap((entity) => entity.fields))
    if (type !== "") counts.set(type, (counts.get(type) ?? 0) + 1);
  const used = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => ({ name, detail: "Type of another field" }));
  const isGraph = system.entities.some((entity) => entity.graph);
  const common = isGraph
    ? []
    : COMMON_TYPES.filter((name) => !counts.has(name)).map((name) => ({ name, detail: "Type" }));
  return fitting(place, TYPED, [...used, ...common]);
}

/** The name of a field with its colon, and what is typed of its type. */
const FIELD_NAME = /^[`*]{0,3}[\p{L}_][\p{L}\p{N}_]*[`*]{0,3}:[`*]{0,2}\s+\p{L}*$/u;

/** What a line of a list says before the cursor; nothing on other lines. */
function itemText(head: string): string | undefined {
  const mark = listMarker(head);
  return mark === "" ? undefined : head.slice(mark.length);
}

function offer(place: Place, typed: RegExp, names: readonly KnownName[]): KnownNames | undefined {
  return asksForName(place, place.head.replace(typed, "")) ? fitting(place, typed, names) : undefined;
}

/**
 * Whether a name is asked for behind a text: at the start of a list item or behind its label, behind an arrow, in
 * back-ticks that are open, behind a bracket or a comma. Elsewhere is prose.
 */
function asksForName({ tail, head }: Place, before: string): boolean {
  // Without a letter of it a name is wanted only where nothing but closing marks stands behind.
  const isBehindAll = /^(?:[`*)\]:\s]*$|[`*]{0,3}:)/.test(tail);
  if (before === head && !isBehindAll) return false;
  const isQuoted = before.split("`").length % 2 === 0;
  // In parentheses a line remarks on what it said.
  if (isQuoted) return /(?:`|[,(]\s?)$/.test(before) && !/\([^()]*`$/.test(before);
  if (!isBehindAll) return false;
  const item = itemText(before);
  if (item !== undefined && (item === "" || /^[^`:]{1,40}:\s$/.test(item))) return true;
  return /(?:[→←↔]|-{1,2}>|\(:?|,)\s?$/.test(before);
}

/** The names that begin with what is typed, each once; silent behind a name that is whole already. */
function fitting(place: Place, typed: RegExp, names: readonly KnownName[]): KnownNames | undefined {
  const text = typed.exec(place.head)?.[0] ?? "";
  if (/^(?:[\p{L}\p{N}_/:{]|\s\/)/u.test(place.tail) && !/^:[*`\s]/.test(place.tail)) return undefined;
  const begins = ({ name }: KnownName): boolean =>
    name.toLowerCase().startsWith(text.toLowerCase()) && name.toLowerCase() !== text.toLowerCase();
  const found = names.filter((one, i) => begins(one) && names.findIndex((other) => other.name === one.name) === i);
  return found.length === 0 ? undefined : { span: { start: place.at - text.length, end: place.at }, names: found };
}

function named(parts: readonly { readonly name: string }[], detail: string): KnownName[] {
  return parts.map(({ name }) => ({ name, detail }));
}

/** The role of the innermost field whose value holds the cursor's line. */
function labelAround({ chunk, line, at }: Place, section: AlignedSection): string | undefined {
  const around = fieldsIn(section, chunk.facts).filter(({ fact }) =>
    contains({ start: fact.name.end, end: Math.max(fact.span.end, line.end) }, { start: at, end: at }),
  );
  const roles = around
    .filter(({ fact }) => fact.span.start < line.start || fact.name.end <= at)
    .map((one) => one.schema.role);
  return roles.findLast((role) => role !== "");
}
