import * as vscode from "vscode";
import {
  APPROVAL_ADDRESS,
  type ApprovalAddressParams,
  type ApprovalAddressResult,
  type ApprovalRequestResult,
  type Channel,
} from "../../../server/src/lsp/protocol.ts";
import type { CommandContext } from "../commands/context.ts";

/** A text that is to leave, and how it may. */
export interface Sending {
  readonly title: string;
  readonly request: ApprovalRequestResult;
  readonly channels: readonly Channel[];
}

interface ChannelItem extends vscode.QuickPickItem {
  /** Nothing for the clipboard. */
  readonly channel?: Channel;
}

const CHANNELS: Readonly<Record<Channel, ChannelItem>> = {
  email: { label: "$(mail) E-mail", detail: "Opens a new message in your mail program", channel: "email" },
  github: { label: "$(github) GitHub issue", detail: "Opens a new issue in your browser", channel: "github" },
  telegram: { label: "$(comment) Telegram", detail: "Opens Telegram, where you choose the chat", channel: "telegram" },
};
const CLIPBOARD: ChannelItem = { label: "$(copy) Copy", detail: "Puts the text on the clipboard" };

/**
 * Shows a text, lets the user change it, and hands it over by the way that the user chooses.
 *
 * @returns whether the user says that it was sent; cancelling at any step changes nothing
 */
export async function send(context: CommandContext, document: vscode.TextDocument, sending: Sending): Promise<boolean> {
  const preview = await context.previews.open("Request for approval.txt", sending.request.text);
  while ((await preview.verdict()) === "send") {
    const isHandedOver = await handOver(context, document, preview.text, sending).catch((error: unknown) => {
      // The text is still there: the user can mend it and try again.
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return false;
    });
    if (isHandedOver && (await wasSent(sending.title))) {
      await preview.close();
      return true;
    }
  }
  await preview.close();
  return false;
}

async function handOver(
  { client, open }: CommandContext,
  document: vscode.TextDocument,
  text: string,
  { title, request, channels }: Sending,
): Promise<boolean> {
  if (text === "") throw new Error("The request is empty, so there is nothing to send.");
  const items = [CLIPBOARD, ...channels.map((channel) => CHANNELS[channel])];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: "How to send what the editor shows",
    ignoreFocusOut: true,
  });
  if (picked === undefined) return false;
  const [subject = ""] = text.split("\n");
  const params: ApprovalAddressParams = {
    textDocument: { uri: document.uri.toString() },
    subject,
    text,
    ...(picked.channel === undefined ? {} : { channel: picked.channel }),
    // What was taken out of the text must not leave in another way.
    ...(request.link !== undefined && text.includes(request.link) ? { link: request.link } : {}),
  };
  const address = await client.request<ApprovalAddressResult>(APPROVAL_ADDRESS, params);
  if (address === null || !address.whole) await vscode.env.clipboard.writeText(text);
  if (address === null) {
    vscode.window.setStatusBarMessage("$(pass) The request is on the clipboard", 8000);
    return true;
  }
  if (!address.whole) {
    void vscode.window.showInformationMessage("The text is too long for an address: it is on the clipboard. Paste it.");
  }
  return open(address.uri);
}

async function wasSent(title: string): Promise<boolean> {
  const yes = { label: "Yes, it was sent", detail: "The document notes who was asked, and for what" };
  const no = { label: "No", detail: "Nothing is noted; the text stays open" };
  const options = { title, placeHolder: "Was it sent?", ignoreFocusOut: true };
  return (await vscode.window.showQuickPick([yes, no], options)) === yes;
}
