import { expect, it } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { analyse } from "../support/service.ts";

/** The message about a date that is none. */
function messageAbout(date: string): string | undefined {
  const text = `# MECHANISM: Pilot\n\n**Mission:** Pilot\n**Date Created:** ${date}\n`;
  return diagnostics(analyse(text)).find((one) => one.rule === "date-invalid")?.message;
}

it("a message quotes what it is about, and of a page of text its start", () => {
  expect(messageAbout("2026-13-31")).toContain("2026-13-31");
  const long = messageAbout(`later${"🚢".repeat(2_000)}`) ?? "";
  expect(long).toContain("later🚢");
  expect(long.length).toBeLessThanOrEqual(501);
  expect(long).toMatch(/🚢…$/u);
});
