import { describe, expect, it } from "vitest";
import { ADVERSARIAL } from "../../scripts/bench/adversarial.ts";
import { missionDocument } from "../../scripts/bench/documents.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { type Diagnostic, diagnostics } from "../../server/src/features/diagnostics.ts";
import { analyse, POLICY, service, TODAY } from "../support/service.ts";

const RULE = "text-unread";
const SEED = 1;

/** What is hidden from the parser, by what is wrong with it. */
const UNREADABLE = [
  ["brackets", "[".repeat(2_001)],
  ["marks of emphasis", "a**b".repeat(2_001)],
  ["back-ticks", "a` ".repeat(2_001)],
  ["a long line", "word ".repeat(10_001)],
  ["a deep quote", `${"> ".repeat(51)}deep`],
  ["a deep list", `${"- ".repeat(51)}deep`],
  ["a far indent", `a\n${" ".repeat(201)}deep`],
] as const;

/** The documents of the benchmark with parts that are hidden, and how many places those are. */
const PLACES = new Map([
  ["a line of 1 MB, plain", 1],
  ["100,000 [", 1],
  ["quotes 5,000 deep", 1],
  ["a list 1,000 deep, on lines", 1],
  ["20,000 definitions", 1],
  ["nested brackets in a table", 1],
  ['20,000 characters of "[" in each of 25 sections', 25],
]);

/** The findings about unread text, in the form in which an editor shows them. */
function hintsIn(text: string): Diagnostic[] {
  return diagnostics(analyse(text)).filter((one) => one.rule === RULE);
}

/** The findings of all other rules, each by its words. */
function othersIn(text: string): string[] {
  return diagnostics(analyse(text))
    .filter((one) => one.rule !== RULE)
    .map((one) => `${one.rule} ${one.message}`);
}

/** The same objects for all versions of a document, as in an editor: what was found holds for these. */
const OPTIONS = { settings: { profile: "draft", rules: new Map() }, policy: POLICY, today: TODAY } as const;

function analyseAfter(previous: Analysis | undefined, text: string): Analysis {
  return service.analyse(text, { ...OPTIONS, ...(previous ? { previous } : {}) });
}

function mission(): string {
  return missionDocument(1, SEED);
}

/** A document with its sections' own text replaced, one section at a time: the heading, and the text that results. */
function withoutTextOf(text: string, block: string): [heading: string, text: string][] {
  const parts = text.split(/^(?=#{2,6} )/m);
  return parts.slice(1).map((part, i): [string, string] => {
    const heading = part.slice(0, part.indexOf("\n"));
    const all = parts.map((one, at) => (at === i + 1 ? `${heading}\n\n${block}\n\n` : one));
    return [heading, all.join("")];
  });
}

describe("text that isn't read in full", () => {
  it.each(UNREADABLE)("is reported once: %s", (_, block) => {
    const text = `# MECHANISM: Booking\n\n## Notes\n\nBefore.\n\n${block}\n`;
    const [hint, ...others] = hintsIn(text);
    expect(others).toEqual([]);
    expect(hint).toMatchObject({ severity: "hint", related: [] });
    expect(hint?.message).toMatch(/^This is too long or too deeply nested/);
    const last = block.split("\n").length - 1;
    expect(hint?.range.start.line).toBe(6 + last);
    expect(hint?.range.end).toEqual({ line: 6 + last, character: block.split("\n")[last]?.length });
  });

  it.each([...PLACES])("is one finding in a document with %s", (name, places) => {
    const text = ADVERSARIAL.find((one) => one.name === name)?.text() ?? "";
    const hints = hintsIn(text);
    expect(hints.map((one) => one.severity)).toEqual(["hint"]);
    expect(hints[0]?.message.startsWith(places === 1 ? "This is" : `${places} places are`)).toBe(true);
    expect(hints[0]?.related).toHaveLength(Math.min(places - 1, 20));
  });

  it("isn't reported where nothing is hidden", () => {
    expect(hintsIn(mission())).toEqual([]);
  });

  it("isn't reported for a fence with a line of any length", () => {
    const text = `# MECHANISM: Booking\n\n## Notes\n\n\`\`\`json\n["${"a".repeat(60_000)}"]\n\`\`\`\n`;
    expect(analyse(text).document.chunks.some((chunk) => chunk.facts.unread.length > 0)).toBe(true);
    expect(hintsIn(text)).toEqual([]);
  });

  it("follows edits as a fresh reading does", () => {
    const block = `${"> ".repeat(51)}deep`;
    const versions = [
      `# MECHANISM: Booking\n\n## Notes\n\n${block}\n\n## Glossary\n\n${block}\n`,
      `# MECHANISM: Booking\n\n## Notes\n\nNone.\n\n## Glossary\n\n${block}\n`,
      `# MECHANISM: Booking\n\n## Notes\n\nNone, none.\n\n## Glossary\n\n${block}\n`,
      "# MECHANISM: Booking\n\n## Notes\n\nNone, none.\n\n## Glossary\n\nA host rents out a room.\n",
      `# MECHANISM: Booking\n\n## Notes\n\n${block}\n\n## Glossary\n\nA host rents out a room.\n`,
    ];
    let previous: Analysis | undefined;
    const found = versions.map((text) => {
      const analysis = analyseAfter(previous, text);
      previous = analysis;
      expect(diagnostics(analysis)).toEqual(diagnostics(analyse(text)));
      return diagnostics(analysis).flatMap((one) => (one.rule === RULE ? [one.range.start.line] : []));
    });
    expect(found).toEqual([[4], [8], [8], [], [4]]);
  });

  it("isn't looked for again while an author types elsewhere", () => {
    const text = `${mission()}\n\n## Glossary\n\n${"> ".repeat(51)}deep\n`;
    const at = text.indexOf("\n\n", text.indexOf("## Architecture Overview") + 40);
    expect(at).toBeGreaterThan(0);
    const findingIn = ({ findings }: Analysis) => findings.find((one) => one.rule === RULE);
    const first = analyseAfter(undefined, text);
    const found = findingIn(first);
    expect(found).toBeDefined();
    const second = analyseAfter(first, `${text.slice(0, at)} And more.${text.slice(at)}`);
    // The same object: the rule hasn't run again.
    expect(findingIn(second)).toBe(found);
  });

  it("isn't reported where a comment silences it for the document", () => {
    const comment = "<!-- mechanism-ignore text-unread -- pasted -->";
    const text = `# MECHANISM: Booking\n${comment}\n\n## Notes\n\n${"[".repeat(2_001)}\n`;
    expect(diagnostics(analyse(text)).map((one) => one.rule)).not.toContain(RULE);
    expect(diagnostics(analyse(text)).map((one) => one.rule)).not.toContain("unused-suppression");
  });
});

describe("rules about what is missing", () => {
  const ABSENCE =
    /^(?:section-empty|field-missing|choice-unjustified|version-missing|environment-missing|token-policy-missing|personal-data-compliance|endpoint-(?:auth|parts)-missing|(?:integration|deviation)-field-missing|deviation-undeclared|table-) /;
  const known = new Set(othersIn(mission()));

  it("report the sections of a document when their text is taken away", () => {
    const gaps = withoutTextOf(mission(), "").flatMap(([, text]) => othersIn(text).filter((one) => ABSENCE.test(one)));
    const rules = new Set(gaps.map((one) => one.split(" ")[0]));
    expect(rules).toContain("section-empty");
    expect(rules).toContain("endpoint-parts-missing");
  });

  it("say nothing of a section whose text can't be read", () => {
    const cases = withoutTextOf(mission(), "[".repeat(2_001));
    expect(cases.length).toBeGreaterThan(20);
    const alarms = cases.flatMap(([heading, text]) =>
      othersIn(text)
        .filter((one) => ABSENCE.test(one) && !known.has(one))
        .map((one) => `${heading}: ${one}`),
    );
    expect(alarms).toEqual([]);
  });

  it("don't miss a deviation whose entry can't be read", () => {
    const deviation = (text: string): string =>
      `# MECHANISM: Booking\n\n## Technology Stack\n\n### Database\n\n**Type:** MongoDB 7\n\n## Technology Deviations\n\n### Deviation 1: Database\n\n${text}\n`;
    const rules = (text: string): string[] => diagnostics(analyse(deviation(text))).map((one) => one.rule);
    expect(rules("**Standard:** PostgreSQL")).toEqual(
      expect.arrayContaining(["deviation-undeclared", "deviation-field-missing"]),
    );
    const silent = rules("[".repeat(2_001));
    expect(silent).not.toContain("deviation-undeclared");
    expect(silent).not.toContain("deviation-field-missing");
  });
});
