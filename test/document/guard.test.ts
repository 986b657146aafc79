import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/document/document.ts";
import { guarded } from "../../server/src/document/guard.ts";

/** The lines that the parser gets, without spaces around and cut to eight characters. */
function seenLines(text: string): string[] {
  const { text: seen } = guarded(text);
  expect(seen.length).toBe(text.length);
  expect(seen.replace(/[^\r\n]/g, "")).toBe(text.replace(/[^\r\n]/g, ""));
  return seen.split(/\r\n|\r|\n/).map((line) => line.trim().slice(0, 8));
}

describe("what is hidden from the parser", () => {
  it("is nothing of a text that somebody wrote", () => {
    const text = "# Title\n\n- **Name:** [Your value] and `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".repeat(200);
    expect(guarded(text)).toEqual({ text, unread: [] });
  });

  it("is a line with thousands of brackets, and no other", () => {
    expect(seenLines(`words\n${"[".repeat(2_001)}\nmore`)).toEqual(["words", "xxxxxxxx", "more"]);
    expect(seenLines(`words\n${"[".repeat(1_999)}\nmore`)).toEqual(["words", "[[[[[[[[", "more"]);
  });

  it("is a row with thousands of bars, and none of a long table", () => {
    expect(seenLines(`words\n${"|".repeat(5_001)}\nmore`)).toEqual(["words", "xxxxxxxx", "more"]);
    const table = `| a | b |\n| - | - |\n${"| 1 | 2 |\n".repeat(3_000)}`;
    expect(guarded(table)).toEqual({ text: table, unread: [] });
  });

  it("keeps its line endings and its length", () => {
    expect(seenLines(`words\r\n${"*a".repeat(3_000)}\rmore`)).toEqual(["words", "xxxxxxxx", "more"]);
  });

  it("leaves something standing in a run of lines, behind a blank one", () => {
    const run = Array.from({ length: 4 }, () => "[".repeat(2_001)).join("\n");
    expect(seenLines(`words\n${run}\nmore`)).toEqual(["words", "", "xxxxxxxx", "", "", "more"]);
  });

  it("ends a list that is deeper than anybody reads, so that its items end before the rest", () => {
    const deep = Array.from({ length: 200 }, (_, i) => `${"  ".repeat(i)}- item`).join("\n");
    const [chunk] = readDocument(`# T\n\n${deep}\n\nThe end.\n`).chunks;
    expect(chunk?.facts.blocks.map((block) => block.kind)).toEqual(["list", "paragraph", "paragraph"]);
    expect(chunk?.facts.unread).toHaveLength(99);
  });

  it("ends what stands above as blank lines do, however many lines are hidden at the end", () => {
    const item = (blanks: string): string => `# T\n\n- **A:** b\n\n${"[".repeat(5_000)}\n${blanks}`;
    const many = readDocument(item(`${"[".repeat(5_000)}\n`.repeat(3))).chunks[0]?.facts;
    const few = readDocument(item("")).chunks[0]?.facts;
    expect(few?.blocks.map(({ kind }) => kind)).toEqual(["list", "paragraph"]);
    expect(many?.blocks.map(({ kind }) => kind)).toEqual(["list", "paragraph"]);
    expect(many?.blocks[0]).toEqual(few?.blocks[0]);
  });

  it("is a part of code that nothing closes, up to the end of the text", () => {
    const text = `# T\n\n- a\n\n      code\n${`      ${"[".repeat(2_001)}\n`.repeat(3)}`;
    const [chunk] = readDocument(`${text}\n# Next\n`).chunks;
    expect(chunk?.facts.blocks[0]?.span).toEqual({ start: 5, end: text.length - 1 });
  });

  it("leaves standing what opens and closes a comment: it would take in all that follows, or let out what it holds", () => {
    const many = "[".repeat(5_000);
    const starts = (comment: string): number[] =>
      readDocument(`# T\n\n${comment}\n\n## A\n`).chunks.map(({ start }) => start);
    for (const end of [`${many} -->`, `a --> ${many}`, `${many} --> ${many} -->`]) {
      expect(starts(`<!-- note\n${end}`)).toHaveLength(2);
      expect(starts(`<!-- ${end}`)).toHaveLength(2);
      expect(starts(`<!-- ${many}\n\n## Inside\n\n${end}`)).toHaveLength(2);
    }
    expect(starts(`<!-- note\n${many}`)).toHaveLength(1);
    expect(readDocument(`# T\n\n<!-- note\n${many} -->\n`).chunks[0]?.facts.unread).toHaveLength(1);
  });

  it("is nothing of code, as facts have it", () => {
    const code = `${"[".repeat(5_000)}\n"a"`;
    const [chunk] = readDocument(`# T\n\n\`\`\`json\n${code}\n\`\`\`\n`).chunks;
    expect(chunk?.facts.blocks).toMatchObject([{ kind: "code", code }]);
  });
});
