import { NO_POLICY, type Policy, type PolicyConfig, policyOf } from "./config/policy.ts";
import { DEFAULT_SETTINGS, type Settings } from "./config/settings.ts";
import type { Workspace } from "./config/workspace.ts";
import { type Document, isSwallowed, readDocument, updateDocument } from "./document/document.ts";
import { Analysis, type Earlier } from "./features/analysis.ts";
import { Checking } from "./features/check.ts";
import { FindingCache } from "./features/findingCache.ts";
import type { RuleContext } from "./rules/rule.ts";
import { StackModel } from "./stack/model.ts";
import { readStack } from "./stack/readStack.ts";
import { SystemModel } from "./system/model.ts";
import { align } from "./template/align.ts";
import { deriveSchema } from "./template/deriveSchema.ts";
import { DigestCache } from "./template/digest.ts";
import type { InheritedTemplate } from "./template/inherit.ts";
import { ReadingCache, Readings } from "./template/readings.ts";
import type { Schema } from "./template/schema.ts";
import { changedChunks, staysAligned } from "./template/staysAligned.ts";

/** What a document is read with. All values: the core asks for no clock, file or setting by itself. */
export interface AnalyseOptions {
  readonly settings?: Settings;
  /** Today as year-month-day. */
  readonly today?: string;
  /** The same object for as long as it says the same: what was found by it is kept. Nothing settles nothing. */
  readonly policy?: Policy;
  /** The files around the document: without them nothing is said about files. */
  readonly workspace?: Workspace;
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

/** A document about the standard stack. */
export interface StackText {
  readonly text: string;
  /** Its path as users know it; nothing for the built-in one. */
  readonly source?: string;
  /** Where an editor finds it. */
  readonly uri?: string;
}

/** The engine: synchronous and pure, the same in the language server, the command line and a web worker. */
export interface MechanismService {
  /** What the template asks for; `schema.problems` says what in the template can't be used. */
  readonly schema: Schema;
  readonly origin: TemplateOrigin;
  /**
   * What a document about the standard stack and a configuration settle: the same object for the same texts, so that
   * what was found by it is kept. Total: what can't be read is skipped.
   */
  policy(config: PolicyConfig, stack: StackText): Policy;
  /**
   * Reads a text, or takes one that was read; the rules run when findings are asked for. Total: any text gives an
   * analysis.
   */
  analyse(text: string | Document, options?: AnalyseOptions): Analysis;
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
  const caches = new WeakMap<
    ReadonlySet<string>,
    { readonly readings: ReadingCache; readonly findings: FindingCache }
  >();
  const digests = new DigestCache(schema);
  const policies = new Map<string, { readonly text: string; readonly policy: Policy }>();
  return {
    schema,
    origin,
    policy(config, { text, source, uri }) {
      const key = JSON.stringify([
        source ?? null,
        uri ?? null,
        config.approvers,
        config.standingApprovals,
        config.approval,
      ]);
      const known = policies.get(key);
      if (known?.text === text) return known.policy;
      const policy = policyOf(readStack(text, schema, source), config, uri);
      policies.set(key, { text, policy });
      return policy;
    },
    analyse(text, { settings = DEFAULT_SETTINGS, today, policy = NO_POLICY, workspace, previous } = {}) {
      const last = previous?.alignment.schema === schema ? previous : undefined;
      const document = typeof text === "string" ? read(text, last?.document) : text;
      const { known, changed } = comparable(document, [last, last?.former]);
      const stays = known && changed && staysAligned(known.alignment, known.document, document, changed, digests);
      const alignment = stays ? known.alignment : align(document, schema, digests);
      const { definitions } = document;
      const isSince = stays && known.document.definitions === definitions;
      const since = isSince ? { readings: known.readings, checking: known.checking, changed } : undefined;
      // What is a link depends on the definitions of the whole document, which are the same object while they say the same.
      const cache = caches.get(definitions) ?? { readings: new ReadingCache(), findings: new FindingCache() };
      caches.set(definitions, cache);
      const readings = new Readings(document, alignment, cache.readings, since);
      const context: RuleContext = {
        document,
        alignment,
        schema,
        readings,
        definitions,
        profile: settings.profile,
        today,
        policy,
        technologies: new StackModel(readings),
        system: new SystemModel(readings),
        workspace,
      };
      const checking = new Checking(context, settings, cache.findings, since);
      const former = [last, last?.former].find((one) => one && isSwallowed(one.document, document));
      return new Analysis(context, settings, checking, former && earlier(former));
    },
  };
}

/** The first version with as many chunks as a document, and the chunks that differ; nothing if there is none. */
function comparable(document: Document, versions: readonly (Earlier | undefined)[]) {
  for (const known of versions) {
    const changed = known && changedChunks(known.document, document);
    if (changed) return { known, changed };
  }
  return { known: undefined, changed: undefined };
}

/** No more than that: versions would keep each other forever. */
function earlier({ document, alignment, readings, checking }: Earlier): Earlier {
  return { document, alignment, readings, checking };
}

function read(text: string, previous: Document | undefined): Document {
  return previous ? updateDocument(previous, text) : readDocument(text);
}
