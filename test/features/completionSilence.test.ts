import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { updateDocument } from "../../server/src/document/document.ts";
import { completions } from "../../server/src/features/completion.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { align } from "../../server/src/template/align.ts";
import { check, HEAD, ours, stack } from "../support/completionCheck.ts";
import { replaceRange, shown, unmark } from "../support/marker.ts";

describe("nothing is offered", () => {
  it.each([
    ["in prose", stack("We use **<|> here.\n")],
    ["behind a colon in prose", stack("There are two things:<|>\n")],
    ["behind a space in prose", stack("Version <|>\n")],
    ["behind a slash in prose", stack("Client/<|>\n")],
    ["behind a dash in prose", stack("The server-<|>\n")],
    ["on the second line of a paragraph", stack("Something is\n**<|>\n")],
    ["for words that are no label", stack("Vegetables<|>\n")],
    ["in a new list of a section with plain fields", stack("**Framework:** Svelte\n\n- <|>\n")],
    ["in a list of the author's own", stack("- **Framework:** Svelte\n\n**Colours:**\n- <|>\n")],
    ["below a line of prose", stack("Some prose\n- <|>\n")],
    ["in fenced code", stack("```\n**<|>\n```\n")],
    ["in fenced code with a placeholder", stack("```\n**Framework:** [Next.js / Re<|>act / Vue / etc.]\n```\n")],
    ["on the line of a fence", stack("```<|>\n```\n")],
    ["in fenced code that isn't closed", stack("```\ncode\n\n## <|>")],
    ["in fenced code that isn't closed, on a blank line", stack("```\ncode\n\n<|>\n")],
    ["in fenced code of a list item", stack("- **Colour:** x\n\n  ```\n  **<|>\n  ```\n")],
    ["in fenced code of a list item without label", stack("- x\n\n  ```\n  **<|>\n  ```\n")],
    ["in a comment", stack("<!--\n**<|>\n-->\n")],
    ["in a comment that isn't closed", stack("<!--\n\n<|>")],
    ["in a quote", stack("> **<|>\n")],
    ["in a table", stack("| a |\n| - |\n| **<|> |\n")],
    ["in front matter", `---\ntitle: <|>\n---\n\n${HEAD}`],
    ["before the title", `<|>\n\n${HEAD}`],
    ["in the author's own sections", `${HEAD}## How the label prints\n\n**<|>\n`],
    ["on a blank line of the author's own sections", `${HEAD}## How the label prints\n\n<|>\n`],
    ["in a placeholder there", `${HEAD}## How the label prints\n\n**Framework:** [Next.js / Re<|>act / Vue / etc.]\n`],
    ["in a section that does not apply", `${HEAD}## Security Approach\n\nN/A – a static page\n\n**<|>\n`],
    [
      "in a leftover example",
      `${HEAD}## API Design\n\n**Example:**\n- Base URL: \`https://api.example.com/v1\`\n- <|>\n`,
    ],
    [
      "between a label and the block that is its value",
      stack("**Framework:**\n<|>\n- Svelte\n\n**Version:** 4\n**Deployment:** x\n**Why:** y\n"),
    ],
    ["in a document of another kind", "# Shopping list\n\n## Fruit\n\n## <|>\n"],
    ["in a title", "# MECHANISM: <|>\n"],
  ])("%s", (_, source) => {
    check(source, { labels: [] });
  });
});

describe("a finished document", () => {
  const text = readFileSync("test/corpus/booking-finished/MECHANISM.md", "utf8");
  const analysis = ours.analyse(text, { today: "2026-02-03" });
  const lines = text.split(/\r\n|\n/);

  it("is offered nothing beside its own text", () => {
    const noisy = lines.flatMap((line, at) =>
      [...line].flatMap((_, i) =>
        completions(analysis, { line: at, character: i + 1 }).length > 0 ? [`${at}: ${line}`] : [],
      ),
    );
    expect(noisy).toEqual([]);
  });

  it("is offered nothing where a trigger character is typed behind its text", () => {
    const noisy: string[] = [];
    let offset = 0;
    for (const [at, line] of lines.entries()) {
      const end = offset + line.length;
      offset = end + (text.startsWith("\r\n", end) ? 2 : 1);
      if (line.trim() === "" || at % 11 !== 0) continue;
      for (const key of ["*", "#", " -", "[", ":", " ", "/"]) {
        const document = updateDocument(analysis.document, text.slice(0, end) + key + text.slice(end));
        const { findings } = analysis;
        const typed = { ...analysis, findings, document, alignment: align(document, ours.schema) };
        const found = completions(typed, { line: at, character: line.length + key.length });
        if (found.length > 0) noisy.push(`${at}: ${line}${key} → ${found.map((one) => one.label).join()}`);
      }
    }
    expect(noisy).toEqual([]);
  });

  it("is offered what fits at every place, in the form that editors need", () => {
    for (const [line, source] of lines.entries()) {
      const found = completions(analysis, { line, character: source.length });
      expect(new Set(found.map((one) => one.label)).size).toBe(found.length);
      for (const one of found) expect(() => shown(one.newText)).not.toThrow();
    }
  });
});

describe("an empty document", () => {
  it("becomes a new one", () => {
    const { text, cursor } = unmark("# <|>\n");
    const [only, ...others] = completions(ours.analyse(text, { today: "2026-02-03" }), cursor);
    expect(others).toEqual([]);
    expect(only?.label).toBe("MECHANISM: [Mission Name]");
    const result = replaceRange(text, only?.range ?? { start: cursor, end: cursor }, shown(only?.newText ?? ""));
    expect(result).toMatch(/^# MECHANISM: \[Mission Name\]\n\n\*\*Mission:\*\* \[Mission Name\]\n/);
    expect(result).toContain("**Date Created:** 2026-02-03\n");
    expect(result).toContain("## Technology Deviations\n\nNo deviations from the standard stack.\n");
    expect(result).not.toContain("Example");
    check("<|<|>|>", { labels: ["MECHANISM: [Mission Name]"] });
    check("\r\n\r\n<|>", { labels: ["MECHANISM: [Mission Name]"] });
  });
});

describe("a template of another kind", () => {
  const runbook = createMechanismService(`# Runbook: [Service]
<!-- mechanism: role=title -->

**Owner:** [Team]
**Reviewed:** DD.MM.YYYY
<!-- mechanism: words date="DD.MM.YYYY" open="or else" -->

## Alarms

### Alarm 1: [Signal]
<!-- mechanism: repeat about="What rings." -->

**Severity:** Low / High
**Channel:** [Pager / Mail / or else]

## Recovery

**Steps:**
1. [First step]
`);
  const head = "# Runbook: Mail\n\n**Owner:** Ops\n\n## Alarms\n\n### Alarm 1: Queue\n\n";

  it("offers its own sections, entries, fields, choices and dates", () => {
    check(
      `${head}**Severity:** Low\n\n<|### <|>|>\n`,
      {
        labels: ["Alarm 1: [Signal]"],
        result: `${head}**Severity:** Low\n\n### Alarm 2: [Signal]\n\n**Severity:** Low / High\n**Channel:** [Pager / Mail / or else]\n`,
      },
      runbook,
    );
    check(`${head}**Severity:** Low\n\n<|## <|>|>\n`, { labels: ["Recovery"] }, runbook);
    check(`${head}**Severity:** <|<|>|>\n`, { labels: ["Low", "High"] }, runbook);
    check(`${head}**Severity:** Low\n<|**<|>|>`, { labels: ["Channel"] }, runbook);
    check(`${head}**Channel:** <|[Pager / <|>Mail / or else]|>`, { labels: ["Pager", "Mail"] }, runbook);
    check("# Runbook: Mail\n\n**Reviewed:** <|DD<|>.MM.YYYY|>\n", { labels: ["2026-02-03"] }, runbook);
    check("<|<|>|>", { labels: ["Runbook: [Service]"] }, runbook);
  });
});
