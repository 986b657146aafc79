import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentLines } from "../../server/src/document/lines.ts";
import type { Analysis } from "../../server/src/features/analysis.ts";
import { applyEdits, batchEdits, fixesOf } from "../../server/src/features/fixes.ts";
import { outline } from "../../server/src/features/outline.ts";
import type { Finding, Fix } from "../../server/src/rules/rule.ts";
import { analyse, TEMPLATE } from "../support/service.ts";

const corpus = readdirSync("test/corpus", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => readFileSync(`test/corpus/${entry.name}/MECHANISM.md`, "utf8"));

/** Applies batches of fixes until nothing changes. */
function fixAll(text: string, wants: (finding: Finding, fix: Fix) => boolean): { text: string; rounds: number } {
  let current = text;
  for (let rounds = 0; rounds < 300; rounds++) {
    const analysis = analyse(current);
    const edits = batchEdits(analysis, wants);
    if (edits.length === 0) return { text: current, rounds };
    const next = applyEdits(analysis.document, edits);
    expect(next).not.toBe(current);
    current = next;
  }
  throw new Error("Fixes go on for ever.");
}

/** A document of the corpus with a few of its lines gone, doubled or moved. */
const damaged = fc
  .tuple(
    fc.constantFrom(...corpus),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("drop", "double", "swap")), { maxLength: 12 }),
  )
  .map(([text, damage]) => {
    const lines = text.split("\n");
    for (const [at, kind] of damage) {
      const i = at % lines.length;
      const line = lines[i] ?? "";
      if (kind === "drop") lines.splice(i, 1);
      else if (kind === "double") lines.splice(i, 0, line);
      else lines.splice(i, 2, lines[i + 1] ?? "", line);
    }
    return lines.join("\n");
  });

describe("applying fixes until nothing changes", () => {
  it("ends, for mechanical and safe fixes, and leaves none of them to do", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { text: result } = fixAll(text, (_, fix) => fix.kind !== "choice");
        const left = analyse(result);
        expect(batchEdits(left, (_, fix) => fix.kind !== "choice")).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("ends for any fix of each finding", () => {
    for (const text of [...corpus, TEMPLATE]) fixAll(text, () => true);
  });

  it("changes no word if the fixes are mechanical", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { text: result } = fixAll(text, (_, fix) => fix.kind === "mechanical");
        // A comma before a closing bracket is no word, and JSON has none there.
        const words = (all: string): string[] => contentLines(all.replace(/,(?=\s*[}\]])/g, ""));
        expect(words(result)).toEqual(words(text));
      }),
      { numRuns: 25 },
    );
  });

  it("keeps the line endings of the document", () => {
    // A document that mixes them keeps what it has where nothing is inserted.
    const isMixed = (text: string): boolean => /\r\n/.test(text) && /(?<!\r)\n/.test(text);
    for (const text of corpus.filter((one) => !isMixed(one))) {
      const isCrlf = text.includes("\r\n");
      const { text: result } = fixAll(isCrlf ? text : text.replace(/\n/g, "\r\n"), () => true);
      expect(/(?<!\r)\n/.test(result)).toBe(false);
    }
  });
});

describe("reading", () => {
  const markdown = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "# ",
          "## ",
          "**",
          "- ",
          "```\n",
          "[",
          "]",
          "\n",
          "\n\n",
          "---\n",
          "<!-- ",
          " -->",
          "| a | b |\n",
          "> ",
          "TBD",
          "N/A",
          ": ",
          "\r\n",
          "🏮",
          "\t",
          "1. ",
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => `# MECHANISM: X\n${parts.join("")}`);

  function everything(analysis: Analysis): void {
    outline(analysis);
    for (const finding of analysis.findings) fixesOf(analysis, finding);
  }

  it("gives findings, fixes and an outline for any text", () => {
    fc.assert(
      fc.property(fc.oneof(markdown, fc.string({ unit: "binary" })), (text) => everything(analyse(text))),
      { numRuns: 300 },
    );
  });
});
