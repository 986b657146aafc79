import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { normaliseName } from "../document/text.ts";
import type { Analysis } from "../features/analysis.ts";
import { noteRequested } from "../features/approval/decisions.ts";
import { approvalRequest, type RequestDetails, reminder, requestProblems } from "../features/approval/request.ts";
import { type ApprovalAction, type ApprovalEntry, approvals } from "../features/approval/states.ts";
import { applyEdits } from "../features/fixes.ts";
import { type OpenDocument, openDocument, openDocuments, STDIN } from "./documents.ts";
import { type Io, printable, UsageError } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";
import { writeDocument } from "./writeText.ts";

export interface RequestOptions extends CommonOptions {
  /** Numbers or headings of deviations. */
  readonly deviation: readonly string[];
  readonly ground?: string;
  readonly pays?: string;
  readonly from?: string;
  readonly link?: string;
  /** Files or folders with other missions' documents. */
  readonly others: readonly string[];
  readonly remind: boolean;
  readonly sent: boolean;
}

/**
 * `mechanism request`: prints the text that asks for approval, for the user to send.
 *
 * @returns 0, or 2 if it can't be asked yet or the file can't be read
 * @throws {UsageError} if there is no such deviation or ground, or nothing to be asked
 */
export async function request(file: string, options: RequestOptions, io: Io): Promise<number> {
  const session = new Session(io, options);
  const document = await openDocument(file, session);
  if (!document) return 2;
  const { analysis } = document;
  if (options.sent && file === STDIN) throw new UsageError("With --sent the document is changed; give a file.");
  const ids = chosen(analysis, options.deviation, options.remind ? "remind" : "request").map((entry) => entry.id);
  const problems = requestProblems(analysis, ids);
  for (const problem of problems) io.err(`${printable(problem)}\n`);
  if (problems.length > 0) return 2;
  const details = await detailsOf(document, options, session);
  const [first = ""] = ids;
  const text = options.remind
    ? (reminder(analysis, first, details)?.text ?? "")
    : approvalRequest(analysis, ids, details).text;
  if (options.sent && !options.remind && !note(document, ids, details, session)) return 2;
  io.out(`${text}\n`);
  return session.failed ? 2 : 0;
}

/**
 * The deviations that are meant: by number or heading, else the only one that something can be done about.
 *
 * @throws {UsageError} if nothing or several are meant
 */
export function chosen(analysis: Analysis, wanted: readonly string[], action: ApprovalAction): ApprovalEntry[] {
  const all = approvals(analysis).filter((entry) => entry.state !== "undeclared");
  const fitting = all.filter((entry) => entry.actions.includes(action));
  const list = all.map((entry) => `${entry.id} (${entry.state})`).join(", ");
  const there = list === "" ? "The document has no deviations." : `There is: ${list}.`;
  if (wanted.length === 0) {
    if (fitting.length === 1) return fitting;
    throw new UsageError(
      fitting.length === 0
        ? `There is no deviation for this. ${there}`
        : `Several deviations can be meant; name one with --deviation. ${there}`,
    );
  }
  return wanted.map((name) => {
    const entry = all.find((one) => isNamed(one, name));
    if (!entry) throw new UsageError(`There is no deviation "${name}". ${there}`);
    if (!entry.actions.includes(action)) {
      throw new UsageError(`${entry.name} is ${entry.state}, so this can't be done. ${there}`);
    }
    return entry;
  });
}

/** Whether somebody means a deviation by a word: its number, "D1", its heading or its area. */
export function isNamed({ id, key, name, area }: ApprovalEntry, word: string): boolean {
  const number = /^(?:d|deviation)?\s*#?(\d+)$/i.exec(word.trim())?.[1];
  if (number !== undefined) return key === `D${number}`;
  return [id, name, area].some((one) => normaliseName(one) === normaliseName(word));
}

async function detailsOf(
  { analysis, path }: OpenDocument,
  { ground, pays, from, link, others }: RequestOptions,
  session: Session,
): Promise<RequestDetails> {
  const { grounds } = analysis.context.policy.stack;
  const known =
    ground === undefined ? undefined : grounds.find((one) => normaliseName(one).startsWith(normaliseName(ground)));
  if (ground !== undefined && known === undefined) {
    throw new UsageError(`"${ground}" is no ground of the standard stack. There is: ${grounds.join("; ")}.`);
  }
  const analyses: Analysis[] = [];
  if (others.length > 0) {
    for await (const other of openDocuments(others, session)) if (other.path !== path) analyses.push(other.analysis);
  }
  const pattern = path === undefined ? undefined : patternBeside(path);
  return {
    others: analyses,
    ...(known === undefined ? {} : { ground: known }),
    ...(pays === undefined ? {} : { pays }),
    ...(from === undefined ? {} : { from }),
    ...(link === undefined ? {} : { link }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

function patternBeside(path: string): string | undefined {
  try {
    return readFileSync(join(dirname(path), "PATTERN.md"), "utf8");
  } catch {
    // Most missions have none.
    return undefined;
  }
}

/** Notes in the document that the request was sent; false if it can't be written, which has been reported then. */
function note(document: OpenDocument, ids: readonly string[], details: RequestDetails, session: Session): boolean {
  const { analysis } = document;
  const [approver] = analysis.context.policy.approvers;
  if (approver === undefined) throw new UsageError("Nobody is named who approves; add approvers to the configuration.");
  const { asked } = approvalRequest(analysis, ids, details);
  const ground = details.ground === undefined ? {} : { ground: details.ground };
  const edits = noteRequested(analysis, asked, { approver, date: session.today, ...ground });
  return writeDocument(document, applyEdits(analysis.document, edits), session);
}
