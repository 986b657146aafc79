import { describe, expect, it } from "vitest";
import { type Document, readDocument } from "../../server/src/document/document.ts";
import { DocumentEditor } from "../../server/src/document/editor.ts";

const TEXT = `# Title

See [one].

## Same

Text.

## Same

Text.

## Last

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
    expect(factsOf(after).slice(1, 3)).toEqual(factsOf(before).slice(1, 3));
    for (const index of [1, 2]) expect(factsOf(after)[index]).toBe(factsOf(before)[index]);
    expect(after.definitions).toBe(before.definitions);
  });

  it("are read again where another heading stands behind them", () => {
    const editor = new DocumentEditor("# Title\n\n## A\n\n- item\n\n## B\n\n## C\n");
    const before = editor.read();
    editor.edit(START, "```\n");
    editor.read();
    const text = "# Title\n\n## A\n\n- item\n\n   ## B\n\n## C\n";
    editor.edit(undefined, text);
    expect(editor.read().chunks).toEqual(readDocument(text).chunks);
    expect(factsOf(before)).not.toContain(factsOf(editor.read())[1]);
  });

  it("serve once each", () => {
    const editor = new DocumentEditor(TEXT);
    editor.read();
    editor.edit(undefined, `# Title\n\n${"## Same\n\nText.\n\n".repeat(4)}## End\n`);
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
