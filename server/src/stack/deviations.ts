import type { CommentFact } from "../document/facts.ts";
import { contains, type Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { Readings, SectionReader } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import { type ApprovalLine, readApproval } from "./approval.ts";
import { type EarlierDecision, earlierDecisions } from "./decisions.ts";
import { type ApprovalRecord, readRecord } from "./record.ts";
import { mentionsIn } from "./technologies.ts";
import type { Technology } from "./technology.ts";

/** One entry of the deviations, whatever shape it has. Spans are UTF-16 offsets in its chunk. */
export interface Deviation {
  readonly section: AlignedSection;
  readonly chunk: number;
  /** The number in its heading; nothing if it has none. */
  readonly number: number | undefined;
  /** What its heading says behind the number: "Backend Framework". */
  readonly area: string;
  readonly standard: FieldValue | undefined;
  readonly actual: FieldValue | undefined;
  readonly reason: FieldValue | undefined;
  readonly approval: FieldValue | undefined;
  readonly line: ApprovalLine;
  /** The decisions before, newest first. */
  readonly earlier: readonly EarlierDecision[];
  /** What Standard and Actual name. */
  readonly standardTechnologies: readonly Technology[];
  readonly technologies: readonly Technology[];
  /** The roles of the parts of the stack that its heading names, such as `stack.database`; empty if it names none. */
  readonly areas: readonly string[];
  readonly record: { readonly value: ApprovalRecord; readonly span: Span } | undefined;
  /** Comments that want to be a record and can't be read, or stand behind the first. */
  readonly strayRecords: readonly Span[];
}

/** The deviations of a document, in its order. */
export function deviationsIn(readings: Readings): Deviation[] {
  const found = readings.gather(DEVIATIONS);
  return found.flatMap(({ section, chunk, facts, values }, i) => {
    const next = found.slice(i + 1).find((one) => one.chunk === chunk && one.section.fence);
    const records = recordsOf(facts.comments, section, next?.section);
    const [first] = records.filter((one) => one.record !== null);
    return values.map((one): Deviation => {
      return {
        ...one,
        section,
        chunk,
        record: first?.record ? { value: first.record, span: first.span } : undefined,
        strayRecords: records.filter((other) => other !== first).map((other) => other.span),
      };
    });
  });
}

type DeviationRead = Omit<Deviation, "section" | "chunk" | "record" | "strayRecords">;

const DEVIATIONS: SectionReader<DeviationRead> = {
  isAbout: ({ schema, untouched }) => schema?.role === "deviation" && !untouched,
  read(facts, section, schema) {
    const values = valuesOf(section, facts, schema.conventions);
    const value = (role: string): FieldValue | undefined => values.find((one) => one.schema.role === role);
    const approval = value("deviation.approval");
    const title = titleOf(section.title);
    return [
      {
        ...title,
        standard: value("deviation.standard"),
        actual: value("deviation.actual"),
        reason: value("deviation.reason"),
        approval,
        line: readApproval(approval?.text ?? ""),
        earlier: approval ? earlierDecisions(facts.text, approval.span.start) : [],
        standardTechnologies: named(value("deviation.standard")),
        technologies: named(value("deviation.actual")),
        areas: areasNamed(title.area, schema),
      },
    ];
  },
};

/** The roles of the parts of the stack whose names a text holds as words. */
export function areasNamed(text: string, schema: Schema): string[] {
  const words = ` ${normaliseName(text)} `;
  const areas = schema.sections.filter(
    (section) => section.role.startsWith("stack.") && section.role !== "stack.services",
  );
  return areas
    .filter((section) => [section.name, ...section.aliases].some((name) => words.includes(` ${name} `)))
    .map((section) => section.role);
}

/** "Deviation 1: Backend Framework" is number 1 about "Backend Framework". */
function titleOf(title: string): { readonly number: number | undefined; readonly area: string } {
  const match = /^[^\d:–—-]*(\d+)?\s*[:.)–—-]?\s*(.*)$/su.exec(title);
  const number = match?.[1];
  return { number: number === undefined ? undefined : Number(number), area: (match?.[2] ?? title).trim() };
}

function named(value: FieldValue | undefined): Technology[] {
  return [...new Set(mentionsIn(value?.text ?? "").map((mention) => mention.technology))];
}

/**
 * The records in an entry: in its chunk, and for entries in fences up to the next such fence.
 *
 * @param next the entry in the next fence of the chunk
 */
function recordsOf(
  comments: readonly CommentFact[],
  { fence }: AlignedSection,
  next: AlignedSection | undefined,
): { readonly record: ApprovalRecord | null; readonly span: Span }[] {
  const own: Span = { start: fence?.span.start ?? 0, end: next?.fence?.span.start ?? Number.MAX_SAFE_INTEGER };
  return comments.flatMap(({ text, span }) => {
    const record = contains(own, span) ? readRecord(text) : undefined;
    return record === undefined ? [] : [{ record, span }];
  });
}
