import type { Document } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { firstLine } from "../document/lines.ts";
import type { Position, Range, Span } from "../document/positions.ts";
import { withoutSecrets } from "../document/secrets.ts";
import { type AlignedField, type AlignedSection, type Alignment, fieldsOf } from "../template/alignment.ts";
import type { SectionReader } from "../template/readings.ts";
import type { Analysis } from "./analysis.ts";

/** A part of a document, as LSP 3.17 wants it: children lie in their parent, and the selection lies in the range. */
export interface DocumentSymbol {
  /** Never empty. */
  readonly name: string;
  /** The template's name for a renamed section, the first line of a field's value; empty for the rest. */
  readonly detail: string;
  readonly kind: "document" | "section" | "entry" | "field";
  /** The whole part. Positions are 0-based, characters in UTF-16. */
  readonly range: Range;
  /** Its bare name. */
  readonly selectionRange: Range;
  readonly children: readonly DocumentSymbol[];
}

/**
 * The headings of a document, the author's own too, with entries and the template's fields below them. A document
 * without a title has its sections at the top. A document with more than anybody looks through has no fields here, and
 * of one with very many sections there are the outer levels, down to the last that fits whole.
 */
export function symbols(analysis: Analysis): DocumentSymbol[] {
  const { document, alignment } = analysis;
  const { root } = alignment;
  const fields = fieldsShown(analysis);
  const levels = levelsShown(alignment);
  const tops = root.depth > 0 ? [root] : root.children.slice(0, MOST);
  return tops.map((section) => sectionSymbol(document, section, fields, root.depth > 0 ? levels : levels - 1));
}

/** As many as other servers show: an editor draws them all, and reads megabytes for more. */
const MOST = 5_000;
/** With so many, what stands below headings hides them, and writing and reading it takes most of the time. */
const MOST_WITH_FIELDS = 1_000;

function fieldsShown({ alignment, readings }: Analysis): FieldSymbols {
  if (alignment.sections.length > MOST_WITH_FIELDS) return new Map();
  const all = readings.gather(FIELDS);
  const countOf = (symbols: readonly DocumentSymbol[]): number =>
    symbols.reduce((sum, { children }) => sum + 1 + countOf(children), 0);
  const count = all.reduce((sum, { values }) => sum + countOf(values), alignment.sections.length);
  return new Map(count > MOST_WITH_FIELDS ? [] : all.map(({ section, values }) => [section, values]));
}

/** How many levels of sections are shown, the title's being the first. */
function levelsShown({ sections, shape }: Alignment): number {
  const counts: number[] = [];
  const levels: number[] = [];
  for (const i of sections.keys()) {
    const level = (levels[shape.parents[i] ?? -1] ?? -1) + 1;
    levels.push(level);
    counts[level] = (counts[level] ?? 0) + 1;
  }
  let [shown, sum] = [0, 0];
  for (const count of counts) {
    sum += count;
    if (sum > MOST) break;
    shown++;
  }
  // A document with so many sections side by side has the first of them.
  return Math.max(shown, 2);
}

/** The fields of sections, with lines counted from their chunks' first. */
type FieldSymbols = ReadonlyMap<AlignedSection, readonly DocumentSymbol[]>;

const FIELDS: SectionReader<DocumentSymbol> = {
  isAbout: () => true,
  read: (facts, section) =>
    fieldsOf(section, facts)
      .filter((field) => field.schema.text === undefined)
      .map((field) => fieldSymbol(facts, field)),
};

/** @param levels how many of sections are shown, its own included */
function sectionSymbol(
  document: Document,
  section: AlignedSection,
  fields: FieldSymbols,
  levels: number,
): DocumentSymbol {
  const chunk = document.chunks[section.chunk];
  const line = chunk?.line ?? 0;
  const own = ownSpan(document, section);
  const lines = chunk?.facts.lines ?? document.lines;
  const source = (): string => firstLine(chunk?.facts.text.slice(own.start, own.end) ?? "").trim();
  const below = levels > 1 ? section.children.slice(0, MOST) : [];
  const children = [
    ...(fields.get(section) ?? []).map((symbol) => moved(symbol, line)),
    ...below.map((child) => sectionSymbol(document, child, fields, levels - 1)),
  ];
  return nested({
    name: section.title.trim() || source() || "#",
    detail: templateName(section),
    kind: section.parent === undefined ? "document" : section.schema?.entry ? "entry" : "section",
    range: movedRange(lines.rangeOf(own), line),
    selectionRange: movedRange(lines.rangeOf(section.name), line),
    children,
  });
}

/** A symbol some lines further on. Chunks start where lines do, so that characters stay. */
function moved(symbol: DocumentSymbol, by: number): DocumentSymbol {
  const { name, detail, kind, range, selectionRange, children } = symbol;
  return {
    name,
    detail,
    kind,
    range: movedRange(range, by),
    selectionRange: movedRange(selectionRange, by),
    children: children.length > 0 ? children.map((child) => moved(child, by)) : NONE,
  };
}

const NONE: readonly DocumentSymbol[] = [];

function movedRange({ start, end }: Range, by: number): Range {
  return {
    start: { line: start.line + by, character: start.character },
    end: { line: end.line + by, character: end.character },
  };
}

function fieldSymbol(facts: ChunkFacts, field: AlignedField): DocumentSymbol {
  const { fact } = field;
  const value = facts.text.slice(fact.inline.start, fact.inline.end);
  return nested({
    name: fact.label.trim() || field.schema.label,
    // A value that looks like a secret is shown nowhere but in the text itself.
    detail: withoutSecrets(firstLine(value)),
    kind: "field",
    range: facts.lines.rangeOf(fact.span),
    selectionRange: facts.lines.rangeOf(fact.name),
    children: field.fields.map((child) => fieldSymbol(facts, child)),
  });
}

/** The section's own text in its chunk, without what headings below it hold. */
function ownSpan(document: Document, section: AlignedSection): Span {
  if (section.label) return section.label.span;
  if (section.fence) return section.fence.span;
  const facts = document.chunks[section.chunk]?.facts;
  const start = facts?.heading?.span.start ?? 0;
  return { start, end: Math.max(start, facts?.text.trimEnd().length ?? 0) };
}

function templateName(section: AlignedSection): string {
  if (!section.schema || section.schema.entry || section.parent === undefined) return "";
  return section.match === "same" ? "" : section.schema.title;
}

/** Widens a symbol until it holds its children, and cuts its selection to what is left inside. */
function nested(symbol: DocumentSymbol): DocumentSymbol {
  const { name, detail, kind, range, selectionRange } = symbol;
  const children = [...symbol.children].sort(
    (a, b) => order(a.range.start, b.range.start) || order(b.range.end, a.range.end),
  );
  let { start, end } = range;
  for (const child of children) {
    start = earlier(start, child.range.start);
    end = later(end, child.range.end);
  }
  const from = earlier(later(selectionRange.start, start), end);
  const to = earlier(later(selectionRange.end, from), end);
  return { name, detail, kind, range: { start, end }, selectionRange: { start: from, end: to }, children };
}

/** Less than 0 if a position stands before another, and more if behind. */
function order(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}

function earlier(one: Position, other: Position): Position {
  return order(one, other) <= 0 ? one : other;
}

function later(one: Position, other: Position): Position {
  return order(one, other) >= 0 ? one : other;
}
