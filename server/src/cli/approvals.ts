import type { Range } from "../document/positions.ts";
import { escapeMarkdown } from "../document/text.ts";
import { stateText } from "../features/approval/lenses.ts";
import { type ApprovalEntry, type ApprovalState, approvals as approvalsOf } from "../features/approval/states.ts";
import { missionOf } from "../rules/deviationParts.ts";
import { openDocuments } from "./documents.ts";
import { count, type Io, printable } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";

export interface ApprovalsOptions extends CommonOptions {
  readonly format: "text" | "json" | "markdown";
  readonly overdue: boolean;
}

interface Found {
  readonly file: string;
  readonly mission: string;
  readonly entry: ApprovalEntry;
}

/**
 * `mechanism approvals`: prints the deviations of documents and how their approvals stand.
 *
 * @returns 0; 1 if only overdue ones are asked for and there are some; 2 if something can't be read
 */
export async function approvals(paths: readonly string[], options: ApprovalsOptions, io: Io): Promise<number> {
  const session = new Session(io, options);
  const found: Found[] = [];
  let documents = 0;
  for await (const { name, analysis } of openDocuments(paths, session)) {
    documents++;
    const mission = missionOf(analysis.context);
    for (const entry of approvalsOf(analysis)) {
      if (!options.overdue || entry.state === "overdue") found.push({ file: name, mission, entry });
    }
  }
  const sorted = [...found].sort((a, b) => STATES.indexOf(a.entry.state) - STATES.indexOf(b.entry.state));
  if (options.format === "json") io.out(`${JSON.stringify(sorted.map(jsonOf), undefined, 2)}\n`);
  else if (options.format === "markdown") io.out(markdownOf(sorted));
  else io.out(textOf(sorted, documents, options.overdue));
  if (session.failed) return 2;
  return options.overdue && sorted.length > 0 ? 1 : 0;
}

/** What has to be done first comes first. */
const STATES: readonly ApprovalState[] = [
  "overdue",
  "requested",
  "stale",
  "copied",
  "invalid",
  "undeclared",
  "drafted",
  "unrecorded",
  "rejected",
  "approved",
];

interface JsonApproval extends Omit<ApprovalEntry, "actions" | "approvalRange" | "key" | "days"> {
  readonly file: string;
  readonly mission: string;
  readonly days: number | null;
  /** Lines and UTF-16 characters from 0, as in LSP. */
  readonly range: Range;
}

function jsonOf({ file, mission, entry }: Found): JsonApproval {
  const { actions: _, approvalRange: __, key: ___, days = null, ...rest } = entry;
  return { file, mission, ...rest, days };
}

/** Lines count from 1, as editors show them. */
function textOf(found: readonly Found[], documents: number, overdue: boolean): string {
  const lines = found.map(({ file, mission, entry }) => {
    const place = `${printable(file)}:${entry.range.start.line + 1}`;
    const what = printable(`${entry.area}: ${entry.standard} → ${entry.actual}`);
    const name = entry.state === "undeclared" ? "" : `${printable(entry.name)}, `;
    return `${place}  ${entry.state}  ${name}${what}  ${printable(stateText(entry))}${mission === "" ? "" : `  (${printable(mission)})`}`;
  });
  const kind = overdue ? "overdue approval" : "deviation";
  const total = `${found.length === 0 ? `No ${kind}s` : count(found.length, kind)} in ${count(documents, "document")}.`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), documents === 0 ? "No documents found." : total].join("\n")}\n`;
}

/** A GFM table, for an issue or a wiki. */
function markdownOf(found: readonly Found[]): string {
  const rows = found.map(({ file, mission, entry }) =>
    [mission, entry.area, entry.standard, entry.actual, stateText(entry), `${file}:${entry.range.start.line + 1}`]
      .map((cell) => escapeMarkdown(printable(cell)))
      .join(" | "),
  );
  return `${["| Mission | Area | Standard | Actual | State | Place |", "| --- | --- | --- | --- | --- | --- |", ...rows.map((row) => `| ${row} |`)].join("\n")}\n`;
}
