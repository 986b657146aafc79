import type { Settings } from "../config/settings.ts";
import { RULES } from "../rules/index.ts";
import { mergeConflict } from "../rules/merge-conflict.ts";
import { type Finding, type Found, factsOf, type Rule, type RuleContext } from "../rules/rule.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { isSameList } from "../template/digest.ts";
import type { Seen } from "../template/readings.ts";
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

/**
 * Runs all rules on a document.
 *
 * @param since what was found before an edit that left the shape of the alignment and all link definitions as they were,
 * and the chunks that differ: rules run again only if they looked at something that changed
 */
export function check(
  context: RuleContext,
  settings: Settings,
  cache: FindingCache,
  since?: { readonly kept: KeptFindings; readonly changed: readonly number[] },
): Checked {
  const { document, alignment } = context;
  const { root, sections } = alignment;
  const { profile } = settings;
  const basis = [settings, context.policy, context.today, context.workspace];
  if (!alignment.recognised) return { findings: [], kept: { basis, bySection: [], byRule: new Map() } };
  const isOff = ({ id }: Rule): boolean => settings.rules.get(id) === "off" && !isBinding(id, profile);
  const isArchived = profile === "archived";
  // A document that is only kept may still leak.
  const rules = RULES.filter((rule) => !isOff(rule) && (!isArchived || rule.id === PASTED));
  const before = since && isSameList(since.kept.basis, basis) ? since : undefined;
  const byRule = new Map<Rule, RuleFindings>();
  for (const rule of rules) {
    if (rule.scope !== "document") continue;
    const known = before?.kept.byRule.get(rule);
    const found =
      known && !known.whole && context.readings.holds(known.seen) ? known : runOnDocument(rule, context, settings);
    byRule.set(rule, found);
    if (rule === mergeConflict && found.findings.length > 0) {
      return { findings: found.findings, kept: { basis: [], bySection: [], byRule: new Map() } };
    }
  }
  const sectionRules = rules.filter((rule) => rule.scope === "section");
  const cached = [...basis, context.definitions];
  const onSection = (section: AlignedSection): readonly Finding[] => {
    // Without a title the root shares its chunk with the first section, which has the findings.
    if (section.shape !== "heading" || (section.depth === 0 && factsOf(context, section).heading)) return NONE;
    return cache.get(factsOf(context, section), section, cached, () =>
      sectionRules.flatMap((rule) => located(rule, section, run(rule, section, context), settings)),
    );
  };
  const bySection = before ? [...before.kept.bySection] : sections.map(onSection);
  for (const index of (before?.changed ?? []).flatMap((chunk) => alignment.shape.sectionsIn(chunk))) {
    const section = sections[index];
    if (section) bySection[index] = onSection(section);
  }
  const findings = [
    ...bySection.flatMap((found) => (found.length > 0 ? found : [])),
    ...[...byRule.values()].flatMap((one) => one.findings),
  ];
  const suppressions = suppressionsIn(document);
  // What a rule finds by other files may come and go without a word of this document.
  const isJudged = (rule: Rule): boolean => !isOff(rule) && byRule.get(rule)?.elsewhere !== true;
  const idle = rules.includes(unusedSuppression)
    ? idleSuppressions(suppressions, findings, document, profile, isJudged)
    : [];
  const isSilenced = (finding: Finding): boolean =>
    !isBinding(finding.rule, profile) && suppressions.some((one) => silences(one, finding, document));
  const start = (finding: Finding): number => (document.chunks[finding.chunk]?.start ?? 0) + finding.span.start;
  const shown = [...findings, ...located(unusedSuppression, root, idle, settings)]
    .filter((finding) => !isSilenced(finding))
    .sort((a, b) => start(a) - start(b) || compare(a.rule, b.rule));
  return { findings: shown, kept: { basis, bySection, byRule } };
}

const NONE: readonly Finding[] = [];

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

/** The one rule that counts in a document that is only kept. */
const PASTED = "secret-pasted";

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
