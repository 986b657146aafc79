import { expect, it } from "vitest";
import { applyEdits, batchEdits, fixesOf } from "../../server/src/features/fixes.ts";
import { analyse } from "../support/service.ts";

const HEAD = "# MECHANISM: Pilot\n\n**Mission:** Pilot\n**Date Created:** 2026-01-31\n\n## Architecture Overview\n\n";

it("no fix puts text into a fence that nothing closes", () => {
  for (const open of ["```json\n{", "~~~\nx\n```", "<!-- later"]) {
    const analysis = analyse(`${HEAD}${open}\n`);
    expect(analysis.findings.map((finding) => finding.rule)).toContain("section-missing");
    for (const finding of analysis.findings) expect(fixesOf(analysis, finding)).toEqual([]);
  }
});

it("a fence that is closed is no obstacle", () => {
  const analysis = analyse(`${HEAD}\`\`\`json\n{}\n\`\`\`\n`);
  const fixed = applyEdits(
    analysis.document,
    batchEdits(analysis, (_, fix) => fix.kind === "safe"),
  );
  expect(fixed).toContain("## Technology Stack");
});

it("an open word in a page of text isn't moved with all of it", () => {
  const movesIn = (words: number): string[] => {
    const analysis = analyse(`${HEAD}## API Design\n\n**Authentication:** ${"cookies ".repeat(words)}TBD\n`);
    const open = analysis.findings.filter((finding) => finding.rule === "tbd-unresolved");
    expect(open).toHaveLength(1);
    return open.flatMap((finding) => fixesOf(analysis, finding).map((fix) => fix.title));
  };
  expect(movesIn(100)).toEqual(["Move to Notes as an open question"]);
  expect(movesIn(200)).toEqual([]);
});
