import { describe, expect, it } from "vitest";
import { flatMarkdown, inertText } from "../../server/src/document/inertText.ts";

describe("a text for a line of Markdown", () => {
  it.each<[string, string]>([
    ["use PostgreSQL", "use PostgreSQL"],
    ["  for C# & 100 % + ü 🚲  ", "for C# & 100 % + ü 🚲"],
    ["two\r\nlines\u2028and\ta tab", "two lines and a tab"],
    ["- item\n## heading", "- item ## heading"],
    // What looks like markup and is none stays as it is.
    ["a < b, b > c and x <- y", "a < b, b > c and x <- y"],
    ["with `code` and ``a ` b``", "with `code` and ``a ` b``"],
    ["`<div>` is code", "`<div>` is code"],
    ["see <https://a.example/9>", "see <https://a.example/9>"],
    ["[mail](https://a.example/9)", "[mail](https://a.example/9)"],
    // What would hide text behind it is disarmed.
    ["<!-- gone", "\\<!-- gone"],
    ["<!-- x --> y", "\\<!-- x --> y"],
    ['<a title="', '\\<a title="'],
    ["</div> <?php <![CDATA[", "\\</div> \\<?php \\<![CDATA["],
    ["<https://a.example/ 9", "\\<https://a.example/ 9"],
    ["a ` b", "a \\` b"],
    ["a ``` b", "a \\`\\`\\` b"],
    ["`a` and ` b", "\\`a\\` and \\` b"],
    ["\\` a", "\\\\\\` a"],
    // A back-slash that is there already protects, or is itself protected.
    ["\\<!-- a", "\\<!-- a"],
    ["\\\\<!-- a", "\\\\\\<!-- a"],
    ["` <!-- a", "\\` \\<!-- a"],
    ["", ""],
  ])("%j", (text, expected) => expect(inertText(text)).toBe(expected));
});

describe("Markdown on one line", () => {
  it.each<[string, string]>([
    ["MongoDB 7", "MongoDB 7"],
    ["- MongoDB\n- on Atlas", "MongoDB; on Atlas"],
    ["1. first\r\n2. second\r\n   with more", "first; second with more"],
    ["two\nlines", "two lines"],
    ["Two things:\n\n- a\n- b", "Two things: a; b"],
    ["", ""],
  ])("%j", (text, expected) => expect(flatMarkdown(text)).toBe(expected));
});
