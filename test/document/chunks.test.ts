import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument, updateDocument } from "../../server/src/document/document.ts";
import { startOfLine } from "../../server/src/document/lines.ts";
import { parseMarkdown, takenAway } from "../../server/src/document/parse.ts";
import { isAccidentalHeading } from "../../server/src/document/readChunk.ts";
import { applied, someSections, step } from "../support/edits.ts";

const corpus = readdirSync("test/corpus").filter((name) => !name.includes("."));
const texts = corpus.map((name) => readFileSync(`test/corpus/${name}/MECHANISM.md`, "utf8"));

/** Where chunks start according to one parse of the whole text. */
function boundaries(text: string): number[] {
  const mark = takenAway(text, true);
  const headings = parseMarkdown(text.slice(mark), true).children.flatMap((node) => {
    const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
    const source = text.slice(mark + start, mark + end);
    if (node.type !== "heading" || isAccidentalHeading(node, source)) return [];
    return [startOfLine(text, mark + start)];
  });
  return [0, ...headings.filter((offset) => /[^ \t\r\n]/.test(text.slice(mark, offset)))];
}

describe("chunks", () => {
  it.each(corpus)("of %s start where a parse of the whole text sees headings", (name) => {
    const text = texts[corpus.indexOf(name)] ?? "";
    expect(readDocument(text).chunks.map((chunk) => chunk.start)).toEqual(boundaries(text));
  });

  it("start there after any edits, too", () => {
    fc.assert(
      fc.property(someSections, fc.array(step, { minLength: 1, maxLength: 8 }), (first, steps) => {
        const text = steps.reduce(applied, first);
        const { chunks } = readDocument(text);
        const isRead = chunks.every(({ facts }) => facts.unread.length === 0);
        if (isRead) expect(chunks.map((chunk) => chunk.start)).toEqual(boundaries(text));
      }),
    );
  });

  it("cover the text without gap or overlap", () => {
    for (const text of texts) {
      expect(
        readDocument(text)
          .chunks.map((chunk) => chunk.facts.text)
          .join(""),
      ).toBe(text);
    }
  });

  it("equal a fresh reading after any edit", () => {
    const snippets = [
      "```\n",
      "# x\n",
      "\n",
      "---\n",
      "<!-- ",
      "-->",
      "**A:** b\n",
      "- [x]: y\n",
      "> q\n",
      "\r\n",
      "🏮",
      "===\n",
      "    code\n",
      "a",
    ];
    const edits = fc.array(fc.record({ at: fc.nat(), remove: fc.nat(40), insert: fc.constantFrom(...snippets, "") }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...texts.map((text) => text.slice(0, 6000))), edits, (start, list) => {
        let document = readDocument(start);
        for (const edit of list) {
          const at = edit.at % (document.text.length + 1);
          const text = document.text.slice(0, at) + edit.insert + document.text.slice(at + edit.remove);
          document = updateDocument(document, text);
          expect(document).toEqual(readDocument(text));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are read from any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(
          readDocument(text)
            .chunks.map((chunk) => chunk.facts.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("a fence of more marks than an expression can hold", () => {
  it.each(["`", "~"])("goes on to where as many stand again: %s", (mark) => {
    const marks = mark.repeat(100_000);
    const open = `# A\n\n${marks}\n\n## B\n\ntext\n`;
    expect(readDocument(open).chunks).toHaveLength(1);
    const closed = `${open}${marks}\n\n## C\n`;
    expect(readDocument(closed).chunks.map(({ start }) => closed.slice(start, start + 3))).toEqual(["# A", "## "]);
    expect(updateDocument(readDocument(open), closed)).toEqual(readDocument(closed));
  });
});

describe("a rule in the first line", () => {
  const kinds = (text: string): string[] =>
    readDocument(text).chunks.flatMap(({ facts }) => facts.blocks.map((one) => one.kind));

  it("opens front matter only if another closes it", () => {
    expect(kinds("---\n- a\n\n> b\n\n# T\n")).toEqual(["break", "list", "quote"]);
    expect(kinds("---\na: b\n# c\n---\n\n- d\n\n# T\n")).toEqual(["frontmatter", "list"]);
  });
});

describe("a byte order mark", () => {
  const starts = (text: string): string[] =>
    readDocument(text).chunks.map(({ facts }) => facts.text.slice(0, facts.heading?.span.end ?? 0));

  it("is taken away at the start of a document only once", () => {
    expect(starts("\ufeff# A\r\n\r\ntext\r\n\r\n# B\r\n")).toEqual(["\ufeff# A", "# B"]);
    expect(starts("\ufeff\ufeff# A\r\n\r\ntext\r\n\r\n# B\r\n")).toEqual(["", "# B"]);
  });

  it("belongs to the text where something stands before it, also in a chunk that starts with it", () => {
    const text = "one\n\n\ufeff- [X] **Two:**\n-\n\n[ref]: https://harbour.example\n";
    const { chunks } = readDocument(text);
    expect(chunks.map(({ facts }) => facts.heading?.span)).toEqual([
      undefined,
      { start: 0, end: "\ufeff- [X] **Two:**\n-".length },
    ]);
    for (const inserted of ["x", "# A\n", ""]) {
      const edited = inserted + text;
      expect(updateDocument(readDocument(text), edited)).toEqual(readDocument(edited));
    }
  });
});

describe("a heading with its marks below that stands right behind definitions", () => {
  const DEFINITIONS = "[ref]: https://harbour.example\n[two]: https://harbour.example/two\n";

  it.each(["", "\n", "# First\n\n", "text\n\n"])("starts a chunk behind them, which all is read of: %j", (before) => {
    const text = `${before}${DEFINITIONS}  Title\n===\n\nSee [ref].\n`;
    const { chunks } = readDocument(text);
    expect(chunks.map(({ facts }) => facts.text)).toEqual([`${before}${DEFINITIONS}`, "  Title\n===\n\nSee [ref].\n"]);
    expect(chunks.map(({ facts }) => facts.definitions.length)).toEqual([2, 0]);
    expect(chunks[1]?.facts.heading).toMatchObject({ title: "Title", span: { start: 2, end: 11 } });
    expect(chunks.flatMap(({ facts }) => facts.unread)).toEqual([]);
  });

  it("is that of the whole text when a heading comes between blank lines and definitions", () => {
    const text = `\n${DEFINITIONS}Title\n===\n`;
    const edited = `\n# New\n${DEFINITIONS}Title\n===\n`;
    expect(updateDocument(readDocument(text), edited)).toEqual(readDocument(edited));
    expect(updateDocument(readDocument(edited), text)).toEqual(readDocument(text));
  });
});

describe("a heading that stands deeper than the mark of a list item before it", () => {
  it("belongs to the item, and starts no chunk", () => {
    expect(readDocument("# A\n\n- one\n  # two\n\n# B\n").chunks).toHaveLength(2);
  });

  it("does so from the edit on that indents it, until it is taken back", () => {
    const [top, below] = ["# A\n\n- one\n# two\n\nx\n\n# B\n", "# A\n\n- one\n  # two\n\nx\n\n# B\n"];
    expect(updateDocument(readDocument(top), below)).toEqual(readDocument(below));
    expect(updateDocument(readDocument(below), top)).toEqual(readDocument(top));
  });
});

describe("a text that nests deeper than the parser can follow", () => {
  it.each(["1. ".repeat(2500), "- 1. ".repeat(1500), "> - ".repeat(2500)])(
    "is a chunk that says nothing: %#",
    (deep) => {
      const text = `# A\n\none\n\n## B\n\n${deep}x\n\n## C\n\ntwo\n`;
      const { chunks } = readDocument(text);
      expect(chunks.map(({ start }) => text.slice(start, start + 4).trim())).toEqual(["# A", "## B", "## C"]);
      expect(chunks[2]?.facts.blocks).toHaveLength(1);
      expect(readDocument(deep).chunks).toHaveLength(1);
    },
  );
});
