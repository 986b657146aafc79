import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { foldings } from "../../server/src/features/folding.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { unmark } from "../support/marker.ts";

const ours = createMechanismService(readFileSync("template/MECHANISM.md", "utf8"));
const HEAD = "# MECHANISM: Booking\n\n";

/** Each `<|…|>` is a folding, from its first line to its last. */
function check(source: string, kinds: readonly string[], service = ours): void {
  const { text, ranges } = unmark(source);
  const found = foldings(service.analyse(text));
  expect(found.map((one) => one.kind)).toEqual(kinds);
  expect(found.map((one) => [one.startLine, one.endLine])).toEqual(ranges.map((one) => [one.start.line, one.end.line]));
}

const EXAMPLE =
  "**Example:**\n- Base URL: `https://api.example.com/v1`\n- Authentication: JWT tokens in Authorization header";

describe("foldings", () => {
  it("hold the template's examples that are left over, with their label", () => {
    check(`${HEAD}## API Design\n\n**Base URL:** x\n\n<|${EXAMPLE}|>\n\n---\n`, ["region"]);
    check(`${HEAD}## API Design\n\n<|${EXAMPLE}|>\n`.replace(/\n/g, "\r\n"), ["region"]);
  });

  it("leave an example of the author's own alone", () => {
    check(`${HEAD}## API Design\n\n${EXAMPLE.replace("example.com", "lantern.eu")}\n`, []);
  });

  it("hold comments of several lines, wherever they stand", () => {
    check(`<|<!--\nfirst\n-->|>\n\n${HEAD}## My own\n\n- a <|<!-- b\n  c -->|>\n\n<!-- one line -->\n`, [
      "comment",
      "comment",
    ]);
  });

  it("hold both, in order", () => {
    check(`${HEAD}## API Design\n\n<|<!-- a\nb -->|>\n\n<|${EXAMPLE}|>\n\n<|<!-- a\nb -->|>\n`, [
      "comment",
      "region",
      "comment",
    ]);
  });

  it("find all examples of the template in the template", () => {
    const text = readFileSync("template/MECHANISM.md", "utf8");
    const labels = text.split("\n").flatMap((line, i) => (/^\*\*(?:Alternative e|E)xample/.test(line) ? [i] : []));
    expect(foldings(ours.analyse(text)).map((one) => one.startLine)).toEqual(labels);
  });

  it("aren't there in code, and not in documents of another kind", () => {
    check(`${HEAD}\`\`\`\n<!--\na\n-->\n\`\`\`\n`, []);
    check("# Shopping\n\n<!--\nmilk\n-->\n", []);
    check("", []);
  });
});
