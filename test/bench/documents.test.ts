import { describe, expect, it } from "vitest";
import { ADVERSARIAL } from "../../scripts/bench/adversarial.ts";
import { CHARACTERS_AT_1X, missionDocument } from "../../scripts/bench/documents.ts";
import { Author } from "../../scripts/bench/edits.ts";
import { Random } from "../../scripts/bench/random.ts";
import { EditedText } from "../../scripts/bench/text.ts";
import { insertTables } from "../../scripts/bench/write.ts";
import { RULES } from "../../server/src/rules/index.ts";
import { analyse } from "../support/service.ts";

const SEED = 3;

describe("a document to measure with", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(missionDocument(1, SEED)).toBe(missionDocument(1, SEED));
    expect(missionDocument(1, SEED)).not.toBe(missionDocument(1, SEED + 1));
  });

  it.each([1, 10])("is about %i times as long as a usual one", (scale) => {
    const share = missionDocument(scale, SEED).length / (CHARACTERS_AT_1X * scale);
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1.2);
  });

  it.each([1, 10])("follows the template and has some gaps, %i times as long", (scale) => {
    const { findings } = analyse(missionDocument(scale, SEED));
    const structure = RULES.filter((rule) => rule.structure).map(({ id }) => id);
    // One section is left out, so that there is something to show early.
    expect(findings.map(({ rule }) => rule).filter((rule) => structure.includes(rule))).toEqual(["section-missing"]);
    expect(findings.length).toBeGreaterThan(1);
  });
});

describe("edits to measure with", () => {
  it("are the same for the same seed", () => {
    const typed = (): string => {
      const text = new EditedText(missionDocument(1, SEED));
      const author = new Author(text, new Random(SEED));
      for (let n = 0; n < 300; n++) author.type();
      return `${text}`;
    };
    expect(typed()).toBe(typed());
    expect(typed()).not.toBe(missionDocument(1, SEED));
  });

  it("make the text that their ranges say", () => {
    const text = new EditedText(missionDocument(1, SEED));
    const author = new Author(text, new Random(SEED));
    for (let n = 0; n < 300; n++) {
      const before = `${text}`;
      const { range, text: inserted } = author.type();
      const offset = ({ line, character }: { line: number; character: number }): number =>
        before
          .split("\n")
          .slice(0, line)
          .reduce((sum, one) => sum + one.length + 1, character);
      expect(`${text}`).toBe(before.slice(0, offset(range.start)) + inserted + before.slice(offset(range.end)));
    }
  });

  it("touch many parts of the document, with lines, deletions and single characters", () => {
    const text = new EditedText(missionDocument(1, SEED));
    const author = new Author(text, new Random(SEED));
    const changes = Array.from({ length: 600 }, () => author.type());
    const tenths = new Set(changes.map(({ range }) => Math.floor((range.start.line / text.lineCount) * 10)));
    expect(tenths.size).toBe(10);
    expect(changes.some((one) => one.text.includes("\n"))).toBe(true);
    expect(changes.some((one) => one.text === "")).toBe(true);
    expect(changes.filter((one) => one.text.length === 1).length).toBeGreaterThan(changes.length / 2);
  });
});

describe("adversarial documents", () => {
  it("have names of their own", () => {
    const names = ADVERSARIAL.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("are the same each time, and short enough to be read at all", () => {
    const longest = 5 * 1024 * 1024;
    for (const { name, text } of ADVERSARIAL) {
      const [first, second] = [text(), text()];
      expect(first.length, name).toBeLessThan(longest);
      expect(first === second, name).toBe(true);
    }
  });

  it.each([
    ["the empty file", /^$/],
    ["a line of 1 MB, plain", /^(?:word ){200000}$/m],
    ["100,000 [", /^\[{100000}$/m],
    ["quotes 5,000 deep", /^(?:> ){5000}deep$/m],
    ["a list 1,000 deep, on lines", /^(?: {2}){999}- deep$/m],
    ["a heading of 100,000 characters", /^## (?:long ){20000}$/m],
    ["an unclosed fence at the top", /^# .*\n\n```\n/],
    ["a table of 5,000 rows", /^\| 4999 \| x \|$/m],
    ["a JSON fence of 1 MB on one line", /^```json\n.{900000,1100000}\n```$/m],
    ["CRLF", /^# [^\r\n]*\r\n/],
    ["BOM", /^\ufeff# /],
  ])("hold what the name promises: %s", (name, expected) => {
    const text = ADVERSARIAL.find((one) => one.name === name)?.text();
    // The text itself would fill the report.
    expect(text !== undefined && expected.test(text)).toBe(true);
  });

  it.each([
    ["50,000 headings", /^## Heading /gm, 50_000],
    ["50,000 footnotes", /^\[\^\d+\]: /gm, 50_000],
    ["20,000 definitions", /^\[label-\d+\]: /gm, 20_000],
    ['20,000 characters of "|" in each of 25 sections', /^\|{20000}$/gm, 25],
    ['20,000 characters of "- " in each of 25 sections', /^(?:- ){10000}$/gm, 25],
  ])("repeat as often as the name promises: %s", (name, part, count) => {
    const text = ADVERSARIAL.find((one) => one.name === name)?.text() ?? "";
    expect(text.match(part)?.length).toBe(count);
  });
});

describe("the page about speed", () => {
  it("gets its figures between the markers and keeps the rest", () => {
    const page = "Before.\n<!-- figures: start -->\nold\n<!-- figures: end -->\nAfter.\n";
    const expected = "Before.\n<!-- figures: start -->\n\n| new |\n\n<!-- figures: end -->\nAfter.\n";
    expect(insertTables(page, "| new |\n")).toBe(expected);
    expect(insertTables(expected, "| new |\n")).toBe(expected);
  });

  it("is refused without its markers", () => {
    expect(() => insertTables("No markers.", "| new |\n")).toThrow("figures: start");
  });
});
