import type { Profile, Severity } from "./settings.ts";

/** The name of the configuration file; the nearest one upward from a document holds for it. */
export const CONFIG_NAME = "mechanism.config.json";

/** The files that a search for documents takes if the configuration doesn't say. */
export const DEFAULT_FILES: readonly string[] = ["**/MECHANISM.md"];

/** Where the document about the standard stack stands, below the nearest folder that has one. */
export const STACK_PATH = "docs/core/tech-stack.md";

/** A value for the documents that a glob matches. Of several, the first that matches holds. */
export interface ByGlob<Value> {
  readonly glob: string;
  readonly value: Value;
}

/** A value and where the file writes it. */
export interface Placed<Value> {
  readonly value: Value;
  /** UTF-16 offset in the file's text. */
  readonly offset: number;
  /** In UTF-16 code units. */
  readonly length: number;
}

/** What is wanted of one rule; without a severity for a document, the rule's own holds. */
export interface RuleSetting {
  /** Everywhere that no override matches. */
  readonly severity: Severity | "off" | undefined;
  readonly overrides: readonly ByGlob<Severity | "off">[];
}

/** What an organisation has settled once about a technology. Dates are year-month-day. */
export interface StandingApproval {
  readonly technology: string;
  readonly by: string;
  readonly date: string;
  readonly area?: string;
  readonly scope?: string;
  readonly until?: string;
}

/** How approvals are asked for and recorded. What isn't said isn't there. */
export interface ApprovalConfig {
  /** After so many days without an answer a request is overdue. */
  readonly patienceDays?: number;
  /** The address that e-mails with requests go to. */
  readonly email?: string;
  /** The repository on GitHub whose issues are requests: `owner/name`. */
  readonly repository?: string;
  /** Whether an approval needs a link that shows it. */
  readonly evidence?: boolean;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What one configuration file says. What it doesn't say, or says in a way that can't be used, isn't there. */
export interface Config {
  /** Other configuration files to start from, as written. */
  readonly extends?: readonly Placed<string>[];
  readonly files?: readonly string[];
  readonly ignore?: readonly string[];
  /** Relative to the file that writes it; a whole path once the file was resolved. */
  readonly template?: string;
  /** Relative to the file that writes it; a whole path once the file was resolved. */
  readonly stack?: string;
  /** One profile for all documents is written as the glob `**`. */
  readonly profile?: readonly ByGlob<Profile>[];
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  readonly approvers?: readonly string[];
  readonly approval?: ApprovalConfig;
  readonly standingApprovals?: readonly StandingApproval[];
  /** Names, such as those of clients, that stand in the document of that name and in no other. */
  readonly confidentialNames?: readonly string[];
}

/** Something in a configuration file that can't be used; the rest of the file holds. */
export interface ConfigProblem {
  /** UTF-16 offset in the file's text. */
  readonly offset: number;
  /** In UTF-16 code units. */
  readonly length: number;
  /** Says what was found and what was expected. */
  readonly message: string;
}
