import { describe, expect, it } from "vitest";
import { NO_CONFIG } from "../../../server/src/config/resolveConfig.ts";
import { recordAsApproved, recordDecision, withdraw } from "../../../server/src/features/approval/decisions.ts";
import { type ApprovalEntry, approvals, deviationById } from "../../../server/src/features/approval/states.ts";
import { POLICY, STACK, service } from "../../support/service.ts";

const record = (fields: { mission?: string; actual?: string } = {}): string =>
  `\n<!-- mechanism-approval: {"mission":"${fields.mission ?? "Booking"}","area":"Database","standard":["PostgreSQL"],"actual":["${fields.actual ?? "MongoDB"}"],"date":"2026-01-20"} -->`;

const entryWith = (approval: string, heading = "Deviation 1: Database", actual = "MongoDB"): string =>
  `### ${heading}\n\n**Standard:** PostgreSQL\n**Actual:** ${actual}\n**Reason:** x\n**Approved By:** ${approval}\n`;

function approvalsOf(
  entries: string,
  { type = "MongoDB", today = "2026-02-01", policy = POLICY } = {},
): ApprovalEntry[] {
  const text = `# MECHANISM: Booking\n\n🚲\n\n## Technology Stack\n\n### Database\n\n**Type:** ${type}\n\n## Technology Deviations\n\n${entries}\n## Notes\n\nText.\n`;
  const analysis = service.analyse(text, { policy, today });
  const found = approvals(analysis);
  for (const entry of found) {
    // Ids lead back to their entries, and what isn't offered does nothing.
    if (entry.state !== "undeclared") expect(deviationById(analysis, entry.id)).toBeDefined();
    if (!entry.actions.includes("withdraw")) expect(withdraw(analysis, entry.id)).toEqual([]);
    if (entry.state === "drafted") expect(recordAsApproved(analysis, entry.id)).toEqual([]);
    if (entry.actions.includes("record"))
      expect(
        recordDecision(analysis, entry.id, { decision: "approved", by: "NLR", date: today }),
        entry.state,
      ).not.toEqual([]);
  }
  return found;
}

/** Every state in which an approval can be, with what can be done about it. */
const TABLE: readonly [string, string, Partial<ApprovalEntry>][] = [
  ["the template's line", "NLR on [date]", { state: "drafted", who: "NLR", date: "", actions: ["request", "record"] }],
  ["nothing", "", { state: "drafted", who: "", date: "", actions: ["request", "record"] }],
  ["a wish", "Pending", { state: "drafted", actions: ["request", "record"] }],
  ["a question still to be asked", "Requested on [date]", { state: "drafted" }],
  [
    "a request of today",
    "Pending – requested from NLR on 2026-02-01",
    { state: "requested", who: "NLR", date: "2026-02-01", days: 0, actions: ["record", "remind", "withdraw"] },
  ],
  ["a request of three days ago", "Pending – requested from NLR on 2026-01-29", { state: "requested", days: 3 }],
  [
    "a request of four days ago",
    "Pending – requested from NLR on 2026-01-28",
    { state: "overdue", days: 4, actions: ["remind", "record", "withdraw"] },
  ],
  ["a request on no known day", "Pending – requested from NLR on Friday", { state: "requested", days: undefined }],
  [
    "an approval with its record",
    `NLR on 2026-01-20 – only for the pilot${record()}`,
    { state: "approved", who: "NLR", date: "2026-01-20", days: 12, note: "only for the pilot", actions: [] },
  ],
  ["an approval of tomorrow, where it may be tomorrow already", `NLR on 2026-02-02${record()}`, { state: "approved" }],
  [
    "a rejection",
    `Rejected by NLR on 2026-01-20 – use PostgreSQL${record()}`,
    { state: "rejected", who: "NLR", note: "use PostgreSQL", actions: ["request"] },
  ],
  ["a rejection without a day", "Rejected by NLR", { state: "rejected", date: "", days: undefined }],
  [
    "an approval for something else",
    `NLR on 2026-01-20${record({ actual: "Redis" })}`,
    { state: "stale", actions: ["request", "record"] },
  ],
  [
    "an approval for another mission",
    `NLR on 2026-01-20${record({ mission: "Tide Tables" })}`,
    { state: "copied", actions: ["request"] },
  ],
  [
    "a request for another mission",
    `Pending – requested from NLR on 2026-01-20${record({ mission: "Tide Tables" })}`,
    { state: "copied" },
  ],
  ["an approval by hand", "NLR on 2026-01-20", { state: "unrecorded", actions: ["record"] }],
  [
    "an approval with a record that can't be read",
    "NLR on 2026-01-20\n<!-- mechanism-approval: {} -->",
    { state: "unrecorded" },
  ],
  [
    "an approval by somebody else",
    `Bob on 2026-01-20${record()}`,
    { state: "invalid", isApprover: false, actions: ["request", "record"] },
  ],
  ["an approval of a day to come", `NLR on 2026-03-01${record()}`, { state: "invalid", isApprover: true }],
  ["an approval of no day", `NLR on 2026-02-30${record()}`, { state: "invalid", date: "" }],
];

describe("the state of an approval", () => {
  it.each(TABLE)("with %s", (_, approval, expected) => {
    const [entry, ...others] = approvalsOf(entryWith(approval));
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      id: "Deviation 1: Database",
      name: "Deviation 1",
      key: "D1",
      area: "Database",
      standard: "PostgreSQL",
      actual: "MongoDB",
      inUse: true,
      ...expected,
    });
  });

  it("is undeclared where no entry is about what the stack has", () => {
    expect(approvalsOf("")).toMatchObject([
      {
        id: "Database: MongoDB",
        name: "MongoDB",
        key: "",
        area: "Database",
        standard: "PostgreSQL or Airtable",
        actual: "MongoDB",
        state: "undeclared",
        actions: ["request"],
        range: { start: { line: 8, character: 10 }, end: { line: 8, character: 17 } },
      },
    ]);
  });

  it("is stale where only the stack was changed, which is then not undeclared", () => {
    const found = approvalsOf(entryWith(`NLR on 2026-01-20${record()}`), { type: "DynamoDB" });
    expect(found.map((one) => [one.state, one.inUse])).toEqual([["stale", false]]);
  });

  it("is a closed record where what was rejected is gone", () => {
    const found = approvalsOf(entryWith(`Rejected by NLR on 2026-01-20${record()}`), { type: "PostgreSQL" });
    expect(found.map((one) => [one.state, one.inUse])).toEqual([["rejected", false]]);
  });

  it("is overdue after as many days as the configuration says", () => {
    const stateAfter = (patienceDays: number, today: string): string | undefined => {
      const policy = service.policy({ ...NO_CONFIG, approval: { patienceDays } }, { text: STACK, source: "s.md" });
      return approvalsOf(entryWith("Pending – requested from NLR on 2026-02-01"), { policy, today })[0]?.state;
    };
    expect(stateAfter(0, "2026-02-01")).toBe("requested");
    expect(stateAfter(0, "2026-02-02")).toBe("overdue");
    expect(stateAfter(5, "2026-02-06")).toBe("requested");
    expect(stateAfter(5, "2026-02-07")).toBe("overdue");
  });

  it("is told with the places of heading and approval", () => {
    const [entry] = approvalsOf(entryWith("NLR on [date]", "🔀 Deviation 1: Database 🗄️"));
    expect(entry?.range).toEqual({ start: { line: 12, character: 7 }, end: { line: 12, character: 28 } });
    expect(entry?.approvalRange).toEqual({ start: { line: 17, character: 17 }, end: { line: 17, character: 30 } });
  });

  it("is not told of an archived document, nor of one that is something else", () => {
    const text = `# MECHANISM: Booking\n\n## Technology Deviations\n\n${entryWith("NLR on [date]")}`;
    const settings = { profile: "archived", rules: new Map<string, never>() } as const;
    expect(approvals(service.analyse(text, { policy: POLICY, settings }))).toEqual([]);
    expect(approvals(service.analyse("# How a lock works\n\nText.\n", { policy: POLICY }))).toEqual([]);
  });
});

describe("what a reply calls an entry", () => {
  const keys = (...headings: readonly string[]): string[][] =>
    approvalsOf(headings.map((one) => entryWith("NLR on [date]", one)).join("\n")).map((one) => [one.key, one.id]);

  it("is its number, else its area", () => {
    expect(keys("Deviation 2: Database", "Deviation: Search")).toEqual([
      ["D2", "Deviation 2: Database"],
      ["Search", "Deviation: Search"],
    ]);
  });

  it("is never that of another", () => {
    // A reply about the first D1 must not be taken for one about the second.
    expect(keys("Deviation 1: Database", "Deviation 1: Cache")).toEqual([
      ["Database", "Deviation 1: Database"],
      ["Cache", "Deviation 1: Cache"],
    ]);
    expect(keys("Deviation: Database", "Deviation: Database")).toEqual([
      ["Deviation: Database", "Deviation: Database"],
      ["Deviation: Database #2", "Deviation: Database #2"],
    ]);
    expect(keys("Deviation 1: Database", "Deviation 1: database", "Deviation 3: Search")).toEqual([
      ["Deviation 1: Database", "Deviation 1: Database"],
      ["Deviation 1: database", "Deviation 1: database"],
      ["D3", "Deviation 3: Search"],
    ]);
  });
});

describe("the words of an entry", () => {
  it("are on one line and without marks", () => {
    const entry = entryWith("NLR on [date]", "Deviation 1: Database", "\n\n- **MongoDB** 7\n- on `Atlas`\n");
    expect(approvalsOf(entry)[0]).toMatchObject({ standard: "PostgreSQL", actual: "MongoDB 7; on Atlas" });
  });
});
