import type { Span } from "../document/positions.ts";

/** What a technology is, as far as a choice in the stack depends on it. One can be several. */
export type TechnologyKind =
  | "language"
  | "runtime"
  /** A framework for what users see. */
  | "frontend"
  /** A framework for servers. */
  | "backend"
  /** A database that a mission can keep its data in; no cache, queue or search index. */
  | "database"
  /** A place where programs or databases run. */
  | "hosting"
  /** A provider or product of large language models. */
  | "llm"
  /** Anything else that is known by name: libraries, tools, services. */
  | "other";

/** A technology that is known by name. */
export interface Technology {
  /** Lower case, final: the name without spaces, dots and signs, such as `nextjs`. */
  readonly id: string;
  /** As it is written, such as `Next.js`. */
  readonly name: string;
  readonly kinds: readonly TechnologyKind[];
  /** Runs at its maker's only, so that nobody chooses its version: Airtable, Supabase. */
  readonly hosted: boolean;
}

/** A version as people write it behind a name: `14`, `3.11+`, `v15.2`, `14.0.0 or later`, `latest stable`. */
export interface VersionMention {
  /** The number, or the words that stand for it, in UTF-16 offsets of the text that was read. */
  readonly span: Span;
  /** As written, with what stands around the number: `v15.2`, `14.0.0 or later`. */
  readonly text: string;
  /** The numbers, such as `3.11`; empty for "latest". */
  readonly number: string;
  /** "+", "or later", "≥": this version or a later one. */
  readonly orLater: boolean;
}

/** A technology that a text names. */
export interface Mention {
  readonly technology: Technology;
  /** UTF-16 offsets of the name in the text that was read. */
  readonly span: Span;
  /** The version beside the name; nothing if there is none. */
  readonly version: VersionMention | undefined;
}
