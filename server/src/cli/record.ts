import type { Analysis } from "../features/analysis.ts";
import { type Decision, differsFromRecord, recordAsApproved, recordDecision } from "../features/approval/decisions.ts";
import { type Reply, readReplies } from "../features/approval/reply.ts";
import { type ApprovalEntry, deviationById } from "../features/approval/states.ts";
import { applyEdits } from "../features/fixes.ts";
import { isApprover, recordOf } from "../rules/deviationParts.ts";
import type { Edit } from "../rules/rule.ts";
import { daysBetween } from "../stack/approval.ts";
import type { ApprovalRecord } from "../stack/record.ts";
import { declaredDeviations, deviationNamed, thereIs } from "./deviationNamed.ts";
import { openDocument, STDIN } from "./documents.ts";
import { type Io, printable, UsageError } from "./io.ts";
import { type CommonOptions, Session } from "./session.ts";
import { writeDocument } from "./writeText.ts";

export interface RecordOptions extends CommonOptions {
  readonly evidence?: string;
  readonly for?: "asked" | "now";
  readonly dryRun: boolean;
}

/** A decision on one deviation, ready to be written. */
interface Decided {
  readonly entry: ApprovalEntry;
  readonly decision: Decision;
  readonly edits: readonly Edit[];
}

/**
 * `mechanism record`: writes down what approvers decided, in the words that they sent. All of it, or nothing.
 *
 * @param replies texts of one or more lines; each must hold a decision, and other lines in them are left out
 * @returns 0, or 2 if the file can't be read or written
 * @throws {UsageError} if a reply can't be understood or can't hold
 */
export async function record(
  file: string,
  replies: readonly string[],
  options: RecordOptions,
  io: Io,
): Promise<number> {
  if (file === STDIN) throw new UsageError("The document is changed; give a file in place of standard input.");
  const read = replies.flatMap(repliesIn);
  const session = new Session(io, options);
  const document = await openDocument(file, session);
  // Under a configuration that can't be read somebody else may approve than is known here.
  if (!document || session.failed) return 2;
  const { analysis } = document;
  const decided = read.flatMap((reply) =>
    entriesFor(analysis, reply).map((entry) => decide(analysis, entry, reply, options, session.today)),
  );
  const twice = decided.find(({ entry }, i) => decided.findIndex((one) => one.entry.id === entry.id) !== i);
  if (twice) throw new UsageError(`There are two decisions on ${twice.entry.name}; give one.`);
  const text = applyEdits(
    analysis.document,
    decided.flatMap(({ edits }) => edits),
  );
  if (!options.dryRun && !writeDocument(document, text, session)) return 2;
  for (const { entry, decision } of decided) {
    const verb = options.dryRun ? "would be" : "is";
    const line = `${entry.name} ${verb} ${decision.decision} by ${decision.by} on ${decision.date}.`;
    io.out(`${printable(line)}\n`);
  }
  return 0;
}

function repliesIn(text: string): Reply[] {
  const found = readReplies(text);
  if (found.length > 0) return found;
  throw new UsageError(`"${text}" is no decision; expected a line in quotes such as "APPROVED D1 2026-02-01".`);
}

/** The deviations that a reply is about; without a word about it, the only one that waits for a decision. */
function entriesFor(analysis: Analysis, { keys }: Reply): ApprovalEntry[] {
  const all = declaredDeviations(analysis);
  const waiting = all.filter((entry) => entry.state === "requested" || entry.state === "overdue");
  if (keys.length === 0) {
    if (waiting.length === 1) return waiting;
    throw new UsageError(`The answer doesn't say which deviation it is about. ${thereIs(all)}`);
  }
  return keys.map((key) => {
    const entry = deviationNamed(all, key);
    if (entry.actions.includes("record")) return entry;
    throw new UsageError(`${entry.name} is ${entry.state}, so there is nothing to decide.`);
  });
}

function decide(
  analysis: Analysis,
  entry: ApprovalEntry,
  reply: Reply,
  options: RecordOptions,
  today: string,
): Decided {
  const evidence = (options.evidence ?? "").trim();
  const isKnown = isSaidAlready(entry, reply);
  const decision: Decision = {
    decision: reply.decision,
    by: isKnown ? entry.who : byWhom(analysis, reply),
    date: isKnown ? entry.date : reply.date === "" ? today : reply.date,
    ...(options.for === undefined ? {} : { for: options.for }),
    ...(reply.note === "" ? {} : { note: reply.note }),
    ...(evidence === "" ? {} : { evidence }),
  };
  if (daysBetween(today, decision.date) > 0) {
    throw new UsageError(`${decision.date} is still to come; expected the day of the decision.`);
  }
  if (decision.decision === "approved") mustBeClear(analysis, entry, decision);
  const isAsItWas = isKnown && reply.note === "" && evidence === "";
  const edits = isAsItWas ? recordAsApproved(analysis, entry.id) : recordDecision(analysis, entry.id, decision);
  if (edits.length > 0) return { entry, decision, edits };
  throw new UsageError(`${entry.name} has no line for its approval; add it first.`);
}

/** Whether an entry says itself what a reply says, and only lacks the record. */
function isSaidAlready({ state, who, date }: ApprovalEntry, reply: Reply): boolean {
  if (state !== "unrecorded" || reply.decision !== "approved") return false;
  return (reply.by === "" || isApprover(who, [reply.by])) && (reply.date === "" || reply.date === date);
}

/** @throws {UsageError} if it is nobody who may approve */
function byWhom({ context }: Analysis, reply: Reply): string {
  const { approvers } = context.policy;
  const by = reply.by === "" ? (approvers[0] ?? "") : reply.by;
  if (by === "") throw new UsageError('The answer names nobody; expected "by" and a name.');
  if (approvers.length === 0 || isApprover(by, approvers)) return by;
  throw new UsageError(`"${by}" is not an approver; expected ${approvers.join(" or ")}.`);
}

/** @throws {UsageError} if it isn't clear what was approved, or nothing shows it where something has to */
function mustBeClear(analysis: Analysis, entry: ApprovalEntry, { evidence, date, for: meant }: Decision): void {
  const { context } = analysis;
  if (context.policy.approval.evidence && evidence === undefined) {
    throw new UsageError("The configuration asks for a link that shows the approval; add --evidence.");
  }
  const deviation = deviationById(analysis, entry.id);
  const asked = deviation?.record?.value;
  if (meant !== undefined || !deviation || !asked || !differsFromRecord(analysis, deviation)) return;
  const now = recordOf(context, deviation, date);
  throw new UsageError(
    `${entry.name} was asked for as ${changeOf(asked)} and says ${changeOf(now)} now; say which was approved with --for asked or --for now.`,
  );
}

function changeOf({ standard, actual }: ApprovalRecord): string {
  return `${standard.join(" and ")} → ${actual.join(" and ")}`;
}
