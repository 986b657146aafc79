import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ASKED, BULLETED, changed, DRAFTED, documentWith, FENCED, RECORD, TWO } from "./approvalDocuments.ts";
import { folderWith, run } from "./harness.ts";

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

const DETAILS = [
  "--ground",
  "the client's hard",
  "--pays",
  "the client",
  "--from",
  "Mieke",
  "--link",
  "https://docs.example/7",
];

/** A request that can't be made: it ends with 2, prints only the sentence, and changes nothing. */
async function refused(text: string, argv: readonly string[], sentence: string): Promise<void> {
  const outcome = await changed(text, "request", "MECHANISM.md", ...argv);
  expect(outcome).toEqual({ code: 2, out: "", err: `${sentence}\n`, text });
}

describe("mechanism request", () => {
  it("prints the text, and changes nothing", async () => {
    expect(await changed(DRAFTED, "request", "MECHANISM.md", "--deviation", "1", ...DETAILS)).toEqual({
      code: 0,
      out: TEXT,
      err: "",
      text: DRAFTED,
    });
  });

  it("reads the document from standard input", async () => {
    const { code, out } = await run(["request", "-", ...DETAILS], { stdin: DRAFTED });
    expect([code, out]).toEqual([0, TEXT]);
    const sent = await run(["request", "-", "--sent"], { stdin: DRAFTED });
    expect([sent.code, sent.out, sent.err]).toEqual([2, "", "With --sent the document is changed; give a file.\n"]);
  });

  it("asks for several at once, each only once, by number or heading", async () => {
    const names = ["--deviation", "Deviation 2: Database", "--deviation", "D1", "--deviation", "2"];
    const { out } = await changed(TWO, "request", "MECHANISM.md", ...names);
    expect(out).toBe(`Approval needed for Booking 🚲

D2 Database: PostgreSQL → MongoDB
Reason: The client runs it

D1 Backend: FastAPI → Laravel
Reason: The client's team writes PHP

To answer, send back one line:
APPROVED D2, D1 2026-02-01
or the same with REJECTED and a reason.
`);
  });

  it("notes on demand that it was sent, with the line endings and the mark of the document", async () => {
    const windows = DRAFTED.replaceAll("\n", "\r\n");
    const cwd = folderWith({ "MECHANISM.md": `\uFEFF${windows}` });
    expect(await run(["request", "MECHANISM.md", "--sent", ...DETAILS], { cwd })).toEqual({
      code: 0,
      out: TEXT,
      err: "",
    });
    const sent = documentWith("Pending – requested from NLR on 2026-02-01", RECORD.replace("01-20", "02-01"));
    const reasoned = sent.replace("The client runs it", "The client's hard constraint – The client runs it");
    expect(readFileSync(join(cwd, "MECHANISM.md"), "utf8")).toBe(`\uFEFF${reasoned.replaceAll("\n", "\r\n")}`);
  });

  it("notes it in a list without numbers, and below a fence", async () => {
    const record = (mission: string): string => RECORD.replace("01-20", "02-01").replace('"Booking"', `"${mission}"`);
    const bulleted = await changed(BULLETED, "request", "MECHANISM.md", "--deviation", "Database", "--sent");
    expect(bulleted.out).toContain('\nAPPROVED "Database" 2026-02-01\n');
    const at = BULLETED.lastIndexOf("NLR on [date]\n");
    expect(bulleted.text).toBe(
      `${BULLETED.slice(0, at)}Pending – requested from NLR on 2026-02-01\n${record("Booking 🚲")}`,
    );
    const fenced = await changed(FENCED, "request", "MECHANISM.md", "--sent");
    expect(fenced.text).toBe(
      FENCED.replace(
        "NLR on [date]\n```\n",
        `Pending – requested from NLR on 2026-02-01\n\`\`\`\n${record("Booking")}`,
      ),
    );
  });

  it("quotes the pattern beside it and other missions, and reminds", async () => {
    const rejected = documentWith("Rejected by NLR on 2026-01-02");
    const cwd = folderWith({
      "a/MECHANISM.md": ASKED,
      "a/PATTERN.md": "# Patterns\n\nNothing about it.\n",
      "b/MECHANISM.md": rejected.replaceAll("Booking", "Therapy Desk"),
      "c/own.md": rejected.replaceAll("Booking", "Tide Tables"),
    });
    const argv = ["request", "a/MECHANISM.md", "--remind", "--others", "b", "c/own.md", "a"];
    expect(await run(argv, { cwd })).toEqual({
      code: 0,
      out: `A reminder, asked on 2026-01-20 (12 days ago).

Approval needed for Booking

D1 Database: PostgreSQL → MongoDB
Reason: The client runs it | since 2019
PATTERN.md does not mention MongoDB.
In Therapy Desk: MongoDB rejected by NLR on 2026-01-02
In Tide Tables: MongoDB rejected by NLR on 2026-01-02

To answer, send back one line:
APPROVED D1 2026-02-01
or the same with REJECTED and a reason.
`,
      err: "",
    });
    const { code, out } = await run(["request", "a/MECHANISM.md", "--remind", "--others", "gone"], { cwd });
    expect([code, out.startsWith("A reminder")]).toEqual([2, true]);
  });

  it("says what there is where it isn't clear which deviation is meant", async () => {
    const two = "There is: Deviation 1: Backend (drafted), Deviation 2: Database (drafted).";
    await refused(TWO, [], `Several deviations can be meant; name one with --deviation. ${two}`);
    await refused(TWO, ["--deviation", "7"], `There is no deviation "7". ${two}`);
    const same = TWO.replace("Deviation 2: Database", "Deviation 1: Backend");
    await refused(
      same,
      ["--deviation", "1"],
      'Several deviations are called "1". There is: Deviation 1: Backend (drafted), Deviation 1: Backend #2 (drafted).',
    );
    await refused("# MECHANISM: Booking\n", [], "There is nothing to ask for. The document has no deviations.");
    const asked = "There is: Deviation 1: Database (overdue).";
    await refused(ASKED, [], `There is nothing to ask for. ${asked}`);
    await refused(
      ASKED,
      ["--deviation", "Database"],
      `Deviation 1 was asked for already; ask once more with --remind. ${asked}`,
    );
    await refused(
      DRAFTED,
      ["--remind", "--deviation", "1"],
      "Deviation 1 is drafted. There is: Deviation 1: Database (drafted).",
    );
    await refused(
      TWO,
      ["--remind", "--deviation", "1", "--deviation", "2"],
      "A reminder is about one deviation; give one --deviation.",
    );
    await refused(ASKED, ["--remind", "--sent"], "A reminder changes nothing in the document; leave out --sent.");
  });

  it("takes only grounds of the standard stack", async () => {
    const grounds = (why: string): RegExp =>
      new RegExp(`^${why} of the standard stack\\. There is: The client's existing infrastructure; .+\\.\\n$`);
    const other = await changed(DRAFTED, "request", "MECHANISM.md", "--ground", "Because");
    expect([other.code, other.out]).toEqual([2, ""]);
    expect(other.err).toMatch(grounds('"Because" is no ground'));
    const several = await changed(DRAFTED, "request", "MECHANISM.md", "--ground", "The client's");
    expect([several.code, several.out]).toEqual([2, ""]);
    expect(several.err).toMatch(grounds(`"The client's" is the beginning of several grounds`));
  });

  it("says what is missing", async () => {
    const reason = "The client runs it | since 2019";
    await refused(DRAFTED.replace(reason, "TBD"), [], 'Deviation 1 still says "TBD".');
    await refused(
      DRAFTED.replace(`**Reason:** ${reason}`, "**Reason:**"),
      ["--sent"],
      "Deviation 1 does not say its Reason.",
    );
    await refused(
      DRAFTED.replace(reason, "[Why deviation is necessary]"),
      [],
      'Deviation 1 still has the placeholder "[Why deviation is necessary]".',
    );
  });

  it("never prints a secret, wherever it comes from", async () => {
    const secret = ["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_");
    await refused(
      DRAFTED.replace("since 2019", secret),
      [],
      "Reason of Deviation 1 holds what looks like a secret; take it out first.",
    );
    await refused(
      DRAFTED,
      ["--sent", "--pays", secret],
      "What would be sent holds what looks like a secret; take it out first.",
    );
    const named = TWO.replaceAll("Deviation 2: Database", `Deviation 2: ${secret}`);
    await refused(
      named,
      [],
      "Several deviations can be meant; name one with --deviation. There is: Deviation 1: Backend (drafted), Deviation 2: ••• (drafted).",
    );
  });

  it("notes nothing under a configuration that can't be read", async () => {
    const cwd = folderWith({ "MECHANISM.md": DRAFTED, "mechanism.config.json": '{ "approvers": 7 }' });
    const sent = await run(["request", "MECHANISM.md", "--sent"], { cwd });
    expect([sent.code, sent.out]).toEqual([2, ""]);
    expect(sent.err).toMatch(/^mechanism\.config\.json:1:/);
    expect(readFileSync(join(cwd, "MECHANISM.md"), "utf8")).toBe(DRAFTED);
  });
});
