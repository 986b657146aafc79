import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, jsonOf, run, TITLE } from "./harness.ts";

const template = readFileSync("template/MECHANISM.md", "utf8");
const TBD = `${TITLE}\n## Notes\n\nTBD\n`;

/** The severities of a rule, by file. */
async function severities(cwd: string, argv: readonly string[] = [], rule = "tbd-unresolved"): Promise<unknown> {
  const outcome = await run(["check", "--format", "json", ...argv], { cwd });
  return Object.fromEntries(
    jsonOf(outcome).map(({ file, findings }) => [file, findings.find((one) => one.rule === rule)?.severity ?? "none"]),
  );
}

describe("the configuration file", () => {
  it("sets profile and rules by glob, relative to its own folder", async () => {
    const folder = folderWith({
      "mechanism.config.json": `{
        "profile": { "archive/**": "archived", "final": "handoff" },
        "rules": { "tbd-unresolved": { "overrides": { "**/quiet/*": "off" } } }
      }`,
      "archive/MECHANISM.md": TBD,
      "final/MECHANISM.md": TBD,
      "now/MECHANISM.md": TBD,
      "now/quiet/MECHANISM.md": TBD,
    });
    const expected = {
      "archive/MECHANISM.md": "none",
      "final/MECHANISM.md": "error",
      "now/MECHANISM.md": "warning",
      "now/quiet/MECHANISM.md": "none",
    };
    expect(await severities(folder)).toEqual(expected);
    expect(await severities(join(folder, "final"))).toEqual({ "MECHANISM.md": "error" });
    expect(await severities(folder, ["--profile", "draft"])).toMatchObject({
      "archive/MECHANISM.md": "warning",
      "final/MECHANISM.md": "warning",
    });
  });

  it("is the one that is named, wherever the documents lie", async () => {
    const folder = folderWith({
      "org/strict.json": '{ "profile": "handoff" }',
      "team/mechanism.config.json": '{ "rules": { "tbd-unresolved": "off" } }',
      "team/MECHANISM.md": TBD,
    });
    expect(await severities(join(folder, "team"))).toEqual({ "MECHANISM.md": "none" });
    expect(await severities(join(folder, "team"), ["--config", "../org/strict.json"])).toEqual({
      "MECHANISM.md": "error",
    });
    const missing = await run(["check", "--config", "gone.json"], { cwd: folder });
    expect(missing).toEqual({ code: 2, out: "", err: "gone.json: There is no such file or folder.\n" });
  });

  it("has problems on standard error, once, fails by them, and the rest of it holds", async () => {
    const folder = folderWith({
      "mechanism.config.json": '{\n  "extends": "base.json",\n  "profil": "handoff"\n}\n',
      "base.json": '{ "rules": { "tbd-unresolved": "hint", "no-such": "off" } }',
      "a/MECHANISM.md": TBD,
      "b/MECHANISM.md": TBD,
    });
    const outcome = await run(["check", "--format", "json"], { cwd: folder });
    expect(outcome.err.split("\n")).toEqual([
      'mechanism.config.json:3:3 There is no key "profil" here; expected $schema, extends, files, ignore, template, stack, profile, rules, approvers, approval, standingApprovals, confidentialNames.',
      'base.json:1:40 There is no rule "no-such"; expected the id of a rule, as findings show it.',
      "",
    ]);
    expect(outcome.code).toBe(2);
    expect(await severities(folder)).toEqual({ "a/MECHANISM.md": "hint", "b/MECHANISM.md": "hint" });
  });
});

describe("the configured template", () => {
  const renamed = template.replace("## Notes", "## Remarks").replace('aliases="Notes', 'aliases="Notez');

  it("is what documents follow", async () => {
    const folder = folderWith({
      "mechanism.config.json": '{ "template": "t.md" }',
      "t.md": template
        .replace("## Architecture Overview", "## Big Picture")
        .replace('aliases="Architecture|', 'aliases="'),
      "MECHANISM.md": TBD,
    });
    const outcome = await run(["check"], { cwd: folder });
    expect(outcome.out).toContain('"Big Picture"');
    expect(outcome.err).toBe("");
  });

  it("may be without annotations: what it shares with the built-in one means the same", async () => {
    const bare = readFileSync("test/fixtures/template-verbatim.md", "utf8");
    const folder = folderWith({
      "mechanism.config.json": '{ "template": "t.md" }',
      "t.md": bare,
      "empty.json": "{}",
      "MECHANISM.md": bare.replace("[Mission Name]", "Booking"),
    });
    const own = await run(["check", "MECHANISM.md"], { cwd: folder });
    expect(own.out).toContain("  section-unstarted\n");
    expect(own).toEqual(await run(["check", "MECHANISM.md", "--config", "empty.json"], { cwd: folder }));
  });

  it("gives way to the built-in one if it can't be used", async () => {
    const folder = folderWith({
      "broken/mechanism.config.json": '{ "template": "t.md" }',
      "broken/t.md": `${renamed}\n<!-- mechanism: colour=red -->\n`,
      "broken/MECHANISM.md": TBD,
      "gone/mechanism.config.json": '{ "template": "t.md" }',
      "gone/MECHANISM.md": TBD,
    });
    const outcome = await run(["check"], { cwd: folder });
    const lines = outcome.err.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^broken\/t\.md: This template can't be used; the built-in one serves\. Line \d+: .*\.$/);
    expect(lines[1]).toBe(
      "gone/t.md: This template can't be used; the built-in one serves. There is no such file or folder.",
    );
    expect(outcome.out).toContain("broken/MECHANISM.md:8:1  warning");
    expect(outcome.code).toBe(2);
  });
});
