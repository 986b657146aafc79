import type { Settings } from "../config/settings.ts";
import type { Document } from "../document/document.ts";
import type { Finding, RuleContext } from "../rules/rule.ts";
import type { Alignment } from "../template/alignment.ts";
import type { Readings } from "../template/readings.ts";
import type { Checking } from "./check.ts";

/** What the analysis of the next version needs of one before. */
export interface Earlier {
  readonly document: Document;
  readonly alignment: Alignment;
  /** What the sections hold, as far as somebody asked. */
  readonly readings: Readings;
  /** Runs the rules in parts before somebody asks for the findings. */
  readonly checking: Checking;
}

/** Everything that is known about one version of a document. A value: features read it, nothing changes it. */
export interface Analysis extends Earlier {
  readonly settings: Settings;
  readonly context: RuleContext;
  /** Unsuppressed findings, by position and rule. The rules run when they are asked for first. */
  readonly findings: readonly Finding[];
  /** The version before much of the document was swallowed. */
  readonly former: Earlier | undefined;
}
