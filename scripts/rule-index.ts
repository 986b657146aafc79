/** What the index needs to know about a rule. */
export interface IndexedRule {
  readonly id: string;
  readonly severity: { readonly draft: string; readonly handoff: string };
}

/**
 * The text of docs/rules/README.md: one line for each rule, taken from its page and its severities.
 *
 * @param pages the text of each page, by rule id
 * @param rules in the order of the catalogue
 */
export function ruleIndex(pages: ReadonlyMap<string, string>, rules: readonly IndexedRule[]): string {
  const rows = rules.map((rule) => {
    const page = (pages.get(rule.id) ?? "").replace(/\r\n/g, "\n");
    const { draft, handoff } = rule.severity;
    const severity = draft === handoff ? draft : `${draft} / ${handoff}`;
    const cells = [`[${rule.id}](${rule.id}.md)`, findsOf(page), severity, fixesOf(page).join("<br>") || "–"];
    return `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  });
  return `${INTRODUCTION}\n\n| Rule | What it finds | Severity: draft / handoff | Fixes |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

const INTRODUCTION = `# Rules

<!-- Generated from the pages of this folder by scripts/rule-index.ts. Change the pages, not this file. -->

Each rule has a page that says what it finds, why, and how to fix it. The examples of a page are its tests: they are run
as they stand, with both kinds of line endings.

- In an example, \`<|\` and \`|>\` stand around the text that is reported, and \`<^\` and \`^>\` around a place that the
  finding refers to. Neither is part of the document.
- The *draft* profile holds while a document is written, *handoff* when it is handed over.
- To silence a rule, write \`<!-- mechanism-ignore rule-id -- reason -->\` under a heading (for that section and all below
  it), at the end of a line (for that line), or before the first \`##\` (for the whole document).`;

/** The paragraph below the title, on one line. */
function findsOf(page: string): string {
  return (/^# .*\n+([^\n#][\s\S]*?)\n\n/.exec(page)?.[1] ?? "").replace(/\n/g, " ");
}

/** The titles of the fixes that a page shows, without the names in them. */
function fixesOf(page: string): string[] {
  const titles = [...page.matchAll(/^`{3,}md fix(?:-each)?\b[^"\n]*"(.*)"[ \t]*$/gm)].map((match) => match[1] ?? "");
  return [...new Set(titles.map((title) => title.replace(/"[^"]*"/g, "“…”").replace(/“…”(?:, “…”)+/g, "“…”")))];
}
