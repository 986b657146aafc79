import {
  blankLinesStart,
  endOfLine,
  isBlankUpToEnd,
  isBulletItem,
  listMarker,
  nextLine,
  startOfLine,
} from "../document/lines.ts";
import { type Span, shift } from "../document/positions.ts";
import { type ApprovalLine, isDay, readApproval } from "../stack/approval.ts";
import type { Deviation } from "../stack/deviations.ts";
import { type ApprovalRecord, recordComment } from "../stack/record.ts";
import { approvalSpan, isOfOtherMission } from "./deviationParts.ts";
import { contentEnd, insertBlock, removeBlock } from "./edits.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";

/*
 * How the approval of a deviation is written. Every change of its state goes through here, so that no decision is lost:
 * one that no longer holds stays as a dated line below.
 */

/** What becomes of an approval. */
export interface ApprovalChange {
  /** The new text of the approval's line. */
  readonly line: string;
  /** The new record; null removes the one that is there, and without it the record stays as it is. */
  readonly record?: ApprovalRecord | null;
}

/** Writes another state of an approval into its entry. An entry without a line for it is left as it is. */
export function changeApproval(context: RuleContext, deviation: Deviation, { line, record }: ApprovalChange): Edit[] {
  const { approval } = deviation;
  if (!approval) return [];
  const edits = [lineEdit(context, deviation, line)];
  const kept = isSaidAgain(deviation, readApproval(line)) ? undefined : keptDecision(context, deviation);
  if (record === null) return [...edits, ...(kept ? [kept] : []), ...removeRecord(context, deviation)];
  const recorded = record && writeRecord(context, deviation, record);
  if (!recorded || !kept) return [...edits, ...(kept ? [kept] : []), ...(recorded ? [recorded] : [])];
  // Both go behind the same line: the record comes last.
  if (kept.span.start !== recorded.span.start) return [...edits, kept, recorded];
  return [...edits, { span: kept.span, text: `${kept.text}${recorded.text}` }];
}

/** Whether a new line is the decision that an entry has already, at most with more behind it: there is nothing to keep. */
function isSaidAgain({ line, record }: Deviation, { kind, who, date, note }: ApprovalLine): boolean {
  if (record || kind !== line.kind || who !== line.who || date !== line.date) return false;
  return line.note === "" || note.includes(line.note);
}

/**
 * What an earlier decision says, as its line below the approval has it; nothing if nobody decided.
 *
 * @param mission the mission that it was made for, if that is another one
 */
export function decisionText(
  { kind, who, date, note }: ApprovalLine,
  technologies: readonly string[],
  mission = "",
): string | undefined {
  if (kind !== "approved" && kind !== "rejected") return undefined;
  const by = who === "" ? "" : ` by ${who}`;
  const what = technologies.length > 0 ? ` for ${technologies.join(" and ")}` : "";
  const where = mission === "" ? "" : ` in "${mission}"`;
  const when = isDay(date) || date === "" ? "" : ` on ${date}`;
  const verb = kind === "approved" ? "Approved" : "Rejected";
  const said = `${verb}${by}${what}${where}${when}${note === "" ? "" : ` – ${note}`}`;
  return isDay(date) ? `${date}: ${said}` : said;
}

/** The decision that an entry's approval line holds, as an earlier one; nothing if nobody decided. */
export function currentDecision(context: RuleContext, deviation: Deviation): string | undefined {
  const { line, record } = deviation;
  const mission = isOfOtherMission(context, deviation) ? record?.value.mission : undefined;
  return decisionText(line, record?.value.actual ?? [], mission);
}

/** Writes a record into a deviation's entry: in place of the one that is there, else behind the entry's last field. */
export function writeRecord(context: RuleContext, deviation: Deviation, record: ApprovalRecord): Edit {
  const { section } = deviation;
  const start = startOf(context, deviation);
  const comment = recordComment(record);
  if (deviation.record) return { span: shift(deviation.record.span, start), text: comment };
  const values = [deviation.standard, deviation.actual, deviation.reason, deviation.approval];
  const ends = values.map((value) => value?.span.end ?? 0);
  const lastField = Math.max(...ends, ...deviation.earlier.map((one) => one.span.end));
  const inFence = section.fence?.span ?? fenceAround(context, deviation, lastField);
  const last = start + (inFence?.end ?? lastField);
  if (last === start) return insertBlock(context, contentEnd(context, section), comment);
  const end = endOfLine(context.document.text, last);
  const at = inFence ? end : listEnd(context.document.text, end);
  return { span: { start: at, end: at }, text: `\n${comment}` };
}

/** Where the items end that stand right below a line: a list of the author's own, which the record must not cut. */
function listEnd(text: string, lineEnd: number): number {
  let end = lineEnd;
  for (let next = nextLine(text, end); next < text.length; next = nextLine(text, end)) {
    if (!isBulletItem(text.slice(next, endOfLine(text, next)))) break;
    end = endOfLine(text, next);
  }
  return end;
}

/** Removes the record of an entry, if it has one. */
function removeRecord(context: RuleContext, deviation: Deviation): Edit[] {
  if (!deviation.record) return [];
  const { text } = context.document;
  const span = shift(deviation.record.span, startOf(context, deviation));
  const lineStart = startOfLine(text, span.start);
  const isAlone = text.slice(lineStart, span.start).trim() === "" && isBlankUpToEnd(text, span.end);
  if (!isAlone) return [removeBlock(context, span)];
  // A record of its own block takes its blank line along; one right below the fields is just a line.
  if (lineStart === 0 || blankLinesStart(text, lineStart) < lineStart) return [removeBlock(context, span)];
  return [{ span: { start: endOfLineBefore(text, lineStart), end: endOfLine(text, span.end) }, text: "" }];
}

/** Where the line ends that stands before the start of one. */
function endOfLineBefore(text: string, lineStart: number): number {
  return lineStart - (text.startsWith("\r\n", lineStart - 2) ? 2 : 1);
}

function lineEdit(context: RuleContext, deviation: Deviation, line: string): Edit {
  const start = startOf(context, deviation);
  const { approval } = deviation;
  if (approval && approval.text.trim() !== "") {
    const { start: from, end } = shift(approvalSpan(deviation), start);
    // A value that stands in a list below its label stays there.
    const mark = listMarker(context.document.text.slice(from, end)).length;
    return { span: { start: from + mark, end }, text: line };
  }
  const at = start + (approval?.span.start ?? 0);
  const isSpaced = /\s/.test(context.document.text[at - 1] ?? "");
  return { span: { start: at, end: at }, text: isSpaced ? line : ` ${line}` };
}

/** The insertion that keeps the decision that held, as the first of the earlier ones. */
function keptDecision(context: RuleContext, deviation: Deviation): Edit | undefined {
  const { approval, earlier } = deviation;
  const said = currentDecision(context, deviation);
  if (!approval || said === undefined) return undefined;
  const { text } = context.document;
  const start = startOf(context, deviation);
  const own = start + approval.span.start;
  const at = endOfLine(text, own);
  const edit = (item: string): Edit => ({ span: { start: at, end: at }, text: `\n${item} ${said}` });
  const [first] = earlier;
  if (first) return edit(listMarker(text.slice(start + first.span.start, start + first.span.end)).trimEnd());
  const ownLine = text.slice(startOfLine(text, own), own);
  const inFence = deviation.section.fence ?? fenceAround(context, deviation, approval.span.end);
  if (inFence) return edit("-");
  const item = edit(isBulletItem(ownLine) ? `${" ".repeat(listMarker(ownLine).length)}-` : "-");
  // Markdown would take a field on the next line for the rest of the new item.
  return isFollowedByText(context, deviation, at) ? { ...item, text: `${item.text}\n` } : item;
}

/** Whether the line behind an offset of the document goes on with text: no blank line, list or comment. */
function isFollowedByText(context: RuleContext, deviation: Deviation, at: number): boolean {
  const { text } = context.document;
  const next = nextLine(text, at);
  if (next >= text.length || isBlankUpToEnd(text, next)) return false;
  const local = next - startOf(context, deviation);
  const isComment = factsOf(context, deviation.section).comments.some((one) => one.span.start === local);
  return !isComment && !isBulletItem(text.slice(next, endOfLine(text, next)));
}

function fenceAround(context: RuleContext, { chunk }: Deviation, at: number): Span | undefined {
  const blocks = context.document.chunks[chunk]?.facts.blocks ?? [];
  return blocks.find((block) => block.kind === "code" && block.span.start < at && at <= block.span.end)?.span;
}

function startOf(context: RuleContext, { chunk }: Deviation): number {
  return context.document.chunks[chunk]?.start ?? 0;
}
