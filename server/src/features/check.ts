import type { Settings } from "../config/settings.ts";
import { RULES } from "../rules/index.ts";
import { mergeConflict } from "../rules/merge-conflict.ts";
import { type Finding, type Found, factsOf, type Rule, type RuleContext } from "../rules/rule.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { Seen } from "../template/readings.ts";
import { isSameList } from "../template/sameList.ts";
import type { FindingCache } from "./findingCache.ts";
import { idleSuppressions, isBinding, silences, suppressionsIn } from "./suppressions.ts";

/** What a document was found to have, with what makes the next check cheap. */
export interface Checked {
  /** Unsuppressed findings in the order of their positions. */
  readonly findings: readonly Finding[];
  readonly kept: KeptFindings;
}

/** All findings of a document before any is silenced. */
export interface KeptFindings {
  readonly basis: readonly unknown[];
  /** What section rules found, by the index of the section. */
  readonly bySection: readonly (readonly Finding[])[];
  readonly byRule: ReadonlyMap<Rule, RuleFindings>;
}

/** What a document rule found, and what it looked at for that. */
interface RuleFindings {
  readonly findings: readonly Finding[];
  readonly seen: Seen;
  /** It looked at the document as a whole: what it found holds for this version only. */
  readonly whole: boolean;
  /** It asked for the files around the document. */
  readonly elsewhere: boolean;
}

/** What was found before an edit that left the shape of the alignment and all link definitions as they were. */
export interface Since {
  readonly kept: KeptFindings;
  /** The chunks that differ. */
  readonly changed: readonly number[];
}

/**
 * Runs all rules on a document.
 *
 * @param since what was found before an edit: rules run again only if they looked at something that changed
 */
export function check(context: RuleContext, settings: Settings, cache: FindingCache, since?: Since): Checked {
  const basis = [settings, context.policy, context.today, context.workspace];
  if (!context.alignment.recognised) return { findings: [], kept: { ...NOTHING, basis } };
  const rules = RULES.filter((rule) => isWanted(rule, settings));
  const before = since && isSameList(since.kept.basis, basis) ? since : undefined;
  const byRule = findingsByRule(rules, context, settings, before);
  const conflict = byRule.get(mergeConflict)?.findings ?? [];
  // While there is a conflict nothing else is said, and nothing is kept.
  if (conflict.length > 0) return { findings: conflict, kept: NOTHING };
  const bySection = findingsBySection(rules, context, settings, cache, before);
  const all = [...bySection.flat(), ...[...byRule.values()].flatMap((one) => one.findings)];
  return { findings: unsilenced(all, rules, byRule, context, settings), kept: { basis, bySection, byRule } };
}

const NOTHING: KeptFindings = { basis: [], bySection: [], byRule: new Map() };

/** The one rule that counts in a document that is only kept: it may still leak. */
const PASTED = "secret-pasted";

function isWanted(rule: Rule, settings: Settings): boolean {
  return isOn(rule, settings) && (settings.profile !== "archived" || rule.id === PASTED);
}

function isOn({ id }: Rule, { rules, profile }: Settings): boolean {
  return rules.get(id) !== "off" || isBinding(id, profile);
}

function findingsByRule(
  rules: readonly Rule[],
  context: RuleContext,
  settings: Settings,
  before: Since | undefined,
): Map<Rule, RuleFindings> {
  const byRule = new Map<Rule, RuleFindings>();
  for (const rule of rules) {
    if (rule.scope !== "document") continue;
    const known = before?.kept.byRule.get(rule);
    const holds = known && !known.whole && context.readings.holds(known.seen);
    byRule.set(rule, holds ? known : runOnDocument(rule, context, settings));
  }
  return byRule;
}

function findingsBySection(
  rules: readonly Rule[],
  context: RuleContext,
  settings: Settings,
  cache: FindingCache,
  before: Since | undefined,
): (readonly Finding[])[] {
  const { sections, shape } = context.alignment;
  const own = rules.filter((rule) => rule.scope === "section");
  const basis = [settings, context.policy, context.today, context.workspace, context.definitions];
  const findingsIn = (section: AlignedSection): readonly Finding[] => {
    // Without a title the root shares its chunk with the first section, which has the findings.
    if (section.shape !== "heading" || (section.depth === 0 && factsOf(context, section).heading)) return [];
    return cache.get(factsOf(context, section), section, basis, () =>
      own.flatMap((rule) => located(rule, section, run(rule, section, context), settings)),
    );
  };
  if (!before) return sections.map(findingsIn);
  const bySection = [...before.kept.bySection];
  for (const index of before.changed.flatMap((chunk) => shape.sectionsIn(chunk))) {
    const section = sections[index];
    if (section) bySection[index] = findingsIn(section);
  }
  return bySection;
}

/** The findings that no comment silences, with what is to be said of comments that silence none, by position. */
function unsilenced(
  findings: readonly Finding[],
  rules: readonly Rule[],
  byRule: ReadonlyMap<Rule, RuleFindings>,
  context: RuleContext,
  settings: Settings,
): Finding[] {
  const { document, alignment, profile } = context;
  const suppressions = suppressionsIn(document);
  // What a rule finds by other files may come and go without a word of this document.
  const isJudged = (rule: Rule): boolean => isOn(rule, settings) && byRule.get(rule)?.elsewhere !== true;
  const idle = rules.includes(unusedSuppression)
    ? idleSuppressions(suppressions, findings, document, profile, isJudged)
    : [];
  const isSilenced = (finding: Finding): boolean =>
    !isBinding(finding.rule, profile) && suppressions.some((one) => silences(one, finding, document));
  const start = (finding: Finding): number => (document.chunks[finding.chunk]?.start ?? 0) + finding.span.start;
  return [...findings, ...located(unusedSuppression, alignment.root, idle, settings)]
    .filter((finding) => !isSilenced(finding))
    .sort((a, b) => start(a) - start(b) || compare(a.rule, b.rule));
}

/** Runs a document rule, and notes what it looks at. */
function runOnDocument(rule: Rule, context: RuleContext, settings: Settings): RuleFindings {
  let whole = false;
  let elsewhere = false;
  const watched: RuleContext = {
    ...context,
    get document() {
      whole = true;
      return context.document;
    },
    get workspace() {
      elsewhere = true;
      return context.workspace;
    },
  };
  const { root } = context.alignment;
  const { value, seen } = context.readings.watch(() => located(rule, root, run(rule, root, watched), settings));
  return { findings: value, seen, whole, elsewhere };
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
