import type { BlockFact, ChunkFacts, FieldFact, TableBlock } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import { type Span, shift } from "../document/positions.ts";
import { plainText } from "../document/text.ts";
import { technologyNamed } from "../stack/technologies.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { hasName } from "../template/matchSections.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { type Address, addressesIn } from "./addresses.ts";
import type { Named } from "./entities.ts";
import { headOf, rowsOf } from "./tables.ts";

export type { Address } from "./addresses.ts";

export type EnvironmentKind = "development" | "staging" | "production" | "other";

/** An environment as the document describes it, in a label, a list, a table or a heading of its own. */
export interface Environment extends Named {
  readonly chunk: number;
  readonly kind: EnvironmentKind;
  /** What the document says of it. */
  readonly text: string;
  /** Spans are in the chunk. */
  readonly addresses: readonly Address[];
}

type Read = Omit<Environment, "chunk">;

const SECTION = "deployment";
const LIST = "environments";
const ROLE = "environment.";

/** The environments of a document, in its order. */
export function readEnvironments(readings: Readings): Environment[] {
  return readings.gather(ENVIRONMENTS).flatMap(({ chunk, values }) => values.map((one) => ({ ...one, chunk })));
}

const ENVIRONMENTS: SectionReader<Read> = {
  isAbout: (section) => isList(section) || isBelowList(section),
  read: (facts, section) => (isList(section) ? environmentsIn(facts, section) : environmentBelow(facts, section)),
};

function isList({ schema, notApplicable, untouched }: AlignedSection): boolean {
  return schema?.role === SECTION && !notApplicable && !untouched;
}

/** Whether a heading of the author's own stands right below the section about environments. */
function isBelowList({ schema, shape, parent }: AlignedSection): boolean {
  return schema === undefined && shape === "heading" && parent !== undefined && isList(parent);
}

/**
 * The addresses in a text that says where something runs: web addresses, and hosts without a scheme such as
 * `localhost:3000` and `app.harbour.com`. Spans are UTF-16 offsets in the text.
 */
export function hostsIn(text: string): Address[] {
  const web = addressesIn(text);
  const bare = allMatches(text, BARE_HOST).flatMap(({ 0: url, 1: host = "", index }): Address[] => {
    const isFree = !web.some((one) => one.span.start <= index && index < one.span.end);
    const isHost = LOCAL_NAME.test(host) || (!FILE.test(host) && technologyNamed(host) === undefined);
    if (!isFree || !isHost) return [];
    return [{ url, scheme: "", host: url.toLowerCase(), span: { start: index, end: index + url.length } }];
  });
  return [...web, ...bare].sort((one, other) => one.span.start - other.span.start);
}

const BARE_HOST =
  /(?<![\p{L}\p{N}@/._-])(localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,18})(?::\d{1,5})?(?![\p{L}\p{N}@_-]|\.[\p{L}\p{N}])/giu;
const LOCAL_NAME = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3})$/i;
/** Names of files, and short forms, which have a dot in them too. */
const FILE =
  /\.(?:js|jsx|ts|tsx|mjs|cjs|py|rb|go|rs|java|php|cs|sh|md|mdx|txt|pdf|csv|ya?ml|json|toml|ini|env|lock|sql|html?|css|scss|svg|png|jpe?g|webp|zip|tar|gz|xml|log|conf|cfg|local|example|sample|prisma)$|^(?:e\.g|i\.e|z\.b|d\.h)$/i;

/** A name of an environment in the template, and which it is. */
interface Kind {
  readonly field: SchemaField;
  readonly kind: EnvironmentKind;
}

function kindsOf(schema: SchemaSection): Kind[] {
  const below = (field: SchemaField): SchemaField[] => [field, ...field.fields.flatMap(below)];
  return schema.fields.flatMap(below).flatMap((field) => {
    const kind = field.role.startsWith(ROLE) ? field.role.slice(ROLE.length) : "";
    return isKind(kind) ? [{ field, kind }] : [];
  });
}

function isKind(kind: string): kind is EnvironmentKind {
  return ["development", "staging", "production"].includes(kind);
}

function environmentsIn(facts: ChunkFacts, section: AlignedSection): Read[] {
  const kinds = section.schema ? kindsOf(section.schema) : [];
  const fields = fieldsIn(section, facts);
  const labels = fields.filter((one) => one.schema.role.startsWith(ROLE)).map((one) => one.fact);
  const list = fields.find((one) => one.schema.role === LIST)?.fact;
  const beside = facts.fields.filter((one) => kindOf(one.label, kinds) !== undefined);
  const others = [...new Set([...(list?.fields ?? []), ...beside])].filter((one) => !labels.includes(one));
  // A table may stand below the label, below a sentence, or in place of the label.
  const tables = [...new Set<BlockFact>([...(list?.blocks ?? []), ...facts.blocks])].filter(
    (block) => block.kind === "table",
  );
  return [
    ...[...labels, ...others].map((label) => labelled(facts, label, kinds)),
    ...tables.flatMap((table) => inTable(facts, table, kinds)),
  ].sort((one, other) => one.span.start - other.span.start);
}

function labelled(facts: ChunkFacts, fact: FieldFact, kinds: readonly Kind[]): Read {
  const start =
    fact.inline.end > fact.inline.start ? fact.inline.start : (fact.blocks[0]?.span.start ?? fact.inline.start);
  return environment(facts, fact.name, { start, end: Math.max(start, fact.span.end) }, kinds);
}

/** A table with one environment a row, or with one a column. */
function inTable(facts: ChunkFacts, table: TableBlock, kinds: readonly Kind[]): Read[] {
  const { text } = facts;
  const isKnown = ({ start, end }: Span): boolean => kindOf(text.slice(start, end), kinds) !== undefined;
  const rows = rowsOf(table).flatMap((row) => (row.cells[0] ? [{ ...row, name: row.cells[0] }] : []));
  if (rows.some((row) => isKnown(row.name))) {
    return rows.flatMap(({ name, cells, span }) => {
      const value = { start: cells[1]?.start ?? name.end, end: span.end };
      return name.end > name.start ? [environment(facts, name, value, kinds)] : [];
    });
  }
  if (headOf(text, table).filter((title) => kindOf(title, kinds)).length < 2) return [];
  return (table.rows[0] ?? []).flatMap((head, i): Read[] => {
    if (!isKnown(head)) return [];
    const cells = rows.flatMap((row) => row.cells[i] ?? []);
    const name = unmarked(text, head);
    return [
      {
        name: text.slice(name.start, name.end),
        span: name,
        kind: kindOf(text.slice(head.start, head.end), kinds) ?? "other",
        text: cells.map((cell) => text.slice(cell.start, cell.end)).join("; "),
        addresses: cells.flatMap((cell) => addressesAt(text, cell)),
      },
    ];
  });
}

function environmentBelow(facts: ChunkFacts, section: AlignedSection): Read[] {
  const kinds = section.parent?.schema ? kindsOf(section.parent.schema) : [];
  if (!facts.heading || kindOf(section.title, kinds) === undefined) return [];
  const value = { start: facts.heading.span.end, end: facts.text.length };
  return [environment(facts, section.name, value, kinds)];
}

function environment(facts: ChunkFacts, label: Span, value: Span, kinds: readonly Kind[]): Read {
  const span = unmarked(facts.text, label);
  const name = facts.text.slice(span.start, span.end);
  const text = facts.text.slice(value.start, value.end).trim();
  return { name, span, kind: kindOf(name, kinds) ?? "other", text, addresses: addressesAt(facts.text, value) };
}

function addressesAt(text: string, span: Span): Address[] {
  return hostsIn(text.slice(span.start, span.end)).map((one) => ({ ...one, span: shift(one.span, span.start) }));
}

/** Which environment a name stands for: also "Production (EU)" and "the staging environment". */
function kindOf(name: string, kinds: readonly Kind[]): EnvironmentKind | undefined {
  const plain = plainText(name).replace(/\s*\([^()]*\)\s*$/u, "");
  const short = plain.replace(/^the\s+|\s+(?:environment|env|server|system)$/giu, "");
  return kinds.find(({ field }) => hasName(field, plain) || hasName(field, short))?.kind;
}

/** A name without the marks of emphasis and code around it. */
function unmarked(text: string, { start, end }: Span): Span {
  const raw = text.slice(start, end);
  const before = /^[*_`\s]*/.exec(raw)?.[0].length ?? 0;
  const behind = /[*_`\s]*$/.exec(raw.slice(before))?.[0].length ?? 0;
  return { start: start + before, end: end - behind };
}
