import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Range } from "../../server/src/document/positions.ts";
import { type DocumentSymbol, symbols } from "../../server/src/features/symbols.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { unmark } from "../support/marker.ts";

const ours = createMechanismService(readFileSync("template/MECHANISM.md", "utf8"));

/** Compares the symbols as an indented list of kind, name and detail; `<|…|>` is the range of the symbol named. */
function check(source: string, expected: readonly string[], named?: string): void {
  const { text, ranges } = unmark(source);
  const found = symbols(ours.analyse(text));
  expectNested(found);
  const write = (one: DocumentSymbol, indent: string): string[] => [
    `${indent}${one.kind} ${one.name}${one.detail ? ` (${one.detail})` : ""}`,
    ...one.children.flatMap((child) => write(child, `${indent}  `)),
  ];
  expect(found.flatMap((one) => write(one, ""))).toEqual(expected);
  const all = (list: readonly DocumentSymbol[]): DocumentSymbol[] => list.flatMap((one) => [one, ...all(one.children)]);
  const symbol = all(found).find((one) => one.name === named);
  if (ranges[0]) expect(symbol?.range).toEqual(ranges[0]);
  if (ranges[1]) expect(symbol?.selectionRange).toEqual(ranges[1]);
}

/** LSP demands that selections lie in their ranges and children in their parents, and names must not be empty. */
function expectNested(list: readonly DocumentSymbol[], parent?: Range): void {
  for (const one of list) {
    expect(one.name.trim()).not.toBe("");
    expect(isInside(one.selectionRange, one.range)).toBe(true);
    if (parent) expect(isInside(one.range, parent)).toBe(true);
    expectNested(one.children, one.range);
  }
}

function isInside(inner: Range, outer: Range): boolean {
  const order = (a: Range["start"], b: Range["start"]): number => a.line - b.line || a.character - b.character;
  return order(outer.start, inner.start) <= 0 && order(inner.end, outer.end) <= 0;
}

describe("symbols", () => {
  it("are headings, entries and fields, the author's own headings too", () => {
    check(
      `# MECHANISM: Booking

**Mission:** Booking

## API

### Endpoints

#### GET /v1/x

**Purpose:** List
- **Colour:** red

## How the label prints

**Purpose:** Text
`,
      [
        "document MECHANISM: Booking",
        "  field Mission (Booking)",
        "  section API (API Design)",
        "    section Endpoints",
        "      entry GET /v1/x",
        "        field Purpose (List)",
        "  section How the label prints",
      ],
    );
  });

  it("reach from the heading to the end of what is below", () => {
    check(
      "# MECHANISM: B\n\n<|## 1. 🔐 <|Security|>\n\n### Authentication\n\n**Method:** JWT|>\n\n## Notes\n\nText\n",
      [
        "document MECHANISM: B",
        "  section Security (Security Approach)",
        "    section Authentication",
        "      field Method (JWT)",
        "  section Notes",
      ],
      "Security",
    );
  });

  it("of fields reach to the end of the value", () => {
    check(
      "# MECHANISM: 𠮷\n\n## Architecture\n\n🧭 **<|<|System Components|>:**\n- Web\n- API|>\n\nText\n".replace(
        "**<|<|",
        "<|**<|",
      ),
      ["document MECHANISM: 𠮷", "  section Architecture (Architecture Overview)", "    field System Components"],
      "System Components",
    );
  });

  it("nest groups that are written as labels, and sub-fields", () => {
    check("# MECHANISM: B\n\n## Tech Stack\n\n**Frontend:**\n- **Framework:** Svelte\n  - **Version:** 4\n", [
      "document MECHANISM: B",
      "  section Tech Stack (Technology Stack)",
      "    section Frontend",
      "      field Framework (Svelte)",
      "      field Version (4)",
    ]);
  });

  it("stand at the top without a title", () => {
    check("## Notes\n\nText\n\n## More\n", ["section Notes", "section More"]);
    check("", []);
    check("Text only\n", []);
  });

  it("have a name even for an empty heading", () => {
    check("# MECHANISM: B\n\n##\n\n## \n", ["document MECHANISM: B", "  section ##", "  section ##"]);
  });

  it("count lines of CRLF documents", () => {
    check(
      "# MECHANISM: B\r\n\r\n<|## <|Notes|>\r\n\r\nText|>\r\n",
      ["document MECHANISM: B", "  section Notes"],
      "Notes",
    );
  });

  it("of more parts than anybody looks through are sections without fields, and then the outer levels that fit whole", () => {
    const field = "- **Purpose:** a\n- **Fields:** b\n";
    const entries = (count: number): string =>
      Array.from({ length: count }, (_, i) => `### Table: t${i}\n${field}\n`).join("");
    const levelsOf = (text: string): number[] => {
      const counts: number[] = [];
      const count = (level: number, all: readonly DocumentSymbol[]): void => {
        if (all.length > 0) counts[level] = (counts[level] ?? 0) + all.length;
        for (const { children } of all) count(level + 1, children);
      };
      count(0, symbols(ours.analyse(text)));
      return counts;
    };
    const text = (count: number): string => `# MECHANISM: B\n\n## Database Schema\n\n${entries(count)}`;
    expect(levelsOf(text(332))).toEqual([1, 1, 332, 664]);
    expect(levelsOf(text(333))).toEqual([1, 1, 333]);
    expect(levelsOf(text(4_998))).toEqual([1, 1, 4_998]);
    expect(levelsOf(text(4_999))).toEqual([1, 1]);
    expect(levelsOf(`# MECHANISM: B\n\n${"## Notes\n\n".repeat(6_000)}`)).toEqual([1, 5_000]);
    expect(levelsOf("## Notes\n\n".repeat(6_000))).toEqual([5_000]);
  });

  it("nest in every document", () => {
    const texts = readdirSync("test/corpus", { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => readFileSync(`test/corpus/${entry.name}/MECHANISM.md`, "utf8"));
    for (const text of texts) expectNested(symbols(ours.analyse(text)));
    const pieces = [
      "# MECHANISM: x\n",
      "## ",
      "### Table: a\n",
      "**Purpose:** b\n",
      "- **Why:** c\n",
      "  - d: e\n",
      "```\n",
      "\r\n",
      "\n",
      "🏮",
      "---\n",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (list) => {
        expectNested(symbols(ours.analyse(list.join(""))));
      }),
      { numRuns: 150 },
    );
  });
});
