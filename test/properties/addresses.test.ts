import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { mayHoldAddress } from "../../server/src/document/gfmWithoutAddresses.ts";
import { parseMarkdown } from "../../server/src/document/parse.ts";
import { IS_LONG } from "../support/edits.ts";

const RUNS = IS_LONG ? 500_000 : 3_000;
const whole = unified().use(remarkParse).use(remarkGfm).freeze();

/** What addresses are made of, taken apart, and marks that may put it together again or part it. */
const pieces = fc.constantFrom(
  ..."w|ww|www|WWW.|.|www.harbour.example|h|ht|htt|http|HTTP|s|:|/|//|http://harbour.example|mailto:|xmpp:".split("|"),
  ..."a|b|@|a@b.example|\\@|\\.|&#64;|&commat;|&#x77;|&amp;|&|*|**|_|~|~~|`|``|[|](x)|[x]: y|[^1]|[^1]: z|<b>|<!-- c -->".split(
    "|",
  ),
  ..." \n \n\n|- |- [ ] |- [x] |> |# |---|\u0000|🚢|1. |\t|    ".split(" "),
  "| a | b |\n| - | - |\n| c | d |\n",
);

describe("text without addresses", () => {
  it("is parsed as by the parser that looks for them", { timeout: 24 * 60 * 60 * 1000 }, () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = parts.join("");
        expect(parseMarkdown(text, false)).toEqual(whole.parse(text));
      }),
      { numRuns: RUNS },
    );
  });

  it("is parsed alike in every document, section by section", () => {
    const texts = readdirSync("test/corpus", { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => readFileSync(`test/corpus/${entry.name}/MECHANISM.md`, "utf8").split(/^(?=#)/m));
    const without = texts.filter((text) => !mayHoldAddress(text));
    // Most sections of most documents have none.
    expect(without.length).toBeGreaterThan(texts.length / 2);
    for (const text of without) expect(parseMarkdown(text, false)).toEqual(whole.parse(text));
  });
});
