import { describe, expect, it } from "vitest";
import { matchesFile, matchesGlob } from "../../server/src/config/globs.ts";
import { parseConfig } from "../../server/src/config/parseConfig.ts";
import { type SettingsLayer, settingsFor } from "../../server/src/config/settingsFor.ts";

const layer = (config: object): SettingsLayer =>
  parseConfig(JSON.stringify(config), ["section-missing", "tbd-unresolved"]).config;

describe("the settings of a document", () => {
  const config = layer({
    profile: { "archive/**": "archived", "clients/*/final": "handoff" },
    rules: {
      "section-missing": "hint",
      "tbd-unresolved": { severity: "error", overrides: { "old/**": "off", "**/a.md": "warning" } },
    },
  });

  it.each([
    ["archive/x/MECHANISM.md", "archived"],
    ["archive\\x\\MECHANISM.md", "archived"],
    ["./archive/MECHANISM.md", "archived"],
    ["clients/acme/final/docs/MECHANISM.md", "handoff"],
    ["clients/acme/MECHANISM.md", "draft"],
  ])("%s has the profile %s", (path, profile) => {
    expect(settingsFor(path, [config]).profile).toBe(profile);
  });

  it.each([
    ["old/a.md", "off"],
    ["new/a.md", "warning"],
    ["new/b.md", "error"],
  ])("%s has %s for a rule with overrides", (path, severity) => {
    const { rules } = settingsFor(path, [config]);
    expect([...rules]).toEqual([
      ["section-missing", "hint"],
      ["tbd-unresolved", severity],
    ]);
  });

  it("come from the first layer that says something about it", () => {
    const editor: SettingsLayer = layer({ profile: "handoff", rules: { "section-missing": "off" } });
    const silent = layer({ rules: { "section-missing": { overrides: { "x/**": "error" } } } });
    expect(settingsFor("a.md", [{ profile: "archived" }, config, editor]).profile).toBe("archived");
    expect(settingsFor("a.md", [{}, config, editor]).profile).toBe("handoff");
    expect(settingsFor("a.md", [{}, config, editor]).rules.get("section-missing")).toBe("hint");
    expect(settingsFor("a.md", [silent, editor]).rules.get("section-missing")).toBe("off");
    expect(settingsFor("x/a.md", [silent, editor]).rules.get("section-missing")).toBe("error");
    expect(settingsFor("a.md", [])).toEqual({ profile: "draft", rules: new Map() });
  });
});

describe("globs", () => {
  it.each([
    ["**/MECHANISM.md", "MECHANISM.md", true],
    ["**/MECHANISM.md", "a/.hidden/MECHANISM.md", true],
    ["**/MECHANISM.md", "../beside/MECHANISM.md", true],
    ["**/MECHANISM.md", "C:\\a\\MECHANISM.md", true],
    ["./docs/*.md", "docs/a.md", true],
    ["docs/", "docs/a/b.md", true],
    ["docs", "docs/a/b.md", true],
    ["docs", "a/docs/b.md", false],
    ["{a,b}/**", "b/c.md", true],
    ["**", "a.md", true],
    [".", "a.md", true],
    ["[", "a.md", false],
  ])("%s and %s: %s", (glob, path, matches) => {
    expect(matchesGlob(glob, path)).toBe(matches);
  });

  it("for files name the file itself", () => {
    expect(matchesFile(["**/MECHANISM.md"], "MECHANISM.md/other.md")).toBe(false);
    expect(matchesFile(["a.md", "**/MECHANISM.md"], "x/MECHANISM.md")).toBe(true);
  });
});
