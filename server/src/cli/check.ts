import type { Severity } from "../config/settings.ts";
import type { Range } from "../document/positions.ts";
import { diagnostics, type FixableDiagnostic } from "../features/diagnostics.ts";
import { type OpenDocument, openDocuments } from "./documents.ts";
import { count, type Io, printable } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";

export interface CheckOptions extends CommonOptions {
  readonly format: "text" | "json";
  readonly failOn?: Severity | "never";
}

/** What was found in one document. */
interface Result {
  readonly name: string;
  /** The stack document's path as the user knows it; nothing for the built-in one. */
  readonly stack: string | undefined;
  /** Shows the path of another file of its workspace. */
  readonly showFile: (path: string) => string;
  readonly recognised: boolean;
  readonly findings: readonly FixableDiagnostic[];
}

/**
 * `mechanism check`: prints what is found.
 *
 * @returns 0 if there is nothing to fail on, 1 if there is, 2 if something can't be read
 */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const session = new Session(io, options);
  const results: Result[] = [];
  let isFailing = false;
  for await (const document of openDocuments(paths, session)) {
    const findings = diagnostics(document.analysis);
    const { alignment, context } = document.analysis;
    results.push({
      name: document.name,
      stack: context.policy.stack.source,
      showFile: shownFrom(document, session),
      recognised: alignment.recognised,
      findings,
    });
    isFailing ||= findings.some((finding) => failsOn(finding.severity, options.failOn ?? defaultFailOn(document)));
  }
  io.out(options.format === "json" ? jsonOf(results) : textOf(results));
  if (session.failed) return 2;
  return isFailing ? 1 : 0;
}

/** Worst first. */
const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

/** A document that is handed off must not have warnings either. */
function defaultFailOn({ settings }: OpenDocument): Severity {
  return settings.profile === "handoff" ? "warning" : "error";
}

function failsOn(severity: Severity, least: Severity | "never"): boolean {
  return least !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** Lines and UTF-16 characters count from 0, as in LSP. */
function jsonOf(results: readonly Result[]): string {
  const files = results.map(({ name, stack, showFile, findings }) => ({
    file: name,
    findings: findings.map(({ rule, severity, message, range, related, stackLines, files: others, fixable }) => ({
      rule,
      severity,
      message,
      range,
      related: [
        ...related.map((one) => ({ file: name, range: one.range, message: one.message })),
        ...relatedStack(stack, stackLines),
        ...others.map((one) => ({ file: showFile(one.path), range: START, message: one.message })),
      ],
      fixable,
    })),
  }));
  return `${JSON.stringify(files, undefined, 2)}\n`;
}

/** The lines of the stack document; the built-in one has no file. */
function relatedStack(stack: string | undefined, lines: FixableDiagnostic["stackLines"]): object[] {
  const at = (line: number): Range => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  if (stack !== undefined) return lines.map(({ line, message }) => ({ file: stack, range: at(line), message }));
  return lines.slice(0, 1).map(() => ({ range: START, message: "built-in standard stack" }));
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** How a file of the document's workspace is shown, by its path from the workspace folder. */
function shownFrom({ path = "", analysis }: OpenDocument, session: Session): (file: string) => string {
  const own = analysis.context.workspace?.path ?? "";
  const root = path.slice(0, path.length - own.length);
  return (file) => session.show(`${root}${file}`);
}

/** Lines and columns count from 1, as editors show them. */
function textOf(results: readonly Result[]): string {
  const lines = results.flatMap(({ name, recognised, findings }) => {
    if (!recognised)
      return [`${printable(name)}  This does not look like a document of the template; it was not checked.`];
    return findings.map(({ range, severity, message, rule }) => {
      const place = `${printable(name)}:${range.start.line + 1}:${range.start.character + 1}`;
      return `${place}  ${severity}  ${printable(message)}  ${rule}`;
    });
  });
  const summary = summaryOf(results);
  return `${[...lines, ...(lines.length > 0 ? [""] : []), summary].join("\n")}\n`;
}

function summaryOf(results: readonly Result[]): string {
  if (results.length === 0) return "No documents found.";
  const documents = count(results.length, "document");
  const findings = results.flatMap((result) => result.findings);
  if (findings.length === 0) return `No findings in ${documents}.`;
  const number = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    number("error") > 0 ? count(number("error"), "error") : "",
    number("warning") > 0 ? count(number("warning"), "warning") : "",
    number("information") > 0 ? `${number("information")} information` : "",
    number("hint") > 0 ? count(number("hint"), "hint") : "",
  ];
  return `${count(findings.length, "finding")} in ${documents}: ${parts.filter((part) => part !== "").join(", ")}.`;
}
