// The way of a deviation from the request to the approval and on, as users go it.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { cleanUp, findingsIn, mechanism, openDocument, ruleOf, until } from "../mechanism.ts";
import { screen } from "../screen.ts";

const ENTRY = `### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** Their team runs it – C# & 100 % + ü
**Approved By:** NLR on [date]
`;

const DOCUMENT = `# MECHANISM: Pilot 🚲

**Mission:** Pilot 🚲
**Date Created:** 2026-02-01

## Technology Stack

### Database

**Type:** MongoDB
**Version:** 7

**Why this choice:**
Their team runs it.

## Technology Deviations

${ENTRY}
## Notes

Nothing yet.
`;

const GROUND = "The client's hard constraint";

/** Today as the machine has it. */
function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Wants to send what is shown, as often as it takes: right after a "No" nobody may be listening yet. */
async function sendPreview(): Promise<void> {
  await vscode.window.showTextDocument(await preview());
  await screen.waitFor(".quick-input-widget", "hidden");
  for (let i = 0; i < 100; i++) {
    await vscode.commands.executeCommand("mechanism.sendRequest");
    if ((await screen.texts(".quick-input-widget:visible")).length > 0) return;
  }
  throw new Error("Nobody asks how to send it.");
}

/** Answers the question whose input has this placeholder or prompt. */
async function reply(question: string, text: string): Promise<void> {
  await screen.waitFor(
    `.quick-input-widget:visible:has(input[placeholder^=${JSON.stringify(question)}], .quick-input-message:has-text(${JSON.stringify(question)}))`,
  );
  await screen.waitFor(".quick-input-widget input:focus");
  if (text !== "") await screen.type(text);
  await screen.press("Enter");
}

/** The text that is shown before it leaves. */
async function preview(): Promise<vscode.TextDocument> {
  const found = await until(
    () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "mechanism-request")?.document,
    (document) => document !== undefined,
  );
  assert.ok(found);
  return found;
}

function approvalLine(document: vscode.TextDocument): string {
  return /\*\*Approved By:\*\* (.*)/.exec(document.getText())?.[1] ?? "";
}

async function rules(uri: vscode.Uri, wanted: (rules: readonly string[]) => boolean): Promise<readonly string[]> {
  return until(() => findingsIn(uri).map(ruleOf), wanted);
}

async function replaceText(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `no ${from}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)),
    to,
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe("An approval", () => {
  afterEach(cleanUp);

  it("is requested, recorded, becomes stale when the entry changes, and is asked for again", async function () {
    if (!screen.available) this.skip();
    const { document } = await openDocument(DOCUMENT);
    await rules(document.uri, (found) => found.includes("deviation-not-approved"));

    const requesting = vscode.commands.executeCommand("mechanism.requestDeviationApproval");
    await reply("On which ground", "hard constraint");
    await reply("Who pays", "The client");
    const text = await preview();
    assert.equal(
      text.getText(),
      `Approval needed for Pilot 🚲

D1 Database: PostgreSQL → MongoDB
Ground: ${GROUND}
Reason: Their team runs it – C# & 100 % + ü

Who pays: the client

To answer, send back one line:
APPROVED D1 ${today()}
or the same with REJECTED and a reason.`,
    );
    await screen.screenshot("approval-preview");
    await replaceText(text, "Who pays: the client\n\n", "");
    assert.equal(document.getText(), DOCUMENT, "nothing is changed before it was sent");
    await sendPreview();
    await reply("How to send", "Copy");
    await reply("Was it sent?", "Yes");
    await requesting;
    const sent = await vscode.env.clipboard.readText();
    assert.match(sent, /^Approval needed for Pilot 🚲\n\nD1 Database[\s\S]*C# & 100 % \+ ü\n\nTo answer/);
    const record = `<!-- mechanism-approval: {"mission":"Pilot 🚲","area":"Database","standard":["PostgreSQL"],"actual":["MongoDB"],"date":"${today()}"} -->`;
    const requested = DOCUMENT.replace(
      ENTRY,
      `### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** ${GROUND} – Their team runs it – C# & 100 % + ü
**Approved By:** Pending – requested from NLR on ${today()}
${record}
`,
    );
    assert.equal(document.getText(), requested);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), DOCUMENT, "one undo takes it all back");
    await vscode.commands.executeCommand("redo");
    assert.equal(document.getText(), requested);
    await rules(document.uri, (found) => !found.some((rule) => rule.startsWith("deviation-")));

    await vscode.env.clipboard.writeText(`> APPROVED D1 ${today()} – only for the pilot`);
    const recording = vscode.commands.executeCommand("mechanism.recordApprovalDecision");
    await reply("Deviation 1: PostgreSQL → MongoDB", "Use the answer");
    await recording;
    assert.equal(approvalLine(document), `NLR on ${today()} – only for the pilot`);
    await rules(document.uri, (found) => !found.some((rule) => rule.startsWith("deviation-")));

    await replaceText(document, "**Actual:** MongoDB", "**Actual:** DynamoDB");
    await replaceText(document, "**Type:** MongoDB", "**Type:** DynamoDB");
    await rules(document.uri, (found) => found.includes("deviation-stale"));
    const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      20,
    );
    assert.deepEqual(
      lenses.map((lens) => lens.command?.title),
      [`Approved by NLR on ${today()}, for something else than it says now`, "Ask again", "Record decision"],
    );

    const again = vscode.commands.executeCommand("mechanism.requestDeviationApproval");
    await reply("Who pays", "Leave it out");
    await preview();
    await sendPreview();
    await reply("How to send", "Copy");
    await reply("Was it sent?", "Yes");
    await again;
    assert.match(
      document.getText(),
      new RegExp(
        `\\*\\*Approved By:\\*\\* Pending – requested from NLR on ${today()}\\n- ${today()}: Approved by NLR for MongoDB – only for the pilot\\n<!-- mechanism-approval: .*"actual":\\["DynamoDB"\\]`,
      ),
    );
    await rules(document.uri, (found) => !found.some((rule) => rule.startsWith("deviation-")));
  });

  it("leaves through an address that holds the text exactly, and the document waits for the user's word", async function () {
    if (!screen.available) this.skip();
    const { document } = await openDocument(DOCUMENT);
    const api = await mechanism();
    const { open } = api;
    const opened: string[] = [];
    api.open = async (address) => opened.push(address) > 0;
    try {
      const requesting = vscode.commands.executeCommand("mechanism.requestDeviationApproval");
      await reply("On which ground", "hard constraint");
      await reply("Who pays", "We do");
      const text = (await preview()).getText();
      await sendPreview();
      await reply("How to send", "E-mail");
      await reply("Was it sent?", "No");
      assert.equal(document.getText(), DOCUMENT, "what was not sent is not noted");
      const body =
        new URL(opened[0] ?? "").searchParams.get("body") ??
        decodeURIComponent(/body=(.*)$/.exec(opened[0] ?? "")?.[1] ?? "");
      assert.equal(body.replaceAll("\r\n", "\n"), text);
      await sendPreview();
      await reply("How to send", "Telegram");
      await reply("Was it sent?", "Yes");
      await requesting;
      assert.match(approvalLine(document), /^Pending – requested from NLR on /);
      const { searchParams } = new URL(opened[1] ?? "");
      assert.equal(`${searchParams.get("url")}\n${searchParams.get("text")}`, text);
    } finally {
      api.open = open;
    }
  });

  it("changes nothing when the user cancels, at any step", async function () {
    if (!screen.available) this.skip();
    const { document } = await openDocument(DOCUMENT);
    const steps: readonly (() => Promise<void>)[] = [
      () => reply("On which ground", "hard constraint"),
      () => reply("Who pays", "We do"),
      async () => {
        await preview();
        await sendPreview();
      },
      () => reply("How to send", "Copy"),
    ];
    for (let count = 0; count <= steps.length; count++) {
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      const requesting = vscode.commands.executeCommand("mechanism.requestDeviationApproval");
      for (const step of steps.slice(0, count)) await step();
      if (count === 2) {
        await preview();
        await vscode.commands.executeCommand("mechanism.cancelRequest");
      } else {
        await screen.waitFor(".quick-input-widget input:focus");
        await screen.press("Escape");
      }
      if (count > 2) {
        await vscode.window.showTextDocument(await preview());
        await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
      }
      await requesting;
      assert.equal(document.getText(), DOCUMENT, `after ${count} steps`);
    }
  });

  it("keeps what was asked for when the entry changed before the user confirmed", async function () {
    if (!screen.available) this.skip();
    const { document } = await openDocument(DOCUMENT);
    const requesting = vscode.commands.executeCommand("mechanism.requestDeviationApproval");
    await reply("On which ground", "hard constraint");
    await reply("Who pays", "We do");
    await preview();
    await replaceText(document, "**Actual:** MongoDB", "**Actual:** DynamoDB");
    await replaceText(document, "## Notes\n", "## Notes\n\nSomebody else wrote here meanwhile.\n");
    await sendPreview();
    await reply("How to send", "Copy");
    await reply("Was it sent?", "Yes");
    await requesting;
    const text = document.getText();
    assert.match(text, /\*\*Actual:\*\* DynamoDB/);
    assert.match(text, /"actual":\["MongoDB"\]/);
    assert.match(text, /Somebody else wrote here meanwhile\./);
    const recording = vscode.commands.executeCommand("mechanism.recordApprovalDecision");
    await reply("Deviation 1: PostgreSQL → DynamoDB", "Approved");
    await reply("When it was decided", "");
    await reply("A condition", "");
    await screen.screenshot("approval-which-one");
    await reply("The entry has changed", "DynamoDB");
    await recording;
    assert.match(document.getText(), /"actual":\["DynamoDB"\]/);
    assert.equal(approvalLine(document), `NLR on ${today()}`);
  });

  it("is withdrawn, rejected, and reminded of", async function () {
    if (!screen.available) this.skip();
    const asked = DOCUMENT.replace("NLR on [date]", "Pending – requested from NLR on 2026-01-02");
    const { document } = await openDocument(asked);
    await rules(document.uri, (found) => found.includes("deviation-overdue"));
    const reminding = vscode.commands.executeCommand("mechanism.remindApprover");
    assert.match((await preview()).getText(), /^A reminder, asked on 2026-01-02 \(\d+ days ago\)\.\n\nApproval needed/);
    await sendPreview();
    await reply("How to send", "Copy");
    await reply("Was it sent?", "Yes");
    await reminding;
    assert.equal(document.getText(), asked, "a reminder changes nothing");
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand("mechanism.withdrawRequest");
    assert.equal(document.getText(), DOCUMENT);
    await vscode.commands.executeCommand("undo");
    await vscode.env.clipboard.writeText("nothing of interest");
    const recording = vscode.commands.executeCommand("mechanism.recordApprovalDecision");
    await reply("Deviation 1: PostgreSQL → MongoDB", "Rejected");
    await reply("When it was decided", "");
    await reply("The reason", "use PostgreSQL");
    await recording;
    assert.equal(approvalLine(document), `Rejected by NLR on ${today()} – use PostgreSQL`);
    await rules(document.uri, (found) => found.includes("deviation-rejected-in-use"));
  });
});

describe("The approvals of the workspace", () => {
  afterEach(cleanUp);

  it("are shown by what has to be done, and offer it", async function () {
    if (!screen.available) this.skip();
    await openDocument(DOCUMENT.replace("NLR on [date]", "Pending – requested from NLR on 2026-01-02"));
    await openDocument(DOCUMENT.replaceAll("Pilot 🚲", "Therapy Desk"));
    await vscode.commands.executeCommand("mechanism.approvals.focus");
    const rows = await screen.untilTexts(
      ".sidebar .custom-view-tree-node-item",
      (texts) => texts.some((text) => text.includes("Therapy Desk")) && texts.some((text) => text.includes("Overdue")),
    );
    await screen.screenshot("approvals");
    assert.ok(
      rows.some((row) => /Pilot 🚲: MongoDB.*Database · asked \d+ days ago/.test(row)),
      rows.join("\n"),
    );
    assert.ok(
      rows.some((row) => row.startsWith("Not asked yet")),
      rows.join("\n"),
    );
    const row = ".sidebar .custom-view-tree-node-item:has-text('Therapy Desk')";
    await screen.click(row);
    await screen.click(`${row} .action-label[aria-label^="Request Deviation Approval"]`);
    await screen.waitFor(".quick-input-widget:visible:has(input[placeholder^='On which ground'])");
    await screen.press("Escape");
    await screen.waitFor(".quick-input-widget", "hidden");
  });

  it("show lines above deviations unless the setting says no", async () => {
    const { document } = await openDocument(DOCUMENT);
    const lenses = (): Thenable<readonly vscode.CodeLens[]> =>
      vscode.commands.executeCommand("vscode.executeCodeLensProvider", document.uri, 20);
    assert.equal((await lenses()).length, 3);
    const configuration = vscode.workspace.getConfiguration("mechanism");
    await configuration.update("codeLens", false, vscode.ConfigurationTarget.Global);
    try {
      assert.equal((await lenses()).length, 0);
    } finally {
      await configuration.update("codeLens", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
