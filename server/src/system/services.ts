import type { BlockFact, ChunkFacts, ListBlock, TableBlock } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import { type Span, shift } from "../document/positions.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { Technology } from "../stack/technology.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { absenceOf, type Conventions } from "../template/conventions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import { fieldsIn } from "../template/unfilled.ts";
import type { Named } from "./entities.ts";
import { bareName, leadingName, serviceTechnology } from "./serviceNames.ts";
import { headOf, rowsOf } from "./tables.ts";

export { type Integration, readIntegrations } from "./integrations.ts";

/** A service that the document's stack lists, such as "Stripe API: payments (client provides the key)". */
export interface ExternalService extends Named {
  readonly chunk: number;
  readonly section: AlignedSection;
  readonly technology: Technology | undefined;
  /** What the document says of it: the rest of its line and what stands below. */
  readonly text: string;
  /** The whole item or row. */
  readonly item: Span;
}

/** What is kept of a service with its section's text. */
type Read = Omit<ExternalService, "chunk" | "section">;

const SECTION = "stack.services";
const FIELD = "services";
/** Where language models of the client's product are listed, which are not among the other services. */
const MODELS = "llm.client";

/** The external services that the stack lists, in the document's order. */
export function readServices(readings: Readings): ExternalService[] {
  return readings
    .gather(SERVICES)
    .flatMap(({ section, chunk, values }) => values.map((one): ExternalService => ({ ...one, chunk, section })));
}

const SERVICES: SectionReader<Read> = {
  isAbout: (section) => isList(section) || (isBelowList(section) && serviceTechnology(section.title) !== undefined),
  read: (facts, section, { conventions }) =>
    isList(section) ? servicesIn(facts, section, conventions) : serviceBelow(facts, section),
};

function isList({ schema, notApplicable, untouched }: AlignedSection): boolean {
  return schema?.role === SECTION && !notApplicable && !untouched;
}

function isBelowList({ schema, shape, parent }: AlignedSection): boolean {
  return schema === undefined && shape === "heading" && parent !== undefined && isList(parent);
}

/** A heading of the author's own below the services, if it is called like one. */
function serviceBelow(facts: ChunkFacts, section: AlignedSection): Read[] {
  const { heading } = facts;
  if (!heading) return [];
  const item = { start: heading.span.start, end: facts.text.trimEnd().length };
  const name = facts.text.slice(section.name.start, section.name.end);
  const text = facts.text.slice(heading.span.end, item.end).trim();
  return [{ name, span: section.name, technology: serviceTechnology(section.title), text, item }];
}

function servicesIn(facts: ChunkFacts, section: AlignedSection, words: Conventions): Read[] {
  const field = fieldsIn(section, facts).find((one) => one.schema.role === FIELD);
  if (!field) return listedAnywhere(facts, section);
  const { inline, blocks } = field.fact;
  const isBeside = inline.end > inline.start;
  const text = facts.text.slice(inline.start, inline.end);
  if (isBeside && absenceOf(text, words)) return [];
  const beside = isBeside ? namedIn(facts.text, inline) : [];
  // A sentence may stand between the label and the list: "we use these:".
  const behind = isBeside && /[:：]$/u.test(text) ? blockBehind(facts, inline.end) : [];
  return [...beside, ...[...blocks, ...behind].flatMap((block) => inBlock(facts, block, words))];
}

function inBlock(facts: ChunkFacts, block: BlockFact, words: Conventions): Read[] {
  if (block.kind === "list") return inList(facts, block);
  if (block.kind === "table") return inTable(facts, block);
  if (block.kind !== "paragraph") return [];
  return absenceOf(facts.text.slice(block.span.start, block.span.end), words)
    ? []
    : block.lines.flatMap((line) => inLine(facts, line));
}

/** The list of a section that has no label for its services: each item names one, and we know at least one of them. */
function listedAnywhere(facts: ChunkFacts, section: AlignedSection): Read[] {
  const fields = fieldsIn(section, facts);
  if (fields.some((one) => one.schema.role === MODELS && one.fact.blocks.length === 0 && !one.fact.item)) return [];
  const taken = new Set(fields.flatMap((one) => one.fact.blocks));
  const blocks = section.label ? section.label.blocks : facts.blocks;
  return blocks.flatMap((block) => {
    if (taken.has(block)) return [];
    if (block.kind === "table") {
      const rows = inTable(facts, block);
      return rows.some((one) => one.technology) ? rows : [];
    }
    if (block.kind !== "list") return [];
    const free = block.items.filter((item) => !fields.some((one) => one.fact === item.field));
    const items = inList(facts, { ...block, items: free });
    return items.length === free.length && items.some((one) => one.technology) ? items : [];
  });
}

function inList(facts: ChunkFacts, { items }: ListBlock): Read[] {
  return items.flatMap((item) => {
    const line = item.lines[0];
    const span = item.field ? bareName(facts, item.field.name) : line && leadingName(facts, line);
    if (!span) return [];
    return [
      service(facts.text, span, item.span, facts.text.slice(item.field?.inline.start ?? span.end, item.span.end)),
    ];
  });
}

function inTable(facts: ChunkFacts, table: TableBlock): Read[] {
  const head = headOf(facts.text, table);
  return rowsOf(table).flatMap(({ cells, span }) => {
    const isNumber = ({ start, end }: Span): boolean => !/\p{L}/u.test(facts.text.slice(start, end));
    const at = cells.findIndex((cell) => !isNumber(cell));
    const cell = cells[at];
    const name = at <= 1 && cell ? bareName(facts, cell) : undefined;
    if (!name) return [];
    const said = cells.flatMap((one, i) =>
      i === at || one.end === one.start ? [] : [`${head[i] ?? ""}: ${facts.text.slice(one.start, one.end)}`],
    );
    return [service(facts.text, name, span, said.join("; "))];
  });
}

/** A line of text that starts with a name and a colon, or that names technologies. */
function inLine(facts: ChunkFacts, line: Span): Read[] {
  const name = leadingName(facts, line);
  const isLabel = name && /^[\s*_`]{0,4}[:：]/u.test(facts.text.slice(name.end, line.end));
  if (!isLabel) return namedIn(facts.text, line);
  return [service(facts.text, name, line, facts.text.slice(name.end, line.end).replace(/^[\s*_`:：]+/u, ""))];
}

const PART = /(?:\([^()]{0,500}\)|[^,;()])+/gu;
const DENIES = /\b(?:no|not|never|without|instead of|rather than|unlike)\s[^.]{0,40}$/iu;

/** The technologies that a text names, each with the part of the text that is about it. */
function namedIn(text: string, span: Span): Read[] {
  return allMatches(text.slice(span.start, span.end), PART).flatMap(({ 0: part, index }) => {
    const [mention] = mentionsIn(part);
    if (!mention || DENIES.test(part.slice(0, mention.span.start))) return [];
    const at = span.start + index;
    const item = { start: at + part.length - part.trimStart().length, end: at + part.trimEnd().length };
    return [service(text, shift(mention.span, at), item, part.slice(mention.span.end).trim())];
  });
}

function service(text: string, span: Span, item: Span, said: string): Read {
  const name = text.slice(span.start, span.end);
  return { name, span, technology: serviceTechnology(name), text: said.trim(), item };
}

/** The list or table right behind the paragraph that ends at an offset. */
function blockBehind({ blocks }: ChunkFacts, end: number): readonly BlockFact[] {
  const at = blocks.findIndex((block) => block.kind === "paragraph" && block.span.end === end);
  const next = at < 0 ? undefined : blocks[at + 1];
  return next?.kind === "list" || next?.kind === "table" ? [next] : [];
}
