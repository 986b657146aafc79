// The injection grammar reaches every Markdown file: what it changes is compared with a VS Code without the extension.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { type Colours, coloursOf, lookOf } from "../colours.ts";
import { COLOURS_VARIABLE } from "../protocol.ts";
import { screen } from "../screen.ts";

describe("Colours of other Markdown", () => {
  let without: Colours;

  before(async function () {
    if (!screen.available) this.skip();
    without = JSON.parse(await readFile(process.env[COLOURS_VARIABLE] ?? "", "utf8"));
  });

  for (const file of ["colours/text.md", "colours/blocks.md"]) {
    it(`are what they are without the extension in ${file}`, async () => {
      assert.ok(new Set(without[file]?.map(lookOf)).size > 3, "too few colours were captured to compare");
      const wanted = without[file] ?? [];
      assert.deepEqual(await coloursOf(file, (pieces) => isDeepStrictEqual(pieces, wanted)), wanted);
    });
  }

  it("differ for the template's own brackets in text, and for nothing else", async () => {
    const file = "colours/placeholders.md";
    const before = characters(without[file]);
    const changed = (pieces: readonly string[]): string[] =>
      characters(pieces)
        .map((one, i) => (one === before[i] ? " " : one.slice(-1)))
        .join("")
        .trim()
        .split(/\s{2,}/);
    const wanted = ["[Component 1]", "[Component 1]", "[Role 1]", "[date]", "[Mission Name]", "[Role 2]"];
    const pieces = await coloursOf(file, (all) => isDeepStrictEqual(changed(all), wanted));
    assert.deepEqual(changed(pieces), wanted);
    assert.equal(characters(pieces).length, before.length);
  });
});

/** Each character with its look. */
function characters(pieces: readonly string[] = []): string[] {
  return pieces.flatMap((piece) => {
    const look = lookOf(piece);
    return [...piece.slice(look.length + 1)].map((character) => `${look} ${character}`);
  });
}
