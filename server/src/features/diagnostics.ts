import type { Severity } from "../config/settings.ts";
import { chunkRange } from "../document/document.ts";
import type { Range } from "../document/positions.ts";
import { withoutSecrets } from "../document/secrets.ts";
import { ruleById } from "../rules/index.ts";
import type { Finding } from "../rules/rule.ts";
import type { Analysis } from "./analysis.ts";
import { fixesOf } from "./fixes.ts";

/** A finding in words and positions. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** Other places of the document. */
  readonly related: readonly { readonly range: Range; readonly message: string }[];
  /** Lines of the document about the standard stack, from 0. */
  readonly stackLines: readonly { readonly line: number; readonly message: string }[];
  /** Other files, by their paths from the workspace folder. */
  readonly files: readonly { readonly path: string; readonly message: string }[];
}

export interface FixableDiagnostic extends Diagnostic {
  /** Whether the finding has a fix besides silencing it. */
  readonly fixable: boolean;
}

/** All findings of a document in words, none left out, with a look at what can be fixed. */
export function diagnostics(analysis: Analysis): FixableDiagnostic[] {
  return analysis.findings.map((finding) => ({
    ...toDiagnostic(analysis, finding),
    fixable: fixesOf(analysis, finding).length > 0,
  }));
}

const MOST = 100;
/** Every placeholder needs its squiggle and its fix. */
const MOST_UNFILLED = 500;

/**
 * The findings as an editor shows them: at most so many of a rule, and then one line at the title that says how many more.
 *
 * @param findings those of the analysis that are shown
 */
export function displayedDiagnostics(analysis: Analysis, findings = analysis.findings): Diagnostic[] {
  const counts = new Map<string, number>();
  const shown = findings.filter((finding) => {
    const count = (counts.get(finding.rule) ?? 0) + 1;
    counts.set(finding.rule, count);
    return count <= mostOf(finding.rule);
  });
  const rest = [...counts].filter(([rule, count]) => count > mostOf(rule));
  const { root } = analysis.alignment;
  const chunk = analysis.document.chunks[root.chunk];
  const range = chunk ? chunkRange(analysis.document, chunk, root.name) : { start: ZERO, end: ZERO };
  const more = rest.map(([rule, count]): Diagnostic => {
    const severity = findings.find((finding) => finding.rule === rule)?.severity ?? "information";
    return {
      rule,
      severity,
      message: `${count - mostOf(rule)} more findings of ${rule}.`,
      range,
      related: [],
      stackLines: [],
      files: [],
    };
  });
  return [...shown.map((finding) => toDiagnostic(analysis, finding)), ...more];
}

/** What a finding says. Rules quote what they found; a secret in it is not repeated. */
export function messageOf(finding: Finding): string {
  const message = withoutSecrets(ruleById(finding.rule)?.message(finding.data) ?? finding.rule);
  if (message.length <= LONGEST_MESSAGE) return message;
  // Not between the two halves of a character.
  return `${message.slice(0, LONGEST_MESSAGE).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** A message that quotes what somebody pasted as a value says enough by its start; in UTF-16 code units. */
const LONGEST_MESSAGE = 500;

const ZERO = { line: 0, character: 0 };

function mostOf(rule: string): number {
  return ruleById(rule)?.unfilled ? MOST_UNFILLED : MOST;
}

function toDiagnostic(analysis: Analysis, finding: Finding): Diagnostic {
  const { document } = analysis;
  const rangeIn = (index: number, span: Finding["span"]): Range => {
    const chunk = document.chunks[index];
    return chunk ? chunkRange(document, chunk, span) : { start: ZERO, end: ZERO };
  };
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: messageOf(finding),
    range: rangeIn(finding.chunk, finding.span),
    related: finding.related.flatMap((one) =>
      "chunk" in one ? [{ range: rangeIn(one.chunk, one.span), message: one.message }] : [],
    ),
    stackLines: finding.related.flatMap((one) =>
      "stackLine" in one ? [{ line: one.stackLine, message: one.message }] : [],
    ),
    files: finding.related.flatMap((one) => ("path" in one ? [{ path: one.path, message: one.message }] : [])),
  };
}
