import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleIndex } from "../../scripts/rule-index.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { applyEdits, batchEdits, fixesOf } from "../../server/src/features/fixes.ts";
import { RULES } from "../../server/src/rules/index.ts";
import type { Finding, Fix, Rule } from "../../server/src/rules/rule.ts";
import { type RuleCase, type RulePage, readMarkers, readRulePage } from "../support/rulePage.ts";
import { BUILT_IN_POLICY, POLICY, service } from "../support/service.ts";
import { workspaceOf } from "../support/workspace.ts";

const FOLDER = "docs/rules";
const INDEX = `${FOLDER}/README.md`;
const ids = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".md") && file !== "README.md")
  .map((file) => file.slice(0, -3));
const ENDINGS = [
  { ending: "LF", write: (text: string): string => text },
  { ending: "CRLF", write: (text: string): string => text.replace(/\n/g, "\r\n") },
];

describe("the pages of the rules", () => {
  it("are one for each rule", () => {
    expect([...ids].sort()).toEqual(RULES.map((rule) => rule.id).sort());
  });

  it("are listed in the index", () => {
    const pages = new Map(ids.map((id) => [id, pageText(id)]));
    const wanted = ruleIndex(pages, RULES);
    expect(existsSync(INDEX) ? readFileSync(INDEX, "utf8") : "").toBe(wanted);
  });
});

for (const rule of RULES.filter(({ id }) => ids.includes(id))) {
  describe(rule.id, () => {
    const page = readRulePage(pageText(rule.id));

    it("has a whole page", () => checkPage(page, rule));

    for (const one of page.cases) {
      for (const { ending, write } of ENDINGS) it(`${one.name} ${ending}`, () => checkCase(rule, one, write));
    }
  });
}

function checkPage(page: RulePage, rule: Rule): void {
  expect(page.id).toBe(rule.id);
  expect(page.severity).toEqual(rule.severity);
  expect(page.sections.slice(0, 2)).toEqual(["Why", "How to fix"]);
  const kinds = page.cases.map((one) => one.kind);
  expect(kinds).toContain("hit");
  expect(kinds).toContain("near-miss");
  expect(page.cases.find((one) => one.kind === "hit")?.messages, "the messages of the first hit").toBeDefined();
  const shown = page.cases.flatMap((one) => (one.title ? [one.title] : []));
  const missing = fixTitles(rule.id).filter((pattern) => !shown.some((title) => pattern.test(title)));
  expect(missing.map(String), "fixes of the rule without a case").toEqual([]);
}

/** The titles of the fixes that a rule's source has, as patterns. */
function fixTitles(id: string): RegExp[] {
  const source = readFileSync(`server/src/rules/${id}.ts`, "utf8");
  const titles = [...source.matchAll(/\btitle:\s*(?:`([^`]+)`|"([^"]+)"|'([^']+)')/g)].map(
    (m) => m[1] ?? m[2] ?? m[3] ?? "",
  );
  return titles.map((title) => {
    const parts = title.split(/\$\{[^}]*\}/).map(escapeRegExp);
    return new RegExp(`^${parts.join(".*")}$`);
  });
}

function checkCase(rule: Rule, one: RuleCase, write: (text: string) => string): void {
  if (one.hit) {
    checkFix(rule, one, one.hit, write);
    return;
  }
  const analysis = expectFindings(rule, one, write(one.source));
  for (const other of one.silent) expect(findingsOf(analysis, other)).toEqual([]);
  if (one.kind === "hit") expect(readMarkers(one.source).findings.length, "marked findings").toBeGreaterThan(0);
  else expect(findingsOf(analysis, rule.id, one.belowTitle)).toEqual([]);
  if (one.kind !== "suppressed") return;
  const audible = write(one.source).replaceAll("mechanism-ignore", "a remark");
  expect(
    findingsOf(analyse(one, audible), rule.id, one.belowTitle).length,
    "findings without the comment",
  ).toBeGreaterThan(0);
}

/** Checks that a document has exactly the marked findings of a rule. */
function expectFindings(rule: Rule, one: RuleCase, source: string): Analysis {
  const { text, findings, related } = readMarkers(source);
  const analysis = analyse(one, text);
  const found = diagnostics(analysis).filter(
    ({ rule: id, range }) => id === rule.id && !(one.belowTitle && range.start.line === 0),
  );
  const slice = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  const places = findings.map((span) => ({ range: analysis.document.lines.rangeOf(span), text: slice(span) }));
  const offset = (at: { line: number; character: number }): number => analysis.document.lines.offsetAt(at);
  const actual = found.map(({ range }) => ({ range, text: text.slice(offset(range.start), offset(range.end)) }));
  expect(actual).toEqual(places);
  const own = rule.severity[one.profile === "handoff" ? "handoff" : "draft"];
  for (const { severity } of found) expect(severity).toBe(one.severity ?? own);
  if (one.messages) expect(found.map((diagnostic) => diagnostic.message)).toEqual(one.messages);
  if (related.length > 0) {
    const wanted = related.map((span) => analysis.document.lines.rangeOf(span));
    expect(found.flatMap((diagnostic) => diagnostic.related.map((place) => place.range))).toEqual(wanted);
  }
  return analysis;
}

/** Checks the text that a fix results in, and what is found in that text. */
function checkFix(rule: Rule, one: RuleCase, hit: RuleCase, write: (text: string) => string): void {
  const before = analyse(hit, readMarkers(write(hit.source)).text);
  const wanted = readMarkers(write(one.source)).text;
  if (one.kind === "fix-each") {
    expect(fixEach(rule, one, before)).toBe(wanted);
    if (!isChoice(rule, one, before)) expect(fixInBatches(rule, one, before)).toBe(wanted);
  } else {
    const finding = findingsOf(before, rule.id, one.belowTitle)[one.of - 1];
    const fixes = finding ? fixesOf(before, finding) : [];
    expect(fixes.map((fix) => fix.title)).toContain(one.title);
    expect(applyEdits(before.document, fixes.find((fix) => fix.title === one.title)?.edits ?? [])).toBe(wanted);
  }
  expectFindings(rule, one, write(one.source));
}

function isChoice(rule: Rule, one: RuleCase, analysis: Analysis): boolean {
  return findingsOf(analysis, rule.id).some((finding) => fixTitled(analysis, finding, one.title)?.kind === "choice");
}

function fixTitled(analysis: Analysis, finding: Finding, title: string): Fix | undefined {
  return fixesOf(analysis, finding).find((fix) => isTitled(fix, title));
}

/** Whether a fix has a title, in which "…" stands for any name. */
function isTitled(fix: Fix, title: string): boolean {
  return new RegExp(`^${title.split("…").map(escapeRegExp).join(".*")}$`).test(fix.title);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** Applies a fix to the first finding that has it, until none has. */
function fixEach(rule: Rule, one: RuleCase, first: Analysis): string {
  let analysis = first;
  for (let round = 0; round < 20; round++) {
    const { document } = analysis;
    const fixes = findingsOf(analysis, rule.id).map((finding) => fixTitled(analysis, finding, one.title));
    const fix = fixes.find((candidate) => candidate !== undefined);
    if (!fix) return document.text;
    analysis = analyse(one, applyEdits(document, fix.edits));
  }
  throw new Error("The fix has no end.");
}

/** Applies a fix to all findings at once, until there is nothing left to do. */
function fixInBatches(rule: Rule, one: RuleCase, first: Analysis): string {
  let analysis = first;
  for (let round = 0; round < 20; round++) {
    const edits = batchEdits(analysis, (finding, fix) => finding.rule === rule.id && isTitled(fix, one.title));
    if (edits.length === 0) return analysis.document.text;
    analysis = analyse(one, applyEdits(analysis.document, edits));
  }
  throw new Error("The fix has no end.");
}

function analyse(one: RuleCase, text: string): Analysis {
  const settings = { profile: one.profile, rules: new Map() };
  const policy = one.builtIn ? BUILT_IN_POLICY : POLICY;
  const workspace = one.around && workspaceOf(one.around.path, one.around.files, one.names);
  return service.analyse(text, {
    settings,
    policy,
    ...(one.today === undefined ? {} : { today: one.today }),
    ...(workspace ? { workspace } : {}),
  });
}

function findingsOf(analysis: Analysis, rule: string, belowTitle = false): readonly Finding[] {
  return analysis.findings.filter((finding) => finding.rule === rule && !(belowTitle && finding.chunk === 0));
}

function pageText(id: string): string {
  return readFileSync(`${FOLDER}/${id}.md`, "utf8");
}
