import { describe, expect, it } from "vitest";
import { ASKED, BULLETED, DRAFTED, documentWith, FENCED, RECORD, TWO } from "./approvalDocuments.ts";
import { folderWith, run } from "./harness.ts";

/** Lists the deviations of one document as text, without the summary. */
async function check(text: string, expected: readonly string[]): Promise<void> {
  const { code, out, err } = await run(["approvals"], { cwd: folderWith({ "MECHANISM.md": text }) });
  expect([code, err]).toEqual([0, ""]);
  expect(out.split("\n").slice(0, -3)).toEqual(expected);
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
      out: `a/MECHANISM.md:11  overdue  D1 Database: PostgreSQL → MongoDB  Asked NLR 12 days ago, overdue  (Booking)
d/MECHANISM.md:7  undeclared  Database: PostgreSQL or Airtable → Neo4j  No deviation covers it  (Small)
b/MECHANISM.md:11  drafted  D1 Database: PostgreSQL → MongoDB  Nobody was asked yet  (Booking)
c/MECHANISM.md:11  approved  D1 Database: PostgreSQL → MongoDB  Approved by NLR on 2026-01-25  (Booking)

4 deviations in 4 documents.
`,
      err: "",
    });
    const overdue = await run(["approvals", "--overdue"], { cwd });
    expect([overdue.code, overdue.out]).toEqual([
      1,
      "a/MECHANISM.md:11  overdue  D1 Database: PostgreSQL → MongoDB  Asked NLR 12 days ago, overdue  (Booking)\n\n1 overdue approval in 4 documents.\n",
    ]);
    const none = await run(["approvals", "--overdue", "b"], { cwd });
    expect([none.code, none.out]).toEqual([0, "No overdue approvals in 1 document.\n"]);
  });

  it("says each state in a few words", async () => {
    const state = (approval: string, words: string, record = ""): Promise<void> =>
      check(documentWith(approval, record), [
        `MECHANISM.md:11  ${words.replace("  ", "  D1 Database: PostgreSQL → MongoDB  ")}  (Booking)`,
      ]);
    await state("Pending – requested from NLR on 2026-01-31", "requested  Asked NLR yesterday", RECORD);
    await state(
      "NLR on 2026-01-25",
      "stale  Approved by NLR on 2026-01-25, for something else than it says now",
      RECORD.replace("MongoDB", "DynamoDB"),
    );
    await state("NLR on 2026-01-25", "copied  Approved for another mission", RECORD.replace("Booking", "Therapy Desk"));
    await state("Bob on 2026-01-25", "invalid  Approved by Bob, who is no approver");
    await state("NLR on 2026-03-25", "invalid  Approved by NLR, but not on a day that has been");
    await state("NLR on 2026-01-25", "unrecorded  Approved by NLR on 2026-01-25, without a record of what for");
    await state(
      "Rejected by NLR on 2026-01-25 – use PostgreSQL",
      "rejected  Rejected by NLR on 2026-01-25, but still in use",
    );
  });

  it("reads entries with emoji, in lists, without numbers, in fences and with Windows line endings", async () => {
    const words = (key: string, what: string): string => `drafted  ${key}: ${what}  Nobody was asked yet`;
    await check(TWO, [
      `MECHANISM.md:15  ${words("D1 Backend", "FastAPI → Laravel")}  (Booking 🚲)`,
      `MECHANISM.md:22  ${words("D2 Database", "PostgreSQL → MongoDB")}  (Booking 🚲)`,
    ]);
    await check(BULLETED.replaceAll("\n", "\r\n"), [
      `MECHANISM.md:15  ${words("Backend", "FastAPI → Laravel")}  (Booking 🚲)`,
      `MECHANISM.md:22  ${words("Database", "PostgreSQL → MongoDB")}  (Booking 🚲)`,
    ]);
    await check(FENCED, [`MECHANISM.md:12  ${words("D1 Database", "PostgreSQL → MongoDB")}  (Booking)`]);
  });

  it("waits as long as the configuration says", async () => {
    const cwd = folderWith({
      "MECHANISM.md": ASKED,
      "mechanism.config.json": '{ "approval": { "patienceDays": 12 } }',
    });
    expect((await run(["approvals", "--overdue"], { cwd })).code).toBe(0);
  });

  it("prints JSON by document, with positions from 0", async () => {
    const cwd = folderWith({
      "a/MECHANISM.md": ASKED,
      "b/MECHANISM.md": "# MECHANISM: Small\n\n## Technology Stack\n",
    });
    const { out } = await run(["approvals", "--format", "json"], { cwd });
    expect(JSON.parse(out)).toEqual([
      {
        file: "a/MECHANISM.md",
        mission: "Booking",
        deviations: [
          {
            id: "Deviation 1: Database",
            name: "Deviation 1",
            key: "D1",
            area: "Database",
            standard: "PostgreSQL",
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
        ],
      },
      { file: "b/MECHANISM.md", mission: "Small", deviations: [] },
    ]);
  });

  it("prints Markdown that a table can hold", async () => {
    const text = ASKED.replace("**Standard:** PostgreSQL", "**Standard:**\n- PostgreSQL | [Airtable]\n- <b>Redis\n");
    const markdown = await run(["approvals", "--format", "markdown"], { cwd: folderWith({ "MECHANISM.md": text }) });
    expect(markdown.out).toBe(`| Mission | Deviation | Standard | Actual | State | Place |
| --- | --- | --- | --- | --- | --- |
| Booking | D1 Database | PostgreSQL \\| \\[Airtable\\]; \\<b\\>Redis | MongoDB | Asked NLR 12 days ago, overdue | MECHANISM.md:11 |
`);
  });

  it("never repeats a secret, whatever the format", async () => {
    const secret = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
    const cwd = folderWith({ "MECHANISM.md": DRAFTED.replace("**Actual:** MongoDB", `**Actual:** MongoDB ${secret}`) });
    for (const format of ["text", "json", "markdown"]) {
      const { out } = await run(["approvals", "--format", format], { cwd });
      expect(out, format).toContain("MongoDB •••");
      expect(out, format).not.toContain(secret);
    }
  });

  it("keeps characters that steer a terminal out of it", async () => {
    const text = DRAFTED.replaceAll("**Actual:** MongoDB", "**Actual:** MongoDB \u001B[2J\u202E");
    await check(text, [
      "MECHANISM.md:11  drafted  D1 Database: PostgreSQL → MongoDB \uFFFD[2J\uFFFD  Nobody was asked yet  (Booking)",
    ]);
  });

  it("leaves templates out of a search, and goes on where something can't be read", async () => {
    const cwd = folderWith({ "_templates/MECHANISM.md": ASKED, "a/MECHANISM.md": DRAFTED });
    const { code, out, err } = await run(["approvals", ".", "gone.md"], { cwd });
    expect([code, err]).toEqual([2, "gone.md: There is no such file or folder.\n"]);
    expect(out).toMatch(/\n1 deviation in 1 document\.\n$/);
    const none = await run(["approvals"], { cwd: folderWith({}) });
    expect([none.code, none.out]).toEqual([0, "No documents found.\n"]);
  });

  it("finds in the corpus what its authors wrote", async () => {
    const { out, code } = await run(["approvals", "test/corpus", "--today", "2026-02-15"]);
    expect(code).toBe(0);
    const lines = out.split("\n").filter((line) => line.startsWith("test/"));
    expect(lines.map((line) => line.replace("test/corpus/", "").replace("/MECHANISM.md", ""))).toEqual([
      // NLR may not approve there: that workspace's own stack document names somebody else.
      "bulleted-emoji:459  invalid  D2 Backend Hosting: Fly.io → Render  Approved by NLR, who is no approver  (Paper Lantern Orders)",
      "bulleted-emoji:57  undeclared  Database: MySQL or SQLite → PostgreSQL  No deviation covers it  (Paper Lantern Orders)",
      "airtable-fenced:552  drafted  D2 Backend Deployment: Vercel (same as frontend) → Netlify Functions  Nobody was asked yet  (Archet Lending Desk)",
      "airtable-fenced:541  unrecorded  D1 Frontend Deployment: Vercel → Netlify  Approved by NLR on 2026-02-11, without a record of what for  (Archet Lending Desk)",
      "graph-events:641  unrecorded  D1 Database: PostgreSQL on Render → Neo4j 5.26 on Neo4j AuraDB (client's account)  Approved by NLR on 2026-02-09, without a record of what for  (Chorus Map)",
      "api-heavy:1282  approved  D1 Database hosting: PostgreSQL on Render (managed) → PostgreSQL on AWS RDS  Approved by NLR on 2025-11-24  (Berthline)",
      "bulleted-emoji:451  approved  D1 Backend Framework: Go → Python with FastAPI  Approved by Ilse Vandamme on 2026-02-11  (Paper Lantern Orders)",
      "ferry-graph:785  approved  D1 Database: PostgreSQL on Render → FalkorDB on Render  Approved by NLR on 2026-01-21  (Skerrow Ferry Graph)",
    ]);
  });
});
