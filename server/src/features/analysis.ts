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

/**
 * Everything that is known about one version of a document. A value: features read it, nothing changes it.
 *
 * A class for the same reason as WatchedContext.
 */
export class Analysis implements Earlier {
  readonly document: Document;
  readonly alignment: Alignment;
  readonly readings: Readings;
  readonly checking: Checking;
  readonly context: RuleContext;
  readonly settings: Settings;
  /** The version before much of the document was swallowed. */
  readonly former: Earlier | undefined;

  constructor(context: RuleContext, settings: Settings, checking: Checking, former: Earlier | undefined) {
    this.document = context.document;
    this.alignment = context.alignment;
    this.readings = context.readings;
    this.checking = checking;
    this.context = context;
    this.settings = settings;
    this.former = former;
  }

  /** Unsuppressed findings, by position and rule. The rules run when they are asked for first. */
  get findings(): readonly Finding[] {
    return this.checking.findings;
  }
}
