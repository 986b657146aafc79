import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../server/src/features/analysis.ts";
import {
  type Decision,
  differsFromRecord,
  noteRequested,
  recordAsApproved,
  recordDecision,
  withdraw,
} from "../../../server/src/features/approval/decisions.ts";
import { approvalRequest, requestProblems } from "../../../server/src/features/approval/request.ts";
import { approvals, deviationById } from "../../../server/src/features/approval/states.ts";
import { applyEdits } from "../../../server/src/features/fixes.ts";
import type { Edit } from "../../../server/src/rules/rule.ts";
import { POLICY, service } from "../../support/service.ts";

const HEAD =
  "# MECHANISM: Booking\n\n🚲\n\n## Technology Stack\n\n### Database\n\n**Type:** MongoDB\n\n## Technology Deviations\n\n";
const TAIL = "\n## Notes\n\nText.\n";
const ID = "Deviation 1: Database";
const TODAY = "2026-02-01";

const record = (fields: { mission?: string; actual?: readonly string[]; date?: string } = {}): string =>
  `<!-- mechanism-approval: ${JSON.stringify({ mission: fields.mission ?? "Booking", area: "Database", standard: ["PostgreSQL"], actual: fields.actual ?? ["MongoDB"], date: fields.date ?? TODAY })} -->`;

const entry = (approval: string, { reason = "The client runs it", actual = "MongoDB" } = {}): string =>
  `### ${ID}\n\n**Standard:** PostgreSQL\n**Actual:** ${actual}\n**Reason:** ${reason}\n**Approved By:** ${approval}\n`;

const analyse = (text: string): Analysis => service.analyse(text, { policy: POLICY, today: TODAY });

type Change = (analysis: Analysis) => readonly Edit[];

/** What becomes of an entry, with both kinds of line endings; nothing else of the document may change. */
function check(before: string, change: Change, after: string, states: string, head = HEAD): void {
  for (const eol of ["\n", "\r\n"]) {
    const analysis = analyse((HEAD + before + TAIL).replaceAll("\n", eol));
    const text = applyEdits(analysis.document, change(analysis));
    expect(text).toBe((head + after + TAIL).replaceAll("\n", eol));
    const again = analyse(text);
    expect(approvals(again).map((one) => one.state)).toEqual(states.split(" "));
    expect(again.alignment.sections.some((one) => one.schema?.role === "notes")).toBe(true);
  }
}

const decide =
  (decision: Partial<Decision>): Change =>
  (analysis) =>
    recordDecision(analysis, ID, { decision: "approved", by: "NLR", date: TODAY, ...decision });

const ask =
  (ground?: string): Change =>
  (analysis) => {
    const { asked } = approvalRequest(analysis, [ID], {});
    return noteRequested(analysis, asked, {
      approver: "NLR",
      date: TODAY,
      ...(ground === undefined ? {} : { ground }),
    });
  };

const ASKED = "Pending – requested from NLR on 2026-01-20";

describe("a decision", () => {
  it.each<[string, Partial<Decision>, string, string]>([
    ["approves", {}, "NLR on 2026-02-01", "approved"],
    ["rejects", { decision: "rejected" }, "Rejected by NLR on 2026-02-01", "rejected"],
    [
      "has a reason",
      { decision: "rejected", note: "use PostgreSQL" },
      "Rejected by NLR on 2026-02-01 – use PostgreSQL",
      "rejected",
    ],
    ["has a condition", { note: "for C# & 100 % + ü 🚲" }, "NLR on 2026-02-01 – for C# & 100 % + ü 🚲", "approved"],
    [
      "keeps a note on its line",
      { note: " only\r\nthe pilot\n\n## Notes " },
      "NLR on 2026-02-01 – only the pilot ## Notes",
      "approved",
    ],
    ["hides nothing by a comment", { note: "see <!-- later" }, "NLR on 2026-02-01 – see \\<!-- later", "approved"],
    ["opens no code", { note: "the ` sign" }, "NLR on 2026-02-01 – the \\` sign", "approved"],
    ["keeps code as it is", { note: "use `psql` > 14" }, "NLR on 2026-02-01 – use `psql` > 14", "approved"],
    [
      "has evidence",
      { note: "pilot", evidence: "https://chat.example/9?a=1&b=ü" },
      "NLR on 2026-02-01 – pilot – [evidence](https://chat.example/9?a=1&b=ü)",
      "approved",
    ],
    [
      "has evidence that can't leave its link",
      { evidence: " https://chat.example/a)b (c<d>`e\\f\n" },
      "NLR on 2026-02-01 – [evidence](https://chat.example/a%29b%20%28c%3Cd%3E%60e%5Cf)",
      "approved",
    ],
    ["has a name on its line", { by: "NLR\nand Bo <!--" }, "NLR and Bo \\<!-- on 2026-02-01", "approved"],
  ])("that %s", (_, decision, approval, state) => {
    check(`${entry(ASKED)}${record()}\n`, decide(decision), `${entry(approval)}${record()}\n`, state);
  });

  it("is for what was asked, or for what the entry says now", () => {
    const before = `${entry(ASKED, { actual: "DynamoDB" })}${record({ date: "2026-01-20" })}\n`;
    const result = (actual: string): string =>
      `${entry("NLR on 2026-02-01", { actual: "DynamoDB" })}${record({ actual: [actual] })}\n`;
    check(before, decide({}), result("MongoDB"), "stale");
    check(before, decide({ for: "asked" }), result("MongoDB"), "stale");
    const head = HEAD.replace("MongoDB", "DynamoDB");
    const analysis = analyse(head + before + TAIL);
    expect(applyEdits(analysis.document, decide({ for: "now" })(analysis))).toBe(head + result("DynamoDB") + TAIL);
  });

  it("on what is stale is for what the entry says now, as nobody was asked for what it said", () => {
    check(
      `${entry("NLR on 2026-01-20")}${record({ actual: ["Redis"] })}\n`,
      decide({}),
      `${entry("NLR on 2026-02-01\n- 2026-01-20: Approved by NLR for Redis")}${record()}\n`,
      "approved",
    );
  });

  it("without a request gets its record too", () => {
    check(entry("NLR on [date]"), decide({}), `${entry("NLR on 2026-02-01")}${record()}\n`, "approved");
  });

  it("with changes writes entry and stack", () => {
    check(
      `${entry(ASKED, { actual: "MongoDB 7 on Atlas" })}${record({ actual: ["MongoDB", "MongoDB Atlas"] })}\n`,
      decide({ actual: "DynamoDB\n on AWS", note: "cheaper" }),
      `${entry("NLR on 2026-02-01 – cheaper", { actual: "DynamoDB on AWS" })}${record({ actual: ["DynamoDB", "AWS"] })}\n`,
      "approved",
      HEAD.replace("MongoDB", "DynamoDB"),
    );
  });

  it("with changes says more where nothing was said", () => {
    check(
      entry("NLR on [date]").replace("**Actual:** MongoDB", "**Actual:**"),
      decide({ actual: "MongoDB" }),
      `${entry("NLR on 2026-02-01")}${record()}\n`,
      "approved",
    );
  });

  it("needs an entry with a place for it", () => {
    const text = HEAD + entry("x").replace("**Approved By:** x\n", "") + TAIL;
    expect(decide({ actual: "Redis" })(analyse(text))).toEqual([]);
    expect(ask("The client's hard constraint")(analyse(text))).toEqual([]);
    expect(recordDecision(analyse(text), "Deviation 9: x", { decision: "approved", by: "NLR", date: TODAY })).toEqual(
      [],
    );
  });
});

describe("a decision before", () => {
  it.each<[string, string, string, string]>([
    [
      "that was written by hand",
      "Rejected by NLR, 2026-01-20 (use Redis)",
      "",
      "2026-01-20: Rejected by NLR – (use Redis)",
    ],
    [
      "with a record",
      "NLR on 2026-01-20 – pilot",
      record({ actual: ["Redis", "AWS"] }),
      "2026-01-20: Approved by NLR for Redis and AWS – pilot",
    ],
    [
      "with evidence",
      "NLR on 2026-01-20 – [evidence](https://a.example/9)",
      record({ actual: ["Redis"] }),
      "2026-01-20: Approved by NLR for Redis – [evidence](https://a.example/9)",
    ],
    ["by somebody else", "Bob on 2026-01-20", "", "2026-01-20: Approved by Bob"],
    ["on no day", "NLR on Friday", "", "Approved by NLR on Friday"],
    ["without a day", "Rejected by NLR", "", "Rejected by NLR"],
    [
      "for another mission",
      "NLR on 2026-01-20",
      record({ mission: "Tide Tables" }),
      '2026-01-20: Approved by NLR for MongoDB in "Tide Tables"',
    ],
  ])("stays, is quoted and read again: one %s", (_, approval, behind, kept) => {
    const before = entry(`${approval}\n- 2026-01-02: Rejected by NLR – older`) + (behind === "" ? "" : `${behind}\n`);
    const list = `- ${kept}\n- 2026-01-02: Rejected by NLR – older`;
    const after = `${entry(`Pending – requested from NLR on 2026-02-01\n${list}`)}${record()}\n`;
    check(before, ask(), after, "requested");
    const again = analyse(HEAD + after + TAIL);
    expect(deviationById(again, ID)?.earlier).toHaveLength(2);
    // Whoever is asked is told of it before it is written down, and afterwards.
    const said = (analysis: Analysis): string[] =>
      approvalRequest(analysis, [ID], {})
        .text.split("\n")
        .filter((line) => line.startsWith("Before: "));
    const quoted = [kept.replace("[evidence](https://a.example/9)", "evidence"), "2026-01-02: Rejected by NLR – older"];
    expect(said(analyse(HEAD + before + TAIL))).toEqual(quoted.map((one) => `Before: ${one}`));
    expect(said(again)).toEqual(quoted.map((one) => `Before: ${one}`));
    // The next decision on top of it.
    check(after, decide({}), `${entry(`NLR on 2026-02-01\n${list}`)}${record()}\n`, "approved");
  });

  it("is no list of the author's own", () => {
    check(
      entry("Rejected by NLR on 2026-01-20\n- see the mail of 2026-01-19"),
      ask(),
      `${entry("Pending – requested from NLR on 2026-02-01\n- 2026-01-20: Rejected by NLR\n- see the mail of 2026-01-19").trimEnd()}\n${record()}\n`,
      "requested",
    );
  });
});

describe("a request that was sent", () => {
  const REQUESTED = "Pending – requested from NLR on 2026-02-01";
  const GROUND = "The client's hard constraint";
  const OTHER = "The client's existing infrastructure";

  it("has its ground at the start of the reason, once", () => {
    const after = `${entry(REQUESTED, { reason: `${GROUND} – The client runs it` })}${record()}\n`;
    check(entry("NLR on [date]"), ask(GROUND), after, "requested");
    check(
      entry("NLR on [date]", { reason: `${GROUND}: it runs` }),
      ask(GROUND),
      `${entry(REQUESTED, { reason: `${GROUND}: it runs` })}${record()}\n`,
      "requested",
    );
    check(
      entry("NLR on [date]", { reason: "**The client’s hard constraint** – it runs" }),
      ask(GROUND),
      `${entry(REQUESTED, { reason: "**The client’s hard constraint** – it runs" })}${record()}\n`,
      "requested",
    );
  });

  it("has the ground that was chosen in place of another", () => {
    check(
      entry("NLR on [date]", { reason: `${OTHER} – it runs` }),
      ask(GROUND),
      `${entry(REQUESTED, { reason: `${GROUND} – it runs` })}${record()}\n`,
      "requested",
    );
  });

  it("puts the ground into the first item of a list", () => {
    check(
      entry("NLR on [date]", { reason: "\n\n- it runs\n- it pays\n" }),
      ask(GROUND),
      `${entry(REQUESTED, { reason: `\n\n- ${GROUND} – it runs\n- it pays\n` })}${record()}\n`,
      "requested",
    );
  });

  it("leaves the grounds of several deviations as they are, and fills in where there is none", () => {
    const second = `\n### Deviation 2: Backend\n\n**Standard:** FastAPI\n**Actual:** Flask\n**Reason:** ${OTHER}\n**Approved By:** NLR on [date]\n`;
    const analysis = analyse(HEAD + entry("NLR on [date]") + second + TAIL);
    const ids = [ID, "Deviation 2: Backend"];
    const { asked, text } = approvalRequest(analysis, ids, { ground: GROUND });
    expect(text.split("\n").filter((line) => line.startsWith("Ground: "))).toEqual([
      `Ground: ${GROUND}`,
      `Ground: ${OTHER}`,
    ]);
    const after = applyEdits(
      analysis.document,
      noteRequested(analysis, asked, { approver: "NLR", date: TODAY, ground: GROUND }),
    );
    expect(after).toContain(`**Reason:** ${GROUND} – The client runs it\n`);
    expect(after).toContain(`**Reason:** ${OTHER}\n`);
    expect(approvals(analyse(after)).map((one) => one.state)).toEqual(["requested", "requested"]);
  });

  it("notes what was asked for, also if the entry was changed meanwhile or is gone", () => {
    const { asked } = approvalRequest(analyse(HEAD + entry("NLR on [date]") + TAIL), [ID], {});
    const changed: Change = (analysis) => noteRequested(analysis, asked, { approver: "NLR", date: TODAY });
    check(
      entry("NLR on [date]", { actual: "Redis" }),
      changed,
      `${entry(REQUESTED, { actual: "Redis" })}${record()}\n`,
      "requested undeclared",
    );
    expect(changed(analyse(`${HEAD}Nothing here.\n`))).toEqual([]);
  });

  it("leaves a remark for the rules where it is", () => {
    const remark = "<!-- mechanism-ignore deviation-overdue -- they are on holiday -->";
    check(entry(`NLR on [date] ${remark}`), ask(), `${entry(`${REQUESTED} ${remark}`)}${record()}\n`, "requested");
  });

  it("is taken back without a trace, wherever its record stands", () => {
    const drafted = entry("NLR on [date]");
    const back: Change = (analysis) => withdraw(analysis, ID);
    check(`${entry(ASKED)}${record()}\n`, back, drafted, "drafted");
    check(`${entry(ASKED)}\n${record()}\n`, back, drafted, "drafted");
    check(entry(`${ASKED} ${record()}`), back, drafted, "drafted");
    check(`${entry(ASKED)}${record()}\n\nMore about it.\n`, back, `${drafted}\nMore about it.\n`, "drafted");
    // At the end of a file, with and without a line end.
    for (const [end, expected] of [
      ["", drafted.trimEnd()],
      ["\n", drafted],
    ] as const) {
      for (const eol of ["\n", "\r\n"]) {
        const analysis = analyse(`${HEAD}${entry(ASKED)}${record()}${end}`.replaceAll("\n", eol));
        expect(applyEdits(analysis.document, withdraw(analysis, ID))).toBe((HEAD + expected).replaceAll("\n", eol));
      }
    }
  });
});

describe("an approval by hand", () => {
  it("is recorded with its own date, and others are not", () => {
    const save: Change = (analysis) => recordAsApproved(analysis, ID);
    check(
      entry("NLR, 2026-01-20 – fine"),
      save,
      `${entry("NLR, 2026-01-20 – fine")}${record({ date: "2026-01-20" })}\n`,
      "approved",
    );
    for (const approval of ["NLR on [date]", ASKED, "Rejected by NLR on 2026-01-20"]) {
      expect(save(analyse(HEAD + entry(approval) + TAIL))).toEqual([]);
    }
  });
});

describe("an entry", () => {
  const differs = (actual: string, recorded: readonly string[] | undefined): boolean => {
    const text = HEAD + entry(ASKED, { actual }) + (recorded ? `${record({ actual: recorded })}\n` : "") + TAIL;
    const analysis = analyse(text);
    const deviation = deviationById(analysis, ID);
    if (!deviation) throw new Error("There is no entry.");
    return differsFromRecord(analysis, deviation);
  };

  it.each<[string, readonly string[] | undefined, boolean]>([
    ["MongoDB", ["MongoDB"], false],
    ["MongoDB 7, as **always**", ["MongoDB"], false],
    ["Mongo", ["MongoDB"], false],
    ["MongoDB", ["mongo"], false],
    ["MongoDB on AWS", ["AWS", "MongoDB"], false],
    ["MongoDB on AWS", ["MongoDB"], true],
    ["DynamoDB", ["MongoDB"], true],
    ["our own store", ["our own store"], false],
    ["DynamoDB", undefined, false],
  ])("that says %s, with a record of %s, differs: %s", (actual, recorded, expected) => {
    expect(differs(actual, recorded)).toBe(expected);
  });

  it("that is as it was approved while the stack changed can't be asked for again", () => {
    const text = HEAD.replace("MongoDB", "DynamoDB") + entry("NLR on 2026-01-20") + record() + TAIL;
    expect(requestProblems(analyse(text), [ID])).toEqual([
      "Database is DynamoDB, but Deviation 1 says MongoDB; change its Actual first.",
    ]);
  });
});
