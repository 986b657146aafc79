import type { ChunkFacts, FieldFact } from "../document/facts.ts";
import { type Span, shift } from "../document/positions.ts";
import type { SchemaSection } from "../template/schema.ts";
import type { FieldValue } from "../template/values.ts";
import type { EndpointName } from "./endpointNames.ts";
import type { EndpointReading } from "./endpoints.ts";
import { pathParts } from "./paths.ts";

/**
 * Puts an endpoint together; nothing if its path still waits for its words.
 *
 * @param origin where the text of `name` stands in the chunk
 */
export function endpointOf(
  kind: SchemaSection,
  name: EndpointName,
  origin: number,
  source: EndpointReading["source"],
  remark: string,
  extent: Span,
  values: readonly FieldValue[],
): EndpointReading[] {
  const { method, path, query } = name;
  if ([...kind.placeholders.keys()].some((inner) => path.includes(`[${inner}]`))) return [];
  const value = (role: string): FieldValue | undefined =>
    values.find((one) => one.schema.role === role && one.text.trim() !== "");
  return [
    {
      source,
      method,
      path,
      parts: pathParts(path),
      query,
      remark: remark.replace(/^[`*_\s]+|[`*_\s]+$/g, ""),
      span: shift(name.span, origin),
      methodSpan: shift(name.methodSpan, origin),
      pathSpan: shift(name.pathSpan, origin),
      extent,
      authentication: value("endpoint.authentication"),
      request: value("endpoint.request"),
      success: value("endpoint.success"),
      error: value("endpoint.error"),
    },
  ];
}

/** The HTTP status that a label names, such as `Response (409)` or `204`. */
export function statusOf(label: string): number | undefined {
  const status = /(?<![\p{L}\p{N}._/-])[2-5]\d\d(?![\p{L}\p{N}_/-])/u.exec(label)?.[0];
  return status === undefined ? undefined : Number(status);
}

/** The labels that name a status, at any depth: they are about success or failure by that. */
export function statusValues(kind: SchemaSection, fields: readonly FieldFact[], facts: ChunkFacts): FieldValue[] {
  return fields.flatMap((fact): FieldValue[] => {
    const below = statusValues(kind, fact.fields, facts);
    const status = statusOf(fact.label);
    const role = status === undefined ? undefined : status < 400 ? "endpoint.success" : "endpoint.error";
    const schema = kind.fields.find((field) => field.role === role);
    if (!schema) return below;
    return [fieldValue(fact, schema, facts), ...below];
  });
}

/** What a label says: beside it, or in the blocks below it. */
export function fieldValue(fact: FieldFact, schema: FieldValue["schema"], { text }: ChunkFacts): FieldValue {
  const { inline, blocks, name } = fact;
  const [first, last] = [blocks[0], blocks.at(-1)];
  const span = inline.end > inline.start || !first || !last ? inline : { start: first.span.start, end: last.span.end };
  return { schema, name, span, text: text.slice(span.start, span.end) };
}
