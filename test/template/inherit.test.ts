import { describe, expect, it } from "vitest";
import { deriveSchema } from "../../server/src/template/deriveSchema.ts";
import { inheritAnnotations } from "../../server/src/template/inherit.ts";
import { service, TEMPLATE } from "../support/service.ts";

const BARE = `# MECHANISM: [Name]

**Mission:** [Name]

## Tech Stack

### Frontend

**Framework:** [React / Vue / etc.]
**Why:** [Reason]

## Budget

**Limit:** [Sum]
`;

describe("a template without annotations", () => {
  const { text, sections } = inheritAnnotations(BARE, service.schema);
  const schema = deriveSchema(text);

  it("inherits roles and aliases where its sections match", () => {
    expect(schema.problems).toEqual([]);
    const stack = schema.sections.find((section) => section.role === "stack");
    expect([stack?.title, stack?.aliases.includes("technology stack")]).toEqual(["Tech Stack", true]);
    const frontend = schema.sections.find((section) => section.role === "stack.frontend");
    expect(frontend?.fields.map((field) => `${field.label} ${field.role}`)).toEqual([
      "Framework stack.framework",
      "Why stack.reason",
    ]);
  });

  it("has structure only where nothing matches", () => {
    const budget = schema.sections.find((section) => section.title === "Budget");
    expect([budget?.role, budget?.fields[0]?.required]).toEqual(["", true]);
    expect(sections.find((section) => section.title === "Budget")?.inherits).toBeUndefined();
    expect(sections.find((section) => section.title === "Tech Stack")?.inherits).toBe("Technology Stack");
  });

  it("keeps its own text", () => {
    expect(text.replace(/^<!-- mechanism: .*-->\n/gm, "")).toBe(BARE);
  });
});

describe("a template with annotations", () => {
  it("is left as it is", () => {
    expect(inheritAnnotations(TEMPLATE, service.schema).text).toBe(TEMPLATE);
  });
});
