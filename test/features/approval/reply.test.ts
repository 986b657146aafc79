import { describe, expect, it } from "vitest";
import { type Reply, readReplies, replyLine } from "../../../server/src/features/approval/reply.ts";

const approved = (keys: readonly string[], rest: Partial<Reply> = {}): Reply => ({
  decision: "approved",
  keys,
  date: "",
  by: "",
  note: "",
  ...rest,
});
const D1 = ["D1"];
const DAY = "2026-02-01";

describe("a decision", () => {
  it.each<[string, Reply]>([
    ["APPROVED D1 2026-02-01", approved(D1, { date: DAY })],
    ["> APPROVED D1 2026-02-01", approved(D1, { date: DAY })],
    ["**Approved** d1", approved(D1)],
    ["OK for D1, 2026-02-01", approved(D1, { date: DAY })],
    ["approved deviation 12 on 2026-02-01", approved(["D12"], { date: DAY })],
    [
      "Approved: D1 and D2 by NLR on 2026-02-01 – only for the pilot",
      approved(["D1", "D2"], { date: DAY, by: "NLR", note: "only for the pilot" }),
    ],
    ["APPROVED D1, D2, D3 2026-02-01", approved(["D1", "D2", "D3"], { date: DAY })],
    ["APPROVED D1 2026-02-01 if the client pays", approved(D1, { date: DAY, note: "if the client pays" })],
    ["APPROVED D1 (only for the pilot)", approved(D1, { note: "(only for the pilot)" })],
    ['APPROVED "Database Hosting" 2026-02-01', approved(["Database Hosting"], { date: DAY })],
    ["APPROVED D1 by Mieke van Dam on 2026-02-01", approved(D1, { by: "Mieke van Dam", date: DAY })],
    ["Approved.", approved([])],
    ["Approved 2026-02-01", approved([], { date: DAY })],
    [
      "REJECTED D1 2026-02-01 - use PostgreSQL",
      { ...approved(D1, { date: DAY, note: "use PostgreSQL" }), decision: "rejected" },
    ],
    ["approve D1", approved(D1)],
    ["APPROVED D1 2026-02-01!", approved(D1, { date: DAY })],
    ["APPROVED D1 2026-02-01 👍", approved(D1, { date: DAY })],
    ["OK D1 2026-02-01 – only for the pilot", approved(D1, { date: DAY, note: "only for the pilot" })],
    ["APPROVED D1 2026-02-01 – 3 months only", approved(D1, { date: DAY, note: "3 months only" })],
    ["APPROVED D1 by N. L. Roos on 2026-02-01", approved(D1, { by: "N. L. Roos", date: DAY })],
    ["Approved D1, D2 but not D3", approved(["D1", "D2"], { note: "but not D3" })],
    ["REJECTED D1 2026-02-01 – not yet", { ...approved(D1, { date: DAY, note: "not yet" }), decision: "rejected" }],
    ["Declined – too expensive", { ...approved([], { note: "too expensive" }), decision: "rejected" }],
  ])("is read in %s", (text, expected) => {
    expect(readReplies(text)).toEqual([expected]);
  });

  it.each<string>([
    "I have not approved D1",
    "Not approved D1",
    "approved budget is 3k",
    "OK, I'll look tomorrow",
    "OK – see you tomorrow",
    "Approved D1?",
    "APPROVED D1 2026-02-30",
    "APPROVED D1 1. Februar 2026",
    "APPROVED D1 pending the budget",
    "APPROVED D1 – pending the budget",
    "Approved D1 (not yet)",
    "Approved D1 – no",
    "Approved – maybe",
    "Approved/Rejected D1",
    "approved-only mode",
    "Approved-by: somebody else",
    // More than one is meant, and it can't be known which.
    "APPROVED D1-D3",
    "APPROVED D1 – D3 2026-02-01",
    "APPROVED D1.2",
    "APPROVED D1/D2",
    "APPROVED D1, not D2",
    "APPROVED D1. D2 is rejected.",
    "Rejected by mistake – D1 is fine",
    // Somebody asks for it.
    "Approve D1 by 2026-02-01",
    "Approve D1 by March",
    "Approved D1 by Friday",
    "Approve",
    "Approve D1, please",
    "OK D1 – I'll look at it",
    "ok D1 but I must see it first",
    "genehmigt D1 2026-02-01",
    "APPROVED D1 1.2.2026",
    "The approval of D1 is on its way",
    "",
  ])("is not read in %j", (text) => {
    expect(readReplies(text)).toEqual([]);
  });

  it("is found among other lines, whatever ends them", () => {
    const text =
      "Hi Mieke,\r\nhere it is:\r\n> APPROVED D1 2026-02-01\r\n> REJECTED D2 2026-02-01 – too slow\r\nBest, N.";
    expect(readReplies(text).map((one) => [one.decision, one.keys, one.note])).toEqual([
      ["approved", ["D1"], ""],
      ["rejected", ["D2"], "too slow"],
    ]);
  });

  const REQUEST = `Approval needed for Booking

D1 Database: PostgreSQL → MongoDB

To answer, send back one line:
APPROVED D1 2026-02-01
or the same with REJECTED and a reason.`;
  const quoted = REQUEST.replace(/^/gm, "> ");

  it.each<[string, string, readonly string[]]>([
    ["the request itself, as it was copied", REQUEST, []],
    ["a quoted request", quoted, []],
    ["a refusal above the quoted request", `REJECTED D1 2026-02-02 – no\n\n${quoted}`, ["rejected D1"]],
    ["a refusal in words above it", `No, thank you.\n\n${quoted}`, []],
    ["a refusal above a request that isn't marked as quoted", `REJECTED D1\n\n${REQUEST}`, ["rejected D1"]],
    ["an answer below it", `${quoted}\n\nApproved D1`, ["approved D1"]],
    ["an answer in the place of the line", quoted.replace("> APPROVED D1", "APPROVED D1"), ["approved D1"]],
    ["an earlier answer, quoted", "REJECTED D1 after all\nREJECTED D1\n> APPROVED D1", ["rejected D1"]],
    ["an answer that was forwarded", "FYI\n\n> APPROVED D1", ["approved D1"]],
    ["two answers that contradict each other", "APPROVED D1\nREJECTED d1, D2\nAPPROVED D3", ["approved D3"]],
    ["one without a name among others", "Approved\nREJECTED D1", []],
  ])("in a mail: %s", (_, text, expected) => {
    for (const eol of ["\n", "\r\n"]) {
      const found = readReplies(text.replaceAll("\n", eol));
      expect(found.map(({ decision, keys }) => `${decision} ${keys.join()}`)).toEqual(expected);
    }
  });

  it("is read from the line that a request asks for", () => {
    for (const keys of [["D1"], ["D1", "D22"], ["Database"], ["The so-called 'Store'"]]) {
      expect(readReplies(replyLine(keys, DAY))).toEqual([approved(keys, { date: DAY })]);
    }
  });
});
