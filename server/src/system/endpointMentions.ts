import type { ChunkFacts } from "../document/facts.ts";
import { contains, type Span, shift } from "../document/positions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import { codeIn } from "./code.ts";
import { rowNames } from "./endpointLists.ts";
import { type EndpointName, endpointNamesIn } from "./endpointNames.ts";
import type { Endpoint } from "./endpoints.ts";
import { isSamePath, type PathPart, pathParts } from "./paths.ts";
import { rowsOf } from "./tables.ts";

/** A method and a path in running text, a table or a list, which refers to an endpoint. */
export interface EndpointMention {
  readonly chunk: number;
  /** Upper case, such as `POST` or `WEBSOCKET`. */
  readonly method: string;
  readonly path: string;
  readonly parts: readonly PathPart[];
  /** Method and path as written, UTF-16 offsets in the chunk. */
  readonly span: Span;
  readonly pathSpan: Span;
}

/**
 * The places that refer to endpoints, in the document's order: in prose and its code spans, in lists and in tables,
 * never in fenced code. Where an endpoint is described isn't one of them.
 */
export function readEndpointMentions(readings: Readings, endpoints: readonly Endpoint[]): EndpointMention[] {
  const described = new Map<number, Endpoint[]>();
  for (const one of endpoints) described.set(one.chunk, [...(described.get(one.chunk) ?? []), one]);
  return readings.gather(MENTIONS).flatMap(({ chunk, values }) => {
    const own = described.get(chunk) ?? [];
    return values
      .filter(({ span }) => !own.some((one) => one.span.start <= span.end && span.start <= one.span.end))
      .map((mention) => ({ ...mention, chunk }));
  });
}

const MENTIONS: SectionReader<Omit<EndpointMention, "chunk">> = {
  isAbout: (section) => section.shape === "heading" && !section.untouched,
  read: (facts, _section, schema) => mentionsIn(facts, schema),
};

/** The endpoint that a mention refers to; nothing if none is described. */
export function endpointOfMention(
  { method, parts }: EndpointMention,
  endpoints: readonly Endpoint[],
): Endpoint | undefined {
  return endpoints.find((one) => one.method === method && isSamePath(one.parts, parts));
}

function mentionsIn(facts: ChunkFacts, schema: Schema): Omit<EndpointMention, "chunk">[] {
  const { text } = facts;
  const closed = [...leftoverExamples(facts, schema), ...codeIn(facts).map((code) => code.span)];
  const named = facts.blocks.flatMap((block) => {
    if (block.kind === "table") {
      return rowsOf(block).flatMap((row) => [
        ...rowNames(text, row),
        ...row.cells.flatMap((cell) => namesIn(text, cell)),
      ]);
    }
    return PROSE.has(block.kind) ? namesIn(text, block.span) : [];
  });
  const mentions = named.map(({ name, origin }) => ({
    method: name.method,
    path: name.path,
    parts: pathParts(name.path),
    span: shift(name.span, origin),
    pathSpan: shift(name.pathSpan, origin),
  }));
  return mentions
    .filter(({ span }) => !closed.some((one) => contains(one, span)))
    .filter(
      (one, i) => mentions.findIndex((other) => other.method === one.method && one.span.end === other.span.end) === i,
    )
    .sort((a, b) => a.span.start - b.span.start);
}

const PROSE = new Set(["paragraph", "quote", "list"]);

function namesIn(text: string, span: Span): { readonly name: EndpointName; readonly origin: number }[] {
  const source = text.slice(span.start, span.end);
  // "Get /etc/hosts" is a sentence: in prose methods are written in capitals.
  return endpointNamesIn(source)
    .filter(({ method, methodSpan }) => {
      const written = source.slice(methodSpan.start, methodSpan.end);
      return written === written.toUpperCase() || method === "WEBSOCKET";
    })
    .map((name) => ({ name, origin: span.start }));
}
