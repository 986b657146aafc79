import { describe, expect, it } from "vitest";
import { approvalLenses } from "../../../server/src/features/approval/lenses.ts";
import { analyse } from "../../support/service.ts";

const record = (date: string, mission = "Booking", actual = "MongoDB"): string =>
  `<!-- mechanism-approval: {"mission":"${mission}","area":"Database","standard":["PostgreSQL"],"actual":["${actual}"],"date":"${date}"} -->`;

/** The lenses above an entry whose approval has this line, with this record behind it. */
function lenses(approval: string, behind = ""): string[] {
  const text = `# MECHANISM: Booking

## Technology Stack

### Database

**Type:** MongoDB

## Technology Deviations

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** x
**Approved By:** ${approval}
${behind}
`;
  const found = approvalLenses(analyse(text));
  for (const lens of found) expect(lens.range.start).toEqual({ line: 10, character: 4 });
  return found.map((lens) => `${lens.title}${lens.action ? ` [${lens.action}]` : ""}`);
}

describe("the lines above a deviation", () => {
  it.each<[string, string, string, readonly string[]]>([
    [
      "drafted",
      "NLR on [date]",
      "",
      ["Nobody was asked yet", "Request approval [request]", "Record decision [record]"],
    ],
    [
      "requested",
      "Pending – requested from NLR on 2026-01-31",
      record("2026-01-31"),
      ["Asked NLR yesterday", "Record decision [record]", "Remind [remind]", "Withdraw [withdraw]"],
    ],
    [
      "overdue",
      "Pending – requested from NLR on 2026-01-28",
      record("2026-01-28"),
      ["Asked NLR 4 days ago, overdue", "Remind [remind]", "Record decision [record]", "Withdraw [withdraw]"],
    ],
    ["approved", "NLR on 2026-01-31", record("2026-01-31"), []],
    [
      "rejected",
      "Rejected by NLR on 2026-01-31",
      record("2026-01-31"),
      ["Rejected by NLR on 2026-01-31, but still in use", "Ask again [request]"],
    ],
    [
      "stale",
      "NLR on 2026-01-31",
      record("2026-01-31", "Booking", "Redis"),
      [
        "Approved by NLR on 2026-01-31, for something else than it says now",
        "Ask again [request]",
        "Record decision [record]",
      ],
    ],
    [
      "copied",
      "NLR on 2026-01-31",
      record("2026-01-31", "Tide Tables"),
      ["Approved for another mission", "Ask again [request]"],
    ],
    [
      "unrecorded",
      "NLR on 2026-01-31",
      "",
      ["Approved by NLR on 2026-01-31, without a record of what for", "Record what was approved [record]"],
    ],
    [
      "given by somebody else",
      "Bob on 2026-01-31",
      record("2026-01-31"),
      ["Approved by Bob, who is no approver", "Request approval [request]", "Record decision [record]"],
    ],
    [
      "of a day to come",
      "NLR on 2026-05-31",
      record("2026-01-31"),
      ["Approved by NLR, but not on a day that has been", "Request approval [request]", "Record decision [record]"],
    ],
  ])("say that it is %s", (_, approval, behind, expected) => {
    expect(lenses(approval, behind)).toEqual(expected);
  });
});
