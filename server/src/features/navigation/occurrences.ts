import type { Span } from "../../document/positions.ts";
import { normaliseName } from "../../document/text.ts";
import { deviationNames } from "../../rules/deviationParts.ts";
import type { RuleContext } from "../../rules/rule.ts";
import type { Endpoint } from "../../system/endpoints.ts";
import type { Entity, Named } from "../../system/entities.ts";
import { isSamePath } from "../../system/paths.ts";

/*
 * Everything in a document that has a name and is named again elsewhere: what navigation and renaming go by.
 */

export type PartKind = "table" | "field" | "endpoint" | "variable" | "deviation";

/** A place that names a part of the document. */
export interface Occurrence {
  readonly kind: PartKind;
  /** The same for all places that mean one part, and for no others of its kind. */
  readonly key: string;
  /** The name that a new one would replace. */
  readonly name: string;
  readonly chunk: number;
  /** The whole mention, UTF-16 offsets in the chunk. */
  readonly span: Span;
  /** What of it a new name replaces: the path of an endpoint, the number of a deviation. */
  readonly renamed: Span;
  /** It is described here. */
  readonly definition: boolean;
  /** It surely means this part; else it only has the same name. */
  readonly certain: boolean;
}

/** All occurrences in a document, by their places. */
export function occurrencesIn(context: RuleContext): Occurrence[] {
  const all = [
    ...tableOccurrences(context),
    ...endpointOccurrences(context),
    ...variableOccurrences(context),
    ...deviationOccurrences(context),
  ];
  const sorted = all.sort((a, b) => a.chunk - b.chunk || a.span.start - b.span.start || order(a) - order(b));
  // What is read in two ways counts as the surer of both.
  const isTaken = (one: Occurrence, i: number): boolean =>
    sorted
      .slice(Math.max(0, i - 4), i)
      .some((other) => other.chunk === one.chunk && one.span.start < other.span.end && other.kind === one.kind);
  return sorted.filter((one, i) => !isTaken(one, i));
}

function order({ definition, certain }: Occurrence): number {
  return definition ? 0 : certain ? 1 : 2;
}

function occurrence(kind: PartKind, key: string, chunk: number, { name, span }: Named): Occurrence {
  return { kind, key, name, chunk, span, renamed: span, definition: false, certain: true };
}

/** How tables are told apart: `Users` in a graph query is the node "users". */
function tableKey(name: string): string {
  return name.toLowerCase();
}

function fieldKey(table: string, field: string): string {
  return `${tableKey(table)}.${field.toLowerCase()}`;
}

function tableOccurrences({ system }: RuleContext): Occurrence[] {
  const tables = new Map<string, Entity[]>();
  for (const entity of system.entities) {
    const key = tableKey(entity.name);
    tables.set(key, [...(tables.get(key) ?? []), entity]);
  }
  const owners = fieldOwners(system.entities);
  const table = (chunk: number, named: Named, certain = true): Occurrence[] =>
    tables.has(tableKey(named.name)) ? [{ ...occurrence("table", tableKey(named.name), chunk, named), certain }] : [];
  const field = (chunk: number, owner: string, named: Named, certain = true): Occurrence[] =>
    owners.get(named.name.toLowerCase())?.has(tableKey(owner))
      ? [{ ...occurrence("field", fieldKey(owner, named.name), chunk, named), certain }]
      : [];
  // Code that repeats an entry refers to it; without an entry it describes the table.
  const isDescription = (entity: Entity): boolean =>
    entity.source === "entry" || tables.get(tableKey(entity.name))?.every((one) => one.source === "code") === true;
  const defined = system.entities.flatMap((entity): Occurrence[] => {
    const { chunk, name } = entity;
    return [
      { ...occurrence("table", tableKey(name), chunk, entity), definition: isDescription(entity) },
      ...entity.fields.map((one) => ({
        ...occurrence("field", fieldKey(name, one.name), chunk, one),
        definition: isDescription(entity),
      })),
      ...entity.indexes.flatMap((index) => index.fields.flatMap((one) => field(chunk, name, one))),
      ...entity.fields.flatMap(({ references }) =>
        references
          ? [
              ...table(chunk, references.entity),
              ...(references.field ? field(chunk, references.entity.name, references.field) : []),
            ]
          : [],
      ),
    ];
  });
  const related = system.relationships.flatMap(({ chunk, ends }) => ends.flatMap((end) => table(chunk, end)));
  const named = system.names.flatMap(({ quoted, queried, keys }, chunk): Occurrence[] => {
    const here = system.entities.filter((entity) => entity.chunk === chunk);
    /** A field that is named alone: of the table that is described here, else of the only one that has it. */
    const alone = (one: Named, isSure: boolean): Occurrence[] => {
      const own = here.length === 1 && here[0] ? field(chunk, here[0].name, one) : [];
      if (own.length > 0) return own.map((found) => ({ ...found, certain: isSure }));
      const [owner, ...others] = owners.get(one.name.toLowerCase()) ?? [];
      return owner !== undefined && others.length === 0 ? field(chunk, owner, one, false) : [];
    };
    return [
      ...quoted.flatMap((one) => {
        if (one.owner) return field(chunk, one.owner.name, one);
        const found = table(chunk, one);
        return found.length > 0 ? found : alone(one, true);
      }),
      ...queried.flatMap((one) => {
        const found = table(chunk, one, false);
        return found.length > 0 ? found : alone(one, false);
      }),
      ...keys.flatMap((one) => alone(one, false)),
    ];
  });
  return [...defined, ...related, ...named];
}

/** Of each field's name the tables that have it. */
function fieldOwners(entities: readonly Entity[]): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { name, fields } of entities) {
    for (const field of fields) {
      const key = field.name.toLowerCase();
      owners.set(key, (owners.get(key) ?? new Set()).add(tableKey(name)));
    }
  }
  return owners;
}

/** How endpoints are told apart: by method and path, whatever the parameters are called. */
export function endpointKey({ method, parts }: Pick<Endpoint, "method" | "parts">): string {
  return `${method} /${parts.map((part) => (part.parameter ? "{}" : part.text)).join("/")}`;
}

function endpointOccurrences({ system }: RuleContext): Occurrence[] {
  const defined = system.endpoints.map((one): Occurrence => {
    const { chunk, path, span, pathSpan } = one;
    const named = occurrence("endpoint", endpointKey(one), chunk, { name: path, span });
    return { ...named, renamed: pathSpan, definition: true };
  });
  const mentioned = system.endpointMentions.flatMap((one): Occurrence[] => {
    const target = system.endpoints.find(({ method, parts }) => method === one.method && isSamePath(parts, one.parts));
    if (!target) return [];
    const { chunk, path, span, pathSpan } = one;
    return [{ ...occurrence("endpoint", endpointKey(target), chunk, { name: path, span }), renamed: pathSpan }];
  });
  return [...defined, ...mentioned];
}

function variableOccurrences({ system }: RuleContext): Occurrence[] {
  const isDeclared = new Set(system.variables.filter((one) => one.declared).map((one) => one.name));
  return system.variables.map((one) => ({
    ...occurrence("variable", one.name, one.chunk, one),
    // What nobody declares is described where it is used.
    definition: one.declared || !isDeclared.has(one.name),
  }));
}

/** The headings of deviations, and where text names one by its number. */
function deviationOccurrences(context: RuleContext): Occurrence[] {
  const { technologies, system, document } = context;
  const words = deviationNames(context);
  const numbers = new Set(technologies.deviations.map((one) => one.number));
  return system.names.flatMap(({ numbered }, chunk) =>
    numbered.flatMap((one): Occurrence[] => {
      if (!words.includes(normaliseName(one.name)) || !numbers.has(one.number)) return [];
      const heading = document.chunks[chunk]?.facts.heading?.span;
      const entry = technologies.deviations.find(
        ({ section, number }) => section.chunk === chunk && number === one.number,
      );
      const isHeading = entry !== undefined && (holds(heading, one.span) || holds(entry.section.name, one.span));
      const start = one.span.start - one.name.length - 1;
      return [
        {
          ...occurrence("deviation", `${one.number}`, chunk, {
            name: `${one.number}`,
            span: { start, end: one.span.end },
          }),
          renamed: one.span,
          definition: isHeading,
        },
      ];
    }),
  );
}

function holds(outer: Span | undefined, inner: Span): boolean {
  return outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}
