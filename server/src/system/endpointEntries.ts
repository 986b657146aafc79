import type { ChunkFacts, CodeBlock } from "../document/facts.ts";
import { contains, type Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { isExampleLabel } from "../template/conventions.ts";
import { hasName } from "../template/matchSections.ts";
import type { Schema, SchemaSection } from "../template/schema.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import { endpointNamesIn } from "./endpointNames.ts";
import { endpointOf, statusOf, statusValues } from "./endpointParts.ts";
import type { EndpointReading } from "./endpoints.ts";

/** The endpoint that a section is; several if its heading names several. */
export function entryEndpoints(
  section: AlignedSection,
  kind: SchemaSection,
  facts: ChunkFacts,
  schema: Schema,
): EndpointReading[] {
  const { text } = facts;
  const title = section.fence
    ? section.name
    : { start: section.name.start, end: facts.heading?.span.end ?? section.name.end };
  const names = endpointNamesIn(text.slice(title.start, title.end));
  const [first] = names;
  if (!first) return [];
  const fence = section.fence ?? ownFence(kind, facts, schema, first);
  const fenced = fence ? fencedValues(kind, facts, fence) : [];
  const labelled = section.fence ? [] : labelledValues(section, kind, facts, schema, fenced);
  const behind = text.slice(title.start + (names.at(-1)?.pathSpan.end ?? 0), title.end);
  // The query of the path is no remark.
  const remark = section.fence ? "" : behind.replace(/^[/?#]\S*/, "");
  const extent = section.fence?.span ?? { start: 0, end: text.length };
  const values = [...labelled, ...fenced];
  return names.flatMap((name) => endpointOf(kind, name, title.start, "entry", remark, extent, values));
}

/** The labels of an entry below its heading, those that name a status included. */
function labelledValues(
  section: AlignedSection,
  kind: SchemaSection,
  facts: ChunkFacts,
  schema: Schema,
  fenced: readonly FieldValue[],
): FieldValue[] {
  const labels = facts.fields.filter((field) => !isExampleLabel(field.label, schema.conventions));
  return [
    ...valuesOf(section, facts, schema.conventions).filter(
      (value) =>
        statusOf(facts.text.slice(value.name.start, value.name.end)) === undefined &&
        !fenced.some((one) => one.name.start === value.name.start),
    ),
    ...statusValues(kind, labels, facts),
  ];
}

/** The fence that holds the entry below its heading, in the template's form; also an example that was edited in place. */
function ownFence(
  kind: SchemaSection,
  facts: ChunkFacts,
  schema: Schema,
  name: { readonly method: string; readonly path: string },
): CodeBlock | undefined {
  const leftovers = leftoverExamples(facts, schema);
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, schema.conventions));
  return facts.blocks.find((block): block is CodeBlock => {
    if (block.kind !== "code" || !["", "text"].includes(block.language)) return false;
    if (leftovers.some((span) => contains(span, block.span))) return false;
    if (!block.labels.some(({ label }) => kind.fields.some((field) => hasName(field, label)))) return false;
    const [head] = endpointNamesIn(firstLineOf(facts.text, block));
    // An example may be about another endpoint, and so may a second entry in a fence.
    if (head) return head.method === name.method && head.path === name.path;
    return !examples.some((one) => one.blocks.includes(block));
  });
}

function firstLineOf(text: string, { lines }: CodeBlock): string {
  return lines.map((line) => text.slice(line.start, line.end)).find((line) => line.trim() !== "") ?? "";
}

/** The fields of an entry in the template's fenced form: each value goes on to the next label. */
function fencedValues(kind: SchemaSection, facts: ChunkFacts, { labels, lines }: CodeBlock): FieldValue[] {
  const { text } = facts;
  const fields = labels.flatMap((one) => {
    const schema = kind.fields.find((field) => hasName(field, one.label));
    return schema ? [{ ...one, schema }] : [];
  });
  return fields.map(({ schema, name, value }, i) => {
    const until = fields[i + 1]?.name.start ?? Number.POSITIVE_INFINITY;
    const below = lines.filter(
      (line) => line.start > name.start && line.end < until && text.slice(line.start, line.end).trim() !== "",
    );
    const start = value.end > value.start ? value.start : (below[0]?.start ?? value.start);
    const span: Span = { start, end: Math.max(value.end, below.at(-1)?.end ?? 0) };
    return { schema, name, span, text: text.slice(span.start, span.end) };
  });
}
