import { describe, expect, it } from "vitest";
import type { StandingApproval } from "../../../server/src/config/config.ts";
import { NO_CONFIG } from "../../../server/src/config/resolveConfig.ts";
import { approvals } from "../../../server/src/features/approval/states.ts";
import { technologyMeant } from "../../../server/src/stack/technologies.ts";
import { STACK, service } from "../../support/service.ts";

const DOCUMENT = `# MECHANISM: Booking

## Technology Stack

### Backend

**Framework:** Django 5
**Deployment:** Fly.io

### Database

**Type:** MongoDB
**Hosting:** Render
`;

/** What is still undeclared on a day where these approvals hold for all missions. */
function undeclared(standing: readonly Partial<StandingApproval>[], today = "2026-02-01"): string[] {
  const standingApprovals = standing.map((one) => ({ technology: "", by: "NLR", date: "2026-01-01", ...one }));
  const policy = service.policy(
    { ...NO_CONFIG, standingApprovals },
    { text: STACK, source: "docs/core/tech-stack.md" },
  );
  const analysis = service.analyse(DOCUMENT, { policy, today });
  const rules = analysis.findings.filter((one) => one.rule === "deviation-undeclared").length;
  const found = approvals(analysis).map((one) => `${one.area}: ${one.actual}`);
  expect(rules, "findings and approvals say the same").toBe(found.length);
  return found;
}

const ALL = ["Backend Deployment: Fly.io", "Database: MongoDB"];

describe("the technology that a configuration means", () => {
  it.each<[string, string | undefined]>([
    ["Render", "Render"],
    ["render", "Render"],
    [" RENDER ", "Render"],
    ["go", "Go"],
    ["mongo", "MongoDB"],
    ["next js", "Next.js"],
    ["the next one", undefined],
    ["", undefined],
  ])("by %j", (name, expected) => {
    expect(technologyMeant(name)?.name).toBe(expected);
  });
});

describe("an approval for all missions", () => {
  it("covers its technology, by any of its names and in any capitalisation", () => {
    expect(undeclared([])).toEqual(ALL);
    expect(undeclared([{ technology: "MongoDB" }])).toEqual(["Backend Deployment: Fly.io"]);
    expect(undeclared([{ technology: "mongo" }, { technology: "fly.io" }])).toEqual([]);
    expect(undeclared([{ technology: "Redis" }, { technology: "no such thing" }])).toEqual(ALL);
  });

  it("covers its area only", () => {
    expect(undeclared([{ technology: "MongoDB", area: "Database" }])).toEqual(["Backend Deployment: Fly.io"]);
    expect(undeclared([{ technology: "MongoDB", area: "Frontend" }])).toEqual(ALL);
  });

  it("holds up to its last day", () => {
    const standing = [{ technology: "MongoDB", until: "2026-02-01" }];
    expect(undeclared(standing, "2026-02-01")).toEqual(["Backend Deployment: Fly.io"]);
    expect(undeclared(standing, "2026-02-02")).toEqual(ALL);
  });
});
