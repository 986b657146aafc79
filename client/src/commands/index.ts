import * as vscode from "vscode";
import { COMMANDS } from "../../../server/src/lsp/protocol.ts";
import { CANCEL, SEND } from "../approval/previews.ts";
import { remindApprover, requestDeviationApproval } from "./approval.ts";
import type { Command, CommandContext } from "./context.ts";
import { recordApprovalDecision, withdrawRequest } from "./decision.ts";
import { fillItem, fillPlaceholder } from "./filling.ts";
import { ignoreHere } from "./ignoring.ts";
import { nextOpenItem, openFile, previousOpenItem, reveal } from "./navigation.ts";
import { newDocument, startFromTemplate } from "./newDocument.ts";
import { insertMissing, insertSection, markNotApplicable, removeExamples } from "./sections.ts";
import { changeTechnology } from "./technology.ts";

/** All commands. Their titles, keys and places in menus are in package.json. */
const TABLE: Readonly<Record<string, Command>> = {
  "mechanism.newDocument": newDocument,
  "mechanism.startFromTemplate": startFromTemplate,
  "mechanism.insertSection": insertSection,
  "mechanism.insertMissing": insertMissing,
  "mechanism.markNotApplicable": markNotApplicable,
  "mechanism.removeExamples": removeExamples,
  "mechanism.nextOpenItem": nextOpenItem,
  "mechanism.previousOpenItem": previousOpenItem,
  "mechanism.fillItem": fillItem,
  "mechanism.showOpenOnly": ({ view }) => view.setOpenOnly(true),
  "mechanism.showAll": ({ view }) => view.setOpenOnly(false),
  "mechanism.showTemplate": ({ documents, pages }) => pages.show("template", documents.current),
  "mechanism.showStack": ({ documents, pages }) => pages.show("stack", documents.current),
  "mechanism.restartServer": ({ client }) => client.restart(),
  "mechanism.showOutput": ({ client }) => client.output.show(),
  "mechanism.refreshApprovals": ({ approvals }) => approvals.refresh(),
  [SEND]: ({ previews }) => previews.decide("send"),
  [CANCEL]: ({ previews }) => previews.decide("cancel"),
  [COMMANDS.requestDeviationApproval]: requestDeviationApproval,
  [COMMANDS.recordApprovalDecision]: recordApprovalDecision,
  [COMMANDS.remindApprover]: remindApprover,
  [COMMANDS.withdrawRequest]: withdrawRequest,
  [COMMANDS.changeTechnology]: changeTechnology,
  [COMMANDS.fillPlaceholder]: fillPlaceholder,
  [COMMANDS.ignoreHere]: ignoreHere,
  [COMMANDS.reveal]: reveal,
  [COMMANDS.openFile]: openFile,
};

/** Registers all commands; what goes wrong in one is said to the user. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const registrations = Object.entries(TABLE).map(([id, command]) =>
    vscode.commands.registerCommand(id, (...args: readonly unknown[]) => run(context, command, args)),
  );
  return vscode.Disposable.from(...registrations);
}

async function run(context: CommandContext, command: Command, args: readonly unknown[]): Promise<void> {
  try {
    await command(context, ...args);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.client.output.error(message);
    // Not awaited: a command is over even if its message stays.
    void vscode.window.showErrorMessage(message);
  }
}
