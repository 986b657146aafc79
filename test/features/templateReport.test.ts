import { expect, it } from "vitest";
import { templateReport } from "../../server/src/features/templateReport.ts";
import { deriveSchema } from "../../server/src/template/deriveSchema.ts";
import { inheritAnnotations } from "../../server/src/template/inherit.ts";
import { service } from "../support/service.ts";

it("the report of a template says which sections inherit a meaning and which have structure only", () => {
  const inherited = inheritAnnotations(
    "# MECHANISM: [Name]\n\n## Tech Stack\n\n## Budget\n\n**Limit:** [Sum]\n",
    service.schema,
  );
  expect(templateReport(deriveSchema(inherited.text), "docs/template.md", inherited)).toBe(`# The template in use

Read from: docs/template.md

Sections with a name in parentheses have their meaning from that section of the built-in template; the others are checked for structure only.

- **Tech Stack** (Technology Stack), required
- **Budget**, required: Limit
`);
});

it("the report of the built-in template lists its sections", () => {
  const report = templateReport(service.schema, "built in", undefined);
  expect(report).toContain(
    "- **Security Approach**, required\n  - **Authentication**, required: Method, Token Storage, Token Expiry\n",
  );
  expect(report).toContain("any number");
});
