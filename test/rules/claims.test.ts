import { describe, expect, it } from "vitest";
import { claimsIn } from "../../server/src/rules/claims.ts";

const PHRASES = ["standard stack", "standard Acme stack", "aligns with the standard"];

/** Checks what of a text claims conformity: the marked stretches. */
function check(source: string): void {
  const text = source.replace(/<\||\|>/g, "");
  const wanted = [...source.matchAll(/<\|(.*?)\|>/gs)].map((match) => match[1]);
  const found = claimsIn(text, PHRASES, "Deviation").map(({ span }) => text.slice(span.start, span.end));
  expect({ text, found }).toEqual({ text, found: wanted });
}

describe("a claim of conformity", () => {
  for (const source of [
    "<|Standard stack|>",
    "😀 <|Standard Acme stack|> - rapid development",
    "**<|Standard stack|>**, and the App Router keeps it small",
    "2. <|Standard stack|>, so whoever maintains this next will know it.",
    "<|Standard stack|> for a Python backend with AI work in it: async streaming.",
    "<|Standard stack|> as well.",
    "It <|aligns\r\nwith the standard|>.",
    "Easy to host. All of it is the <|standard stack|>!",
    "<|Standard stack|>, no deviations.",
    "Chosen from the <|standard stack|> (version 3.2 of it).",
  ]) {
    it(`is made by ${JSON.stringify(source)}`, () => check(source));
  }

  for (const source of [
    "",
    "Standard.",
    "A standard-stack-like thing",
    "substandard stack",
    "non-standard stack",
    "It isn't the standard stack.",
    "It isn’t our standard stack.",
    "Must align with standard stack or explain deviation",
    "Outside of the standard stack.",
    "Away from the standard stack since 2024.",
    "The standard stack would be PostgreSQL.",
    "The standard stack's host is too slow.",
    "The standard stack recommends PostgreSQL.",
    "Standard stack except the host.",
    "Standard stack. See Deviation 1 for the host.",
    "Standard stack; NLR approved the host.",
    "The customer's standard stack.",
    "Is this the standard stack?",
    "Verified against the standard stack.",
  ]) {
    it(`is not made by ${JSON.stringify(source)}`, () => check(source));
  }

  it("is not made where the template lists no phrases", () => {
    expect(claimsIn("Standard stack", [], "")).toEqual([]);
  });
});
