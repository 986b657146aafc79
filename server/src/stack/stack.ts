import type { Technology, TechnologyKind } from "./technology.ts";

/*
 * The standard stack, as its document says it: which technologies a mission uses unless somebody approves another. All
 * lines are 0-based lines of that document.
 */

/** What can be chosen for a part of the stack, by the role of the template's section. */
export const AREA_KINDS: Readonly<Record<string, readonly TechnologyKind[]>> = {
  "stack.frontend": ["frontend"],
  "stack.backend": ["backend", "frontend"],
  "stack.database": ["database"],
};

/** One of the technologies that an area may use. */
export interface StackChoice {
  /** As written, without the mark of its place ("Option 1:", "(default)"): "Python (FastAPI or Django)". */
  readonly title: string;
  /** The frameworks or databases that it names; those of its title if it has no field for them. */
  readonly technologies: readonly Technology[];
  readonly languages: readonly Technology[];
  /** Where it runs; empty if the document doesn't say. */
  readonly hosting: readonly Technology[];
  /** When to use it, one condition each, as written. */
  readonly useWhen: readonly string[];
  /** Reasons that the document gives for it, as written. */
  readonly reasons: readonly string[];
  readonly line: number;
}

/** A part of the stack that the document settles, such as the database. The first choice is the default. */
export interface StackArea {
  /** The role of the template's section that it stands for, such as `stack.database`. */
  readonly role: string;
  readonly title: string;
  readonly choices: readonly StackChoice[];
  readonly line: number;
}

/** The lowest version that is recommended. */
export interface StackMinimum {
  readonly technology: Technology;
  /** As written, without the sign: `0.104.0`. */
  readonly version: string;
  readonly line: number;
}

/** A limit in a "use when" line: "Fewer than 5 tables". */
export interface StackLimit {
  readonly technology: Technology;
  readonly measure: "tables" | "records";
  /** The choice fits below this number. */
  readonly below: number;
  readonly line: number;
}

/** Which large language models may be used how. */
export interface LlmPolicy {
  /** What the document says about work inside the team; empty if it doesn't. */
  readonly internal: string;
  /** The technologies that work inside the team uses, such as Claude Code. */
  readonly tools: readonly Technology[];
  /** What it says about features for clients. */
  readonly client: string;
  readonly line: number;
}

/** A part of the document that could not be read as anything of the above. */
export interface SkippedPart {
  readonly title: string;
  readonly line: number;
}

export interface StandardStack {
  /** The document's path as users know it; nothing for the built-in one. */
  readonly source: string | undefined;
  /** The day on which the document was last changed, as it says itself: year-month-day. */
  readonly date: string | undefined;
  readonly areas: readonly StackArea[];
  readonly minimums: readonly StackMinimum[];
  readonly limits: readonly StackLimit[];
  readonly llm: LlmPolicy | undefined;
  /** What a deviation can be approved for, as written; of an item with a label the label. */
  readonly grounds: readonly string[];
  readonly approvers: readonly string[];
  readonly skipped: readonly SkippedPart[];
}
