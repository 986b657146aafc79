import type { Settings } from "../config/settings.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { RULES } from "../rules/index.ts";
import { mergeConflict } from "../rules/merge-conflict.ts";
import { type Finding, type Found, factsOf, type Rule, type RuleContext } from "../rules/rule.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { topmostUntouched } from "../template/alignment.ts";
import { idleSuppressions, isBinding, silences, suppressionsIn } from "./suppressions.ts";

/** Keeps what section rules found, by the facts they looked at; facts that are gone take their findings with them. */
export class FindingCache {
  readonly #byFacts = new WeakMap<ChunkFacts, Map<string, readonly Found<unknown>[]>>();

  get(facts: ChunkFacts, key: string, compute: () => readonly Found<unknown>[]): readonly Found<unknown>[] {
    const entries = this.#byFacts.get(facts) ?? new Map<string, readonly Found<unknown>[]>();
    this.#byFacts.set(facts, entries);
    const known = entries.get(key);
    if (known) return known;
    // What held in an earlier epoch is of no use again.
    if (entries.size > 200) entries.clear();
    const found = compute();
    entries.set(key, found);
    return found;
  }
}

/**
 * Runs all rules on a document.
 *
 * @param epoch names everything besides the text that findings depend on, such as the template
 * @returns unsuppressed findings in the order of their positions
 */
export function check(context: RuleContext, settings: Settings, cache: FindingCache, epoch: string): Finding[] {
  const { document, alignment } = context;
  const { root } = alignment;
  const { profile } = settings;
  if (!alignment.recognised) return [];
  const isOff = ({ id }: Rule): boolean => settings.rules.get(id) === "off" && !isBinding(id, profile);
  const isArchived = profile === "archived";
  const conflict = isArchived || isOff(mergeConflict) ? [] : run(mergeConflict, root, context);
  if (conflict.length > 0) return located(mergeConflict, root, conflict, settings);
  const key = `${epoch} ${context.profile} ${context.today ?? ""} ${[...document.definitions].sort().join("\n")}`;
  const elsewhere = new Set<Rule>();
  // A document that is only kept may still leak.
  const rules = RULES.filter((rule) => !isOff(rule) && (!isArchived || rule.id === PASTED));
  const findings = rules.flatMap((rule): Finding[] => {
    if (rule.scope === "document") {
      const found = run(
        rule,
        root,
        watched(context, () => elsewhere.add(rule)),
      );
      return located(rule, root, found, settings);
    }
    return alignment.sections.flatMap((section) => {
      // Without a title the root shares its chunk with the first section, which has the findings.
      if (section.shape !== "heading" || (section.depth === 0 && factsOf(context, section).heading)) return [];
      const facts = factsOf(context, section);
      const found = cache.get(facts, `${rule.id} ${key} ${sectionKey(section)}`, () => run(rule, section, context));
      return located(rule, section, found, settings);
    });
  });
  const suppressions = suppressionsIn(document);
  // What a rule finds by other files may come and go without a word of this document.
  const isJudged = (rule: Rule): boolean => !isOff(rule) && !elsewhere.has(rule);
  const idle = rules.includes(unusedSuppression)
    ? idleSuppressions(suppressions, findings, document, profile, isJudged)
    : [];
  const isSilenced = (finding: Finding): boolean =>
    !isBinding(finding.rule, profile) && suppressions.some((one) => silences(one, finding, document));
  const start = (finding: Finding): number => (document.chunks[finding.chunk]?.start ?? 0) + finding.span.start;
  return [...findings, ...located(unusedSuppression, root, idle, settings)]
    .filter((finding) => !isSilenced(finding))
    .sort((a, b) => start(a) - start(b) || compare(a.rule, b.rule));
}

/** The one rule that counts in a document that is only kept. */
const PASTED = "secret-pasted";

/** A context that tells when somebody asks for the files around the document. */
function watched(context: RuleContext, tell: () => void): RuleContext {
  return {
    ...context,
    get workspace() {
      tell();
      return context.workspace;
    },
  };
}

function run(rule: Rule, section: AlignedSection, context: RuleContext): readonly Found<unknown>[] {
  return [...rule.check(factsOf(context, section), section, context)];
}

function located(rule: Rule, section: AlignedSection, found: readonly Found<unknown>[], settings: Settings): Finding[] {
  const wanted = settings.rules.get(rule.id);
  const own = rule.severity[settings.profile === "handoff" ? "handoff" : "draft"];
  return found.map((one) => ({
    rule: rule.id,
    severity: wanted !== undefined && wanted !== "off" ? wanted : (one.severity ?? own),
    chunk: one.chunk ?? section.chunk,
    span: one.span,
    data: one.data,
    related: one.related ?? [],
  }));
}

/** What the findings of a section depend on besides its facts. */
function sectionKey(section: AlignedSection): string {
  const below = section.children.map((child) => `${child.shape === "label" ? child.schema?.path : child.shape}`);
  return [
    section.schema?.path ?? section.parent?.schema?.path ?? "",
    section.match,
    section.weak,
    section.notApplicable,
    topmostUntouched(section) !== undefined,
    section.parent === undefined,
    section.missingFields.map((field) => field.label).join(),
    section.missingSections.length,
    below.join(),
  ].join("|");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
