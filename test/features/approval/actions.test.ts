import { describe, expect, it } from "vitest";
import type { Policy } from "../../../server/src/config/policy.ts";
import { NO_CONFIG } from "../../../server/src/config/resolveConfig.ts";
import { approvalActions } from "../../../server/src/features/approval/actions.ts";
import type { CodeAction } from "../../../server/src/features/codeActions.ts";
import { replaceRange, unmark } from "../../support/marker.ts";
import { POLICY, STACK, service } from "../../support/service.ts";

const record = (actual = "MongoDB"): string =>
  `<!-- mechanism-approval: {"mission":"Booking","area":"Database","standard":["PostgreSQL"],"actual":["${actual}"],"date":"2026-01-31"} -->\n`;

const HEAD =
  "# MECHANISM: Booking\n\n🚲\n\n## Technology Stack\n\n### Database\n\n**Type:** MongoDB\n\n## Technology Deviations\n\n";

const entry = (approval: string, behind = "", heading = "### Deviation 1: Database"): string =>
  `${heading}\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** x\n**Approved By:** ${approval}\n${behind}`;

/** What is offered at `<|>`. */
function actions(source: string, policy: Policy = POLICY, today: string | undefined = "2026-02-01"): CodeAction[] {
  const { text, cursor } = unmark(source);
  const analysis = service.analyse(text, { policy, ...(today === undefined ? {} : { today }) });
  return approvalActions(analysis, { start: cursor, end: cursor });
}

/** The same in words: what asks something first has a command, what other editors get instead is marked. */
function titles(source: string, policy?: Policy, today?: string): string[] {
  return actions(source, policy, today).map(
    ({ title, asks, withoutCommands, configures }) =>
      `${title}${asks ? ` [${asks.command} ${asks.about.join()}]` : ""}${withoutCommands ? " [other editors]" : ""}${configures ? " [configuration]" : ""}`,
  );
}

const ID = "Deviation 1: Database";
const ASK = `Request approval of Deviation 1… [requestDeviationApproval ${ID}]`;
const DECIDE = `Record the decision on Deviation 1… [recordApprovalDecision ${ID}]`;
const APPROVED = "Record that NLR approved Deviation 1 today [other editors]";
const REJECTED = "Record that NLR rejected Deviation 1 today [other editors]";
const REMIND = `Remind NLR of Deviation 1… [remindApprover ${ID}]`;
const WITHDRAW = "Withdraw the request for Deviation 1";

describe("what is offered at an approval", () => {
  it.each<[string, string, string, readonly string[]]>([
    ["drafted", "NLR on [date]", "", [ASK, DECIDE]],
    [
      "requested",
      "Pending – requested from NLR on 2026-01-31",
      record(),
      [DECIDE, APPROVED, REJECTED, REMIND, WITHDRAW],
    ],
    ["overdue", "Pending – requested from NLR on 2026-01-20", record(), [REMIND, DECIDE, APPROVED, REJECTED, WITHDRAW]],
    ["approved", "NLR on 2026-01-31", record(), []],
    ["rejected", "Rejected by NLR on 2026-01-31", record(), [ASK]],
    ["stale", "NLR on 2026-01-31", record("Redis"), [ASK, DECIDE, APPROVED, REJECTED]],
    ["copied", "NLR on 2026-01-31", record().replace("Booking", "Tide Tables"), [ASK]],
    // The finding has the fix that records it.
    ["unrecorded", "NLR on 2026-01-31", "", []],
    ["invalid", "Bob on 2026-01-31", record(), [ASK, DECIDE, APPROVED, REJECTED]],
  ])("that is %s", (_, approval, behind, expected) => {
    expect(titles(HEAD + entry(`<|>${approval}`, behind))).toEqual(expected);
    expect(titles(HEAD + entry(approval, behind, "### Devi<|>ation 1: Database"))).toEqual(expected);
    if (behind !== "") expect(titles(HEAD + entry(approval, behind.replace("<!--", "<!-<|>-")))).toEqual(expected);
    // Nothing at its other lines.
    expect(titles(HEAD + entry(approval, behind).replace("Reason", "Rea<|>son"))).toEqual([]);
    expect(titles(HEAD + entry(approval, behind).replace("Standard", "Stan<|>dard"))).toEqual([]);
  });

  it("is about the entry at the cursor", () => {
    const both = HEAD + entry("NLR on [date]") + entry("NLR <|>on [date]", "", "\n### Deviation 2: Cache");
    expect(titles(both)[0]).toBe("Request approval of Deviation 2… [requestDeviationApproval Deviation 2: Cache]");
  });

  it("is a request, or what holds for all missions, where nothing covers a technology", () => {
    const text = HEAD.replace("MongoDB", "Mongo<|>DB");
    expect(titles(text)).toEqual([
      'Request approval of "MongoDB"… [requestDeviationApproval Database: MongoDB]',
      'Record that NLR approved "MongoDB" for all missions, in mechanism.config.json [configuration]',
    ]);
  });

  it("changes the document in one step", () => {
    const { text } = unmark(HEAD + entry("Pending – requested from NLR on 2026-01-31", record()));
    const offered = actions(HEAD + entry("<|>Pending – requested from NLR on 2026-01-31", record()));
    const result = (title: string): string => {
      const edits = offered.find((one) => one.title === title)?.edits ?? [];
      return [...edits].reverse().reduce((rest, { range, newText }) => replaceRange(rest, range, newText), text);
    };
    expect(result(WITHDRAW)).toBe(HEAD + entry("NLR on [date]"));
    expect(result("Record that NLR approved Deviation 1 today")).toBe(
      HEAD + entry("NLR on 2026-02-01", record().replace("01-31", "02-01")),
    );
    expect(result("Record that NLR rejected Deviation 1 today")).toBe(
      HEAD + entry("Rejected by NLR on 2026-02-01", record().replace("01-31", "02-01")),
    );
  });

  it("is no approval by one click where a link must show it", () => {
    const policy = service.policy({ ...NO_CONFIG, approval: { evidence: true } }, { text: STACK, source: "s.md" });
    const asked = HEAD + entry("<|>Pending – requested from NLR on 2026-01-31", record());
    expect(titles(asked, policy)).toEqual([DECIDE, REJECTED, REMIND, WITHDRAW]);
  });

  it("is no approval by one click of an entry that isn't what the stack has", () => {
    const stale = (HEAD + entry("<|>NLR on 2026-01-31", record())).replace("**Type:** MongoDB", "**Type:** DynamoDB");
    expect(titles(stale)).toEqual([ASK, DECIDE, REJECTED]);
  });

  it("names nobody where nobody is known", () => {
    const policy = service.policy(NO_CONFIG, {
      text: "# Stack\n\n### Database\n\n**Type:** PostgreSQL\n",
      source: "s.md",
    });
    expect(titles(HEAD + entry("<|>Pending – requested on 2026-01-31", record()), policy)).toEqual([
      DECIDE,
      `Remind the approver of Deviation 1… [remindApprover ${ID}]`,
      WITHDRAW,
    ]);
  });
});
