import { describe, expect, it } from "vitest";
import { type Document, readDocument } from "../../server/src/document/document.ts";
import { DocumentEditor } from "../../server/src/document/editor.ts";

/** More equal sections than are read again rather than remembered. */
const SAME = 12;
const TEXT = `# Title

See [one].

${"## Same\n\nText.\n\n".repeat(SAME)}## Last

\`\`\`sh
# no heading
\`\`\`

[one]: https://example.org
`;
const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const FIRST_LINE = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };

describe("chunks that were swallowed", () => {
  it("are the same objects once they are back, definitions too", () => {
    const editor = new DocumentEditor(TEXT);
    const before = editor.read();
    editor.edit(START, "````\n");
    expect(editor.read().chunks).toHaveLength(1);
    editor.edit(FIRST_LINE, "");
    const after = editor.read();
    expect(after.chunks).toEqual(readDocument(TEXT).chunks);
    // The last holds a line that looks like a heading, and is read again.
    for (let i = 1; i <= SAME; i++) expect(factsOf(after)[i]).toBe(factsOf(before)[i]);
    expect(after.definitions).toBe(before.definitions);
  });

  const textWith = (heading: string): string => `# Title\n\n## A\n\n- item\n\n${heading}\n\n${"## C\n\n".repeat(SAME)}`;

  it("are read again where another heading stands behind them", () => {
    const editor = new DocumentEditor(textWith("## B"));
    const before = editor.read();
    editor.edit(START, "```\n");
    editor.read();
    const text = textWith("   ## B");
    editor.edit(undefined, text);
    expect(editor.read().chunks).toEqual(readDocument(text).chunks);
    expect(factsOf(before)).not.toContain(factsOf(editor.read())[1]);
  });

  it("serve once each", () => {
    const editor = new DocumentEditor(TEXT);
    editor.read();
    editor.edit(undefined, `# Title\n\n${"## Same\n\nText.\n\n".repeat(SAME + 2)}## End\n`);
    const facts = factsOf(editor.read());
    expect(new Set(facts).size).toBe(facts.length);
  });
});

describe("a whole text that is sent again", () => {
  it("is read where it differs only", () => {
    const editor = new DocumentEditor(TEXT);
    const before = editor.read();
    editor.edit(undefined, TEXT.replace("## Same\n\nText.", "## Same\n\nOther text."));
    const after = editor.read();
    expect(factsOf(after)[1]).not.toBe(factsOf(before)[1]);
    expect(factsOf(before)).toContain(factsOf(after)[2]);
    expect(after.definitions).toBe(before.definitions);
  });
});

function factsOf({ chunks }: Document) {
  return chunks.map(({ facts }) => facts);
}
