import { DEFAULT_SETTINGS, type Settings } from "./config/settings.ts";
import { readDocument, updateDocument } from "./document/document.ts";
import type { Analysis } from "./features/analysis.ts";
import { check, FindingCache } from "./features/check.ts";
import type { RuleContext } from "./rules/rule.ts";
import { align } from "./template/align.ts";
import { deriveSchema } from "./template/deriveSchema.ts";
import type { InheritedTemplate } from "./template/inherit.ts";
import type { Schema } from "./template/schema.ts";

/** What a document is read with. All values: the core asks for no clock, file or setting by itself. */
export interface AnalyseOptions {
  readonly settings?: Settings;
  /** Today as year-month-day. */
  readonly today?: string;
  /** An analysis of the text before an edit; only what the edit touched is read again. */
  readonly previous?: Analysis;
}

/** Where a template comes from, for those who want to know. */
export interface TemplateOrigin {
  /** A file's name, or that the template is the built-in one. */
  readonly source: string;
  /** What a template without annotations took from the built-in one. */
  readonly inherited: InheritedTemplate | undefined;
}

/** The engine: synchronous and pure, the same in the language server, the command line and a web worker. */
export interface MechanismService {
  /** What the template asks for; `schema.problems` says what in the template can't be used. */
  readonly schema: Schema;
  readonly origin: TemplateOrigin;
  /** Reads and checks a text. Total: any text gives an analysis. */
  analyse(text: string, options?: AnalyseOptions): Analysis;
}

/**
 * Makes the engine for one template.
 *
 * @param template the text of an annotated template
 */
export function createMechanismService(
  template: string,
  origin: TemplateOrigin = { source: "the built-in template", inherited: undefined },
): MechanismService {
  const schema = deriveSchema(template);
  const cache = new FindingCache();
  return {
    schema,
    origin,
    analyse(text, { settings = DEFAULT_SETTINGS, today, previous } = {}) {
      const document = previous ? updateDocument(previous.document, text) : readDocument(text);
      const alignment = align(document, schema);
      const context: RuleContext = { document, alignment, schema, profile: settings.profile, today };
      return { document, alignment, settings, context, findings: check(context, settings, cache, "") };
    },
  };
}
