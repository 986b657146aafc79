import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Document, readDocument } from "../../server/src/document/document.ts";
import { DocumentEditor } from "../../server/src/document/editor.ts";
import type { ChunkFacts } from "../../server/src/document/facts.ts";
import { parseMarkdown } from "../../server/src/document/parse.ts";
import { readChunk } from "../../server/src/document/readChunk.ts";
import { IS_LONG, type Step, spanOf, step } from "../support/edits.ts";
import { BOXES, FORMS } from "../support/forms.ts";

/*
 * Sections are read in pieces. They are compared with what one parse of each chunk gives.
 */

const RUNS = IS_LONG ? 5_000 : 40;
const LIMIT_MS = 24 * 60 * 60 * 1000;

const ITEMS = [
  "- **Field:** a value with [Your value] and `code`",
  "- plain item\n  - nested: `x`\n    - deeper\n  - nested again",
  "- loose item\n\n  with a second paragraph",
  "- item with code\n  ```sql\n  select 1;\n\n  - no item\n  ```",
  "- [x] done, [a link](https://harbour.example/a)",
  "- lazy\ncontinued TBD",
  "- **Value below:**\n  1. one\n  2. two",
  "* other mark",
  "+ **Third:** mark",
  "1. first",
  "12. twelfth: with\n    more",
  "2) other delimiter",
  "- <!-- note -->",
  "-\n  content below",
  "  - indented one",
  "- ---",
  "- > quoted in an item",
  ...BOXES.map((box, i) => `- ${box}${FORMS[i]}`),
  "- | a | b |\n  | - | - |\n  | 1 | 2 |",
];

const BLOCKS = [
  "A paragraph of **several** words, [Your name] and a TODO.",
  "**Label:** value\n**Other label:**",
  "**Label of what follows:**",
  "> quoted\nlazy",
  '```json\n{\n\n- "a": [1]\n| x |\n}\n```',
  "~~~\ncode\n\n~~~",
  "    indented code\n\n    more",
  "<!-- a comment\n\n- of lines -->",
  "<div>\n- html\n</div>",
  ...FORMS,
  "***",
  "---",
  "text\nof lines\n---",
  "| one | two |\n| --- | --- |\n| 1 | `a` |\n| [x] | TBD |\nwithout bars\n| | |",
  "| a |\n|-|",
  "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other",
];

const HAZARDS = [
  "\n```no fence```\n",
  "]:",
  "\n- ",
  "\n",
  "\n\n",
  "```\n",
  "\n  ",
  "- x\n",
  "| a | b |\n",
  "\n|-|-|\n",
  "* y\n",
  "<!--",
  "-->",
  "1. ",
  "\n---\n",
  "\n===\n",
  "<pre>\n",
  "</pre>\n",
  "\r",
  "   ",
  "\t",
  "[a]: https://a.example\n",
  "[^n]: note\n",
  "# ",
  "> ",
];

/** Many of one kind of line, with others between. */
const run = fc.oneof(
  { weight: 3, arbitrary: manyOf(ITEMS, "\n") },
  { weight: 1, arbitrary: manyOf(ITEMS, "\n\n") },
  { weight: 1, arbitrary: manyOf(BLOCKS, "\n\n") },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(150), fc.constantFrom("| %n | [Value %n] |", "| %n | `a|b` | more", "|%n", "| \\| %n |"))
      .map(([count, row]) => `| a | b |\n| --- | :-: |\n${repeated(count, row)}`),
  },
  {
    weight: 2,
    arbitrary: fc.nat(150).map((count) => repeated(count, "- **Name %n:** what it says, and [Your value]")),
  },
);

function manyOf(parts: readonly string[], between: string): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...parts), { minLength: 5, maxLength: 60 }).map((chosen) => chosen.join(between));
}

function repeated(count: number, line: string): string {
  return Array.from({ length: count }, (_, i) => line.replaceAll("%n", String(i))).join("\n");
}

/** Without a table in an item and indented code: what the parser makes of lines behind them hangs on other chunks. */
const shortRun = fc
  .array(
    fc.constantFrom(
      ...ITEMS.slice(0, -1),
      ...BLOCKS.filter((block) => !block.startsWith("    ")),
      ...HAZARDS,
      "\\* escaped",
      "<b>bold</b> words",
      "[a](b) words",
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((chosen) => fc.constantFrom("\n", "\n\n").map((between) => chosen.join(between)));

const longDocument = documentOf(fc.array(run, { minLength: 3, maxLength: 7 }));
const shortDocument = documentOf(fc.array(shortRun, { minLength: 1, maxLength: 3 }));

function documentOf(manyRuns: fc.Arbitrary<string[]>): fc.Arbitrary<string> {
  const record = fc.record({
    runs: manyRuns,
    between: fc.constantFrom("\n\n", "\n\n", "\n", "\n\n## Next\n\n"),
    opening: fc.constantFrom("# Title\n\n## Long\n\n", "", "\ufeff", "---\na: b\n---\n", "## L\n"),
    eol: fc.constantFrom("\n", "\n", "\r\n", "\r"),
    end: fc.constantFrom("", "\n", "\n\n# Last\n\nend\n", "\n  # Indented\n"),
  });
  return record.map(({ runs, between, opening, eol, end }) =>
    `${opening}${runs.join(between)}${end}`.replaceAll("\n", eol),
  );
}

const edit: fc.Arbitrary<Step> = fc.oneof(
  step,
  fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    near: fc.constantFrom("here", "line"),
    removed: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(400)),
    inserted: fc.constantFrom(
      ...HAZARDS,
      ...ITEMS.map((item) => `${item}\n`),
      ...BLOCKS.map((block) => `${block}\n\n`),
    ),
  }),
);

describe("a chunk that is read in pieces", () => {
  it("says what one parse of it says, however short", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(shortDocument, (text) => checkWhole(readDocument(text))),
      { numRuns: RUNS * 50 },
    );
  });

  it("says what one parse of it says, after any edits", { timeout: LIMIT_MS }, () => {
    fc.assert(
      fc.property(longDocument, fc.array(edit, { minLength: 1, maxLength: 6 }), (text, edits) => {
        const editor = new DocumentEditor(readDocument(text));
        checkWhole(editor.read());
        for (const one of edits) {
          const before = editor.read().text;
          const { start, end } = spanOf(before, one);
          const after = before.slice(0, start) + one.inserted + before.slice(end);
          editor.replace({ start, end }, one.inserted);
          const document = editor.read();
          expect(document.text).toBe(after);
          checkWhole(document);
          expect(document.chunks).toEqual(readDocument(after).chunks);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function checkWhole({ chunks }: Document): void {
  chunks.forEach(({ facts }, i) => {
    const behind = chunks[i + 1]?.facts;
    if (facts.unread.length === 0) expect(facts).toEqual(atOnce(facts.text, i === 0, behind));
  });
}

/** The facts of a chunk by one parse of all of it with the heading behind it, which tells how far open blocks go. */
function atOnce(text: string, isStart: boolean, behind: ChunkFacts | undefined): ChunkFacts {
  const mark = isStart && text.startsWith("\ufeff") ? 1 : 0;
  const heading = behind ? behind.text.slice(0, behind.heading?.span.end) : "";
  const nodes = parseMarkdown(text.slice(mark) + heading, isStart).children;
  return readChunk(text, behind ? nodes.slice(0, -1) : nodes, -mark, []);
}
