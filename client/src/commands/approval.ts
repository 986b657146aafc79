import * as vscode from "vscode";
import {
  ADD_DEVIATION,
  APPROVAL_FORM,
  APPROVAL_REQUEST,
  type ApprovalEntry,
  type ApprovalFormParams,
  type ApprovalFormResult,
  type ApprovalRequestParams,
  type ApprovalRequestResult,
  NOTE_REQUESTED,
  type NoteRequestedParams,
  type NoteRequestedResult,
} from "../../../server/src/lsp/protocol.ts";
import { approvalsOf, calledFor, itemOf, targetOf } from "../approval/entries.ts";
import { gitFactsOf } from "../approval/git.ts";
import { send } from "../approval/sending.ts";
import { toRange } from "../ranges.ts";
import type { Command, CommandContext } from "./context.ts";
import { applyAnswer, applyEdit, show } from "./editing.ts";

const TITLE = "Request Deviation Approval";
const REMINDER = "Remind of a Request";
const MESSAGE_MS = 8000;

/**
 * Asks for approval of deviations: (uri?, id?). Nothing leaves before the user says so, and the document is changed only
 * when the user says that it was sent.
 */
export const requestDeviationApproval: Command = async (context, value, id) => {
  const called = await calledFor(context, value, id);
  if (called === undefined) return;
  const { document } = called;
  const chosen = await choose(context, document, called.id);
  if (chosen === undefined || chosen.length === 0) return;
  const undeclared = chosen.find((entry) => entry.state === "undeclared");
  if (undeclared) return addEntry(context, document, undeclared);
  const ids = chosen.map((entry) => entry.id);
  const form = await formOf(context, document, ids);
  if (form.problems.length > 0) return showProblems(document, chosen, form.problems);
  const ground = await pickGround(form);
  if (ground === undefined) return;
  const pays = await pickPays(ground);
  if (pays === undefined) return;
  const approver = await pickApprover(form, TITLE);
  if (approver === undefined) return;
  const details = { ...(ground === "" ? {} : { ground }), ...(pays === "" ? {} : { pays }) };
  const request = await requestText(context, document, { ids, ...details });
  if (!(await send(context, document, { title: TITLE, request, channels: form.channels }))) return;
  const note = { asked: request.asked, approver, ...(ground === "" ? {} : { ground }) };
  await noteSent(context, document, note);
};

/** Asks once more for what nobody has answered: (uri?, id?). The document stays as it is. */
export const remindApprover: Command = async (context, value, id) => {
  const target = await targetOf(context, value, id, "remind", REMINDER);
  if (target === undefined) return;
  const { document, entry } = target;
  const form = await formOf(context, document, [entry.id]);
  const request = await requestText(context, document, { ids: [entry.id], reminder: true });
  if (await send(context, document, { title: REMINDER, request, channels: form.channels })) {
    vscode.window.setStatusBarMessage("$(pass) The reminder was sent", MESSAGE_MS);
  }
};

async function choose(
  context: CommandContext,
  document: vscode.TextDocument,
  id: string | undefined,
): Promise<readonly ApprovalEntry[] | undefined> {
  const fitting = (await approvalsOf(context, document)).filter((entry) => entry.actions.includes("request"));
  if (id !== undefined) {
    const entry = fitting.find((one) => one.id === id);
    if (!entry) throw new Error("The document has changed: approval of this can't be asked for any more.");
    return [entry];
  }
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage(
      "Nothing here needs approval: the stack is standard, or what deviates is asked for or approved.",
    );
    return undefined;
  }
  if (fitting.length === 1) return fitting;
  const declared = fitting
    .filter((entry) => entry.state !== "undeclared")
    .map((entry) => ({ ...itemOf(entry), picked: true }));
  const undeclared = fitting.filter((entry) => entry.state === "undeclared").map(itemOf);
  const separator = { label: "Not written down yet", kind: vscode.QuickPickItemKind.Separator };
  const items = [...declared, ...(undeclared.length > 0 ? [separator, ...undeclared] : [])];
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly entry?: ApprovalEntry }>(items, {
    title: TITLE,
    placeHolder: "Which deviations to ask for, in one request",
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked?.flatMap(({ entry }) => (entry ? [entry] : []));
}

/** What nobody has written down yet needs an entry with a reason first. */
async function addEntry(
  context: CommandContext,
  document: vscode.TextDocument,
  { id, name }: ApprovalEntry,
): Promise<void> {
  await applyEdit(context, document, ADD_DEVIATION, { id });
  const text = `A deviation for “${name}” was added. Write down its reason, then ask for approval.`;
  // Not awaited: the command is over, and the message may stay until the reason is written.
  void vscode.window.showInformationMessage(text, TITLE).then((answer) => {
    if (answer === TITLE)
      void vscode.commands.executeCommand("mechanism.requestDeviationApproval", document.uri.toString());
  });
}

function formOf(
  { client }: CommandContext,
  document: vscode.TextDocument,
  ids: readonly string[],
): Promise<ApprovalFormResult> {
  const params: ApprovalFormParams = { textDocument: { uri: document.uri.toString() }, ids };
  return client.request<ApprovalFormResult>(APPROVAL_FORM, params);
}

async function showProblems(
  document: vscode.TextDocument,
  [first]: readonly ApprovalEntry[],
  problems: readonly string[],
): Promise<void> {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const text = `Approval can't be asked for yet: ${problems[0] ?? ""}${more}`;
  void vscode.window.showWarningMessage(text, "Go There").then((answer) => {
    if (answer && first) void show(document, toRange(first.range));
  });
}

/** One of the grounds that the stack document accepts; empty if it names none, undefined if the user cancels. */
async function pickGround({ grounds, ground }: ApprovalFormResult): Promise<string | undefined> {
  if (ground !== "" || grounds.length === 0) return ground;
  return vscode.window.showQuickPick([...grounds], {
    title: TITLE,
    placeHolder: "On which ground; it is written at the start of the reason",
    ignoreFocusOut: true,
  });
}

async function pickPays(ground: string): Promise<string | undefined> {
  const leaveOut = { label: "Leave it out", pays: "" };
  const items = [
    { label: "The client", pays: "the client" },
    { label: "We do", pays: "us" },
    { label: "It costs nothing extra", pays: "nobody, it costs nothing extra" },
    leaveOut,
  ];
  // A ground that speaks of paying has the answer.
  if (/\bpay/i.test(ground)) return "";
  const placeHolder = "Who pays for it; only the request says it";
  return (await vscode.window.showQuickPick(items, { title: TITLE, placeHolder, ignoreFocusOut: true }))?.pays;
}

/** Who is asked; empty if nobody is known, so that the server takes whom it has. */
export async function pickApprover({ approvers }: ApprovalFormResult, title: string): Promise<string | undefined> {
  const [only] = approvers;
  if (approvers.length < 2) return only ?? "";
  return vscode.window.showQuickPick([...approvers], { title, placeHolder: "Who", ignoreFocusOut: true });
}

async function requestText(
  { client, documents }: CommandContext,
  document: vscode.TextDocument,
  params: Omit<ApprovalRequestParams, "textDocument">,
): Promise<ApprovalRequestResult> {
  const { origin, user } = await gitFactsOf(document.uri);
  const others = (await documents.find()).map((uri) => uri.toString());
  const all: ApprovalRequestParams = {
    ...params,
    textDocument: { uri: document.uri.toString() },
    documents: others,
    ...(origin ? { origin } : {}),
    ...(user === undefined ? {} : { from: user }),
  };
  return client.request<ApprovalRequestResult>(APPROVAL_REQUEST, all);
}

async function noteSent(
  context: CommandContext,
  document: vscode.TextDocument,
  { asked, approver, ground }: Pick<NoteRequestedParams, "asked" | "ground"> & { readonly approver: string },
): Promise<void> {
  const params = { asked, ...(approver === "" ? {} : { approver }), ...(ground === undefined ? {} : { ground }) };
  const noted = await applyAnswer<NoteRequestedResult>(context, document, NOTE_REQUESTED, params);
  if (!noted) return;
  const { gone, changed } = noted;
  if (gone.length > 0 || changed.length > 0) {
    const parts = [
      gone.length > 0 ? `no longer there: ${gone.join(", ")}` : "",
      changed.length > 0
        ? `changed since the request was written, so the record keeps what was asked for: ${changed.join(", ")}`
        : "",
    ];
    void vscode.window.showWarningMessage(`The request was noted. ${parts.filter(Boolean).join("; ")}.`);
    return;
  }
  vscode.window.setStatusBarMessage("$(pass) The request was noted in the document", MESSAGE_MS);
}
