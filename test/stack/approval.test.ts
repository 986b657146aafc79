import { describe, expect, it } from "vitest";
import { daysBetween, isDay, readApproval } from "../../server/src/stack/approval.ts";
import { readRecord, recordComment } from "../../server/src/stack/record.ts";

/** An approval line as kind, who, date and note; and the places must be those of the texts. */
function check(value: string, expected: readonly [string, string, string, string?]): void {
  const line = readApproval(value);
  expect([line.kind, line.who, line.date, line.note]).toEqual([...expected.slice(0, 3), expected[3] ?? ""]);
  expect(value.slice(line.dateStart, line.dateStart + line.date.length)).toBe(line.date);
  if (!/[*`]/.test(value)) expect(value.slice(line.whoStart, line.whoStart + line.who.length)).toBe(line.who);
}

describe("an approval line", () => {
  it.each([
    ["NLR on 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["NLR, 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["NLR (2026-02-01)", ["approved", "NLR", "2026-02-01"]],
    ["NLR 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["**NLR** on 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["Approved by NLR 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["Approved by NLR on 2026-02-01 – mail of that day", ["approved", "NLR", "2026-02-01", "mail of that day"]],
    ["Ilse Vandamme on 2026-02-11", ["approved", "Ilse Vandamme", "2026-02-11"]],
    ["😀 NLR on 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["NLR on 2026-02-30", ["approved", "NLR", "2026-02-30"]],
    ["NLR on Friday", ["approved", "NLR", "Friday"]],
    ["NLR on [date]", ["open", "NLR", "[date]"]],
    ["NLR on YYYY-MM-DD", ["open", "NLR", "YYYY-MM-DD"]],
    ["[Name] on 2026-02-01", ["open", "[Name]", "2026-02-01"]],
    ["NLR", ["open", "NLR", ""]],
    ["", ["open", "", ""]],
    ["Pending – requested from NLR on 2026-01-31", ["requested", "NLR", "2026-01-31"]],
    ["Pending - requested from NLR on 2026-01-31\r\nRejected by NLR on 2026-01-02", ["requested", "NLR", "2026-01-31"]],
    ["Pending", ["requested", "", ""]],
    ["Requested from Ilse Vandamme (2026-01-31)", ["requested", "Ilse Vandamme", "2026-01-31"]],
    ["Rejected by NLR on 2026-02-01 – use PostgreSQL", ["rejected", "NLR", "2026-02-01", "use PostgreSQL"]],
    ["Rejected by NLR, 2026-02-01", ["rejected", "NLR", "2026-02-01"]],
    ["❌ Rejected by NLR on 2026-02-01", ["rejected", "NLR", "2026-02-01"]],
    ["NLR rejected it on 2026-02-01", ["rejected", "NLR", "2026-02-01"]],
    ["NLR approved on 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["NLR (approved 2026-02-01)", ["approved", "NLR", "2026-02-01"]],
    ["NLR via Telegram, 2026-02-01 (evening)", ["approved", "NLR", "2026-02-01", "(evening)"]],
    ["NLR on [2026-02-01](https://booking.test/9)", ["approved", "NLR", "2026-02-01", "(https://booking.test/9)"]],
    ["[NLR](https://booking.test/8) on 2026-02-01", ["approved", "NLR", "2026-02-01"]],
    ["Approved by NLR", ["approved", "NLR", ""]],
    ["NLR (asked 2026-01-30)", ["requested", "NLR", "2026-01-30"]],
    ["Requested on 2026-01-30", ["requested", "", "2026-01-30"]],
    ["Waiting for NLR's answer since 2026-01-30", ["requested", "NLR", "2026-01-30"]],
    ["NLR (expected 2026-03-01)", ["open", "NLR", "2026-03-01"]],
    ["NLR on [date] (asked 2026-01-30)", ["open", "NLR", "[date]", "(asked 2026-01-30)"]],
    ["NLR, if the client agrees", ["open", "NLR", "", "if the client agrees"]],
  ] as const)("%j", (value, expected) => check(value, expected));
});

describe("days", () => {
  it.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2024-02-29", true],
    ["1900-02-29", false],
    ["2000-02-29", true],
    ["2026-13-01", false],
    ["2026-00-10", false],
    ["2026-04-31", false],
    ["2026-4-30", false],
    ["2026-02-01T00", false],
  ])("%s is one: %s", (day, expected) => expect(isDay(day)).toBe(expected));

  it.each([
    ["2026-01-31", "2026-02-03", 3],
    ["2026-02-03", "2026-01-31", -3],
    ["2023-12-31", "2024-03-01", 61],
    ["2025-12-31", "2026-03-01", 60],
    ["2026-02-01", "2026-02-01", 0],
  ])("from %s to %s are %d", (from, to, expected) => expect(daysBetween(from, to)).toBe(expected));
});

describe("a record", () => {
  const record = {
    mission: "A --> B",
    area: "Database",
    standard: ["PostgreSQL"],
    actual: ["C# & --!> x"],
    date: "2026-02-01",
  };

  it("is read as it was written, and stays inside its comment", () => {
    const comment = recordComment(record);
    expect(comment.slice(4, -3)).not.toMatch(/--!?>/);
    expect(readRecord(comment.slice(4, -3).trim())).toEqual(record);
  });

  it.each([
    ["mechanism-approval: {", null],
    ["mechanism-approval: []", null],
    ['mechanism-approval: {"mission":"x","area":"y","standard":["a"],"actual":"b","date":"2026-02-01"}', null],
    ['mechanism-approval: {"mission":"x","area":"y","standard":["a"],"actual":["b"],"date":"soon"}', null],
    ["another comment", undefined],
  ])("%j is none", (comment, expected) => expect(readRecord(comment)).toBe(expected));
});
