import { describe, expect, it } from "vitest";
import { mayDefine } from "../../server/src/document/definitions.ts";

describe("a text that may hold definitions", () => {
  it.each([
    "[a]: b",
    "words\n\n  [a b]: c",
    "- item\n- [a]: b",
    "> 1. [^a]: b",
    "[a\nb]: c",
    "words\r[a]: b",
    "[a\\]]: b",
    "[a\\[b]: c",
  ])("has a bracket that starts a line and is closed before a colon: %j", (text) => {
    expect(mayDefine(text)).toBe(true);
  });

  it.each([
    "",
    "words [a]: b",
    "- [ ] [a]: b",
    "`[a]:`",
    "]: x",
    "**[a]:** b",
    "| [a]: b |",
    `[${"a".repeat(2_000)}]: b`,
  ])("has none otherwise: %j", (text) => {
    expect(mayDefine(text)).toBe(false);
  });
});
