import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { RULES } from "../../server/src/rules/index.ts";
import { withoutAnnotations } from "../../server/src/template/deriveSchema.ts";
import { renderSection } from "../../server/src/template/render.ts";
import { analyse, service, TEMPLATE } from "../support/service.ts";

/** The users' template, byte for byte. */
const VERBATIM = readFileSync("test/fixtures/template-verbatim.md", "utf8");

describe("the annotated template", () => {
  it("is the users' template and annotation lines, nothing else", () => {
    expect(withoutAnnotations(TEMPLATE)).toBe(VERBATIM);
  });

  it("has no problems", () => {
    expect(service.schema.problems).toEqual([]);
  });

  it("gives each section a path of its own", () => {
    const paths = service.schema.sections.map((section) => section.path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("has findings of unfilled text, sections not started and one invalid date, and no other", () => {
    const allowed = new Set([
      "section-unstarted",
      "date-invalid",
      ...RULES.filter((rule) => rule.unfilled).map((rule) => rule.id),
    ]);
    const found = diagnostics(analyse(VERBATIM)).map((one) => one.rule);
    expect(found.filter((rule) => !allowed.has(rule))).toEqual([]);
    expect(found.filter((rule) => rule === "date-invalid")).toHaveLength(1);
    expect(found).toContain("section-unstarted");
  });

  it("renders each section without examples, instructions and annotations", () => {
    for (const section of service.schema.sections) {
      const text = renderSection(section);
      for (const example of section.examples) expect(text).not.toContain(example.source);
      for (const instruction of section.instructions) expect(text).not.toContain(instruction);
      expect(text).not.toContain("<!--");
    }
  });
});
