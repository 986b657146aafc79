import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ASKED, BULLETED, changed, DRAFTED, documentWith, FENCED, RECORD, TWO } from "./approvalDocuments.ts";
import { folderWith, run } from "./harness.ts";

/** Records a text's answers; the output must be these sentences. */
async function check(text: string, argv: readonly string[], sentences: readonly string[]): Promise<string> {
  const outcome = await changed(text, "record", "MECHANISM.md", ...argv);
  expect([outcome.code, outcome.out, outcome.err]).toEqual([0, sentences.map((one) => `${one}\n`).join(""), ""]);
  return outcome.text;
}

/** An answer that can't be written down: it ends with 2, prints only the sentence, and changes nothing. */
async function refused(text: string, argv: readonly string[], sentence: string): Promise<void> {
  const outcome = await changed(text, "record", "MECHANISM.md", ...argv);
  expect(outcome).toEqual({ code: 2, out: "", err: `${sentence}\n`, text });
}

describe("mechanism record", () => {
  it("writes the answer and the record", async () => {
    const text = await check(
      ASKED,
      ["APPROVED D1 2026-01-31 – only for the pilot"],
      ["Deviation 1 is approved by NLR on 2026-01-31."],
    );
    expect(text).toBe(documentWith("NLR on 2026-01-31 – only for the pilot", RECORD.replace("01-20", "01-31")));
  });

  it("keeps line endings and the byte order mark", async () => {
    const windows = `\uFEFF${ASKED.replaceAll("\n", "\r\n")}`;
    const cwd = folderWith({ "MECHANISM.md": windows });
    await run(["record", "MECHANISM.md", "APPROVED D1 2026-01-31"], { cwd });
    expect(readFileSync(join(cwd, "MECHANISM.md"), "utf8")).toBe(
      `\uFEFF${documentWith("NLR on 2026-01-31", RECORD.replace("01-20", "01-31")).replaceAll("\n", "\r\n")}`,
    );
  });

  it("takes today and the first approver where the answer says neither", async () => {
    const text = await check(ASKED, ["> Rejected - use PostgreSQL"], ["Deviation 1 is rejected by NLR on 2026-02-01."]);
    expect(text).toBe(documentWith("Rejected by NLR on 2026-02-01 – use PostgreSQL", RECORD.replace("01-20", "02-01")));
  });

  it("takes several answers at once, by number or area, in whatever shape the entries are", async () => {
    const record = (area: string, standard: string, actual: string, mission = "Booking 🚲"): string =>
      `<!-- mechanism-approval: {"mission":"${mission}","area":"${area}","standard":["${standard}"],"actual":["${actual}"],"date":"2026-01-31"} -->\n`;
    const decided = (text: string): string => {
      const [before, between, after] = text.split("NLR on [date]\n");
      const backend = `NLR on 2026-01-31\n${record("Backend", "FastAPI", "Laravel")}`;
      const database = `Rejected by NLR on 2026-01-31 – use PostgreSQL\n${record("Database", "PostgreSQL", "MongoDB")}`;
      return `${before}${backend}${between}${database}${after}`;
    };
    const mail = "Hi,\n\napproved D1 2026-01-31\nrejected D2 2026-01-31 – use PostgreSQL\n\nBest";
    expect(
      await check(
        TWO,
        [mail],
        ["Deviation 1 is approved by NLR on 2026-01-31.", "Deviation 2 is rejected by NLR on 2026-01-31."],
      ),
    ).toBe(decided(TWO));
    const answers = ['APPROVED "Backend" 2026-01-31', 'REJECTED "Database" 2026-01-31 – use PostgreSQL'];
    expect(
      await check(BULLETED, answers, [
        '"Deviation: Backend" is approved by NLR on 2026-01-31.',
        '"Deviation: Database" is rejected by NLR on 2026-01-31.',
      ]),
    ).toBe(decided(BULLETED));
    expect(await check(FENCED, ["APPROVED D1 2026-01-31"], ["Deviation 1 is approved by NLR on 2026-01-31."])).toBe(
      FENCED.replace(
        "NLR on [date]\n```\n",
        `NLR on 2026-01-31\n\`\`\`\n${record("Database", "PostgreSQL", "MongoDB", "Booking")}`,
      ),
    );
  });

  it("adds the record to an approval that was written by hand, and says nothing twice", async () => {
    const byHand = documentWith("NLR on 2026-01-25");
    const record = RECORD.replace("01-20", "01-25");
    const sentence = "Deviation 1 is approved by NLR on 2026-01-25.";
    expect(await check(byHand, ["APPROVED D1"], [sentence])).toBe(documentWith("NLR on 2026-01-25", record));
    expect(await check(byHand, ["APPROVED D1 2026-01-25", "--evidence", "https://chat.example/9"], [sentence])).toBe(
      documentWith("NLR on 2026-01-25 – [evidence](https://chat.example/9)", record),
    );
    expect(await check(byHand, ["APPROVED D1 2026-01-27"], ["Deviation 1 is approved by NLR on 2026-01-27."])).toBe(
      documentWith("NLR on 2026-01-27", `- 2026-01-25: Approved by NLR\n${RECORD.replace("01-20", "01-27")}`),
    );
  });

  it("changes nothing in a rehearsal", async () => {
    const sentences = ["Deviation 1 would be approved by NLR on 2026-02-01."];
    expect(await check(ASKED, ["APPROVED D1", "--dry-run"], sentences)).toBe(ASKED);
  });

  it("writes nothing at all where anything is wrong", async () => {
    const good = "APPROVED D1 2026-01-31";
    const decision = 'is no decision; expected a line in quotes such as "APPROVED D1 2026-02-01".';
    const there = "There is: Deviation 1: Backend (drafted), Deviation 2: Database (drafted).";
    await refused(TWO, ["Hello"], `"Hello" ${decision}`);
    // Without quotes the shell makes several arguments of an answer, and the first of them would decide.
    await refused(ASKED, ["APPROVED", "D1", "2026-01-31"], `"D1" ${decision}`);
    await refused(TWO, [good, "APPROVED D4 2026-01-31"], `There is no deviation "D4". ${there}`);
    await refused(TWO, [good, "APPROVED 2026-01-31"], `The answer doesn't say which deviation it is about. ${there}`);
    await refused(
      TWO,
      [good, "APPROVED D2 2026-02-02"],
      "2026-02-02 is still to come; expected the day of the decision.",
    );
    await refused(TWO, [good, "APPROVED D2 by Bob 2026-01-31"], '"Bob" is not an approver; expected NLR.');
    await refused(TWO, [good, "REJECTED D1 2026-01-31"], "There are two decisions on Deviation 1; give one.");
    const done = documentWith("NLR on 2026-01-25", RECORD);
    await refused(done, [good], "Deviation 1 is approved, so there is nothing to decide.");
    const bare = DRAFTED.replace("**Approved By:** NLR on [date]\n", "");
    await refused(bare, [good], "Deviation 1 has no line for its approval; add it first.");
  });

  it("needs a file that it can read", async () => {
    const stdin = await run(["record", "-", "APPROVED D1"], { stdin: ASKED });
    expect([stdin.code, stdin.out, stdin.err]).toEqual([
      2,
      "",
      "The document is changed; give a file in place of standard input.\n",
    ]);
    const gone = await run(["record", "gone.md", "APPROVED D1"], { cwd: folderWith({}) });
    expect([gone.code, gone.out, gone.err]).toEqual([2, "", "gone.md: There is no such file or folder.\n"]);
  });

  it("asks what was approved where the document changed after the request", async () => {
    const dynamo = documentWith("Pending – requested from NLR on 2026-01-20", RECORD, "DynamoDB");
    const approved = "APPROVED D1 2026-01-31";
    await refused(
      dynamo,
      [approved],
      "Deviation 1 was asked for as PostgreSQL → MongoDB and says PostgreSQL → DynamoDB now; say which was approved with --for asked or --for now.",
    );
    const sentences = ["Deviation 1 is approved by NLR on 2026-01-31."];
    const record = RECORD.replace("01-20", "01-31");
    expect(await check(dynamo, [approved, "--for", "now"], sentences)).toBe(
      documentWith("NLR on 2026-01-31", record.replace("MongoDB", "DynamoDB"), "DynamoDB"),
    );
    expect(await check(dynamo, [approved, "--for", "asked"], sentences)).toBe(
      documentWith("NLR on 2026-01-31", record, "DynamoDB"),
    );
    // What was refused is what was asked for.
    expect(await check(dynamo, ["REJECTED D1 2026-01-31"], ["Deviation 1 is rejected by NLR on 2026-01-31."])).toBe(
      documentWith("Rejected by NLR on 2026-01-31", record, "DynamoDB"),
    );
  });

  it("wants evidence where the configuration does", async () => {
    const config = '{ "approval": { "evidence": true } }';
    const cwd = folderWith({ "MECHANISM.md": ASKED, "mechanism.config.json": config });
    for (const evidence of [[], ["--evidence", " "]]) {
      expect(await run(["record", "MECHANISM.md", "APPROVED D1", ...evidence], { cwd })).toEqual({
        code: 2,
        out: "",
        err: "The configuration asks for a link that shows the approval; add --evidence.\n",
      });
    }
    await run(["record", "MECHANISM.md", "APPROVED D1", "--evidence", "https://chat.example/9"], { cwd });
    expect(readFileSync(join(cwd, "MECHANISM.md"), "utf8")).toBe(
      documentWith("NLR on 2026-02-01 – [evidence](https://chat.example/9)", RECORD.replace("01-20", "02-01")),
    );
  });

  it("writes nothing under a configuration that can't be read", async () => {
    const cwd = folderWith({ "MECHANISM.md": ASKED, "mechanism.config.json": '{ "approvers": 7 }' });
    const { code, out, err } = await run(["record", "MECHANISM.md", "APPROVED D1"], { cwd });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^mechanism\.config\.json:1:/);
    expect(readFileSync(join(cwd, "MECHANISM.md"), "utf8")).toBe(ASKED);
  });

  it("takes approvers and days of the configuration and the command line", async () => {
    const cwd = folderWith({ "MECHANISM.md": ASKED, "mechanism.config.json": '{ "approvers": ["Ada", "Grace"] }' });
    const argv = ["record", "MECHANISM.md", "APPROVED D1 by Grace", "--today", "2026-02-09"];
    expect((await run(argv, { cwd })).out).toBe("Deviation 1 is approved by Grace on 2026-02-09.\n");
  });
});
