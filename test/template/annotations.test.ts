import { describe, expect, it } from "vitest";
import { deriveSchema } from "../../server/src/template/deriveSchema.ts";

function problems(template: string): string[] {
  return deriveSchema(template).problems.map((problem) => `${problem.line}: ${problem.message}`);
}

describe("errors in a template", () => {
  it("name an unknown key and its line", () => {
    expect(problems("# T\n\n## A\n<!-- mechanism: rolle=x -->\n")).toEqual([
      '3: The annotation key "rolle" is not known or is not written as expected.',
    ]);
  });

  it("name a field that the section does not have", () => {
    expect(problems('# T\n\n## A\n<!-- mechanism: field "B" role=b -->\n\n**C:** [c]\n')).toEqual([
      '3: The annotation names the field "B", which this section does not have.',
    ]);
  });

  it("say that a text without headings asks for nothing", () => {
    expect(problems("words")).toEqual(["0: The template has no headings, so it asks for nothing."]);
  });

  it("leave the rest of the template in force", () => {
    const schema = deriveSchema("# T: [x]\n\n## A\n<!-- mechanism: rolle=x role=a -->\n\n**B:** [c]\n");
    expect(schema.sections.find((section) => section.role === "a")?.fields[0]?.required).toBe(true);
  });
});

describe("annotations", () => {
  it("override the words by which examples are known", () => {
    const schema = deriveSchema(
      '# T: [x]\n<!-- mechanism: words example="Muster" -->\n\n## A\n\n**B:** [c]\n\n**Muster:**\n- **B:** d\n',
    );
    expect(schema.sections[1]?.examples.map((example) => example.label)).toEqual(["Muster"]);
    expect(schema.sections[1]?.fields.map((field) => field.label)).toEqual(["B"]);
  });
});
