import type { ChunkFacts } from "../document/facts.ts";
import { contains, type Span } from "../document/positions.ts";
import { type AlignedSection, isInapplicable, nearestSchema } from "../template/alignment.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { leftoverInstructions, openPlaceholders, templateFences } from "../template/unfilled.ts";
import type { FieldValue } from "../template/values.ts";
import { entryEndpoints } from "./endpointEntries.ts";
import { listedEndpoints } from "./endpointLists.ts";
import { isSamePath, type PathPart } from "./paths.ts";

export type { PathPart } from "./paths.ts";

/** An endpoint as a document describes it. Spans are UTF-16 offsets in its chunk. */
export interface Endpoint {
  readonly chunk: number;
  /** The section that is its entry; for labels and rows, the section whose chunk holds them. */
  readonly section: AlignedSection;
  /**
   * How it is written: as an entry (a heading, or the template's fenced form); with the labels of an entry below a label
   * or in a fence of the author's own section; as a line of a list that has no more than a label; or as a row of a table.
   */
  readonly source: "entry" | "label" | "list" | "table";
  /** Upper case, such as `POST` or `WEBSOCKET`. */
  readonly method: string;
  /** As written, without origin, query and trailing slash. */
  readonly path: string;
  readonly parts: readonly PathPart[];
  /** The same for endpoints with one method and one path, whatever their parameters are called. */
  readonly key: string;
  /** What stands behind the `?` of the path; empty without one. */
  readonly query: string;
  /** What stands behind the path in a heading: "(public)", "– own profile". */
  readonly remark: string;
  /** Method and path as written. */
  readonly span: Span;
  readonly methodSpan: Span;
  readonly pathSpan: Span;
  /** Everything that describes it in its chunk. */
  readonly extent: Span;
  readonly authentication: FieldValue | undefined;
  readonly request: FieldValue | undefined;
  readonly success: FieldValue | undefined;
  readonly error: FieldValue | undefined;
  /** Something of the template is left in what describes it: what it lacks, it may get yet. */
  readonly unfilled: boolean;
}

/** What is read from one section: it knows no chunk and no section, so that it stays valid when those move. */
export type EndpointFacts = Omit<Endpoint, "chunk" | "section">;

/** An endpoint before anybody asked how it is found, and what of the template is left in it. */
export type EndpointReading = Omit<EndpointFacts, "key" | "unfilled">;

/**
 * The endpoints of a document, in its order. Those that still wait for a path are left out, and so are lines of lists
 * and rows of tables about endpoints that are described elsewhere: they refer to those.
 */
export function readEndpoints(readings: Readings): Endpoint[] {
  const found = readings
    .gather(ENDPOINTS)
    .flatMap(({ section, chunk, values }) => values.map((one): Endpoint => ({ ...one, chunk, section })));
  const described = found.filter(isDescribed);
  const index = described.length < found.length ? new EndpointIndex(described) : undefined;
  const own = index ? found.filter((one) => isDescribed(one) || !index.find(one)) : found;
  return own.sort((a, b) => a.chunk - b.chunk || a.span.start - b.span.start);
}

const ENDPOINTS: SectionReader<EndpointFacts> = {
  isAbout: (section) =>
    !section.untouched && (section.schema?.role === KIND || isAboutInterface(section)) && !isInapplicable(section),
  read(facts, section, schema) {
    const kind = schema.sections.find((one) => one.role === KIND);
    if (!kind) return [];
    const isEntry = section.schema === kind;
    const read = isEntry ? entryEndpoints(section, kind, facts, schema) : listedEndpoints(section, kind, facts, schema);
    return withUnfilled(read, section, facts, schema);
  },
};

const KIND = "endpoint";

/** Finds endpoints by method and path without a look at each of them. */
export class EndpointIndex {
  readonly #byKey = new Map<string, Endpoint[]>();

  constructor(endpoints: readonly Endpoint[]) {
    for (const one of endpoints) {
      const known = this.#byKey.get(one.key);
      if (known) known.push(one);
      else this.#byKey.set(one.key, [one]);
    }
  }

  /** The first with a method and a path; nothing if there is none. */
  find({ method, parts }: Pick<Endpoint, "method" | "parts">): Endpoint | undefined {
    return this.#byKey.get(keyOf({ method, parts }))?.find((one) => isSamePath(one.parts, parts));
  }

  /** The endpoints that may have the same method and path as one, in order. */
  alike(endpoint: Endpoint): readonly Endpoint[] {
    return this.#byKey.get(endpoint.key) ?? [];
  }
}

function keyOf({ method, parts }: Pick<Endpoint, "method" | "parts">): string {
  return [method, ...parts.map((part) => (part.parameter ? "{}" : part.text))].join("/");
}

function withUnfilled(
  endpoints: readonly EndpointReading[],
  section: AlignedSection,
  facts: ChunkFacts,
  schema: Schema,
): EndpointFacts[] {
  if (endpoints.length === 0) return [];
  const left = [
    ...openPlaceholders(facts, section, schema, NO_DEFINITIONS).map((one) => one.span),
    ...templateFences(facts, section).map((fence) => fence.span),
    ...leftoverInstructions(facts, section, schema),
  ];
  return endpoints.map((one) => {
    const undecided = one.authentication?.schema.bareChoices;
    const isUndecided = undecided !== undefined && one.authentication?.text.includes(undecided) === true;
    return { ...one, key: keyOf(one), unfilled: isUndecided || left.some((span) => contains(one.extent, span)) };
  });
}

/** Which brackets are links is known of the whole document only; a value that is nothing but a link is rare. */
const NO_DEFINITIONS: ReadonlySet<string> = new Set();

/** Whether two endpoints have one method and one path. */
export function isSameEndpoint(one: Endpoint, other: Endpoint): boolean {
  return one.method === other.method && isSamePath(one.parts, other.parts);
}

/** Whether a section is about the interface as a whole or about a group of its endpoints: neither entry nor other part. */
export function isAboutInterface(section: AlignedSection): boolean {
  if (section.shape !== "heading") return false;
  const role = nearestSchema(section)?.role;
  return role === "api" || role === "endpoints";
}

function isDescribed({ source }: Endpoint): boolean {
  return source === "entry" || source === "label";
}
