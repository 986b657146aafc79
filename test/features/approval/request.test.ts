import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordDecision } from "../../../server/src/features/approval/decisions.ts";
import { approvalRequest, reminder, requestProblems } from "../../../server/src/features/approval/request.ts";
import { approvals } from "../../../server/src/features/approval/states.ts";
import { applyEdits } from "../../../server/src/features/fixes.ts";
import { analyse } from "../../support/service.ts";

interface Fields {
  readonly standard?: string;
  readonly actual?: string;
  readonly reason?: string;
  readonly approval?: string;
  readonly heading?: string;
}

function documentWith(fields: Fields = {}, mission = "Booking"): string {
  const { heading = "Deviation 1: Database", standard = "PostgreSQL", actual = "MongoDB" } = fields;
  const { reason = "The client runs it", approval = "NLR on [date]" } = fields;
  return `# MECHANISM: ${mission}

## Technology Deviations

### ${heading}

**Standard:** ${standard}
**Actual:** ${actual}
**Reason:** ${reason}
**Approved By:** ${approval}

## Notes

Behind.
`;
}

const ID = "Deviation 1: Database";

describe("what stands in the way of a request", () => {
  const problems = (fields: Fields): string[] => requestProblems(analyse(documentWith(fields)), [ID]);

  it("is nothing where the fields say something", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ approval: "Rejected by NLR on 2026-01-02 – no" })).toEqual([]);
  });

  it.each<[string, Fields, string]>([
    ["an empty field", { reason: "" }, "Deviation 1 does not say its Reason."],
    ["a field that doesn't apply", { actual: "N/A" }, "Deviation 1 does not say its Actual."],
    [
      "a placeholder",
      { reason: "[Why deviation is necessary]" },
      'Deviation 1 still has the placeholder "[Why deviation is necessary]".',
    ],
    ["an open word", { standard: "TBD" }, 'Deviation 1 still says "TBD".'],
  ])("is %s", (_, fields, expected) => {
    expect(problems(fields)).toEqual([expected]);
  });

  it.each<[string, keyof Fields, string]>([
    ["Standard", "standard", "[What standard stack recommends]"],
    ["Actual", "actual", "[What we're using instead]"],
    ["Reason", "reason", "[Why deviation is necessary]"],
  ])("is %s without a value, in any of the ways that there are", (label, field, placeholder) => {
    const lacks = [`Deviation 1 does not say its ${label}.`];
    for (const value of ["", "   ", "N/A", "N/A – see above", "None", "None."]) {
      expect(problems({ [field]: value }), value).toEqual(lacks);
    }
    const inner = placeholder.slice(1, -1);
    expect(problems({ [field]: placeholder })).toEqual([`Deviation 1 still has the placeholder "[${inner}]".`]);
    for (const word of ["TBD", "TODO", "FIXME"]) {
      expect(problems({ [field]: `x, ${word}` })).toEqual([`Deviation 1 still says "${word}".`]);
    }
    const text = documentWith({ [field]: "GONE" }).replace(/.*GONE\n/, "");
    expect(requestProblems(analyse(text), [ID])).toEqual(lacks);
  });

  it("is the lack of a place for the answer, and nothing that stands there", () => {
    const text = documentWith({ approval: "GONE" }).replace(/.*GONE\n/, "");
    expect(requestProblems(analyse(text), [ID])).toEqual(["Deviation 1 does not say its Approved By."]);
    for (const approval of ["", "TBD", "N/A", "[Name] on [date]"]) expect(problems({ approval }), approval).toEqual([]);
  });

  it("is a secret, which is not repeated", () => {
    const secret = ["AKIA", "Q7ZP2XW9MV4RTB8N"].join("");
    const inField = (label: string): string[] => [
      `${label} of Deviation 1 holds what looks like a secret; take it out first.`,
    ];
    expect(problems({ reason: `With ${secret}` })).toEqual(inField("Reason"));
    expect(problems({ standard: `PostgreSQL at postgres://app:${secret}@db.example/x` })).toEqual(inField("Standard"));
    expect(problems({ actual: `MongoDB ${secret}` })).toEqual(inField("Actual"));
    expect(problems({ approval: `Rejected by NLR on 2026-01-02 – ${secret}` })).toEqual(inField("Approved By"));
    // Outside of the four fields it would be sent as well.
    const elsewhere = ["What would be sent holds what looks like a secret; take it out first."];
    expect(problems({ approval: `NLR on [date]\n- 2026-01-02: Rejected by NLR – ${secret}` })).toEqual(elsewhere);
    expect(requestProblems(analyse(documentWith({}, `Booking ${secret}`)), [ID])).toEqual(elsewhere);
    const heading = `Deviation: ${secret}`;
    expect(requestProblems(analyse(documentWith({ heading })), [heading])).toEqual(elsewhere);
    expect(requestProblems(analyse(documentWith({ heading, reason: "" })), [heading])).toEqual([
      '"Deviation: •••" does not say its Reason.',
    ]);
    expect(requestProblems(analyse(documentWith()), [heading])).toEqual([
      '"Deviation: •••" is no longer in the document.',
    ]);
    expect(problems({ reason: `[${secret} and more]` })).toEqual([
      'Deviation 1 still has the placeholder "[••• and more]".',
      ...inField("Reason"),
    ]);
  });

  it("is a deviation that is gone", () => {
    expect(requestProblems(analyse(documentWith()), ["Deviation 7: x"])).toEqual([
      '"Deviation 7: x" is no longer in the document.',
    ]);
  });
});

describe("a request", () => {
  it("fits on the screen of a phone, with all that an approver asks for", () => {
    const fields = {
      reason: "The client's existing infrastructure – their **team** runs it",
      approval: "Pending\n- 2026-01-29: Rejected by NLR – use `PostgreSQL`",
    };
    const others = [
      analyse(documentWith({ approval: "NLR on 2026-01-02" }, "Therapy Desk")),
      analyse(documentWith({ actual: "Neo4j", approval: "NLR on 2026-01-02" }, "Chorus Map")),
      analyse(documentWith({}, "Tide Tables")),
    ];
    const { text, subject } = approvalRequest(analyse(documentWith(fields)), [ID], {
      pays: "the client",
      from: "Mieke",
      link: "https://github.com/agency/booking/blob/abc/MECHANISM.md",
      pattern: "# Patterns\n\nWe use Mongo for events.\n",
      others,
    });
    expect(subject).toBe("Approval needed for Booking: Database");
    expect(text).toBe(`Approval needed for Booking

D1 Database: PostgreSQL → MongoDB
Ground: The client's existing infrastructure
Reason: their team runs it
PATTERN.md mentions MongoDB.
Before: 2026-01-29: Rejected by NLR – use PostgreSQL
In Therapy Desk: MongoDB approved by NLR on 2026-01-02

Who pays: the client
Asked by: Mieke
https://github.com/agency/booking/blob/abc/MECHANISM.md

To answer, send back one line:
APPROVED D1 2026-02-01
or the same with REJECTED and a reason.`);
    expect(text.split("\n").length).toBeLessThanOrEqual(20);
  });

  it("asks for several at once", () => {
    const second =
      "### Deviation 2: Backend\n\n**Standard:** FastAPI\n**Actual:** Django\n**Reason:** x\n**Approved By:** NLR on [date]\n\n";
    const analysis = analyse(documentWith().replace("## Notes", `${second}## Notes`));
    const { text, subject, asked } = approvalRequest(analysis, [ID, "Deviation 2: Backend"], {});
    expect(subject).toBe("Approval needed for Booking: Database, Backend");
    expect(text).toContain(
      "D1 Database: PostgreSQL → MongoDB\nReason: The client runs it\n\nD2 Backend: FastAPI → Django\nReason: x\n",
    );
    expect(text).toContain("APPROVED D1, D2 2026-02-01\n");
    expect(asked.map((one) => one.record.actual)).toEqual([["MongoDB"], ["Django"]]);
  });

  it("has short lines, and lists on one of them", () => {
    const fields = {
      standard: "PostgreSQL 15 on **Render**",
      actual: "\n\n- MongoDB 7\n- on Atlas\n",
      reason:
        "\n\n- The client asks for it and pays for it\n- their team knows it since 2019\n- and keeps it running\n",
    };
    const { text } = approvalRequest(analyse(documentWith(fields, "C# & 100 % + ü 🚲")), [ID], { from: "Mieke" });
    expect(text).toBe(`Approval needed for C# & 100 % + ü 🚲

D1 Database: PostgreSQL 15 on Render → MongoDB 7; on Atlas
Ground: The client asks for it and pays for it
Reason: their team knows it since 2019; and keeps it running

Asked by: Mieke

To answer, send back one line:
APPROVED D1 2026-02-01
or the same with REJECTED and a reason.`);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
  });

  it("says what there is where mission or area are not named", () => {
    const text = documentWith({ heading: "Deviation 1: Database" }).replace("# MECHANISM: Booking\n\n", "");
    expect(approvalRequest(analyse(text), [ID], {}).text.split("\n")[0]).toBe("Approval needed");
  });

  it("takes the ground that was chosen, else the one that is stated", () => {
    const grounds = (reason: string, ground?: string): string[] =>
      approvalRequest(analyse(documentWith({ reason })), [ID], ground === undefined ? {} : { ground })
        .text.split("\n")
        .filter((line) => /^(?:Ground|Reason)/.test(line));
    const [constraint, existing] = ["The client's hard constraint", "The client's existing infrastructure"];
    expect(grounds(constraint)).toEqual([`Ground: ${constraint}`]);
    expect(grounds(`**${constraint}:** it runs`)).toEqual([`Ground: ${constraint}`, "Reason: it runs"]);
    expect(grounds("The client’s hard constraint – it runs")).toEqual([`Ground: ${constraint}`, "Reason: it runs"]);
    expect(grounds(`${constraint}s of 2019`)).toEqual([`Reason: ${constraint}s of 2019`]);
    expect(grounds(`${constraint} – it runs`, existing)).toEqual([`Ground: ${existing}`, "Reason: it runs"]);
    expect(grounds(`${constraint} – it runs`, "")).toEqual([`Ground: ${constraint}`, "Reason: it runs"]);
    expect(grounds("it runs", existing)).toEqual([`Ground: ${existing}`, "Reason: it runs"]);
  });

  it("names the area where the entry has no number", () => {
    const { text } = approvalRequest(
      analyse(documentWith({ heading: "Deviation: Database" })),
      ["Deviation: Database"],
      {},
    );
    expect(text).toContain("\nDatabase: PostgreSQL → MongoDB\n");
    expect(text).toContain('\nAPPROVED "Database" 2026-02-01\n');
  });

  it("reminds of itself", () => {
    const asked = (date: string): string =>
      reminder(analyse(documentWith({ approval: `Pending – requested from NLR on ${date}` })), ID, {})?.text ?? "";
    expect(asked("2026-01-30")).toMatch(
      /^A reminder, asked on 2026-01-30 \(2 days ago\)\.\n\nApproval needed for Booking\n/,
    );
    expect(asked("2026-01-31")).toMatch(/^A reminder, asked on 2026-01-31 \(yesterday\)\./);
    expect(asked("2026-02-01")).toMatch(/^A reminder, asked on 2026-02-01\./);
  });
});

describe("whatever a user types", () => {
  const NASTY = fc.constantFrom(
    "-->",
    "<!--",
    "--!>",
    "```",
    "|",
    "\n",
    "\r\n",
    "## x",
    "**",
    "[",
    "](",
    "🚲",
    "\\",
    '"',
    "ü & % + C#",
    "- 2026-01-01: x",
  );
  const texts = fc.array(fc.oneof(NASTY, fc.string({ maxLength: 8 })), { maxLength: 8 }).map((parts) => parts.join(""));

  it("stays on its line, and hides nothing behind it", () => {
    fc.assert(
      fc.property(texts, texts, (note, mission) => {
        const name = mission.replace(/[\r\n\u2028\u2029]/g, " ").trim() || "Booking";
        const text = documentWith({ approval: "Pending – requested from NLR on 2026-01-20" }).replace(
          "# MECHANISM: Booking",
          () => `# MECHANISM: Booking\n\n**Mission:** ${name}`,
        );
        const analysis = analyse(text);
        const entry = approvals(analysis).find((one) => one.id === ID);
        if (!entry) return;
        const decision = { decision: "approved", by: "NLR", date: "2026-01-31", note } as const;
        const after = applyEdits(analysis.document, recordDecision(analysis, ID, decision));
        const again = analyse(after);
        expect(after.split(/\r\n|\r|\n/).length).toBe(text.split(/\r\n|\r|\n/).length + 1);
        expect(after.endsWith("\n\n## Notes\n\nBehind.\n")).toBe(true);
        expect(again.alignment.sections.some((one) => one.title === "Notes")).toBe(true);
        const found = again.context.technologies.deviations[0];
        expect(found?.line).toMatchObject({ kind: "approved", who: "NLR", date: "2026-01-31" });
        expect(found?.record?.value.actual).toEqual(["MongoDB"]);
      }),
      { numRuns: 300 },
    );
  });
});
