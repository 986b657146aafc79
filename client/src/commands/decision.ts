import * as vscode from "vscode";
import {
  APPROVAL_FORM,
  type ApprovalFormResult,
  ASKED,
  type AskedResult,
  type Decision,
  RECORD_DECISION,
  REPLIES,
  type RecordDecisionParams,
  type RepliesResult,
  type Reply,
  WITHDRAW,
} from "../../../server/src/lsp/protocol.ts";
import { type Target, targetOf } from "../approval/entries.ts";
import { pickApprover } from "./approval.ts";
import type { Command, CommandContext } from "./context.ts";
import { applyEdit } from "./editing.ts";

const TITLE = "Record Approval Decision";
const MESSAGE_MS = 8000;

/** Writes down what was decided about a deviation: (uri?, id?). */
export const recordApprovalDecision: Command = async (context, value, id) => {
  const target = await targetOf(context, value, id, "record", TITLE);
  if (target === undefined) return;
  if (target.entry.state === "unrecorded") return recordByHand(context, target);
  const form = await formOf(context, target);
  const reply = await askForReply(context, target);
  if (reply === undefined) return;
  const by = reply.by === "" ? await pickApprover(form, TITLE) : reply.by;
  if (by === undefined) return;
  const date = reply.date === "" ? await askForDate() : reply.date;
  if (date === undefined) return;
  const actual = reply.withChanges ? await askForActual(target) : "";
  if (actual === undefined) return;
  const note = reply.isWhole ? reply.note : await askForNote(reply.decision);
  if (note === undefined) return;
  const evidence = form.evidence && reply.decision === "approved" ? await askForEvidence() : "";
  if (evidence === undefined) return;
  const meant = actual === "" && reply.decision === "approved" ? await askWhatFor(context, target) : "asked";
  if (meant === undefined) return;
  const decision: Decision = {
    decision: reply.decision,
    by,
    date,
    for: meant,
    ...(note === "" ? {} : { note }),
    ...(evidence === "" ? {} : { evidence }),
    ...(actual === "" ? {} : { actual }),
  };
  await record(context, target, decision);
};

/** Takes a request back: (uri?, id?). */
export const withdrawRequest: Command = async (context, value, id) => {
  const target = await targetOf(context, value, id, "withdraw", "Withdraw a Request");
  if (target === undefined) return;
  await applyEdit(context, target.document, WITHDRAW, { id: target.entry.id });
  vscode.window.setStatusBarMessage(`$(pass) The request for ${target.entry.name} was withdrawn`, MESSAGE_MS);
};

/** What a user answers about the decision, by hand or by the approver's own words. */
interface Answer extends Reply {
  /** Nothing is left to ask about the note. */
  readonly isWhole: boolean;
  readonly withChanges: boolean;
}

interface DecisionItem extends vscode.QuickPickItem {
  readonly answer?: Answer;
}

/** What is asked about a decision that the user makes known by choosing it. */
function answer(decision: Reply["decision"], withChanges = false): Answer {
  return { decision, keys: [], date: "", by: "", note: "", isWhole: false, withChanges };
}

async function askForReply(context: CommandContext, target: Target): Promise<Answer | undefined> {
  const { entry } = target;
  const paste: DecisionItem = { label: "Paste the answer…", detail: "Such as APPROVED D1 2026-02-01" };
  const found = await replyOnClipboard(context, target);
  const items: DecisionItem[] = [
    ...(found
      ? [
          {
            label: "Use the answer on the clipboard",
            detail: wordsOf(found),
            answer: { ...found, isWhole: true, withChanges: false },
          },
        ]
      : []),
    { label: "Approved", answer: answer("approved") },
    { label: "Approved with changes…", detail: "Something else than was asked for", answer: answer("approved", true) },
    { label: "Rejected", answer: answer("rejected") },
    paste,
  ];
  const placeHolder = `${entry.name}: ${entry.standard} → ${entry.actual}`;
  const picked = await vscode.window.showQuickPick(items, { title: TITLE, placeHolder, ignoreFocusOut: true });
  if (picked !== paste) return picked?.answer;
  const text = await vscode.window.showInputBox({
    title: TITLE,
    prompt: "The line that the approver sent back, such as APPROVED D1 2026-02-01",
    ignoreFocusOut: true,
    validateInput: async (value) =>
      (await replyIn(context, value, target)) ? undefined : `This is no answer about ${entry.name}.`,
  });
  const reply = text === undefined ? undefined : await replyIn(context, text, target);
  return reply && { ...reply, isWhole: true, withChanges: false };
}

async function replyOnClipboard(context: CommandContext, target: Target): Promise<Reply | undefined> {
  const text = await vscode.env.clipboard.readText();
  return text.length > 10_000 ? undefined : replyIn(context, text, target);
}

/** The decision in a text that is about an approval, or about nothing in particular. */
async function replyIn({ client }: CommandContext, text: string, { entry }: Target): Promise<Reply | undefined> {
  if (text.trim() === "") return undefined;
  const replies = await client.request<RepliesResult>(REPLIES, { text });
  return replies.find(
    ({ keys }) => keys.length === 0 || keys.some((key) => key.toLowerCase() === entry.key.toLowerCase()),
  );
}

function wordsOf({ decision, date, by, note }: Reply): string {
  const parts = [decision, by === "" ? "" : `by ${by}`, date === "" ? "" : `on ${date}`].filter(Boolean).join(" ");
  return note === "" ? parts : `${parts} – ${note}`;
}

function askForDate(): Promise<string | undefined> {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return input({
    prompt: "When it was decided, as year-month-day",
    value: today,
    validateInput: (text) => {
      const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
      if (!isDate) return "Please write the day as year-month-day.";
      return text > today ? "That day is still to come." : undefined;
    },
  });
}

function askForActual({ entry }: Target): Promise<string | undefined> {
  return input({
    prompt: "What was approved; it is written into the entry, and into the stack where that is certain",
    value: entry.actual,
    validateInput: (text) => (text.trim() === "" ? "Please write what was approved." : undefined),
  });
}

function askForNote(decision: Reply["decision"]): Promise<string | undefined> {
  return input({
    prompt:
      decision === "approved" ? "A condition, if there is one" : "The reason, or what to use instead, if it was said",
    placeHolder: "May stay empty",
  });
}

function askForEvidence(): Promise<string | undefined> {
  return input({
    prompt: "A link that shows the approval; your configuration asks for one",
    placeHolder: "https://",
    validateInput: (text) => (/^https?:\/\/\S+$/.test(text.trim()) ? undefined : "Please enter a link."),
  });
}

/** Where the entry was changed after the request, the user says which of the two was approved. */
async function askWhatFor(
  { client }: CommandContext,
  { document, entry }: Target,
): Promise<"asked" | "now" | undefined> {
  const params = { textDocument: { uri: document.uri.toString() }, id: entry.id };
  const difference = await client.request<AskedResult>(ASKED, params);
  if (difference === null) return "asked";
  const items = [
    {
      label: difference.asked,
      description: "what was asked for",
      detail: "The entry has changed since: it will be shown as approved for something else",
      meant: "asked" as const,
    },
    { label: difference.now, description: "what the entry says now", meant: "now" as const },
  ];
  const options = {
    title: TITLE,
    placeHolder: "The entry has changed since the request. What was approved?",
    ignoreFocusOut: true,
  };
  return (await vscode.window.showQuickPick(items, options))?.meant;
}

async function input(options: vscode.InputBoxOptions): Promise<string | undefined> {
  return (await vscode.window.showInputBox({ title: TITLE, ignoreFocusOut: true, ...options }))?.trim();
}

function formOf({ client }: CommandContext, { document, entry }: Target): Promise<ApprovalFormResult> {
  const textDocument = { uri: document.uri.toString() };
  return client.request<ApprovalFormResult>(APPROVAL_FORM, { textDocument, ids: [entry.id] });
}

/** What was approved by hand gets its record, with evidence where the configuration wants it. */
async function recordByHand(context: CommandContext, target: Target): Promise<void> {
  const form = await formOf(context, target);
  const { who, date, note } = target.entry;
  if (!form.evidence || note.includes("](")) return record(context, target, undefined);
  const evidence = await askForEvidence();
  if (evidence === undefined) return;
  const said = note === "" ? {} : { note };
  await record(context, target, { decision: "approved", by: who, date, for: "now", evidence, ...said });
}

async function record(
  context: CommandContext,
  { document, entry }: Target,
  decision: Decision | undefined,
): Promise<void> {
  const params: Omit<RecordDecisionParams, "textDocument"> = { id: entry.id, ...(decision ? { decision } : {}) };
  await applyEdit(context, document, RECORD_DECISION, params);
  const said = decision?.decision === "rejected" ? "rejected" : "approved";
  vscode.window.setStatusBarMessage(`$(pass) ${entry.name} is recorded as ${said}`, MESSAGE_MS);
}
