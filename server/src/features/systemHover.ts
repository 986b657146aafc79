import { withoutFenceLines } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { withoutSecrets } from "../document/secrets.ts";
import { escapeMarkdown, plainText } from "../document/text.ts";
import type { Endpoint } from "../system/endpoints.ts";
import type { Entity } from "../system/entities.ts";
import { valuesOf } from "../template/values.ts";
import type { Analysis } from "./analysis.ts";
import { endpointKey, type Occurrence, occurrencesIn } from "./navigation/occurrences.ts";

/** A table with so many fields is shown with those, and the number of the others. */
const MOST_FIELDS = 12;
/** A value in a card is one line. */
const LONGEST_VALUE = 160;

/**
 * A card for the table, field or endpoint that is named at a place, where the document refers to it; nothing where it
 * describes it, since all of that is in sight there.
 *
 * @param at UTF-16 offset in the chunk
 */
export function systemHover(
  analysis: Analysis,
  chunk: number,
  at: number,
): { readonly markdown: string; readonly span: Span } | undefined {
  const found = occurrencesIn(analysis.context).find(
    (one) => one.chunk === chunk && one.span.start <= at && at < one.span.end,
  );
  if (!found || found.definition || !found.certain) return undefined;
  const markdown = cardOf(analysis, found);
  return markdown === undefined ? undefined : { markdown, span: found.span };
}

function cardOf(analysis: Analysis, { kind, key, name }: Occurrence): string | undefined {
  const { system } = analysis.context;
  if (kind === "table" || kind === "field") {
    const table = kind === "table" ? key : key.slice(0, key.lastIndexOf("."));
    const entity = system.entities.find((one) => one.name.toLowerCase() === table);
    return entity && (kind === "table" ? tableCard(entity) : fieldCard(entity, name));
  }
  if (kind !== "endpoint") return undefined;
  const endpoint = system.endpoints.find((one) => endpointKey(one) === key);
  return endpoint && endpointCard(analysis, endpoint);
}

function tableCard(entity: Entity): string {
  const shown = entity.fields.slice(0, MOST_FIELDS);
  const rest = entity.fields.length - shown.length;
  const rows = shown.map(
    ({ name, type, primary, unique }) =>
      `| ${escapeMarkdown(name)} | ${escapeMarkdown(oneLine(type))} | ${primary ? "primary key" : unique ? "unique" : ""} |`,
  );
  return [
    `**${escapeMarkdown(entity.name)}**`,
    ...(rows.length > 0 ? [["| Field | Type | |", "|---|---|---|", ...rows].join("\n")] : []),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ].join("\n\n");
}

function fieldCard(entity: Entity, name: string): string | undefined {
  const field = entity.fields.find((one) => one.name.toLowerCase() === name.toLowerCase());
  return (
    field && [`**${escapeMarkdown(`${entity.name}.${field.name}`)}**`, escapeMarkdown(oneLine(field.text))].join("\n\n")
  );
}

/** What the entry says, a line for each label. */
function endpointCard({ document, alignment }: Analysis, endpoint: Endpoint): string {
  const { section, chunk, method, path, authentication, request, success, error } = endpoint;
  const facts = document.chunks[chunk]?.facts;
  const own = endpoint.source === "entry" && facts ? valuesOf(section, facts, alignment.schema.conventions) : [];
  const values = own.length > 0 ? own : [authentication, request, success, error];
  const lines = values.flatMap((value) => {
    const text = value ? oneLine(value.text) : "";
    return value && text !== "" ? [`- ${escapeMarkdown(value.schema.label)}: ${escapeMarkdown(text)}`] : [];
  });
  return [`**${escapeMarkdown(`${method} ${path}`)}**`, ...(lines.length > 0 ? [lines.join("\n")] : [])].join("\n\n");
}

/** A text as one line without markup, cut where it gets long; a secret in it is not shown. */
function oneLine(text: string): string {
  const line = plainText(withoutSecrets(withoutFenceLines(text)));
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE - 1).trimEnd()}…` : line;
}
