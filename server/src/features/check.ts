import type { Settings } from "../config/settings.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { RULES } from "../rules/index.ts";
import { mergeConflict } from "../rules/merge-conflict.ts";
import { type Finding, type Found, factsOf, type Rule, type RuleContext } from "../rules/rule.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { NO_FACTS } from "../template/headings.ts";
import type { Seen } from "../template/readings.ts";
import { isSameList } from "../template/sameList.ts";
import type { FindingCache } from "./findingCache.ts";
import { idleSuppressions, isBinding, type Suppression, silences, suppressionsIn } from "./suppressions.ts";
import { WatchedContext } from "./watchedContext.ts";

/** What rules found in one version of a document, before any of it is silenced, as far as they have run. */
interface KeptFindings {
  /** What findings depend on besides the text and its alignment: the same list for as long as it says the same. */
  readonly basis: readonly unknown[];
  /** What section rules found, by the index of the section; nothing where they haven't looked yet. */
  readonly bySection: (readonly Finding[] | undefined)[];
  readonly byRule: Map<Rule, RuleFindings>;
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

/** What was checked before an edit that left the alignment and all link definitions as they were. */
export interface Since {
  readonly checking: Checking;
  /** The chunks that differ. */
  readonly changed: readonly number[];
}

/**
 * The check of one version of a document. Rules run when somebody asks what was found, or a few at a time before that;
 * and what they found stays for the check of the next version, however far this one came.
 */
export class Checking {
  readonly #context: RuleContext;
  /** What section rules see: no files around the document, so that what they found holds whatever those become. */
  readonly #ofSections: RuleContext;
  readonly #settings: Settings;
  readonly #cache: FindingCache;
  readonly #sectionRules: readonly Rule[];
  readonly #documentRules: readonly Rule[];
  readonly #kept: KeptFindings;
  #steps: Iterator<undefined, readonly Finding[]> | undefined;
  #findings: readonly Finding[] | undefined;

  /** @param since the check before an edit: rules run again only if they looked at something that changed */
  constructor(context: RuleContext, settings: Settings, cache: FindingCache, since?: Since) {
    this.#context = context;
    this.#settings = settings;
    this.#cache = cache;
    const { policy, today, workspace, definitions, document } = context;
    this.#ofSections = { ...context, workspace: undefined };
    const { recognised, sections, shape } = context.alignment;
    const rules = recognised ? RULES.filter((rule) => isWanted(rule, settings)) : [];
    this.#sectionRules = rules.filter((rule) => rule.scope === "section");
    this.#documentRules = rules.filter((rule) => rule.scope === "document");
    const basis = [settings, policy, today, definitions, recognised];
    const before = since && isSameList(since.checking.#kept.basis, basis) ? since.checking.#kept : undefined;
    const bySection = before ? [...before.bySection] : sections.map(() => undefined);
    for (const chunk of since?.changed ?? []) for (const i of shape.sectionsIn(chunk)) bySection[i] = undefined;
    const known = [...(before?.byRule ?? [])];
    const earlier = since ? since.checking.#context : undefined;
    const holding = known.filter(
      ([, { whole, elsewhere, seen }]) =>
        (!whole || earlier?.document === document) &&
        (!elsewhere || earlier?.workspace === workspace) &&
        context.readings.holds(seen),
    );
    this.#kept = { basis: before?.basis ?? basis, bySection, byRule: new Map(holding) };
  }

  /** Unsuppressed findings in the order of their positions. Runs the rules that haven't run. */
  get findings(): readonly Finding[] {
    while (!this.#findings) this.advance(() => true);
    return this.#findings;
  }

  /**
   * Runs rules, one at least, until all have run or there is no more time.
   *
   * @param mayGoOn asked between rules and sections
   * @returns whether all have run
   */
  advance(mayGoOn: () => boolean): boolean {
    if (this.#findings) return true;
    this.#steps ??= this.#run();
    const steps = this.#steps;
    // A rule that fails fails again when somebody asks again, rather than being taken for one that found nothing.
    this.#steps = undefined;
    do {
      const { done, value } = steps.next();
      if (!done) continue;
      this.#findings = value;
      return true;
    } while (mayGoOn());
    this.#steps = steps;
    return false;
  }

  /** Which sections are missing, double or out of place and the like, whatever else the other rules will find. */
  structure(): readonly Finding[] {
    const conflicts = this.#conflicts();
    if (conflicts.length > 0) return conflicts;
    const isStructure = (rule: Rule): boolean => rule.structure === true;
    const ofSections = this.#sectionRules.filter(isStructure);
    const sections = this.#context.alignment.sections.filter((section) => this.#isChecked(section));
    const found = [
      ...sections.flatMap((section) => this.#runOnSection(ofSections, section)),
      ...this.#documentRules.filter(isStructure).flatMap((rule) => this.#runOnDocument(rule).findings),
    ];
    return this.#inOrder(this.#unsilenced(found, suppressionsIn(this.#context.document)));
  }

  *#run(): Generator<undefined, readonly Finding[]> {
    const { bySection, byRule } = this.#kept;
    const { sections, recognised } = this.#context.alignment;
    if (!recognised) return [];
    const conflicts = this.#conflicts();
    if (conflicts.length > 0) return conflicts;
    for (const [i, section] of sections.entries()) {
      if (bySection[i]) continue;
      bySection[i] = this.#findingsIn(section);
      yield;
    }
    for (const rule of this.#documentRules) {
      if (byRule.has(rule)) continue;
      this.#findingsBy(rule);
      yield;
    }
    const found = this.#documentRules.flatMap((rule) => this.#findingsBy(rule).findings);
    return this.#settled([...bySection.flatMap((one) => one ?? []), ...found]);
  }

  /** The conflicts that a merge left: while there are any, nothing else is said. */
  #conflicts(): readonly Finding[] {
    return this.#documentRules.includes(mergeConflict) ? this.#findingsBy(mergeConflict).findings : [];
  }

  #findingsBy(rule: Rule): RuleFindings {
    const known = this.#kept.byRule.get(rule) ?? this.#runOnDocument(rule);
    this.#kept.byRule.set(rule, known);
    return known;
  }

  #findingsIn(section: AlignedSection): readonly Finding[] {
    if (!this.#isChecked(section)) return NO_FINDINGS;
    const facts = factsOf(this.#context, section);
    return this.#cache.get(facts, section, this.#kept.basis, () => this.#runOnSection(this.#sectionRules, section));
  }

  /** Without a title the root shares its chunk with the first section, which has the findings. */
  #isChecked(section: AlignedSection): boolean {
    return section.shape === "heading" && (section.depth > 0 || !factsOf(this.#context, section).heading);
  }

  #runOnSection(rules: readonly Rule[], section: AlignedSection): Finding[] {
    const findings: Finding[] = [];
    const facts = factsOf(this.#context, section);
    for (const rule of rules) this.#runInto(findings, rule, facts, section, this.#ofSections);
    return findings;
  }

  /** Runs a document rule, and notes what it looks at. */
  #runOnDocument(rule: Rule): RuleFindings {
    const { readings, alignment } = this.#context;
    const watched = new WatchedContext(this.#context);
    const findings: Finding[] = [];
    const { seen } = readings.watch(() => this.#runInto(findings, rule, NO_FACTS, alignment.root, watched));
    return { findings, seen, whole: watched.whole, elsewhere: watched.elsewhere };
  }

  /** Nearly all rules find nothing in nearly all sections: that allocates nothing but the call itself. */
  #runInto(findings: Finding[], rule: Rule, facts: ChunkFacts, section: AlignedSection, context: RuleContext): void {
    for (const one of rule.check(facts, section, context)) {
      findings.push(located(rule, section, one, this.#settings));
    }
  }

  /** The findings that no comment silences, with what is to be said of comments that silence none. */
  #settled(findings: readonly Finding[]): Finding[] {
    const { document, alignment, profile } = this.#context;
    const suppressions = suppressionsIn(document);
    // What a rule finds by other files may come and go without a word of this document.
    const isJudged = (rule: Rule): boolean =>
      isOn(rule, this.#settings) && this.#kept.byRule.get(rule)?.elsewhere !== true;
    const idle = this.#documentRules.includes(unusedSuppression)
      ? idleSuppressions(suppressions, findings, document, profile, isJudged)
      : [];
    const said = idle.map((one) => located(unusedSuppression, alignment.root, one, this.#settings));
    const all = [...findings, ...said];
    return this.#inOrder(this.#unsilenced(all, suppressions));
  }

  #unsilenced(findings: readonly Finding[], suppressions: readonly Suppression[]): Finding[] {
    const { document, profile } = this.#context;
    return findings.filter(
      (finding) => isBinding(finding.rule, profile) || !suppressions.some((one) => silences(one, finding, document)),
    );
  }

  #inOrder(findings: Finding[]): Finding[] {
    const { chunks } = this.#context.document;
    const start = (finding: Finding): number => (chunks[finding.chunk]?.start ?? 0) + finding.span.start;
    return findings.sort((a, b) => start(a) - start(b) || compare(a.rule, b.rule));
  }
}

const NO_FINDINGS: readonly Finding[] = [];

/** The one rule that counts in a document that is only kept: it may still leak. */
const PASTED = "secret-pasted";

function isWanted(rule: Rule, settings: Settings): boolean {
  return isOn(rule, settings) && (settings.profile !== "archived" || rule.id === PASTED);
}

function isOn({ id }: Rule, { rules, profile }: Settings): boolean {
  return rules.get(id) !== "off" || isBinding(id, profile);
}

function located(rule: Rule, section: AlignedSection, found: Found<unknown>, settings: Settings): Finding {
  const wanted = settings.rules.get(rule.id);
  const own = rule.severity[settings.profile === "handoff" ? "handoff" : "draft"];
  return {
    rule: rule.id,
    severity: wanted !== undefined && wanted !== "off" ? wanted : (found.severity ?? own),
    chunk: found.chunk ?? section.chunk,
    span: found.span,
    data: found.data,
    related: found.related ?? [],
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
