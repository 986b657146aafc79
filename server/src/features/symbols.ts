import type { Document } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { firstLine } from "../document/lines.ts";
import type { Range, Span } from "../document/positions.ts";
import { shift } from "../document/positions.ts";
import { withoutSecrets } from "../document/secrets.ts";
import type { AlignedField, AlignedSection } from "../template/alignment.ts";
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
 * without a title has its sections at the top.
 */
export function symbols(analysis: Analysis): DocumentSymbol[] {
  const { document, alignment, readings } = analysis;
  const { root } = alignment;
  const fields: FieldNodes = new Map(readings.gather(FIELDS).map(({ section, values }) => [section, values]));
  const tops = root.depth > 0 ? [root] : root.children;
  const nodes = tops.map((section) => sectionNode(document, section, fields));
  return nodes.map((node) => toSymbol(document, node));
}

/** A symbol with offsets in the document in place of positions. */
interface Node {
  readonly name: string;
  readonly detail: string;
  readonly kind: DocumentSymbol["kind"];
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly Node[];
}

/** The fields of sections, with offsets in their chunks. */
type FieldNodes = ReadonlyMap<AlignedSection, readonly Node[]>;

const FIELDS: SectionReader<Node> = {
  isAbout: () => true,
  read: (facts, section) =>
    section.fields.filter((field) => field.schema.text === undefined).map((field) => fieldNode(facts, field)),
};

function sectionNode(document: Document, section: AlignedSection, fields: FieldNodes): Node {
  const chunk = document.chunks[section.chunk];
  const origin = chunk?.start ?? 0;
  const children = [
    ...(fields.get(section) ?? []).map((node) => moved(node, origin)),
    ...section.children.map((child) => sectionNode(document, child, fields)),
  ];
  const local = ownSpan(document, section);
  const own = shift(local, origin);
  const source = (): string => firstLine(chunk?.facts.text.slice(local.start, local.end) ?? "").trim();
  return nested({
    name: section.title.trim() || source() || "#",
    detail: templateName(section),
    kind: section.parent === undefined ? "document" : section.schema?.entry ? "entry" : "section",
    span: own,
    selection: shift(section.name, origin),
    children,
  });
}

function moved(node: Node, by: number): Node {
  const children = node.children.map((child) => moved(child, by));
  return { ...node, span: shift(node.span, by), selection: shift(node.selection, by), children };
}

function fieldNode(facts: ChunkFacts, field: AlignedField): Node {
  const { fact } = field;
  const value = facts.text.slice(fact.inline.start, fact.inline.end);
  return nested({
    name: fact.label.trim() || field.schema.label,
    // A value that looks like a secret is shown nowhere but in the text itself.
    detail: withoutSecrets(firstLine(value)),
    kind: "field",
    span: fact.span,
    selection: fact.name,
    children: field.fields.map((child) => fieldNode(facts, child)),
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

/** Widens a node until it holds its children, and cuts its selection to what is left inside. */
function nested(node: Node): Node {
  const children = [...node.children].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const span = {
    start: Math.min(node.span.start, ...children.map((child) => child.span.start)),
    end: Math.max(node.span.end, ...children.map((child) => child.span.end)),
  };
  const start = Math.min(Math.max(node.selection.start, span.start), span.end);
  return {
    ...node,
    children,
    span,
    selection: { start, end: Math.min(Math.max(node.selection.end, start), span.end) },
  };
}

function toSymbol(document: Document, node: Node): DocumentSymbol {
  const { name, detail, kind } = node;
  return {
    name,
    detail,
    kind,
    range: document.lines.rangeOf(node.span),
    selectionRange: document.lines.rangeOf(node.selection),
    children: node.children.map((child) => toSymbol(document, child)),
  };
}
