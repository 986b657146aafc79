import { DEFAULT_SETTINGS, type Settings } from "./config/settings.ts";
import { readDocument, updateDocument } from "./document/document.ts";
import type { Analysis } from "./features/analysis.ts";
import { check, FindingCache } from "./features/check.ts";
import type { RuleContext } from "./rules/rule.ts";
import { align } from "./template/align.ts";
import { deriveSchema } from "./template/deriveSchema.ts";
import type { Schema } from "./template/schema.ts";

/** What a document is read with. All values: the core asks for no clock, file or setting by itself. */
export interface AnalyseOptions {
  readonly settings?: Settings;
  /** Today as year-month-day. */
  readonly today?: string;
  /** An analysis of the text before an edit; only what the edit touched is read again. */
  readonly previous?: Analysis;
}

/** The engine: synchronous and pure, the same in the language server, the command line and a web worker. */
export interface MechanismService {
  /** What the template asks for; `schema.problems` says what in the template can't be used. */
  readonly schema: Schema;
  /** Reads and checks a text. Total: any text gives an analysis. */
  analyse(text: string, options?: AnalyseOptions): Analysis;
}

/**
 * Makes the engine for one template.
 *
 * @param template the text of an annotated template
 */
export function createMechanismService(template: string): MechanismService {
  const schema = deriveSchema(template);
  const cache = new FindingCache();
  return {
    schema,
    analyse(text, { settings = DEFAULT_SETTINGS, today, previous } = {}) {
      const document = previous ? updateDocument(previous.document, text) : readDocument(text);
      const alignment = align(document, schema);
      const context: RuleContext = { document, alignment, schema, profile: settings.profile, today };
      return { document, alignment, settings, context, findings: check(context, settings, cache, "") };
    },
  };
}
