import { dirname, join } from "node:path";
import { secretsIn } from "../document/secrets.ts";
import { normaliseName } from "../document/text.ts";
import type { Analysis } from "../features/analysis.ts";
import { noteRequested } from "../features/approval/decisions.ts";
import { approvalRequest, type RequestDetails, reminder, requestProblems } from "../features/approval/request.ts";
import type { ApprovalAction, ApprovalEntry } from "../features/approval/states.ts";
import { applyEdits } from "../features/fixes.ts";
import { declaredDeviations, deviationNamed, thereIs } from "./deviationNamed.ts";
import { type OpenDocument, openDocument, openDocuments, STDIN } from "./documents.ts";
import { type Io, printable, UsageError } from "./io.ts";
import { readText } from "./readText.ts";
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
  if (options.sent && file === STDIN) throw new UsageError("With --sent the document is changed; give a file.");
  if (options.sent && options.remind)
    throw new UsageError("A reminder changes nothing in the document; leave out --sent.");
  const session = new Session(io, options);
  const document = await openDocument(file, session);
  if (!document) return 2;
  const { analysis } = document;
  const ids = [...new Set(chosen(analysis, options).map((entry) => entry.id))];
  const problems = requestProblems(analysis, ids);
  for (const problem of problems) io.err(`${printable(problem)}\n`);
  if (problems.length > 0) return 2;
  const details = await detailsOf(document, options, session);
  const text = textFor(analysis, ids, details, options);
  if (options.sent && !note(document, ids, details, session)) return 2;
  io.out(`${text}\n`);
  return session.failed ? 2 : 0;
}

/**
 * The deviations that are meant: those that were named, else the only one that can be asked for.
 *
 * @throws {UsageError} if nothing is meant, or something that can't be asked for
 */
function chosen(analysis: Analysis, { deviation: wanted, remind }: RequestOptions): ApprovalEntry[] {
  const action: ApprovalAction = remind ? "remind" : "request";
  const all = declaredDeviations(analysis);
  const fitting = all.filter((entry) => entry.actions.includes(action));
  if (wanted.length === 0) {
    if (fitting.length === 1) return fitting;
    const why =
      fitting.length > 1
        ? "Several deviations can be meant; name one with --deviation."
        : `There is nothing to ${remind ? "remind of" : "ask for"}.`;
    throw new UsageError(`${why} ${thereIs(all)}`);
  }
  if (remind && wanted.length > 1) throw new UsageError("A reminder is about one deviation; give one --deviation.");
  return wanted.map((word) => {
    const entry = deviationNamed(all, word);
    if (entry.actions.includes(action)) return entry;
    const isAsked = !remind && entry.actions.includes("remind");
    const why = isAsked ? "was asked for already; ask once more with --remind" : `is ${entry.state}`;
    throw new UsageError(`${entry.name} ${why}. ${thereIs(all)}`);
  });
}

/** @throws {UsageError} if something that the user adds looks like a secret */
function textFor(
  analysis: Analysis,
  ids: readonly string[],
  details: RequestDetails,
  { remind }: RequestOptions,
): string {
  const [first = ""] = ids;
  const text = remind ? (reminder(analysis, first, details)?.text ?? "") : approvalRequest(analysis, ids, details).text;
  if (secretsIn(text).length === 0) return text;
  throw new UsageError("What would be sent holds what looks like a secret; take it out first.");
}

async function detailsOf(
  { analysis, path }: OpenDocument,
  { ground, pays, from, link, others }: RequestOptions,
  session: Session,
): Promise<RequestDetails> {
  const known = ground === undefined ? undefined : groundMeant(ground, analysis.context.policy.stack.grounds);
  const analyses: Analysis[] = [];
  if (others.length > 0) {
    for await (const other of openDocuments(others, session)) if (other.path !== path) analyses.push(other.analysis);
  }
  // Most missions have none.
  const pattern = path === undefined ? undefined : readText(join(dirname(path), "PATTERN.md"));
  return {
    others: analyses,
    ...(known === undefined ? {} : { ground: known }),
    ...(pays === undefined ? {} : { pays }),
    ...(from === undefined ? {} : { from }),
    ...(link === undefined ? {} : { link }),
    ...(pattern === undefined || pattern.problem !== undefined ? {} : { pattern: pattern.text }),
  };
}

/** @throws {UsageError} if a text is no ground, nor the beginning of one alone */
function groundMeant(text: string, grounds: readonly string[]): string {
  const wanted = normaliseName(text);
  const same = grounds.filter((one) => normaliseName(one) === wanted);
  const found = same.length > 0 ? same : grounds.filter((one) => normaliseName(one).startsWith(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1 && wanted !== "") return only;
  if (grounds.length === 0) throw new UsageError("The standard stack names no grounds; leave out --ground.");
  const why = found.length > 1 ? "is the beginning of several grounds" : "is no ground";
  throw new UsageError(`"${text}" ${why} of the standard stack. There is: ${grounds.join("; ")}.`);
}

/** Notes in the document that the request was sent; false if it can't be written, which has been reported then. */
function note(document: OpenDocument, ids: readonly string[], details: RequestDetails, session: Session): boolean {
  // Under a configuration that can't be read somebody else may approve than is known here.
  if (session.failed) return false;
  const { analysis } = document;
  const [approver] = analysis.context.policy.approvers;
  if (approver === undefined) throw new UsageError("Nobody is named who approves; add approvers to the configuration.");
  const { asked } = approvalRequest(analysis, ids, details);
  const ground = details.ground === undefined ? {} : { ground: details.ground };
  const edits = noteRequested(analysis, asked, { approver, date: session.today, ...ground });
  return writeDocument(document, applyEdits(analysis.document, edits), session);
}
