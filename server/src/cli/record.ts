import { type Decision, differsFromRecord, recordDecision } from "../features/approval/decisions.ts";
import { type Reply, readReplies } from "../features/approval/reply.ts";
import { type ApprovalEntry, approvals, deviationById } from "../features/approval/states.ts";
import { applyEdits } from "../features/fixes.ts";
import { isApprover, recordOf } from "../rules/deviationParts.ts";
import { daysBetween } from "../stack/approval.ts";
import { type OpenDocument, openDocument, STDIN } from "./documents.ts";
import { type Io, printable, UsageError } from "./io.ts";
import { isNamed } from "./request.ts";
import { type CommonOptions, Session } from "./session.ts";
import { writeDocument } from "./writeText.ts";

export interface RecordOptions extends CommonOptions {
  readonly evidence?: string;
  readonly for?: "asked" | "now";
  readonly dryRun: boolean;
}

/** A decision on one deviation, ready to be written. */
interface Recorded {
  readonly entry: ApprovalEntry;
  readonly decision: Decision;
}

/**
 * `mechanism record`: writes down what approvers decided, in the words that they sent. All of it, or nothing.
 *
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
  const session = new Session(io, options);
  const read = replies.flatMap((text) => readReplies(text));
  if (read.length === 0) {
    throw new UsageError('This is no decision; expected a line such as "APPROVED D1 2026-02-01".');
  }
  const document = await openDocument(file, session);
  if (!document) return 2;
  const decided = read.flatMap((reply) => decisionsOf(document, reply, options, session.today));
  const edits = decided.flatMap(({ entry, decision }) => recordDecision(document.analysis, entry.id, decision));
  const names = decided.map(({ entry }) => entry.id);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UsageError(`There are two decisions on "${twice}"; give one.`);
  if (!options.dryRun && !writeDocument(document, applyEdits(document.analysis.document, edits), session)) return 2;
  for (const { entry, decision } of decided) {
    const verb = options.dryRun ? "would be" : "is";
    io.out(printableLine(`${entry.name} ${verb} ${decision.decision} by ${decision.by} on ${decision.date}.`));
  }
  return session.failed ? 2 : 0;
}

function decisionsOf(
  { analysis }: OpenDocument,
  reply: Reply,
  { evidence, for: meant }: RecordOptions,
  today: string,
): Recorded[] {
  const { approvers, approval } = analysis.context.policy;
  const by = reply.by === "" ? (approvers[0] ?? "") : reply.by;
  const date = reply.date === "" ? today : reply.date;
  if (by === "") throw new UsageError('The answer names nobody; expected "by" and a name.');
  if (approvers.length > 0 && !isApprover(by, approvers)) {
    throw new UsageError(`"${by}" is not an approver; expected ${approvers.join(" or ")}.`);
  }
  if (daysBetween(today, date) > 0) throw new UsageError(`${date} is still to come; expected the day of the decision.`);
  if (approval.evidence && reply.decision === "approved" && evidence === undefined) {
    throw new UsageError("The configuration asks for a link that shows the approval; add --evidence.");
  }
  return entriesFor(analysis, reply).map((entry) => {
    const deviation = deviationById(analysis, entry.id);
    if (reply.decision === "approved" && meant === undefined && deviation && differsFromRecord(analysis, deviation)) {
      const asked = deviation.record?.value.actual.join(" and ") ?? "";
      const now = recordOf(analysis.context, deviation, date).actual.join(" and ");
      throw new UsageError(
        `${entry.name} was asked for ${asked} and says ${now} now; say which was approved with --for asked or --for now.`,
      );
    }
    const decision: Decision = {
      decision: reply.decision,
      by,
      date,
      for: meant ?? "asked",
      ...(reply.note === "" ? {} : { note: reply.note }),
      ...(evidence === undefined || reply.decision === "rejected" ? {} : { evidence }),
    };
    return { entry, decision };
  });
}

/** The deviations that a reply is about; without a word about it, the only one that waits for a decision. */
function entriesFor(analysis: OpenDocument["analysis"], { keys }: Reply): ApprovalEntry[] {
  const all = approvals(analysis).filter((entry) => entry.state !== "undeclared");
  const there =
    all.length === 0 ? "The document has no deviations." : `There is: ${all.map((entry) => entry.id).join(", ")}.`;
  const waiting = all.filter((entry) => entry.state === "requested" || entry.state === "overdue");
  if (keys.length === 0) {
    if (waiting.length === 1) return waiting;
    throw new UsageError(`The answer doesn't say which deviation it is about. ${there}`);
  }
  return keys.map((key) => {
    const entry = all.find((one) => isNamed(one, key));
    if (!entry) throw new UsageError(`There is no deviation "${key}". ${there}`);
    if (!entry.actions.includes("record")) {
      throw new UsageError(`${entry.name} is ${entry.state}, so there is nothing to decide.`);
    }
    return entry;
  });
}

function printableLine(text: string): string {
  return `${printable(text)}\n`;
}
