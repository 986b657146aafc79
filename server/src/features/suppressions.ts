import type { Profile } from "../config/settings.ts";
import type { Document } from "../document/document.ts";
import type { Span } from "../document/positions.ts";
import { closestName } from "../rules/closest.ts";
import { IGNORE_WORD, type IgnoredRule, isIgnoreComment, rulesIgnoredBy } from "../rules/ignoreComment.ts";
import { RULES, ruleById } from "../rules/index.ts";
import type { Finding, Found, Rule } from "../rules/rule.ts";
import { type IdleComment, unusedSuppression } from "../rules/unused-suppression.ts";

/** A comment that silences rules in a stretch of the document. */
export interface Suppression {
  readonly chunk: number;
  /** The comment, in its chunk. */
  readonly span: Span;
  /** None if it can't be read. */
  readonly rules: readonly IgnoredRule[];
  /** The stretch, in the document. */
  readonly reach: Span;
}

/** The text of a comment that silences a rule. */
export function suppressionComment(rule: string, reason: string): string {
  return `<!-- ${IGNORE_WORD} ${rule} -- ${reason.replace(/--+>?/g, "–").replace(/\s+/g, " ").trim()} -->`;
}

/**
 * The comments of a document that silence rules, or mean to. One silences its rules in the section it stands under with
 * everything below, on its own line if it stands behind text, and in the whole document before the second heading.
 */
export function suppressionsIn(document: Document): Suppression[] {
  const found: Suppression[] = [];
  document.chunks.forEach(({ start, facts }, chunk) => {
    for (const comment of facts.comments) {
      if (!isIgnoreComment(comment)) continue;
      const { span, trailing } = comment;
      const line = document.lines.lineSpan(document.lines.positionAt(start + span.start).line);
      const reach = trailing ? { start: line.start, end: line.end + 1 } : reachOf(document, chunk);
      found.push({ chunk, span, rules: rulesIgnoredBy(comment, facts.text), reach });
    }
  });
  return found;
}

/**
 * Whether neither a comment nor a setting silences a rule: a document that is handed off hides no secret that was pasted
 * and nothing that deviates from the standard.
 */
export function isBinding(rule: string, profile: Profile): boolean {
  return profile === "handoff" && (rule === "secret-pasted" || rule.startsWith("deviation-"));
}

/** Whether a comment silences a finding. */
export function silences(suppression: Suppression, finding: Finding, document: Document): boolean {
  return suppression.rules.some((rule) => rule.id === finding.rule) && reaches(suppression, finding, document);
}

/**
 * What is to be said about comments that silence nothing.
 *
 * @param findings all there are, before any is silenced
 * @param isJudged whether all that a rule could find is among them
 */
export function idleSuppressions(
  suppressions: readonly Suppression[],
  findings: readonly Finding[],
  document: Document,
  profile: Profile,
  isJudged: (rule: Rule) => boolean,
): Found<IdleComment>[] {
  return suppressions.flatMap((suppression): Found<IdleComment>[] => {
    const { chunk, span, rules } = suppression;
    if (rules.length === 0) return [{ chunk, span, data: { why: "unreadable" } }];
    return rules.flatMap(({ id, span: place }): Found<IdleComment>[] => {
      const rule = ruleById(id);
      if (!rule) {
        const closest = closestName(
          id,
          RULES.map((one) => one.id),
        );
        return [{ chunk, span: place, data: { why: "unknown", id, closest } }];
      }
      // Whether this one silences something would depend on itself.
      if (rule === unusedSuppression || !isJudged(rule)) return [];
      const hasFindings = findings.some((one) => one.rule === id && reaches(suppression, one, document));
      if (hasFindings && !isBinding(id, profile)) return [];
      // The comment as a whole is idle if it names no other rule.
      const idle = rules.length === 1 ? span : place;
      return [{ chunk, span: idle, data: { why: hasFindings ? "binding" : "unused", id } }];
    });
  });
}

function reaches({ reach }: Suppression, { chunk, span }: Finding, document: Document): boolean {
  const start = (document.chunks[chunk]?.start ?? 0) + span.start;
  return reach.start <= start && start < reach.end;
}

/** From the heading of a chunk to the next heading that isn't below it; everything if the chunk holds the title. */
function reachOf(document: Document, index: number): Span {
  const chunk = document.chunks[index];
  const depth = chunk?.facts.heading?.depth ?? 0;
  const isFirst = index <= document.chunks.findIndex((one) => one.facts.heading) || depth === 0;
  if (isFirst && depth <= 1) return { start: 0, end: Number.POSITIVE_INFINITY };
  const next = document.chunks.find((one, i) => i > index && (one.facts.heading?.depth ?? 7) <= depth);
  return { start: chunk?.start ?? 0, end: next?.start ?? Number.POSITIVE_INFINITY };
}
