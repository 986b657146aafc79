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

  it("is read from the line that a request asks for", () => {
    for (const keys of [["D1"], ["D1", "D22"], ["Database"], ["The so-called 'Store'"]]) {
      expect(readReplies(replyLine(keys, DAY))).toEqual([approved(keys, { date: DAY })]);
    }
  });
});
