import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CodeAction, type CodeLens, LSPErrorCodes } from "vscode-languageserver/node";
import {
  ADD_DEVIATION,
  APPROVAL_ADDRESS,
  APPROVAL_FORM,
  APPROVAL_REQUEST,
  APPROVALS,
  APPROVALS_OF,
  type ApprovalAddressResult,
  type ApprovalFormResult,
  type ApprovalRequestResult,
  type ApprovalsResult,
  ASKED,
  type DocumentApprovals,
  type EditResult,
  NOTE_REQUESTED,
  type NoteRequestedResult,
  RECORD_DECISION,
  REPLIES,
  WITHDRAW,
} from "../../server/src/lsp/protocol.ts";
import { buildServer, Client } from "./client.ts";
import { edited, rangeOf } from "./documents.ts";

const TODAY = new Date().toLocaleDateString("sv-SE");
const ID = "Deviation 1: Database";

/** A document with one deviation whose approval has this line, with this record behind it. */
function documentWith(approval: string, record = "", mission = "Booking"): string {
  return `# MECHANISM: ${mission}

## Technology Stack

### Database

**Type:** 😀 MongoDB

## Technology Deviations

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** The client runs it
**Approved By:** ${approval}
${record}
## Notes

Text.
`;
}

const recordOn = (date: string, actual = "MongoDB"): string =>
  `<!-- mechanism-approval: {"mission":"Booking","area":"Database","standard":["PostgreSQL"],"actual":["${actual}"],"date":"${date}"} -->\n`;

let server: Awaited<ReturnType<typeof buildServer>>;
let folder = "";
let root = "";
let client: Client;
let version = 0;

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mechanism-approval-"));
  root = pathToFileURL(folder).href;
  client = await Client.start(server.file, { folder: root, commands: true });
  return async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});

function write(path: string, text: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return `${root}/${path}`;
}

/** Asks about an open document; `text` has its line endings. */
async function ask<T>(text: string, method: string, params: object = {}, asking = client): Promise<T> {
  const uri = `${root}/MECHANISM.md`;
  await asking.open(uri, text, ++version);
  try {
    return await asking.request<T>(method, uri, params);
  } finally {
    await asking.close(uri);
  }
}

async function textAfter(text: string, method: string, params: object): Promise<string> {
  const result = await ask<EditResult>(text, method, params);
  expect(result.version).toBe(version);
  return edited(text, result.edits);
}

const refused = (message: RegExp): object =>
  expect.objectContaining({
    code: LSPErrorCodes.RequestFailed,
    message: expect.stringMatching(message) as string,
  }) as object;

describe("the approvals of a document", () => {
  it("have a state, and say what can be done", async () => {
    const found = await ask<ApprovalsResult>(documentWith("NLR on [date]"), APPROVALS);
    expect(found).toMatchObject([
      { id: ID, name: "Deviation 1", key: "D1", area: "Database", state: "drafted", actions: ["request", "record"] },
    ]);
    expect(found[0]?.range).toEqual(rangeOf(documentWith("NLR on [date]"), "Deviation 1: Database"));
  });

  it("are read for documents that are not open, but not for templates and excluded ones", async () => {
    const a = write(
      "a/MECHANISM.md",
      documentWith("Pending – requested from NLR on 2026-01-02", recordOn("2026-01-02")),
    );
    const b = write("b/MECHANISM.md", documentWith("NLR on [date]", "", "Therapy Desk"));
    const gone = `${root}/gone/MECHANISM.md`;
    const found = await client.connection.sendRequest<DocumentApprovals[]>(APPROVALS_OF, { uris: [a, gone, b] });
    expect(found.map((one) => [one.uri, one.mission, one.entries.map((entry) => entry.state)])).toEqual([
      [a, "Booking", ["overdue"]],
      [b, "Therapy Desk", ["drafted"]],
    ]);
    // What is typed counts, not what is saved.
    await client.open(b, documentWith(`NLR on ${TODAY}`, "", "Therapy Desk"), ++version);
    const again = await client.connection.sendRequest<DocumentApprovals[]>(APPROVALS_OF, { uris: [b] });
    expect(again[0]?.entries.map((entry) => entry.state)).toEqual(["unrecorded"]);
    write("mechanism.config.json", '{ "ignore": ["a/**"] }');
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${root}/mechanism.config.json`, type: 1 }],
    });
    const rest = await client.connection.sendRequest<DocumentApprovals[]>(APPROVALS_OF, { uris: [a, b] });
    expect(rest.map((one) => one.uri)).toEqual([b]);
    // What git ignores is nobody's mission, however new the file is that says so.
    write("build/MECHANISM.md", documentWith("NLR on [date]"));
    write(".gitignore", "build/\n");
    const built = await client.connection.sendRequest<DocumentApprovals[]>(APPROVALS_OF, {
      uris: [`${root}/build/MECHANISM.md`, b],
    });
    expect(built.map((one) => one.uri)).toEqual([b]);
  });
});

describe("a request", () => {
  it("needs to know what the stack document and the configuration say", async () => {
    write(
      "mechanism.config.json",
      '{ "approvers": ["Ada", "Bo"], "approval": { "repository": "a/b", "evidence": true } }',
    );
    const form = await ask<ApprovalFormResult>(documentWith("[name] on [date]"), APPROVAL_FORM, { ids: [ID] });
    expect(form).toEqual({
      problems: [],
      grounds: [
        "The client's existing infrastructure",
        "The client's hard constraint",
        "The client asks for it and pays for it",
      ],
      ground: "",
      approvers: ["Ada", "Bo"],
      channels: ["email", "github", "telegram"],
      evidence: true,
    });
    const unready = documentWith("NLR on [date]").replace("The client runs it", "TBD");
    const { problems } = await ask<ApprovalFormResult>(unready, APPROVAL_FORM, { ids: [ID] });
    expect(problems).toEqual(['Deviation 1 still says "TBD".']);
  });

  it("quotes the pattern beside it, other missions, and links to the commit", async () => {
    write("PATTERN.md", "# Patterns\n\nMongoDB is what the client has.\n");
    const other = write("b/MECHANISM.md", documentWith("NLR on 2026-01-02", "", "Therapy Desk"));
    const origin = { remote: "git@github.com:agency/booking.git", commit: "abc123", path: "docs/MECHANISM.md" };
    const { text, link, asked } = await ask<ApprovalRequestResult>(documentWith("NLR on [date]"), APPROVAL_REQUEST, {
      ids: [ID],
      ground: "The client's hard constraint",
      from: "Mieke",
      origin,
      documents: [other, `${root}/MECHANISM.md`],
    });
    expect(text).toBe(`Approval needed for Booking

D1 Database: PostgreSQL → MongoDB
Ground: The client's hard constraint
Reason: The client runs it
PATTERN.md mentions MongoDB.
In Therapy Desk: MongoDB approved by NLR on 2026-01-02

Asked by: Mieke
https://github.com/agency/booking/blob/abc123/docs/MECHANISM.md

To answer, send back one line:
APPROVED D1 ${TODAY}
or the same with REJECTED and a reason.`);
    expect(link).toBe("https://github.com/agency/booking/blob/abc123/docs/MECHANISM.md");
    expect(asked).toEqual([
      { id: ID, record: JSON.parse(recordOn(TODAY).slice("<!-- mechanism-approval: ".length, -5)) },
    ]);
  });

  it("has an address that holds its text, and none with a secret in it", async () => {
    const text = "C# & 100 % + ü\n\nSecond line";
    const address = await ask<ApprovalAddressResult>(documentWith("NLR on [date]"), APPROVAL_ADDRESS, {
      channel: "email",
      subject: "A & B",
      text,
    });
    expect(address?.whole).toBe(true);
    expect(new URL(address?.uri ?? "").searchParams.get("body")).toBe(text.replaceAll("\n", "\r\n"));
    expect(await ask(documentWith("NLR on [date]"), APPROVAL_ADDRESS, { subject: "A", text })).toBeNull();
    const secret = ["sk", "live", "4kQz81LmWpX07TbvNc52Ra"].join("_");
    const asking = ask(documentWith("NLR on [date]"), APPROVAL_ADDRESS, { subject: "A", text: `Key: ${secret}` });
    await expect(asking).rejects.toEqual(refused(/looks like a secret/));
    await expect(asking).rejects.not.toThrow(secret);
  });

  it("is noted by one edit once it was sent, also when the document has changed meanwhile", async () => {
    const record = JSON.parse(recordOn("2026-01-01").slice("<!-- mechanism-approval: ".length, -5));
    const asked = [{ id: ID, record }];
    const text = documentWith("NLR on [date]").replace(/\n/g, "\r\n");
    expect(await textAfter(text, NOTE_REQUESTED, { asked, ground: "The client's hard constraint" })).toBe(
      documentWith(`Pending – requested from NLR on ${TODAY}`, recordOn(TODAY))
        .replace("The client runs it", "The client's hard constraint – The client runs it")
        .replace(/\n/g, "\r\n"),
    );
    const changed = documentWith("NLR on [date]").replace("**Actual:** MongoDB", "**Actual:** DynamoDB");
    const result = await ask<NoteRequestedResult>(changed, NOTE_REQUESTED, {
      asked: [...asked, { id: "gone", record }],
    });
    expect([result.changed, result.gone]).toEqual([[ID], ["gone"]]);
    expect(edited(changed, result.edits)).toContain('"actual":["MongoDB"]');
    await expect(
      ask(documentWith("NLR on [date]"), NOTE_REQUESTED, { asked: [{ id: "gone", record }] }),
    ).rejects.toEqual(refused(/no longer in the document.*Nothing was noted/));
  });

  it("is taken back", async () => {
    const text = documentWith("Pending – requested from NLR on 2026-01-02", recordOn("2026-01-02"));
    expect(await textAfter(text, WITHDRAW, { id: ID })).toBe(documentWith("NLR on [date]"));
    await expect(ask(documentWith("NLR on [date]"), WITHDRAW, { id: ID })).rejects.toEqual(
      refused(/no request to take back/),
    );
  });
});

describe("a decision", () => {
  const asked = documentWith("Pending – requested from NLR on 2026-01-02", recordOn("2026-01-02"));

  it("is read from the approver's words", async () => {
    const found = await client.connection.sendRequest(REPLIES, {
      text: "Hi!\n> APPROVED D1 2026-01-05 – only for the pilot\n",
    });
    expect(found).toEqual([
      { decision: "approved", keys: ["D1"], date: "2026-01-05", by: "", note: "only for the pilot" },
    ]);
  });

  it("is written with the record of what was asked for", async () => {
    const decision = { decision: "approved", by: "NLR", date: "2026-01-05", note: "only for the pilot" };
    expect(await textAfter(asked, RECORD_DECISION, { id: ID, decision })).toBe(
      documentWith("NLR on 2026-01-05 – only for the pilot", recordOn("2026-01-05")),
    );
    expect(await textAfter(asked, RECORD_DECISION, { id: ID, decision: { ...decision, decision: "rejected" } })).toBe(
      documentWith("Rejected by NLR on 2026-01-05 – only for the pilot", recordOn("2026-01-05")),
    );
    await expect(ask(asked, RECORD_DECISION, { id: "gone", decision })).rejects.toEqual(
      refused(/no longer in the document/),
    );
  });

  it("is refused from somebody who is no approver", async () => {
    const decision = { decision: "approved", by: "Bob", date: "2026-01-05" };
    await expect(ask(asked, RECORD_DECISION, { id: ID, decision })).rejects.toEqual(
      refused(/^"Bob" is not an approver \(NLR\), so nothing was recorded\.$/),
    );
  });

  it("says what differs where the entry has changed since", async () => {
    expect(await ask(asked, ASKED, { id: ID })).toBeNull();
    const changed = asked.replace("**Actual:** MongoDB", "**Actual:** DynamoDB");
    expect(await ask(changed, ASKED, { id: ID })).toEqual({ asked: "MongoDB", now: "DynamoDB" });
  });
});

describe("code actions", () => {
  it("ask, record and withdraw, in every editor", async () => {
    const plain = await Client.start(server.file, { folder: root });
    const text = documentWith("Pending – requested from NLR on 2026-01-02", recordOn("2026-01-02"));
    const at = { range: rangeOf(text, "### Deviation 1"), context: { diagnostics: [] } };
    const titles = async (asking: Client): Promise<string[]> =>
      (await ask<CodeAction[]>(text, "textDocument/codeAction", at, asking)).map((one) => one.title);
    expect(await titles(plain)).toEqual([
      "Record that NLR approved Deviation 1 today",
      "Record that NLR rejected Deviation 1 today",
      "Withdraw the request for Deviation 1",
    ]);
    expect(await titles(client)).toEqual([
      "Remind NLR of Deviation 1…",
      "Record the decision on Deviation 1…",
      "Withdraw the request for Deviation 1",
    ]);
    const [record] = await ask<CodeAction[]>(text, "textDocument/codeAction", at, plain);
    const [change] = record?.edit?.documentChanges ?? [];
    if (!change || !("edits" in change)) throw new Error("There is no edit.");
    expect(edited(text, change.edits as EditResult["edits"])).toBe(documentWith(`NLR on ${TODAY}`, recordOn(TODAY)));
    await plain.stop();
  });

  it("record an approval for all missions in the configuration", async () => {
    const text = documentWith("NLR on [date]").replace(/## Technology Deviations[\s\S]*(?=## Notes)/, "");
    const found = await ask<CodeAction[]>(text, "textDocument/codeAction", {
      range: rangeOf(text, "MongoDB"),
      context: { diagnostics: [] },
    });
    const standing = found.find((one) => one.title.startsWith("Record that NLR approved"));
    expect(standing?.title).toBe('Record that NLR approved "MongoDB" for all missions, in mechanism.config.json');
    const [, change] = standing?.edit?.documentChanges ?? [];
    expect(change).toMatchObject({ textDocument: { uri: `${root}/mechanism.config.json` } });
    const added = await ask<EditResult>(text, ADD_DEVIATION, { id: "Database: MongoDB" });
    expect(edited(text, added.edits)).toContain(
      "### Deviation 1: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB",
    );
    await expect(ask(text, ADD_DEVIATION, { id: "Database: Redis" })).rejects.toEqual(refused(/no longer uses this/));
  });
});

describe("code lenses", () => {
  it("say how an approval stands, for a client with our commands", async () => {
    const text = documentWith("NLR on [date]");
    const lenses = await ask<CodeLens[]>(text, "textDocument/codeLens");
    expect(lenses.map((one) => [one.range.start.line, one.command])).toEqual([
      [10, { title: "Nobody was asked yet", command: "", arguments: [`${root}/MECHANISM.md`, ID] }],
      [
        10,
        {
          title: "Request approval",
          command: "mechanism.requestDeviationApproval",
          arguments: [`${root}/MECHANISM.md`, ID],
        },
      ],
      [
        10,
        {
          title: "Record decision",
          command: "mechanism.recordApprovalDecision",
          arguments: [`${root}/MECHANISM.md`, ID],
        },
      ],
    ]);
    expect(client.result.capabilities.codeLensProvider).toEqual({});
    const plain = await Client.start(server.file, { folder: root });
    expect(plain.result.capabilities.codeLensProvider).toBeUndefined();
    await plain.stop();
  });
});
