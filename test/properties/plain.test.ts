import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../server/src/document/parse.ts";
import { readPlain } from "../../server/src/document/plain.ts";
import { readChunk } from "../../server/src/document/readChunk.ts";
import { IS_LONG } from "../support/edits.ts";
import { BOXES, FORMS, MARKS } from "../support/forms.ts";

const RUNS = IS_LONG ? 1_000_000 : 6_000;
const LIMIT_MS = 24 * 60 * 60 * 1000;

/** Words, as authors write them and as they may mean something else. */
const words = fc
  .array(
    fc.constantFrom(
      ..."plain|words|**Label:**|`code`|`|``|`a``|[Your value]|[x]|[ ]|[a](b)|[a]:|[^1]|TBD|a*b|_it_|__b__|~~s~~|1.|12)|7|#|##|-|--|---|*|***|+|>|=|===".split(
        "|",
      ),
      ..."|(a),<b>,<!-- c -->,\\,\\`,&amp;,https://harbour.example,www.harbour.example,a@b.example,:,a:,: b,!,![,🚢,é,\u00a0,\t,  ,\0,\u2028,\r,|,\\|,```,~~~,:-,:-:,.,@,$,{,}".split(
        ",",
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .chain((parts) => fc.constantFrom("", " ", " ").map((between) => parts.join(between)));

const easy = fc.constantFrom(
  "p95 < 200 ms, `<b>`",
  "see `https://harbour.example` and `a\\`",

  "words of text",
  "**Name:** a value",
  "`code` and `more`",
  "[Your value], TBD",
  "a **b** 🚢 c",
);
const form = fc.constantFrom(...FORMS);
const indent = fc.constantFrom("", "", "  ", "  ", "    ", "      ");
const mark = fc.constantFrom("- ", "- ", "- ", "* ", "+ ", "1. ", "1. ", "2. ", "10. ", "1) ", "3) ");
const oddIndent = fc.constantFrom(" ", "   ", "   ", "     ", "\t");

const tables = fc.constantFrom(
  "| a | b |\n| --- | :-: |\n| x | 2 |\n",
  "| a |\n|---|\n| 1 |\n|  |\n|two words |\n",
  "| a | b |\n|-|-|\n| | TBD |\n|[x]|🚢|\n",
  '| [a](b) | <br> |\n|-|-|\n|  a@harbour.example| https://harbour.example/a  |\n| ![TBD](b "c") | \\[x\\] |\n',
);
const blocks = fc.constantFrom(
  "---",
  "----",
  "> quoted words",
  "> **Note:** quoted\n> `words` TBD\n",
  "<!-- a comment -->",
  "<!-- a comment\n\n- of lines -->",
  "<!-- TODO: `x` --",
);
const fences = fc.constantFrom(
  "```sql\nselect 1;\n\n# no heading\n```",
  "```\n```",
  "~~~~\n~~~\n\n~~~~  ",
  "```json\n{\n\tx\n}\n```",
  "```\n[a](b), which nothing closes\n",
);

const plainLine = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "", "", "  ") },
  { weight: 3, arbitrary: easy },
  { weight: 2, arbitrary: form },
  { weight: 5, arbitrary: fc.tuple(indent, easy).map(([space, text]) => `${space}- ${text}`) },
  { weight: 3, arbitrary: fc.tuple(indent, mark, easy).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.tuple(indent, easy).map(([space, text]) => `${space}${text}`) },
  { weight: 2, arbitrary: fc.tuple(indent, mark, fc.constantFrom("", ...BOXES), form).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fences },
  { weight: 1, arbitrary: tables },
  { weight: 1, arbitrary: blocks },
);

const oddLine = fc.oneof(
  { weight: 4, arbitrary: words },
  { weight: 2, arbitrary: fc.tuple(indent, mark, words).map((parts) => parts.join("")) },
  { weight: 2, arbitrary: fc.tuple(indent, words).map(([space, text]) => `${space}${text}`) },
  { weight: 1, arbitrary: fc.tuple(oddIndent, easy).map(([space, text]) => `${space}- ${text}`) },
  { weight: 1, arbitrary: fc.tuple(oddIndent, easy).map(([space, text]) => `${space}${text}`) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ..."```,~~~,````,  ```,```js x,- ```,\t,-,- ,*,* a,1. a,> q,---,===,<div>,<!-- c -->,    code,+ a,***".split(","),
      ..."# H #,[a]: b,[^a]: b,| a,|-|,| a | b |,:-:,[x] a,- [x] a,-  a,-\ta,- - a,- | a |".split(","),
    ),
  },
);

/** Lines that are mostly plain, so that many texts are; and a mark that is put somewhere, which may change them. */
const part = fc
  .record({
    heading: fc.oneof(fc.constant(undefined), easy, easy, words),
    lines: fc.array(fc.oneof({ weight: 12, arbitrary: plainLine }, { weight: 1, arbitrary: oddLine }), {
      maxLength: 14,
    }),
    eol: fc.constantFrom("\n", "\n", "\r\n", "\r\n", "\r"),
    end: fc.boolean(),
    mark: fc.oneof({ weight: 2, arbitrary: fc.constant("") }, { weight: 1, arbitrary: words }),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ heading, lines, eol, end, mark, place }) => {
    const all = [...(heading === undefined ? [] : [`## ${heading}`]), ...lines];
    const text = all.join("\n").replaceAll("\n", eol) + (end ? eol : "");
    const at = Math.floor(place * text.length);
    return text.slice(0, at) + mark + text.slice(at);
  });

/** Marks one behind another, with forms between them: what is meant hangs on every character. */
const crowd = fc
  .record({
    opening: fc.constantFrom("", "", "- ", "- [x] ", "1. ", "> ", "## ", "| a |\n|-|\n| ", "words\n"),
    parts: fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...MARKS) }, { weight: 1, arbitrary: form }), {
      minLength: 1,
      maxLength: 9,
    }),
    closing: fc.constantFrom("", "", "\n", " |\n", "\nlazy words", "\n- next"),
    eol: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ opening, parts, closing, eol }) => `${opening}${parts.join("")}${closing}`.replaceAll("\n", eol));

/** Lines of which each has one of the forms, as authors write them. */
const written = fc
  .array(fc.tuple(fc.constantFrom("", "- ", "> "), form), { minLength: 1, maxLength: 6 })
  .map((lines) => lines.map(([mark, words]) => `${mark}${words}\n`).join("\n"));

describe("plain text that is read without the parser", () => {
  it("says what the parser makes of it", { timeout: LIMIT_MS }, () => {
    // The property would hold of a reader that never reads anything.
    expect(plainIn(part, RUNS)).toBeGreaterThan(RUNS / 8);
  });

  it("says what the parser makes of it, however marks stand together", { timeout: LIMIT_MS }, () => {
    expect(plainIn(crowd, RUNS)).toBeGreaterThan(RUNS / 10);
  });

  it("has links, addresses, HTML and escapes in it", { timeout: LIMIT_MS }, () => {
    expect(plainIn(written, 1_000)).toBe(1_000);
  });

  it.each(FORMS)("may hold %j", (words) => {
    for (const text of [`${words}\n`, `## ${words}\n`, `- ${words}\n`, `> ${words}\n`, `lazily\n${words}\n`]) {
      expect(isPlain(text), text).toBe(true);
    }
    for (const box of BOXES) expect(isPlain(`- ${box}${words}\n`), box).toBe(true);
  });
});

/** In how many random texts something is plain; all of which say what the parser makes of them. */
function plainIn(texts: fc.Arbitrary<string>, numRuns: number): number {
  let plain = 0;
  fc.assert(
    fc.property(texts, (text) => {
      if (isPlain(text)) plain++;
    }),
    { numRuns },
  );
  return plain;
}

/** Whether a text, or its start up to a heading, is plain. If so, it says what the parser makes of it. */
function isPlain(text: string): boolean {
  const read = readPlain(text, 0, !text.startsWith("#"));
  if (!read) return false;
  const own = text.slice(0, read.end);
  expect(readChunk(own, read.nodes, 0, [])).toEqual(readChunk(own, parseMarkdown(own, false).children, 0, []));
  expect(endsBefore(own, "# Next"), "a heading behind it is one").toBe(!read.isOpen);
  if (read.listMark === undefined && !read.isOpen)
    expect(endsBefore(own, "   # Next"), "an indented heading behind it is one").toBe(true);
  return true;
}

/** Whether a heading below a text is at the top level. */
function endsBefore(text: string, heading: string): boolean {
  const before = text === "" || /[\r\n]$/.test(text) ? text : `${text}\n`;
  const last = parseMarkdown(before + heading, false).children.at(-1);
  return last?.type === "heading" && last.position?.start.offset === before.length + heading.indexOf("#");
}
