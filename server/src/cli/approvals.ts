import { withoutSecrets } from "../document/secrets.ts";
import { escapeMarkdown } from "../document/text.ts";
import { stateText } from "../features/approval/lenses.ts";
import { APPROVAL_STATES } from "../features/approval/order.ts";
import { type ApprovalEntry, approvals as approvalsOf } from "../features/approval/states.ts";
import { missionOf } from "../rules/deviationParts.ts";
import { openDocuments } from "./documents.ts";
import { count, type Io, printable } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";

export interface ApprovalsOptions extends CommonOptions {
  readonly format: "text" | "json" | "markdown";
  readonly overdue: boolean;
}

/** A document with the deviations that are asked for, those first that something has to be done about. */
interface Found {
  readonly file: string;
  readonly mission: string;
  readonly entries: readonly ApprovalEntry[];
}

/**
 * `mechanism approvals`: prints the deviations of documents and how their approvals stand.
 *
 * @returns 0; 1 if only overdue ones are asked for and there are some; 2 if something can't be read
 */
export async function approvals(paths: readonly string[], options: ApprovalsOptions, io: Io): Promise<number> {
  const session = new Session(io, options);
  const found: Found[] = [];
  for await (const { name, analysis } of openDocuments(paths, session)) {
    const entries = approvalsOf(analysis).filter((entry) => !options.overdue || entry.state === "overdue");
    const sorted = entries.map(withoutItsSecrets).sort(byUrgency);
    found.push({ file: name, mission: missionOf(analysis.context), entries: sorted });
  }
  if (options.format === "json") io.out(jsonOf(found));
  else if (options.format === "markdown") io.out(markdownOf(found));
  else io.out(textOf(found, options.overdue));
  if (session.failed) return 2;
  return options.overdue && found.some(({ entries }) => entries.length > 0) ? 1 : 0;
}

function byUrgency(one: ApprovalEntry, other: ApprovalEntry): number {
  return APPROVAL_STATES.indexOf(one.state) - APPROVAL_STATES.indexOf(other.state);
}

/** A list of approvals is made to be passed on. */
function withoutItsSecrets(entry: ApprovalEntry): ApprovalEntry {
  return {
    ...entry,
    id: withoutSecrets(entry.id),
    name: withoutSecrets(entry.name),
    key: withoutSecrets(entry.key),
    area: withoutSecrets(entry.area),
    standard: withoutSecrets(entry.standard),
    actual: withoutSecrets(entry.actual),
    who: withoutSecrets(entry.who),
    note: withoutSecrets(entry.note),
  };
}

/** By document, as `mechanism check` has it: lines and UTF-16 characters count from 0, as in LSP. */
function jsonOf(found: readonly Found[]): string {
  const files = found.map(({ file, mission, entries }) => ({
    file,
    mission,
    deviations: entries.map(({ actions: _, approvalRange: __, days = null, ...rest }) => ({ ...rest, days })),
  }));
  return `${JSON.stringify(files, undefined, 2)}\n`;
}

/** One line of a list over all documents. */
interface Row {
  readonly mission: string;
  readonly entry: ApprovalEntry;
  /** The file, and the line from 1, as editors show it. */
  readonly place: string;
}

function rowsOf(found: readonly Found[]): Row[] {
  return found
    .flatMap(({ file, mission, entries }) =>
      entries.map((entry) => ({ mission, entry, place: `${file}:${entry.range.start.line + 1}` })),
    )
    .sort((one, other) => byUrgency(one.entry, other.entry));
}

function textOf(found: readonly Found[], overdue: boolean): string {
  if (found.length === 0) return "No documents found.\n";
  const lines = rowsOf(found).map(({ place, mission, entry }) => {
    const what = `${headOf(entry)}: ${entry.standard} → ${entry.actual}`;
    const parts = [place, entry.state, what, stateText(entry), mission === "" ? "" : `(${mission})`];
    return parts
      .filter((part) => part !== "")
      .map(printable)
      .join("  ");
  });
  const kind = overdue ? "overdue approval" : "deviation";
  const number = lines.length === 0 ? `No ${kind}s` : count(lines.length, kind);
  const summary = `${number} in ${count(found.length, "document")}.`;
  return `${[...lines, ...(lines.length > 0 ? [""] : []), summary].join("\n")}\n`;
}

/** What an answer calls a deviation, and its area: "D1 Database". */
function headOf({ key, name, area }: ApprovalEntry): string {
  if (key === "" || key === area) return area;
  return /^D\d+$/.test(key) && area !== name ? `${key} ${area}` : key;
}

/** A GFM table, for an issue or a wiki. */
function markdownOf(found: readonly Found[]): string {
  const rows = rowsOf(found).map(({ place, mission, entry }) => [
    mission,
    headOf(entry),
    entry.standard,
    entry.actual,
    stateText(entry),
    place,
  ]);
  const lines = rows.map((cells) => row(cells.map((cell) => escapeMarkdown(printable(cell)))));
  return `${[row(COLUMNS), row(COLUMNS.map(() => "---")), ...lines].join("\n")}\n`;
}

const COLUMNS: readonly string[] = ["Mission", "Deviation", "Standard", "Actual", "State", "Place"];

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
