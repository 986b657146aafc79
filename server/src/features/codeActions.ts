import { STACK_PATH } from "../config/config.ts";
import type { ConfigChange } from "../config/configEdits.ts";
import { turningRuleOff } from "../config/turnRuleOff.ts";
import { fileUri } from "../config/workspace.ts";
import type { ChunkFacts } from "../document/facts.ts";
import { contentLines } from "../document/lines.ts";
import { type Range, type Span, shift } from "../document/positions.ts";
import { deviationUndeclared } from "../rules/deviation-undeclared.ts";
import { mergeConflict } from "../rules/merge-conflict.ts";
import type { Edit, Finding, Fix } from "../rules/rule.ts";
import type { Analysis } from "./analysis.ts";
import { approvalActions } from "./approval/actions.ts";
import { technologyChoices } from "./changeTechnology.ts";
import { type Diagnostic, displayedDiagnostics } from "./diagnostics.ts";
import { fixesOf, type TextEdit, toTextEdits } from "./fixes.ts";
import { scaffold } from "./scaffold.ts";
import { isBinding, suppressionComment } from "./suppressions.ts";

/** Something that an editor offers at a place. */
export interface CodeAction {
  readonly title: string;
  readonly kind: ActionKind;
  /** The one that runs when the user asks for no choice. */
  readonly preferred: boolean;
  /** What it resolves. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it changes in the document, unless the editor asks something first. */
  readonly edits?: readonly TextEdit[];
  /** What an editor with our commands does in place of the edits. */
  readonly asks?: Asked;
  /** Only for editors without our commands, which have a better way. */
  readonly withoutCommands?: boolean;
  /** It changes the configuration in place of the document. */
  readonly configures?: ConfigChange;
  /** It creates the document about the standard stack, with the text of the built-in one. */
  readonly createsStack?: boolean;
}

export type ActionKind = "quickfix" | "source.fixAll.mechanism";

/** A command that asks for what an edit needs. */
export interface Asked {
  readonly command:
    | "ignoreHere"
    | "fillPlaceholder"
    | "requestDeviationApproval"
    | "recordApprovalDecision"
    | "remindApprover"
    | "changeTechnology"
    | "openFile"
    | "reveal";
  /** What it is about, behind the document's URI. */
  readonly about: readonly unknown[];
}

/** The reason that a comment gives until its author has a better one. */
const NO_REASON = "reason to be given";

/**
 * What can be done about the findings at a place.
 *
 * @param only kinds of actions that are wanted, as LSP's: a kind stands for all below it
 */
export function codeActions(analysis: Analysis, range: Range, only?: readonly string[]): CodeAction[] {
  const wants = (kind: ActionKind): boolean =>
    only === undefined || only.some((one) => one === "" || kind === one || kind.startsWith(`${one}.`));
  // Without being asked for, an action on the whole document is no answer to a place.
  const all = only !== undefined && wants("source.fixAll.mechanism") ? fixAllMechanical(analysis) : [];
  return wants("quickfix") ? [...quickFixes(analysis, range), ...start(analysis), ...all] : all;
}

/** The edits of all fixes of a rule that need no choice, at once. */
export function fixAllOf(analysis: Analysis, rule: string): Edit[] {
  return combine(unaskedFixes(analysis, rule).map(({ fix }) => fix));
}

interface Fixable {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Of each finding of a rule the first fix that needs no choice. */
function unaskedFixes(analysis: Analysis, rule: string): Fixable[] {
  return analysis.findings.flatMap((finding) => {
    const fix = finding.rule === rule ? fixesOf(analysis, finding).find((one) => one.kind !== "choice") : undefined;
    return fix ? [{ finding, fix }] : [];
  });
}

function quickFixes(analysis: Analysis, range: Range): CodeAction[] {
  const { lines } = analysis.document;
  const place = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
  const here = analysis.findings.filter((finding) => touches(spanOf(analysis, finding), place));
  const rules = [...new Set(here.map((finding) => finding.rule))];
  const aboutDeviations = here
    .filter((finding) => finding.rule.startsWith("deviation-"))
    .flatMap((finding) => wordsOf(analysis, finding));
  return [
    ...here.flatMap((finding) => fixActions(analysis, finding)),
    ...changeAction(analysis, here, range),
    ...here.flatMap((finding) => goActions(analysis, finding)),
    ...approvalActions(analysis, range).map((action) => ({ ...action, diagnostics: aboutDeviations })),
    ...rules.flatMap((rule) => fixAllAction(analysis, rule)),
    ...rules.flatMap((rule) =>
      silencing(
        analysis,
        here.filter((finding) => finding.rule === rule),
      ),
    ),
  ];
}

function fixActions(analysis: Analysis, finding: Finding): CodeAction[] {
  const fixes = fixesOf(analysis, finding);
  const resolved = wordsOf(analysis, finding);
  const preferred = fixes.find((fix) => fix.kind !== "choice") ?? onlyWay(finding, fixes);
  const actions = fixes.map((fix): CodeAction => {
    const edits = toTextEdits(analysis.document, fix.edits);
    return { title: fix.title, kind: "quickfix", preferred: fix === preferred, diagnostics: resolved, edits };
  });
  const isOpen =
    finding.rule === "placeholder-unfilled" && (finding.data as { readonly fence?: boolean }).fence !== true;
  const hasChoices = isOpen && (finding.data as { readonly choices?: readonly string[] }).choices?.length !== 0;
  if (!isOpen) return [...actions, ...createStack(analysis, finding)];
  const asks = { command: "fillPlaceholder", about: [rangeOf(analysis, finding)] } as const;
  const fill: CodeAction = {
    title: "Fill placeholder…",
    kind: "quickfix",
    preferred: !hasChoices,
    diagnostics: resolved,
    asks,
  };
  return hasChoices ? [...actions, fill] : [fill, ...actions];
}

/** Findings whose other place is a second description of the same. */
const TWICE: readonly string[] = ["section-duplicate", "table-duplicate", "endpoint-duplicate"];

/** The ways to the other places that a finding is about. */
function goActions(analysis: Analysis, finding: Finding): CodeAction[] {
  const root = analysis.context.workspace?.rootUri;
  const go = (title: string, asks: Asked): CodeAction => {
    return { title, kind: "quickfix", preferred: false, diagnostics: wordsOf(analysis, finding), asks };
  };
  const files = finding.related.flatMap((one) =>
    "path" in one && root !== undefined ? [{ path: one.path, root }] : [],
  );
  const others = TWICE.includes(finding.rule) ? relatedRanges(analysis, finding).slice(0, 1) : [];
  return [
    ...others.map((range) => go("Go to the other", { command: "reveal", about: [range] })),
    ...files.map(({ path, root: folder }) =>
      go(`Open ${path}`, { command: "openFile", about: [fileUri(folder, path)] }),
    ),
  ];
}

/** The offer to make the standard the workspace's own, while only the built-in one says what deviates. */
function createStack(analysis: Analysis, finding: Finding): CodeAction[] {
  if (finding.rule !== deviationUndeclared.id || analysis.context.policy.stack.source !== undefined) return [];
  const title = `Create ${STACK_PATH} from the built-in standard stack`;
  const resolved = wordsOf(analysis, finding);
  return [{ title, kind: "quickfix", preferred: false, diagnostics: resolved, createsStack: true }];
}

/** The findings that another technology, version or host can answer. */
const ABOUT_TECHNOLOGY: readonly string[] = [
  "airtable-too-complex",
  "deviation-rejected-in-use",
  "deviation-undeclared",
  "stack-incoherent",
  "technology-contradiction",
  "version-below-minimum",
  "version-conflict",
];

/** The offer to change the technology that a finding is about, where an editor can ask for what comes in its place. */
function changeAction(analysis: Analysis, here: readonly Finding[], range: Range): CodeAction[] {
  const about = here.filter((finding) => ABOUT_TECHNOLOGY.includes(finding.rule));
  // A contradiction stands at the other mention, and leads to the field.
  const places = [range, ...about.flatMap((finding) => relatedRanges(analysis, finding))];
  const place = about.length > 0 ? places.find((one) => technologyChoices(analysis, one.start)) : undefined;
  if (!place) return [];
  const resolved = about.flatMap((finding) => wordsOf(analysis, finding));
  const asks = { command: "changeTechnology", about: [place] } as const;
  return [{ title: "Change technology…", kind: "quickfix", preferred: false, diagnostics: resolved, asks }];
}

/** A choice that is the only one offered, where nothing but a wrong value goes. */
function onlyWay(finding: Finding, fixes: readonly Fix[]): Fix | undefined {
  return finding.rule === "date-invalid" && fixes.length === 1 ? fixes[0] : undefined;
}

function fixAllAction(analysis: Analysis, rule: string): CodeAction[] {
  const fixable = unaskedFixes(analysis, rule);
  if (fixable.length < 2) return [];
  const edits = toTextEdits(analysis.document, combine(fixable.map(({ fix }) => fix)));
  const resolved = fixable.flatMap(({ finding }) => wordsOf(analysis, finding));
  return [{ title: `Fix all ${rule} findings`, kind: "quickfix", preferred: false, diagnostics: resolved, edits }];
}

/** The ways to silence a rule at the place of its findings. */
function silencing(analysis: Analysis, findings: readonly Finding[]): CodeAction[] {
  const finding = findings[0];
  // A conflict stands in the way of everything else: it can't be silenced.
  if (!finding || finding.rule === mergeConflict.id) return [];
  const { rule } = finding;
  // Nor can what a handed-off document has to answer for.
  if (isBinding(rule, analysis.settings.profile)) return [];
  const where = isUnderTitle(analysis, finding.chunk) ? "in this document" : "here";
  const resolved = findings.flatMap((one) => wordsOf(analysis, one));
  const range = rangeOf(analysis, finding);
  const edits = toTextEdits(analysis.document, [ignoreEdit(analysis, rule, finding.chunk, NO_REASON)]);
  const asks = { command: "ignoreHere", about: [rule, range] } as const;
  return [
    { title: `Ignore ${rule} ${where}…`, kind: "quickfix", preferred: false, diagnostics: resolved, edits, asks },
    {
      title: `Turn off ${rule} in mechanism.config.json`,
      kind: "quickfix",
      preferred: false,
      diagnostics: resolved,
      configures: turningRuleOff(rule),
    },
  ];
}

/** The edit that silences a rule in the section of a chunk, by a comment under its heading. */
export function ignoreEdit(analysis: Analysis, rule: string, chunk: number, reason: string): Edit {
  const { start, facts } = analysis.document.chunks[chunk] ?? { start: 0, facts: undefined };
  const comment = suppressionComment(rule, reason);
  const at = start + (facts?.heading?.span.end ?? frontmatterEnd(facts));
  const isAtStart = at === start && !facts?.heading;
  return { span: { start: at, end: at }, text: isAtStart ? `${comment}\n\n` : `\n${comment}` };
}

/** Whether a comment there reaches the whole document. */
function isUnderTitle({ document }: Analysis, chunk: number): boolean {
  const depth = document.chunks[chunk]?.facts.heading?.depth ?? 0;
  return depth <= 1 && document.chunks.slice(0, chunk).every((one) => !one.facts.heading);
}

function frontmatterEnd(facts: ChunkFacts | undefined): number {
  const first = facts?.blocks[0];
  return first?.kind === "frontmatter" ? first.span.end : 0;
}

function fixAllMechanical(analysis: Analysis): CodeAction[] {
  const mechanical = analysis.findings.map((finding) =>
    fixesOf(analysis, finding).find((fix) => fix.kind === "mechanical"),
  );
  const edits = combine(mechanical.filter((fix) => fix !== undefined));
  if (edits.length === 0) return [];
  const title = "Fix all that changes no word";
  return [
    {
      title,
      kind: "source.fixAll.mechanism",
      preferred: false,
      diagnostics: [],
      edits: toTextEdits(analysis.document, edits),
    },
  ];
}

/** The offer to begin, in a document that holds nothing or one line. */
function start(analysis: Analysis): CodeAction[] {
  const { document, alignment, context } = analysis;
  const [line, ...rest] = contentLines(document.text);
  if (alignment.recognised || rest.length > 0) return [];
  const heading = document.chunks.find((chunk) => chunk.facts.heading)?.facts.heading?.title ?? "";
  const open = /\[[^\]]*\]/.exec(context.schema.title.heading)?.[0] ?? "";
  const today = context.today === undefined ? {} : { today: context.today };
  const { text } = scaffold(context.schema, {
    mission: heading === "" ? open : heading,
    stackDate: context.policy.stack.date,
    ...today,
  });
  const title =
    line === undefined ? "Start from the template" : `Start from the template (replaces "${line.trim().slice(0, 60)}")`;
  const edits = toTextEdits(document, [{ span: { start: 0, end: document.text.length }, text }]);
  return [{ title, kind: "quickfix", preferred: false, diagnostics: [], edits }];
}

/**
 * The edits of many fixes at once. Removals that meet become one, and what is inserted at one place stands there in the
 * order of the findings; where edits differ otherwise the later waits for the next time.
 */
function combine(fixes: readonly Fix[]): Edit[] {
  let taken: readonly Edit[] = [];
  for (const fix of fixes) {
    const merged = fix.edits.reduce<readonly Edit[] | undefined>((all, edit) => all && merge(all, edit), taken);
    if (merged) taken = merged;
  }
  return [...taken].sort((a, b) => a.span.start - b.span.start);
}

function merge(taken: readonly Edit[], edit: Edit): Edit[] | undefined {
  const met = taken.filter((other) => touches(other.span, edit.span));
  const rest = taken.filter((other) => !met.includes(other));
  const all = [...met, edit];
  const span = {
    start: Math.min(...all.map((one) => one.span.start)),
    end: Math.max(...all.map((one) => one.span.end)),
  };
  const isOnePlace = span.start === span.end;
  if (!isOnePlace && !all.every((one) => one.text === "") && met.length > 0) return undefined;
  return [...rest, { span, text: all.map((one) => one.text).join("") }];
}

function wordsOf(analysis: Analysis, finding: Finding): Diagnostic[] {
  return displayedDiagnostics(analysis, [finding]);
}

function spanOf(analysis: Analysis, finding: Finding): Span {
  return shift(finding.span, analysis.document.chunks[finding.chunk]?.start ?? 0);
}

function rangeOf(analysis: Analysis, finding: Finding): Range {
  return analysis.document.lines.rangeOf(spanOf(analysis, finding));
}

function relatedRanges({ document }: Analysis, { related }: Finding): Range[] {
  return related.flatMap((one) =>
    "chunk" in one ? [document.lines.rangeOf(shift(one.span, document.chunks[one.chunk]?.start ?? 0))] : [],
  );
}

function touches(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}
