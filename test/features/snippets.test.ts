// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets have this syntax
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { choiceStop, escapeSnippet, fieldSnippet, sectionSnippet } from "../../server/src/features/snippets.ts";
import { deriveSchema } from "../../server/src/template/deriveSchema.ts";
import { renderSection } from "../../server/src/template/render.ts";
import { shown } from "../support/marker.ts";

/** The snippets of the first section below the title of a small template, and of its first field. */
function check(template: string, expected: { section?: string; field?: string }, options = {}): void {
  const { title, conventions } = deriveSchema(`# Doc\n\n${template}`);
  const section = title.children[0];
  const field = section?.fields[0];
  if (!section) throw new Error("The template has no section.");
  if (expected.section !== undefined) expect(sectionSnippet(section, conventions, options)).toBe(expected.section);
  if (expected.field !== undefined) expect(field && fieldSnippet(field, conventions, options)).toBe(expected.field);
}

describe("a section's snippet", () => {
  it("has a tab stop for each bracket, in order", () => {
    check("## A [b]\n\n[Say it]\n\n**L:** [it] and [y z]", {
      section: "## A ${1:b}\n\n${2:Say it}\n\n**L:** ${3:it} and ${4:y z}$0",
    });
  });

  it("numbers on through the sections below", () => {
    check("## A\n\n[one]\n\n### B\n\n**L:** [two]", { section: "## A\n\n${1:one}\n\n### B\n\n**L:** ${2:two}$0" });
  });

  it("leaves check boxes, links and footnotes as they are", () => {
    check("## A\n\n- [ ] Done?\n- [x] Yes\n- [docs](x.md) and [it]\n- note[^1]", {
      section: "## A\n\n- [ ] Done?\n- [x] Yes\n- [docs](x.md) and ${1:it}\n- note[^1]$0",
    });
  });

  it("replaces fenced code as a whole", () => {
    check('## A\n\n**R:**\n```json\n{ "a": "$1" }\n```', {
      section: '## A\n\n**R:**\n```json\n${1:{ "a": "\\$1" \\}}\n```\n$0',
    });
  });

  it("drops examples and instructions", () => {
    check("## A\n\n[one]\n\n**Example:**\n- two", { section: "## A\n\n${1:one}$0" });
  });

  it("writes headings at the wanted depth, and counts on", () => {
    check(
      "## Step 1: [What]\n\n### B 1\n\n[it]",
      { section: "### Step 4: ${1:What}\n\n#### B 1\n\n${2:it}$0" },
      { depth: 3, number: 4 },
    );
  });

  it("doesn't count inside words, paths or brackets", () => {
    check(
      "## `GET /v1/[thing 2]`\n\n**P:** [it]",
      { section: "## `GET /v1/${1:thing 2}`\n\n**P:** ${2:it}$0" },
      { number: 4 },
    );
  });
});

describe("a field's snippet", () => {
  it("offers choices, with and without brackets", () => {
    check("## A\n\n**L:** [One / Two]", { field: "**L:** ${1|One,Two|}$0" });
    check("## A\n\n**L:** One / Two", { field: "**L:** ${1|One,Two|}$0" });
  });

  it("leaves the word that opens a list out of the choices", () => {
    check("## A\n\n**L:** [One / Two / etc.]", { field: "**L:** ${1|One,Two|}$0" });
    check("## A\n\n**L:** [One / Two if applicable]", { field: "**L:** ${1|One,Two|}$0" });
  });

  it("can keep the bracket, so that what is passed over stays open", () => {
    check("## A\n\n**L:** [One / Two]", { field: "**L:** ${1|[One / Two],One,Two|}$0" }, { unfilled: "bracket" });
    check("## A\n\n**L:** [word]", { field: "**L:** ${1:[word]}$0" }, { unfilled: "bracket" });
  });

  it("writes dates by variables, or the given day", () => {
    check("## A\n\n**L:** YYYY-MM-DD", { field: "**L:** ${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}$0" });
    check("## A\n\n**L:** YYYY-MM-DD", { field: "**L:** 2026-02-01$0" }, { today: "2026-02-01" });
  });

  it("is a list item on demand, and where its label isn't bold", () => {
    check(
      "## A\n\n**L:**\n- Sub: [it]\n- Date: YYYY-MM-DD",
      { field: "- **L:**\n  - Sub: ${1:it}\n  - Date: 2026-02-01$0" },
      { item: true, today: "2026-02-01" },
    );
    check("## A\n\n- Sub: [it]", { field: "- Sub: ${1:it}$0" });
  });

  it("has a tab stop in a label that repeats", () => {
    check("## A\n\n**[Part] → [Part]:** [Why]", { field: "**${1:Part} → ${2:Part}:** ${3:Why}$0" });
  });

  it("ends without a last tab stop on demand", () => {
    check("## A\n\n**L:** [it]", { field: "**L:** ${1:it}" }, { final: false });
  });

  it("has only line feeds, whatever the template has", () => {
    check("## A\r\n\r\n**L:**\r\n- [it]\r\n", { field: "**L:**\n- ${1:it}$0" });
  });
});

describe("escaping", () => {
  it("covers what a snippet gives meaning to", () => {
    expect(escapeSnippet("a $1 {b} c\\d")).toBe("a \\$1 {b\\} c\\\\d");
    expect(choiceStop(2, ["a,b", "c|d", "$e}"])).toBe("${2|a\\,b,c\\|d,\\$e\\}|}");
  });

  it("is undone by an editor: the shown snippet of every section is the scaffold without brackets", () => {
    const { sections, conventions } = deriveSchema(readFileSync("template/MECHANISM.md", "utf8"));
    for (const section of sections) {
      const snippet = sectionSnippet(section, conventions, { unfilled: "bracket", final: false });
      const rendered = renderSection(section).replace(/YYYY-MM-DD/g, "CURRENT_YEAR-CURRENT_MONTH-CURRENT_DATE");
      expect(shown(snippet)).toBe(rendered);
    }
  });
});
