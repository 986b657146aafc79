import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "./harness.ts";

const RECORD =
  '<!-- mechanism-approval: {"mission":"Booking","area":"Database","standard":["PostgreSQL"],"actual":["MongoDB"],"date":"2026-01-20"} -->\n';

/** A document with one deviation whose approval has this line, with this record behind it. */
function documentWith(approval: string, record = "", actual = "MongoDB"): string {
  return `# MECHANISM: Booking

## Technology Stack

### Database

**Type:** ${actual}

## Technology Deviations

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** ${actual}
**Reason:** The client runs it | since 2019
**Approved By:** ${approval}
${record}
## Notes

Text.
`;
}

const ASKED = documentWith("Pending – requested from NLR on 2026-01-20", RECORD);
const DRAFTED = documentWith("NLR on [date]");

/** Runs a command in a folder with one document, and gives its output with the document afterwards. */
async function changed(
  text: string,
  ...argv: string[]
): Promise<{ code: number; out: string; err: string; text: string }> {
  const cwd = folderWith({ "MECHANISM.md": text });
  const outcome = await run(argv, { cwd });
  return { ...outcome, text: readFileSync(join(cwd, "MECHANISM.md"), "utf8") };
}

describe("mechanism approvals", () => {
  it("lists all deviations by what has to be done about them", async () => {
    const cwd = folderWith({
      "a/MECHANISM.md": ASKED,
      "b/MECHANISM.md": DRAFTED,
      "c/MECHANISM.md": documentWith("NLR on 2026-01-25", RECORD.replace("01-20", "01-25")),
      "d/MECHANISM.md": "# MECHANISM: Small\n\n## Technology Stack\n\n### Database\n\n**Type:** Neo4j\n",
    });
    expect(await run(["approvals"], { cwd })).toEqual({
      code: 0,
      out: `a/MECHANISM.md:11  overdue  Deviation 1, Database: PostgreSQL → MongoDB  Asked NLR 12 days ago, overdue  (Booking)
d/MECHANISM.md:7  undeclared  Database: PostgreSQL or Airtable → Neo4j  No deviation covers it  (Small)
b/MECHANISM.md:11  drafted  Deviation 1, Database: PostgreSQL → MongoDB  Nobody was asked yet  (Booking)
c/MECHANISM.md:11  approved  Deviation 1, Database: PostgreSQL → MongoDB  Approved by NLR on 2026-01-25  (Booking)

4 deviations in 4 documents.
`,
      err: "",
    });
    const overdue = await run(["approvals", "--overdue"], { cwd });
    expect([overdue.code, overdue.out]).toEqual([
      1,
      "a/MECHANISM.md:11  overdue  Deviation 1, Database: PostgreSQL → MongoDB  Asked NLR 12 days ago, overdue  (Booking)\n\n1 overdue approval in 4 documents.\n",
    ]);
    const none = await run(["approvals", "--overdue", "b"], { cwd });
    expect([none.code, none.out]).toEqual([0, "No overdue approvals in 1 document.\n"]);
  });

  it("waits as long as the configuration says", async () => {
    const cwd = folderWith({
      "MECHANISM.md": ASKED,
      "mechanism.config.json": '{ "approval": { "patienceDays": 12 } }',
    });
    expect((await run(["approvals", "--overdue"], { cwd })).code).toBe(0);
  });

  it("prints JSON with positions from 0, and Markdown that a table can hold", async () => {
    const cwd = folderWith({ "MECHANISM.md": ASKED.replace("PostgreSQL\n", "PostgreSQL | [Airtable]\n") });
    const { out } = await run(["approvals", "--format", "json"], { cwd });
    expect(JSON.parse(out)).toEqual([
      {
        file: "MECHANISM.md",
        mission: "Booking",
        id: "Deviation 1: Database",
        name: "Deviation 1",
        area: "Database",
        standard: "PostgreSQL | [Airtable]",
        actual: "MongoDB",
        state: "overdue",
        who: "NLR",
        date: "2026-01-20",
        days: 12,
        note: "",
        isApprover: true,
        inUse: true,
        range: { start: { line: 10, character: 4 }, end: { line: 10, character: 25 } },
      },
    ]);
    const markdown = await run(["approvals", "--format", "markdown"], { cwd });
    expect(markdown.out).toBe(`| Mission | Area | Standard | Actual | State | Place |
| --- | --- | --- | --- | --- | --- |
| Booking | Database | PostgreSQL \\| \\[Airtable\\] | MongoDB | Asked NLR 12 days ago, overdue | MECHANISM.md:11 |
`);
  });

  it("finds in the corpus what its authors wrote", async () => {
    const { out, code } = await run(["approvals", "test/corpus", "--today", "2026-02-15"]);
    expect(code).toBe(0);
    const lines = out.split("\n").map((line) => line.split("  ").slice(0, 2).join(" "));
    expect(lines.filter((line) => line.startsWith("test/"))).toEqual([
      // NLR may not approve there: that workspace's own stack document names somebody else.
      "test/corpus/bulleted-emoji/MECHANISM.md:459 invalid",
      "test/corpus/bulleted-emoji/MECHANISM.md:57 undeclared",
      "test/corpus/airtable-fenced/MECHANISM.md:552 drafted",
      "test/corpus/airtable-fenced/MECHANISM.md:541 unrecorded",
      "test/corpus/graph-events/MECHANISM.md:641 unrecorded",
      "test/corpus/api-heavy/MECHANISM.md:1282 approved",
      "test/corpus/bulleted-emoji/MECHANISM.md:451 approved",
    ]);
  });
});

describe("mechanism request", () => {
  const TEXT = `Approval needed for Booking

D1 Database: PostgreSQL → MongoDB
Ground: The client's hard constraint
Reason: The client runs it | since 2019

Who pays: the client
Asked by: Mieke
https://docs.example/7

To answer, send back one line:
APPROVED D1 2026-02-01
or the same with REJECTED and a reason.
`;
  const ARGV = [
    "--ground",
    "The client's hard",
    "--pays",
    "the client",
    "--from",
    "Mieke",
    "--link",
    "https://docs.example/7",
  ];

  it("prints the text, and changes nothing", async () => {
    expect(await changed(DRAFTED, "request", "MECHANISM.md", "--deviation", "1", ...ARGV)).toEqual({
      code: 0,
      out: TEXT,
      err: "",
      text: DRAFTED,
    });
  });

  it("notes on demand that it was sent, with the line endings of the document", async () => {
    const windows = DRAFTED.replaceAll("\n", "\r\n");
    const { text, out } = await changed(windows, "request", "MECHANISM.md", "--sent", ...ARGV);
    expect(out).toBe(TEXT);
    expect(text).toBe(
      documentWith("Pending – requested from NLR on 2026-02-01", RECORD.replace("01-20", "02-01"))
        .replace("The client runs it", "The client's hard constraint – The client runs it")
        .replaceAll("\n", "\r\n"),
    );
  });

  it("quotes the pattern beside it and other missions, and reminds", async () => {
    const cwd = folderWith({
      "a/MECHANISM.md": ASKED,
      "a/PATTERN.md": "# Patterns\n\nNothing about it.\n",
      "b/MECHANISM.md": documentWith("Rejected by NLR on 2026-01-02").replaceAll("Booking", "Therapy Desk"),
    });
    const { out } = await run(["request", "a/MECHANISM.md", "--remind", "--others", "b"], { cwd });
    expect(out).toMatch(/^A reminder, asked on 2026-01-20 \(12 days ago\)\.\n\nApproval needed for Booking\n/);
    expect(out).toContain(
      "PATTERN.md does not mention MongoDB.\nIn Therapy Desk: MongoDB rejected by NLR on 2026-01-02\n",
    );
  });

  it("says what is missing, and what there is", async () => {
    const unready = await changed(DRAFTED.replace("The client runs it | since 2019", "TBD"), "request", "MECHANISM.md");
    expect([unready.code, unready.out, unready.err]).toEqual([2, "", 'Deviation 1 still says "TBD".\n']);
    const unknown = await changed(DRAFTED, "request", "MECHANISM.md", "--deviation", "7");
    expect([unknown.code, unknown.err]).toEqual([
      2,
      'There is no deviation "7". There is: Deviation 1: Database (drafted).\n',
    ]);
    const asked = await changed(ASKED, "request", "MECHANISM.md", "--deviation", "Database");
    expect(asked.err).toBe(
      "Deviation 1 is overdue, so this can't be done. There is: Deviation 1: Database (overdue).\n",
    );
    const ground = await changed(DRAFTED, "request", "MECHANISM.md", "--ground", "Because");
    expect(ground.err).toMatch(/^"Because" is no ground of the standard stack\. There is: The client's existing/);
  });

  it("never prints a secret", async () => {
    const secret = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
    const { code, out, err } = await changed(DRAFTED.replace("since 2019", secret), "request", "MECHANISM.md");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe("Reason of Deviation 1 holds what looks like a secret; take it out first.\n");
  });
});

describe("mechanism record", () => {
  it("writes the answer and the record", async () => {
    const { code, out, text } = await changed(
      ASKED,
      "record",
      "MECHANISM.md",
      "APPROVED D1 2026-01-31 – only for the pilot",
    );
    expect([code, out]).toEqual([0, "Deviation 1 is approved by NLR on 2026-01-31.\n"]);
    expect(text).toBe(documentWith("NLR on 2026-01-31 – only for the pilot", RECORD.replace("01-20", "01-31")));
  });

  it("takes today and the first approver where the answer says neither", async () => {
    const { out, text } = await changed(ASKED, "record", "MECHANISM.md", "> Rejected - use PostgreSQL");
    expect(out).toBe("Deviation 1 is rejected by NLR on 2026-02-01.\n");
    expect(text).toContain("**Approved By:** Rejected by NLR on 2026-02-01 – use PostgreSQL\n");
  });

  it("changes nothing in a rehearsal, nor where anything is wrong", async () => {
    const rehearsal = await changed(ASKED, "record", "MECHANISM.md", "APPROVED D1", "--dry-run");
    expect([rehearsal.out, rehearsal.text]).toEqual(["Deviation 1 would be approved by NLR on 2026-02-01.\n", ASKED]);
    const wrong: readonly (readonly [string, RegExp])[] = [
      ["Hello", /^This is no decision; expected a line such as "APPROVED D1 2026-02-01"\.\n$/],
      ["APPROVED D4 2026-01-31", /^There is no deviation "D4"\. There is: Deviation 1: Database\.\n$/],
      ["APPROVED D1 2026-03-01", /^2026-03-01 is still to come/],
      ["APPROVED D1 by Bob 2026-01-31", /^"Bob" is not an approver; expected NLR\.\n$/],
    ];
    for (const [answer, message] of wrong) {
      const { code, err, text } = await changed(ASKED, "record", "MECHANISM.md", "APPROVED D1 2026-01-31", answer);
      expect([code, text], answer).toEqual([
        answer === "Hello" ? 0 : 2,
        answer === "Hello" ? expect.anything() : ASKED,
      ]);
      if (answer !== "Hello") expect(err).toMatch(message);
    }
    const none = await changed(ASKED, "record", "MECHANISM.md", "Hello");
    expect([none.code, none.text]).toEqual([2, ASKED]);
    expect(none.err).toMatch(/^This is no decision/);
  });

  it("asks what was approved where the document changed after the request", async () => {
    const dynamo = documentWith("Pending – requested from NLR on 2026-01-20", RECORD, "DynamoDB");
    const unsure = await changed(dynamo, "record", "MECHANISM.md", "APPROVED D1 2026-01-31");
    expect([unsure.code, unsure.err]).toEqual([
      2,
      "Deviation 1 was asked for MongoDB and says DynamoDB now; say which was approved with --for asked or --for now.\n",
    ]);
    const now = await changed(dynamo, "record", "MECHANISM.md", "APPROVED D1 2026-01-31", "--for", "now");
    expect(now.text).toContain('"actual":["DynamoDB"],"date":"2026-01-31"');
    const asked = await changed(dynamo, "record", "MECHANISM.md", "APPROVED D1 2026-01-31", "--for", "asked");
    expect(asked.text).toContain('"actual":["MongoDB"],"date":"2026-01-31"');
  });

  it("wants evidence where the configuration does", async () => {
    const config = '{ "approval": { "evidence": true } }';
    const cwd = folderWith({ "MECHANISM.md": ASKED, "mechanism.config.json": config });
    expect((await run(["record", "MECHANISM.md", "APPROVED D1"], { cwd })).err).toMatch(/add --evidence/);
    await run(["record", "MECHANISM.md", "APPROVED D1", "--evidence", "https://chat.example/9"], { cwd });
    expect(readFileSync(join(cwd, "MECHANISM.md"), "utf8")).toContain(
      "**Approved By:** NLR on 2026-02-01 – [evidence](https://chat.example/9)\n",
    );
  });
});
