import type { Profile } from "../config/settings.ts";
import { chunkRange } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import type { Range, Span } from "../document/positions.ts";
import { contains } from "../document/positions.ts";
import { ruleById } from "../rules/index.ts";
import { askedFor } from "../rules/ownership.ts";
import { type Finding, factsOf } from "../rules/rule.ts";
import { type AlignedField, type AlignedSection, fieldsOf, lastChunk } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import { isRequired, type SchemaField, type SchemaSection } from "../template/schema.ts";
import type { Analysis } from "./analysis.ts";
import { messageOf } from "./diagnostics.ts";

/** How far a part of a document is. */
export type State = "filled" | "open" | "missing" | "not-applicable";

/** A section, entry or field in the outline of a document. */
export interface OutlineNode {
  readonly title: string;
  /** What it means to the rules; empty for nothing. */
  readonly role: string;
  readonly kind: "document" | "section" | "entry" | "field";
  readonly state: State;
  /** The whole part; for something missing the place of its parent's name. */
  readonly range: Range;
  /** What to select when it is revealed. */
  readonly selection: Range;
  /** The template's path of the section, and the label of the field; empty for the author's own parts. */
  readonly path: string;
  /** What the template says about it, for tooltips. */
  readonly about: string;
  /** How many of the required parts below it, itself included if it is one, are filled or not applicable. */
  readonly done: number;
  readonly required: number;
  /** How many open items lie in it. */
  readonly openItems: number;
  readonly children: readonly OutlineNode[];
}

/** An open item: an unsuppressed finding of structure with severity error or warning, or one of unfilled text. */
export interface OpenItem {
  readonly rule: string;
  readonly message: string;
  readonly range: Range;
}

/** The outline of a document, with what waits for the author. */
export interface Outline {
  readonly recognised: boolean;
  readonly profile: Profile;
  readonly root: OutlineNode;
  readonly openItems: readonly OpenItem[];
  /** Filled or not applicable, of the required sections and fields. */
  readonly done: number;
  readonly required: number;
}

export function outline(analysis: Analysis): Outline {
  const open = openFindings(analysis);
  const root = new OutlineBuilder(analysis, open).section(analysis.alignment.root);
  const openItems = open.map((finding) => ({
    rule: finding.rule,
    message: messageOf(finding),
    range: rangeOf(analysis, finding.chunk, finding.span),
  }));
  const { recognised } = analysis.alignment;
  return { recognised, profile: analysis.settings.profile, root, openItems, done: root.done, required: root.required };
}

/** The findings that are open items, by position. The tree, the badge, the status and the navigation use this one list. */
export function openFindings(analysis: Analysis): Finding[] {
  return analysis.findings.filter(({ rule: id, severity }) => {
    const rule = ruleById(id);
    return rule?.unfilled === true || (rule?.structure === true && (severity === "error" || severity === "warning"));
  });
}

class OutlineBuilder {
  readonly #analysis: Analysis;
  /** The open items by the index of their chunk. */
  readonly #open = new Map<number, Finding[]>();

  constructor(analysis: Analysis, open: readonly Finding[]) {
    this.#analysis = analysis;
    for (const one of open) {
      const beside = this.#open.get(one.chunk);
      if (beside) beside.push(one);
      else this.#open.set(one.chunk, [one]);
    }
  }

  section(section: AlignedSection): OutlineNode {
    const { schema } = section;
    const facts = this.#facts(section);
    const missing = askedFor(section.missingFields, section, facts);
    const children = [
      ...inOrder(
        fieldsOf(section, facts)
          .filter((field) => field.schema.text === undefined)
          .map((field) => [field.schema, this.#field(section, field)]),
        missing.map((field) => [field, this.#missingField(section, field)]),
        schema?.fields ?? [],
      ),
      ...inOrder(
        section.children.map((child) => [child.schema, this.section(child)]),
        section.missingSections.map((child) => [child, this.#missingSection(section, child)]),
        schema?.children ?? [],
      ),
    ];
    const range = rangeOf(this.#analysis, section.chunk, this.#span(section));
    const openItems =
      this.#openIn(section) + children.reduce((sum, child) => sum + (child.kind === "field" ? 0 : child.openItems), 0);
    const own = section.notApplicable ? "not-applicable" : openItems > 0 || children.some(isOpen) ? "open" : "filled";
    const isRequiredHere = section.parent !== undefined && schema !== undefined && isRequired(schema);
    const isPart = isRequiredHere && schema.fields.every((field) => !field.required) && schema.children.length === 0;
    const parts = isRequiredHere ? requiredParts(schema) : 0;
    const counts = section.notApplicable ? { done: parts, required: parts } : total(children, isPart ? own : undefined);
    return {
      title: section.title,
      role: schema?.role ?? "",
      kind: section.parent === undefined ? "document" : schema?.entry ? "entry" : "section",
      state: own,
      range,
      selection: rangeOf(this.#analysis, section.chunk, section.name),
      path: schema?.path ?? "",
      about: schema?.about ?? "",
      ...counts,
      openItems,
      children,
    };
  }

  #field(section: AlignedSection, field: AlignedField): OutlineNode {
    const facts = this.#facts(section);
    const value = field.fact.inline.end > field.fact.inline.start ? field.fact.inline : field.fact.blocks[0]?.span;
    const absent =
      value && absenceOf(facts.text.slice(value.start, value.end), this.#analysis.context.schema.conventions);
    const children = inOrder(
      field.fields
        .filter((below) => below.schema.text === undefined)
        .map((below) => [below.schema, this.#field(section, below)]),
      askedFor(field.missing, section, facts).map((missing) => [missing, this.#missingField(section, missing)]),
      field.schema.fields,
    );
    const openItems = this.#openAt(section).filter((one) => contains(field.fact.span, one.span)).length;
    const state = absent
      ? "not-applicable"
      : openItems > 0 || value === undefined || children.some(isOpen)
        ? "open"
        : "filled";
    const isPart = field.schema.required && children.every((child) => child.required === 0);
    return {
      title: field.schema.label,
      role: field.schema.role,
      kind: "field",
      state,
      range: rangeOf(this.#analysis, section.chunk, field.fact.span),
      selection: rangeOf(this.#analysis, section.chunk, value ?? field.fact.name),
      path: section.schema?.path ?? "",
      about: field.schema.about,
      ...total(children, isPart ? state : undefined),
      openItems,
      children,
    };
  }

  #missingField(section: AlignedSection, field: SchemaField): OutlineNode {
    return this.#missing(
      section,
      field.label,
      "field",
      section.schema?.path ?? "",
      field.role,
      field.about,
      fieldParts(field),
    );
  }

  #missingSection(parent: AlignedSection, section: SchemaSection): OutlineNode {
    return this.#missing(
      parent,
      section.title,
      "section",
      section.path,
      section.role,
      section.about,
      requiredParts(section),
    );
  }

  #missing(
    parent: AlignedSection,
    title: string,
    kind: "section" | "field",
    path: string,
    role: string,
    about: string,
    required: number,
  ): OutlineNode {
    const range = rangeOf(this.#analysis, parent.chunk, parent.name);
    return {
      title,
      role,
      kind,
      state: "missing",
      range,
      selection: range,
      path,
      about,
      done: 0,
      required,
      openItems: 0,
      children: [],
    };
  }

  #openIn(section: AlignedSection): number {
    if (section.shape === "fence") return 0;
    if (section.label) {
      const { span } = section.label;
      return this.#openAt(section).filter((one) => contains(span, one.span)).length;
    }
    const labels = section.children.flatMap((child) => (child.label ? [child.label.span] : []));
    return this.#openAt(section).filter((one) => !labels.some((label) => contains(label, one.span))).length;
  }

  #openAt({ chunk }: AlignedSection): readonly Finding[] {
    return this.#open.get(chunk) ?? [];
  }

  #span(section: AlignedSection): Span {
    if (section.label) return section.label.span;
    if (section.fence) return section.fence.span;
    const { chunks } = this.#analysis.document;
    const [first, last] = [chunks[section.chunk], chunks[lastChunk(section)]];
    const end = (last?.start ?? 0) + (last?.facts.text.trimEnd().length ?? 0);
    return { start: 0, end: end - (first?.start ?? 0) };
  }

  #facts(section: AlignedSection): ChunkFacts {
    return factsOf(this.#analysis.context, section);
  }
}

/** Puts what is missing where the template has it: behind what comes before it there and is present. */
function inOrder<Schema>(
  present: readonly (readonly [Schema | undefined, OutlineNode])[],
  missing: readonly (readonly [Schema, OutlineNode])[],
  order: readonly Schema[],
): OutlineNode[] {
  const all = [...present];
  for (const one of missing) {
    const earlier = order.slice(0, order.indexOf(one[0]));
    const at = all.findLastIndex(([schema]) => schema !== undefined && earlier.includes(schema));
    all.splice(at + 1, 0, one);
  }
  return all.map(([, node]) => node);
}

function isOpen(node: OutlineNode): boolean {
  return node.state === "open" || node.state === "missing";
}

function total(children: readonly OutlineNode[], own: State | undefined): { done: number; required: number } {
  const isDone = own === "filled" || own === "not-applicable";
  return {
    done: children.reduce((sum, child) => sum + child.done, isDone ? 1 : 0),
    required: children.reduce((sum, child) => sum + child.required, own ? 1 : 0),
  };
}

/** How many parts of a section have to be filled. */
function requiredParts(section: SchemaSection): number {
  const own = section.fields.filter((field) => field.required).reduce((sum, field) => sum + fieldParts(field), 0);
  const below = section.children
    .filter((child) => isRequired(child))
    .reduce((sum, child) => sum + requiredParts(child), 0);
  return Math.max(1, own + below);
}

/** A field counts once, or once for each of the fields below it. */
function fieldParts(field: SchemaField): number {
  const below = field.fields.filter((one) => one.required);
  return Math.max(
    1,
    below.reduce((sum, one) => sum + fieldParts(one), 0),
  );
}

function rangeOf(analysis: Analysis, index: number, span: Span): Range {
  const chunk = analysis.document.chunks[index];
  return chunk ? chunkRange(analysis.document, chunk, span) : analysis.document.lines.rangeOf({ start: 0, end: 0 });
}
