import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "../scripts/generated.ts";

describe("generated files", () => {
  for (const [path, text] of generatedFiles()) {
    it(`${path} is up to date (npm run generate)`, () => {
      expect(readFileSync(path, "utf8")).toBe(text);
    });
  }

  it("hold a snippet for each section and entry, with choices as choices", () => {
    const snippets = JSON.parse(readFileSync("snippets/mechanism.json", "utf8")) as Record<string, { body: string[] }>;
    const all = Object.values(snippets)
      .flatMap((snippet) => snippet.body)
      .join("\n");
    expect(all).toMatch(/\$\{\d+\|[^|]*Required,Optional,None\|\}/);
    expect(all).not.toContain("<!--");
  });

  it("give each snippet a prefix of its own", () => {
    const snippets = JSON.parse(readFileSync("snippets/mechanism.json", "utf8")) as Record<string, { prefix: string }>;
    const prefixes = Object.values(snippets).map((snippet) => snippet.prefix);
    expect(prefixes.every((prefix) => prefix.startsWith("mechanism-"))).toBe(true);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});
