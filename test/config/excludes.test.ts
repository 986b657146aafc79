import { describe, expect, it } from "vitest";
import { excludes } from "../../server/src/config/excludes.ts";
import { NO_CONFIG } from "../../server/src/config/resolveConfig.ts";

describe("a configuration", () => {
  it.each([
    [{}, "a/b.md", false],
    [{ ignore: ["a"] }, "a/b.md", true],
    [{ ignore: ["a/*.md"] }, "b/a/c.md", false],
    [{ ignore: ["**/old/**"] }, "b/old/c.md", true],
    [{ files: ["**/MECHANISM.md"] }, "MECHANISM.md", false],
    [{ files: ["**/MECHANISM.md"] }, "a/OTHER.md", true],
    [{ files: ["docs"] }, "docs/a.md", true],
    [{ files: ["**/*.md"], ignore: ["drafts/**"] }, "drafts/a.md", true],
    [{ files: [] }, "MECHANISM.md", true],
  ])("of %j leaves out %s: %s", (config, path, expected) => {
    expect(excludes({ ...NO_CONFIG, ...config }, path)).toBe(expected);
  });
});
