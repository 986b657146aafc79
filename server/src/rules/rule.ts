import type { Policy } from "../config/policy.ts";
import type { Profile, Severity } from "../config/settings.ts";
import type { Workspace } from "../config/workspace.ts";
import type { Chunk, Document } from "../document/document.ts";
import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import type { StackModel } from "../stack/model.ts";
import type { SystemModel } from "../system/model.ts";
import type { AlignedSection, Alignment } from "../template/alignment.ts";
import type { Readings } from "../template/readings.ts";
import type { Schema } from "../template/schema.ts";

/** What a check may know besides the part that it looks at. All values, no access to anything outside. */
export interface RuleContext {
  /**
   * The text and its chunks. A document rule that asks for it runs again with every change of the text; most need only
   * facts, readings and definitions.
   */
  readonly document: Document;
  readonly alignment: Alignment;
  readonly schema: Schema;
  /** What the sections hold, by readers: a document rule runs again when something that it gathered is new. */
  readonly readings: Readings;
  /** Normalised labels of all link definitions. */
  readonly definitions: ReadonlySet<string>;
  readonly profile: Profile;
  /** Today as year-month-day; nothing that depends on it is reported without it. */
  readonly today: string | undefined;
  /** The standard stack, and who may approve another. */
  readonly policy: Policy;
  /** What the document says about technologies. */
  readonly technologies: StackModel;
  /** The system that the document describes: schema, interface, services, settings. */
  readonly system: SystemModel;
  /** The files around the document; nothing where no workspace folder is known, and for section rules. */
  readonly workspace: Workspace | undefined;
}

/** A place of the document that a finding is also about. Spans are in the chunk. */
export interface RelatedPlace {
  readonly chunk: number;
  readonly span: Span;
  readonly message: string;
}

/** A line of the document about the standard stack that a finding is also about, from 0. */
export interface RelatedStackLine {
  readonly stackLine: number;
  readonly message: string;
}

/** Another file of the workspace that a finding is also about. */
export interface RelatedFile {
  /** From the workspace folder. */
  readonly path: string;
  readonly message: string;
}

export type Related = RelatedPlace | RelatedStackLine | RelatedFile;

/** A fact that a rule reports: where, and the data that its words and fixes are derived from. */
export interface Found<Data> {
  /** The chunk, by index; the chunk of the section that was checked if it isn't given. */
  readonly chunk?: number;
  /** UTF-16 offsets in the chunk. */
  readonly span: Span;
  readonly data: Data;
  /** Only where it differs from the rule's. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
}

/** A finding of a rule in a document. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly chunk: number;
  /** UTF-16 offsets in the chunk. */
  readonly span: Span;
  readonly data: unknown;
  readonly related: readonly Related[];
}

/** One replacement in a document. */
export interface Edit {
  /** UTF-16 offsets in the document. */
  readonly span: Span;
  /** Lines end with `\n`; whoever applies the edit writes the document's own line ending. */
  readonly text: string;
}

/**
 * How far a fix may go. A mechanical one changes no word, date, heading or approval, and may run on save. A safe one
 * inserts, takes the template's name or removes text that equals the template's, and may run for all of a rule. A
 * choice may replace an author's text: its title says what goes, and it never runs unasked.
 */
export type FixKind = "mechanical" | "safe" | "choice";

export interface Fix {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly Edit[];
}

/** A finding as a fix sees it. */
export interface FixTarget<Data> {
  readonly chunk: Chunk;
  /** Where the chunk stands among those of the document. */
  readonly index: number;
  /** The section that holds the finding. */
  readonly section: AlignedSection;
  /** UTF-16 offsets in the document. */
  readonly span: Span;
  readonly data: Data;
}

/** What makes a rule. `check` sees facts and roles, never a syntax tree. */
export interface RuleSpec<Data> {
  /** Names the pattern that is wrong, and reads well behind "allow". Final: suppressions refer to it. */
  readonly id: string;
  /** `section` rules see one section and are cached with it; `document` rules see the whole document by its root. */
  readonly scope: "section" | "document";
  readonly severity: { readonly draft: Severity; readonly handoff: Severity };
  /** Part of "Structure": its errors and warnings are open items. */
  readonly structure?: boolean;
  /** Part of "Unfilled text": its findings are open items at any severity. */
  readonly unfilled?: boolean;
  /**
   * Finds what is wrong.
   *
   * @param facts those of the section; none for `document` rules, which ask `factsOf` for what they need: so it is known
   * which of them run again after an edit
   * @param section the root for `document` rules
   */
  check(facts: ChunkFacts, section: AlignedSection, context: RuleContext): Iterable<Found<Data>>;
  /** Says what was found and what was expected, in a sentence. */
  message(data: Data): string;
  fixes?(target: FixTarget<Data>, context: RuleContext): readonly Fix[];
}

/** A rule as the engine sees it. */
export interface Rule extends Omit<RuleSpec<unknown>, "message" | "fixes"> {
  message(data: unknown): string;
  fixes(target: FixTarget<unknown>, context: RuleContext): readonly Fix[];
}

/** Makes a rule; its data is its own business from here on. */
export function defineRule<Data>(spec: RuleSpec<Data>): Rule {
  return {
    ...spec,
    message: (data) => spec.message(data as Data),
    fixes: (target, context) => spec.fixes?.(target as FixTarget<Data>, context) ?? [],
  };
}

/** The facts of the chunk that holds a section. */
export function factsOf(context: RuleContext, section: AlignedSection): ChunkFacts {
  const facts = context.readings.factsAt(section.chunk);
  if (!facts) throw new RangeError(`There is no chunk ${section.chunk}.`);
  return facts;
}

export function sliceOf(facts: ChunkFacts, span: Span): string {
  return facts.text.slice(span.start, span.end);
}
