import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/document/document.ts";
import { type FieldFact, isUnclosed } from "../../server/src/document/facts.ts";
import { LineIndex, type Span } from "../../server/src/document/positions.ts";

/** The labels of a text, one line for each: label, value, and what is below it indented. */
function labelsOf(text: string): string[] {
  return readDocument(text).chunks.flatMap(({ facts }) => {
    const show = (field: FieldFact, indent: string): string[] => [
      `${indent}${field.label} = ${facts.text.slice(field.inline.start, field.inline.end)}${field.blocks.map((block) => ` <${block.kind}>`).join("")}`,
      ...field.fields.flatMap((below) => show(below, `${indent}  `)),
    ];
    return facts.fields.flatMap((field) => show(field, ""));
  });
}

describe("labels", () => {
  it.each([
    ["**Framework:** Next.js", ["Framework = Next.js"]],
    ["**Framework**: Next.js", ["Framework = Next.js"]],
    ["__Framework:__ Next.js", ["Framework = Next.js"]],
    ["- **Framework:** Next.js 14", ["Framework = Next.js 14"]],
    ["- 🤖 **LLM Calls**: none", ["LLM Calls = none"]],
    ["- Hashing: bcrypt", ["Hashing = bcrypt"]],
    ["- [ ] Hashing: bcrypt", ["Hashing = bcrypt"]],
    ["- [Service 1]: Stripe", ["[Service 1] = Stripe"]],
    ["- `id`: UUID", ["id = UUID"]],
    ["- see https://a.example: no", ["see https://a.example = no"]],
    ["- https://a.example", []],
    ["**What we did not do.** Much.", []],
    ["Framework: Next.js", []],
    ["**A:** one\n**B:** two\n  three", ["A = one", "B = two\n  three"]],
    ["**A:**\none\n**B:** two", ["A = one", "B = two"]],
    ["**A:**\n\n- x: 1\n- y: 2", ["A =  <list>", "  x = 1", "  y = 2"]],
    ["**A:**\n```\nx\n```", ["A =  <code>"]],
    ["**A:**\n\n| a |\n|---|\n| 1 |", ["A =  <table>"]],
    ["**A:**\n<!-- note -->\n- x", ["A =  <list>"]],
    ["**A:**\n\n**B:** two", ["A = ", "B = two"]],
    ["- **A:** one\n  - **Why:** two", ["A = one <list>", "  Why = two"]],
    ["**A:** one <!-- mechanism-ignore x -->", ["A = one"]],
    ["**A**: one\n---\n\nx", ["A = one"]],
  ])("of %j", (text, expected) => expect(labelsOf(text)).toEqual(expected));
});

describe("headings", () => {
  const names = (text: string): string[] =>
    readDocument(text).chunks.flatMap(({ facts }) =>
      facts.heading
        ? [`${facts.heading.title} / ${facts.text.slice(facts.heading.name.start, facts.heading.name.end)}`]
        : [],
    );

  it.each([
    ["## Backend", "Backend / Backend"],
    ["## 3. API Design", "API Design / API Design"],
    ["### 3.1 📚 Tables", "Tables / Tables"],
    ["## 🔐 Security Approach 🔐", "Security Approach 🔐 / Security Approach"],
    ["## Backend (API and worker)", "Backend (API and worker) / Backend"],
    ["#### `POST /x`", "POST /x / POST /x"],
    ["#### **DELETE** `/x`", "DELETE /x / DELETE** `/x"],
    ["#### PATCH /me – own profile", "PATCH /me – own profile / PATCH /me"],
    ["## A.1 Tables", "Tables / Tables"],
    ["## 2.a Tables", "Tables / Tables"],
    ["## (1) Tables", "Tables / Tables"],
    ["## VI. Tables", "Tables / Tables"],
    ["## API Design", "API Design / API Design"],
    ["## Tables {#tables}", "Tables {#tables} / Tables"],
    ["## **Bold**", "Bold / Bold"],
    ["Title\n---", "Title / Title"],
    ["## A <!-- note -->", "A / A"],
  ])("%j", (text, expected) => expect(names(text)).toEqual([expected]));

  it("are none where a rule is drawn right below a label or several lines", () => {
    expect(names("**A:** b\n---\n\none\ntwo\n---\n")).toEqual([]);
  });
});

describe("brackets", () => {
  const brackets = (text: string): string[] =>
    readDocument(text).chunks.flatMap(({ facts }) =>
      facts.brackets.map((one) => `${one.inner}${one.code ? " code" : ""}${one.markup ? " markup" : ""}`),
    );

  it.each([
    ["a [b] c", ["b"]],
    ["`a[b]`", ["b code"]],
    ["[b](x.md)", ["b markup"]],
    ["text[^1] and [x]", ["^1 markup", "x markup"]],
    ["\\[b]", ["b markup"]],
    ["```\n[b]\n```", []],
    ["![b](c.png)", []],
    ["- [Service 1]: Stripe", ["Service 1"]],
    ["| [b] |\n|---|\n| [c] |", ["b", "c"]],
    ["> [b]", ["b"]],
  ])("in %j", (text, expected) => expect(brackets(text)).toEqual(expected));
});

describe("positions", () => {
  it("count UTF-16 characters, and lines by any line ending", () => {
    const lines = new LineIndex("a🏮b\r\nc\rd\n");
    expect(lines.lineCount).toBe(4);
    expect(lines.positionAt(3)).toEqual({ line: 0, character: 3 });
    expect(lines.offsetAt({ line: 1, character: 0 })).toBe(6);
    expect(lines.positionAt(8)).toEqual({ line: 2, character: 0 });
  });

  it("behind the end of a line mean its end", () => {
    const lines = new LineIndex("ab\r\nc");
    expect(lines.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(lines.offsetAt({ line: 99, character: 0 })).toBe(5);
  });
});

describe("a byte order mark", () => {
  it("moves nothing", () => {
    const [plain] = readDocument("# A\n\n**B:** c [d]\n").chunks;
    const [marked] = readDocument("\uFEFF# A\n\n**B:** c [d]\n").chunks;
    const texts = (chunk: typeof plain): string[] =>
      chunk
        ? [...chunk.facts.brackets, ...chunk.facts.fields].map(({ span }) =>
            chunk.facts.text.slice(span.start, span.end),
          )
        : [];
    expect(texts(marked)).toEqual(texts(plain));
    expect(marked?.facts.text.slice(marked.facts.heading?.name.start, marked.facts.heading?.name.end)).toBe("A");
  });
});

describe("an address in brackets", () => {
  it("leaves its heading a name", () => {
    for (const heading of ["## [https://harbour.example] ##", "[https://harbour.example]\n-----"]) {
      const [chunk] = readDocument(`words\n\n${heading}\n`).chunks.slice(-1);
      expect(chunk?.facts.heading?.title).toBe("[https://harbour.example]");
    }
  });

  it("leaves its cell a place, wherever the table is cut", () => {
    const [chunk] = readDocument("words <b\n\n| a | b |\n| - | - |\n|  [https://harbour.example] |x|\n").chunks;
    const table = chunk?.facts.blocks.find((block) => block.kind === "table");
    const cells = table?.kind === "table" ? table.rows[1] : undefined;
    expect(cells?.map(({ start, end }) => chunk?.facts.text.slice(start, end))).toEqual([
      "[https://harbour.example]",
      "x",
    ]);
  });
});

describe("blocks", () => {
  it("are no code where a line starts with back-ticks and has others", () => {
    const [chunk] = readDocument("see [a](b)\n```no code```\n").chunks;
    expect(chunk?.facts.blocks.map(({ kind, span }) => [kind, span])).toEqual([["paragraph", { start: 0, end: 24 }]]);
  });

  it("go on to the end in a fence that nothing closes", () => {
    const text = "# T\n\n```js\n# code\n\n[a](b)\n";
    const chunks = readDocument(text).chunks;
    expect(chunks.map(({ facts }) => facts.blocks.map(({ kind, span }) => [kind, span]))).toEqual([
      [["code", { start: 5, end: text.length }]],
    ]);
  });

  /** The blocks of a text with what the facts divide them into. */
  const blocksOf = (text: string): unknown[] =>
    readDocument(text).chunks.flatMap(({ facts }) => {
      const slice = ({ start, end }: Span): string => facts.text.slice(start, end);
      return facts.blocks.map((block) => {
        if (block.kind === "table") return block.rows.map((row) => row.map(slice));
        if (block.kind === "list") return block.items.map((item) => item.lines.map(slice));
        if (block.kind === "code") {
          return [...block.lines.map(slice), ...block.labels.map((one) => `${slice(one.name)}=${slice(one.value)}`)];
        }
        return "lines" in block ? block.lines.map(slice) : block.kind;
      });
    });

  it.each([
    [
      "| a | **b** |\n|---|:--|\n| `x \\| y` |  |",
      [
        [
          ["a", "**b**"],
          ["`x \\| y`", ""],
        ],
      ],
    ],
    [
      "😀 one  \n  two\n\n> three\n>  four",
      [
        ["😀 one", "two"],
        ["three", "four"],
      ],
    ],
    ["- one\n  two\n- [x] three", [[["one", "two"], ["three"]]]],
    [
      "```text\nWhy: 😀 cost\n\n  and more\nState:\n```",
      [["Why: 😀 cost", "", "  and more", "State:", "Why=😀 cost", "State="]],
    ],
    ["    indented\n    code", [["indented", "code"]]],
    ["~~~\nWhy: x", [["Why: x", "Why=x"]]],
    ["```\n```", [[""]]],
    ["<div>\n<!-- x", ["html"]],
  ])("of %j", (text, expected) => {
    expect(blocksOf(text)).toEqual(expected);
    expect(blocksOf(text.replaceAll("\n", "\r\n"))).toEqual(expected);
  });

  it("of lists hold the code below a label, at its place", () => {
    const text = '- **Body:**\n  ```json\n  { "a": 1 }\n  ```\n';
    const { facts } = readDocument(text).chunks[0] ?? {};
    const code = facts?.fields[0]?.blocks[0];
    const lines = code?.kind === "code" ? code.lines : [];
    expect(lines.map(({ start, end }) => text.slice(start, end))).toEqual(['{ "a": 1 }']);
  });

  it.each([
    ["```\nx", true],
    ["```", true],
    ["```\nx\n```", false],
    ["````\nx\n```", true],
    ["~~~\nx\n~~~~  ", false],
    ["    indented", false],
    ["<!-- a --> x\n<!-- b", true],
    ["<div>", false],
    ["one", false],
  ])("know whether anything closes them: %j", (text, expected) => {
    expect(readDocument(text).chunks[0]?.facts.blocks.map(isUnclosed).at(-1)).toBe(expected);
  });

  it("leave out marks where a heading is underlined, even with # in its text", () => {
    const marks = (text: string): unknown => readDocument(text).chunks.map(({ facts }) => facts.heading?.marks);
    expect(marks("## A")).toEqual([{ start: 0, end: 2 }]);
    expect(marks("#A\n===")).toEqual([undefined]);
  });

  it("have their code spans known", () => {
    const text = "😀 `a` and\n\n| `b` |\n|---|\n\n- ``c`d``";
    const { facts } = readDocument(text).chunks[0] ?? {};
    expect(facts?.codeSpans.map(({ start, end }) => text.slice(start, end))).toEqual(["`a`", "`b`", "``c`d``"]);
  });
});
