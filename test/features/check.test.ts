import { describe, expect, it } from "vitest";
import type { Severity } from "../../server/src/config/settings.ts";
import { diagnostics, displayedDiagnostics } from "../../server/src/features/diagnostics.ts";
import { analyse, service, TODAY } from "../support/service.ts";
import { workspaceOf } from "../support/workspace.ts";

const HEAD = "# MECHANISM: Pilot\n\n**Mission:** Pilot\n**Date Created:** 2026-01-31\n\n";

function rulesOf(
  text: string,
  rules: Record<string, Severity | "off"> = {},
  profile: "draft" | "handoff" | "archived" = "draft",
): string[] {
  const analysis = service.analyse(text, {
    settings: { profile, rules: new Map(Object.entries(rules)) },
    today: TODAY,
  });
  return diagnostics(analysis).map((one) => `${one.rule} ${one.severity}`);
}

describe("settings", () => {
  it("switch a rule off", () => {
    expect(rulesOf(`${HEAD}## Tech Stack\n\nNone.\n`)).toContain("section-renamed information");
    expect(rulesOf(`${HEAD}## Tech Stack\n\nNone.\n`, { "section-renamed": "off" })).not.toContain(
      "section-renamed information",
    );
  });

  it("give a rule another severity", () => {
    expect(rulesOf(`${HEAD}## Tech Stack\n\nNone.\n`, { "section-renamed": "error" })).toContain(
      "section-renamed error",
    );
  });

  it("leave an archived document alone", () => {
    expect(rulesOf(`${HEAD}TBD\n`, {}, "archived")).toEqual([]);
  });

  it("judge a document that is handed off more strictly", () => {
    expect(rulesOf(`${HEAD}TBD\n`, {}, "handoff")).toContain("tbd-unresolved error");
  });
});

describe("a document", () => {
  it("of another kind has no findings", () => {
    expect(rulesOf("# Sorting\n\n## How it works\n\n[TBD] [specific version]\n")).toEqual([]);
  });

  it("that is empty has no findings", () => {
    expect(rulesOf("")).toEqual([]);
  });

  it("without a title is known by its sections", () => {
    const sections = ["Architecture Overview", "Technology Stack", "Database Schema", "API Design"];
    expect(rulesOf(sections.map((title) => `## ${title}\n\nNone.\n`).join("\n"))).toContain("section-missing warning");
  });

  it("with conflict markers has that one finding, unless the rule is off", () => {
    const text = `${HEAD}<<<<<<< ours\nTBD\n=======\nTODO\n>>>>>>> theirs\n`;
    expect(rulesOf(text)).toEqual(["merge-conflict error"]);
    expect(rulesOf(text, { "merge-conflict": "off" })).toContain("tbd-unresolved warning");
  });
});

describe("an editor", () => {
  it("shows at most so many findings of a rule, and says how many more there are", () => {
    const analysis = analyse(`${HEAD}${"TBD\n\n".repeat(520)}`);
    const shown = displayedDiagnostics(analysis).filter((one) => one.rule === "tbd-unresolved");
    expect(shown).toHaveLength(501);
    expect(shown.at(-1)).toMatchObject({
      message: "20 more findings of tbd-unresolved.",
      range: { start: { line: 0 } },
    });
    expect(diagnostics(analysis).filter((one) => one.rule === "tbd-unresolved")).toHaveLength(520);
  });
});

describe("an edit", () => {
  it("gives the findings of a fresh reading", () => {
    const before = `${HEAD}## Monitoring\n\n**Error Tracking:** Sentry\n`;
    const after = `${HEAD}## Monitoring\n\n**Error Tracking:** TBD\n`;
    const edited = service.analyse(after, { today: TODAY, previous: service.analyse(before, { today: TODAY }) });
    expect(diagnostics(edited)).toEqual(diagnostics(service.analyse(after, { today: TODAY })));
  });
});

describe("an edit that moves sections of the author's own below another of the template's", () => {
  const textWith = (marks: string): string =>
    `${HEAD}## Security Approach\n\n${marks} Of my own\n\nNote.\n\n#### Deeper\n\nFor [How long tokens are valid].\n`;

  it.each([
    ["##", "###"],
    ["###", "##"],
  ])("gives the findings of a fresh reading, also where the text is the same: %s to %s", (from, to) => {
    const last = analyse(textWith(from));
    const text = textWith(to);
    const edited = service.analyse(text, {
      settings: last.settings,
      policy: last.context.policy,
      today: TODAY,
      previous: last,
    });
    const open = (findings: readonly { readonly rule: string }[]): number =>
      findings.filter((one) => one.rule === "placeholder-unfilled").length;
    expect([open(last.findings), open(edited.findings)]).toEqual(to === "###" ? [0, 1] : [1, 0]);
    expect(edited.findings).toEqual(analyse(text).findings);
  });
});

describe("new files around a document", () => {
  it("have only those rules run again that asked for files", () => {
    const text = `${HEAD}See \`docs/missing.md\`. TBD\n\n## Tech Stack\n\nTBD\n`;
    const options = { settings: { profile: "draft", rules: new Map() }, today: TODAY } as const;
    const before = service.analyse(text, { ...options, workspace: workspaceOf("MECHANISM.md", new Map()) });
    const found = [...before.findings];
    expect(found.map(({ rule }) => rule)).toContain("doc-link-broken");
    const files = new Map([["docs/missing.md", "# Here"]]);
    const after = service.analyse(before.document, {
      ...options,
      workspace: workspaceOf("MECHANISM.md", files),
      previous: before,
    });
    const others = found.filter(({ rule }) => rule !== "doc-link-broken");
    expect(others.length).toBeGreaterThan(2);
    expect(after.findings).toHaveLength(others.length);
    // The same objects: the others haven't run again.
    for (const [i, one] of others.entries()) expect(after.findings[i]).toBe(one);
  });
});
