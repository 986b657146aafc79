import { describe, expect, it } from "vitest";
import type { Policy } from "../../../server/src/config/policy.ts";
import { NO_CONFIG } from "../../../server/src/config/resolveConfig.ts";
import type { Analysis } from "../../../server/src/features/analysis.ts";
import {
  noteRequested,
  recordAsApproved,
  recordDecision,
  withdraw,
} from "../../../server/src/features/approval/decisions.ts";
import { approvalRequest, requestProblems } from "../../../server/src/features/approval/request.ts";
import { approvals } from "../../../server/src/features/approval/states.ts";
import { applyEdits } from "../../../server/src/features/fixes.ts";
import type { Edit } from "../../../server/src/rules/rule.ts";
import { POLICY, STACK, service } from "../../support/service.ts";

/** What stands around the entry in every document here. */
const HEAD =
  "# MECHANISM: 🚲 Booking\n\n## Technology Stack\n\n### Database\n\n**Type:** MongoDB\n\n## Technology Deviations\n\n";
const TAIL = "\n## Notes\n\nText.\n";

/** A document that goes through its states, day by day. */
class Story {
  #text: string;
  #day = "2026-02-01";
  readonly #eol: string;
  readonly #policy: Policy;

  constructor(entry: string, eol = "\n", policy = POLICY) {
    this.#text = (HEAD + entry + TAIL).replaceAll("\n", eol);
    this.#eol = eol;
    this.#policy = policy;
  }

  on(day: string): this {
    this.#day = day;
    return this;
  }

  get analysis(): Analysis {
    return service.analyse(this.#text, { policy: this.#policy, today: this.#day });
  }

  /** Applies an edit as an author of it would, and checks that nothing outside of the entry changed. */
  apply(edit: (analysis: Analysis, id: string) => readonly Edit[]): this {
    const { analysis } = this;
    const [entry] = approvals(analysis);
    this.#text = applyEdits(analysis.document, edit(analysis, entry?.id ?? ""));
    return this;
  }

  request(): this {
    return this.apply((analysis, id) => {
      expect(requestProblems(analysis, [id])).toEqual([]);
      const { asked } = approvalRequest(analysis, [id], {});
      return noteRequested(analysis, asked, { approver: "NLR", date: this.#day });
    });
  }

  decide(decision: "approved" | "rejected", note = ""): this {
    return this.apply((analysis, id) => recordDecision(analysis, id, { decision, by: "NLR", date: this.#day, note }));
  }

  replace(from: string, to: string): this {
    expect(this.#text).toContain(from);
    this.#text = this.#text.replaceAll(from, to);
    return this;
  }

  /** Compares the state, the findings about deviations and, if given, the entry. */
  is(state: string, rules: readonly string[] = [], entry?: string): this {
    const { analysis } = this;
    expect(approvals(analysis).map((one) => one.state)).toEqual([state]);
    const found = analysis.findings.map((one) => one.rule).filter((rule) => rule.startsWith("deviation-"));
    expect(found).toEqual(rules);
    if (entry !== undefined) expect(this.#text).toBe((HEAD + entry + TAIL).replaceAll("\n", this.#eol));
    return this;
  }

  get text(): string {
    return this.#text;
  }
}

const record = (date: string, actual = "MongoDB"): string =>
  `<!-- mechanism-approval: {"mission":"🚲 Booking","area":"Database","standard":["PostgreSQL"],"actual":["${actual}"],"date":"${date}"} -->`;

describe("a deviation", () => {
  const entry = (approval: string, actual = "MongoDB"): string =>
    `### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** ${actual}
**Reason:** The client runs it
**Approved By:** ${approval}
`;

  it("goes from draft to request, decision, change and back, and forgets no decision", () => {
    const story = new Story(entry("NLR on [date]")).is("drafted", ["deviation-not-approved"]);
    story.request().is("requested", [], entry(`Pending – requested from NLR on 2026-02-01\n${record("2026-02-01")}`));
    story.on("2026-02-04").is("requested").on("2026-02-05").is("overdue", ["deviation-overdue"]);
    story.decide("rejected", "use PostgreSQL");
    const rejected = `Rejected by NLR on 2026-02-05 – use PostgreSQL\n${record("2026-02-05")}`;
    story.is("rejected", ["deviation-rejected-in-use"], entry(rejected));
    const before = "- 2026-02-05: Rejected by NLR for MongoDB – use PostgreSQL";
    story.on("2026-02-06").request();
    story.is("requested", [], entry(`Pending – requested from NLR on 2026-02-06\n${before}\n${record("2026-02-06")}`));
    story.on("2026-02-07").decide("approved", "only for the pilot");
    story.is("approved", [], entry(`NLR on 2026-02-07 – only for the pilot\n${before}\n${record("2026-02-07")}`));
    story.replace("**Actual:** MongoDB", "**Actual:** DynamoDB").is("stale", ["deviation-stale"]);
    story.replace("**Type:** MongoDB", "**Type:** DynamoDB").is("stale", ["deviation-stale"]);
    story.on("2026-02-08").request();
    const first = "- 2026-02-07: Approved by NLR for MongoDB – only for the pilot";
    const asked = `Pending – requested from NLR on 2026-02-08\n${first}\n${before}\n${record("2026-02-08", "DynamoDB")}`;
    const changed = (text: string): string => (HEAD + text + TAIL).replace("**Type:** MongoDB", "**Type:** DynamoDB");
    story.is("requested");
    expect(story.text).toBe(changed(entry(asked, "DynamoDB")));
    story.apply(withdraw).is("drafted", ["deviation-not-approved"]);
    expect(story.text).toBe(changed(entry(`NLR on [date]\n${first}\n${before}`, "DynamoDB")));
  });

  it("that was approved by hand gets its record", () => {
    const story = new Story(entry("NLR on 2026-01-20")).is("unrecorded", ["deviation-unrecorded"]);
    story.apply(recordAsApproved).is("approved", [], entry(`NLR on 2026-01-20\n${record("2026-01-20")}`));
  });

  it("is stale when only the stack changes", () => {
    const story = new Story(entry(`NLR on 2026-01-20\n${record("2026-01-20")}`)).is("approved");
    story.replace("**Type:** MongoDB", "**Type:** DynamoDB").is("stale", ["deviation-stale"]);
  });

  it("is approved with changes, in the entry and in the stack", () => {
    const story = new Story(entry("NLR on [date]")).request().on("2026-02-03");
    story.apply((analysis, id) =>
      recordDecision(analysis, id, { decision: "approved", by: "NLR", date: "2026-02-03", actual: "DynamoDB on AWS" }),
    );
    story.is("approved");
    expect(story.text).toContain("**Type:** DynamoDB\n");
    expect(story.text).toContain("**Actual:** DynamoDB on AWS\n");
    expect(story.text).toContain('"actual":["DynamoDB","AWS"]');
  });

  it("keeps the approval of what was asked for when the entry changed meanwhile, which makes it stale", () => {
    const story = new Story(entry("NLR on [date]")).request().replace("**Actual:** MongoDB", "**Actual:** DynamoDB");
    story.decide("approved").is("stale", ["deviation-stale"]);
  });

  it("of another mission is copied, and one by somebody else or of a day to come is not valid", () => {
    new Story(entry(`NLR on 2026-01-20\n${record("2026-01-20").replace("🚲 Booking", "Therapy Desk")}`)).is("copied", [
      "deviation-approval-copied",
    ]);
    new Story(entry(`Bob on 2026-01-20\n${record("2026-01-20")}`)).is("invalid", ["deviation-approver-unknown"]);
    new Story(entry(`NLR on 2026-05-20\n${record("2026-01-20")}`)).is("invalid", ["deviation-date-invalid"]);
  });

  it("waits as long as the configuration says", () => {
    const patient = service.policy({ ...NO_CONFIG, approval: { patienceDays: 5 } }, { text: STACK, source: "s.md" });
    const story = new Story(entry("NLR on [date]"), "\n", patient).request();
    story.on("2026-02-06").is("requested").on("2026-02-07").is("overdue", ["deviation-overdue"]);
    const impatient = service.policy({ ...NO_CONFIG, approval: { patienceDays: 0 } }, { text: STACK, source: "s.md" });
    new Story(entry("NLR on [date]"), "\n", impatient)
      .request()
      .is("requested")
      .on("2026-02-02")
      .is("overdue", ["deviation-overdue"]);
  });
});

describe("the same in other shapes", () => {
  it("with CRLF", () => {
    const entry = (approval: string): string =>
      `### Deviation 1: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** x\n**Approved By:** ${approval}\n`;
    new Story(entry(`NLR on 2026-01-20\n${record("2026-01-20").replace("MongoDB", "Redis")}`), "\r\n")
      .is("stale", ["deviation-stale"])
      .request()
      .is(
        "requested",
        [],
        entry(
          `Pending – requested from NLR on 2026-02-01\n- 2026-01-20: Approved by NLR for Redis\n${record("2026-02-01")}`,
        ),
      );
  });

  it("in a list", () => {
    const entry = (approval: string): string =>
      `### Deviation 1: Database 🗄️\n\n- **Standard**: PostgreSQL\n- **Actual**: MongoDB\n- **Reason**: x\n- **Approved By**: ${approval}\n`;
    const own = (date: string): string => record(date).replace('"Database"', '"Database 🗄️"');
    const story = new Story(entry("Rejected by NLR on 2026-01-20 – no")).request();
    story.is(
      "requested",
      [],
      entry(`Pending – requested from NLR on 2026-02-01\n  - 2026-01-20: Rejected by NLR – no\n${own("2026-02-01")}`),
    );
    story
      .decide("approved")
      .is("approved")
      .on("2026-02-03")
      .replace("MongoDB\n- **Reason", "DynamoDB\n- **Reason")
      .request();
    expect(story.text).toContain(
      "- **Approved By**: Pending – requested from NLR on 2026-02-03\n  - 2026-02-01: Approved by NLR for MongoDB\n  - 2026-01-20: Rejected by NLR – no\n",
    );
  });

  it("in a fence", () => {
    const entry = (approval: string, behind = ""): string =>
      `\`\`\`\nDeviation 1: Database\n\nStandard: PostgreSQL\nActual: MongoDB\nReason: x\nApproved By: ${approval}\n\`\`\`\n${behind}`;
    const story = new Story(entry("NLR on [date]")).is("drafted", ["deviation-not-approved"]).request();
    story.is("requested", [], entry("Pending – requested from NLR on 2026-02-01", `${record("2026-02-01")}\n`));
    story.decide("rejected", "no").on("2026-02-02").request();
    const asked = "Pending – requested from NLR on 2026-02-02\n- 2026-02-01: Rejected by NLR for MongoDB – no";
    story.is("requested", [], entry(asked, `${record("2026-02-02")}\n`));
    story.apply(withdraw).is("drafted", ["deviation-not-approved"]);
    expect(story.text).toBe(HEAD + entry("NLR on [date]\n- 2026-02-01: Rejected by NLR for MongoDB – no") + TAIL);
  });

  it("with the approval before other fields", () => {
    const entry = (approval: string, record = ""): string =>
      `### Deviation 1: Database\n\n**Approved By:** ${approval}**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** x\n${record}`;
    new Story(entry("Rejected by NLR on 2026-01-20 – no\n"))
      .request()
      .is(
        "requested",
        [],
        entry(
          "Pending – requested from NLR on 2026-02-01\n- 2026-01-20: Rejected by NLR – no\n\n",
          `${record("2026-02-01")}\n`,
        ),
      );
  });

  it("without a number, and with an empty approval", () => {
    const entry = (approval: string): string =>
      `### Deviation: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** x\n**Approved By:**${approval}\n`;
    new Story(entry(""))
      .request()
      .is("requested", [], entry(` Pending – requested from NLR on 2026-02-01\n${record("2026-02-01")}`));
  });
});
