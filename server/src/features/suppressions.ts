import type { Document } from "../document/document.ts";
import type { Finding } from "../rules/rule.ts";

/** A comment that silences rules in a stretch of the document. Offsets are in the document. */
interface Suppression {
  readonly rules: readonly string[];
  readonly start: number;
  readonly end: number;
}

const IGNORE = /^mechanism-ignore\s+(?<rules>[a-z-]+(?:\s*,\s*[a-z-]+)*)(?:\s+--\s*.*)?$/s;

/** The text of a comment that silences a rule. */
export function suppressionComment(rule: string, reason: string): string {
  return `<!-- mechanism-ignore ${rule} -- ${reason.replace(/--+>?/g, "–").replace(/\s+/g, " ").trim()} -->`;
}

/**
 * The findings that no comment silences. A comment silences its rule in the section it stands under with everything
 * below, on its own line if it stands behind text, and in the whole document before the second heading.
 */
export function unsuppressed(findings: readonly Finding[], document: Document): Finding[] {
  const suppressions = document.chunks.flatMap((_, i) => suppressionsOf(document, i));
  if (suppressions.length === 0) return [...findings];
  return findings.filter((finding) => {
    const start = (document.chunks[finding.chunk]?.start ?? 0) + finding.span.start;
    return !suppressions.some((one) => one.rules.includes(finding.rule) && one.start <= start && start < one.end);
  });
}

function suppressionsOf(document: Document, index: number): Suppression[] {
  const chunk = document.chunks[index];
  if (!chunk) return [];
  return chunk.facts.comments.flatMap((comment) => {
    const rules = IGNORE.exec(comment.text)?.groups?.rules?.split(/\s*,\s*/);
    if (!rules) return [];
    const at = chunk.start + comment.span.start;
    if (!comment.trailing) return [{ rules, ...reach(document, index) }];
    const line = document.lines.lineSpan(document.lines.positionAt(at).line);
    return [{ rules, start: line.start, end: line.end + 1 }];
  });
}

/** From the heading of a chunk to the next heading that isn't below it; everything if the chunk holds the title. */
function reach(document: Document, index: number): { start: number; end: number } {
  const chunk = document.chunks[index];
  const depth = chunk?.facts.heading?.depth ?? 0;
  const isTop = document.chunks.slice(0, index).every((one) => !one.facts.heading) && depth <= 1;
  const next = document.chunks.slice(index + 1).find((one) => (one.facts.heading?.depth ?? 7) <= depth);
  const end = isTop ? undefined : next?.start;
  return { start: isTop ? 0 : (chunk?.start ?? 0), end: end ?? document.text.length + 1 };
}
