import { describe, expect, it } from "vitest";
import { sectionAt } from "../../server/src/features/fixes.ts";
import { outline } from "../../server/src/features/outline.ts";
import { scaffold } from "../../server/src/features/scaffold.ts";
import { openPlaceholders } from "../../server/src/template/unfilled.ts";
import { analyse, findingsOf, service, TODAY } from "../support/service.ts";

/**
 * A new document with every placeholder, choice and block of the template filled, and without the sample of a secret for
 * a service that the document doesn't use.
 */
function filled(): string {
  let text = scaffold(service.schema, { mission: "Booking MVP", today: TODAY }).text;
  text = text.replace(/^- `STRIPE_SECRET_KEY`.*\n/m, "");
  const choices = service.schema.sections
    .flatMap((section) => section.fields)
    .flatMap((field) => field.bareChoices ?? []);
  for (const list of choices) text = text.replaceAll(list, list.split(" / ")[0] ?? "");
  text = text.replace(/^```(json)?\n[\s\S]*?^```$/gm, (_fence, json) =>
    json ? '```json\n{ "name": "Ada" }\n```' : "```\n[Browser] → [Server] → [Store]\n```",
  );
  const { document, alignment } = analyse(text);
  for (const [i, chunk] of [...document.chunks.entries()].reverse()) {
    const section = sectionAt(alignment, i);
    if (!section) continue;
    for (const one of openPlaceholders(chunk.facts, section, service.schema, document.definitions).reverse()) {
      const value = one.choices?.options[0] ?? `thing ${one.span.start}`;
      text = text.slice(0, chunk.start + one.span.start) + value + text.slice(chunk.start + one.span.end);
    }
  }
  return text;
}

describe("a new document", () => {
  it("has no findings once every placeholder is filled", () => {
    expect(findingsOf(filled(), "handoff")).toEqual([]);
  });

  it("is complete in the outline then, also without the bodies that endpoints may leave out", () => {
    const bare = filled().replace(/\*\*(?:Request|Response \(Error\)):\*\*\n```json\n.*\n```\n+/g, "");
    for (const text of [filled(), bare]) {
      const { root, done, required, openItems } = outline(analyse(text, "handoff"));
      expect({ state: root.state, openItems, left: required - done }).toEqual({
        state: "filled",
        openItems: [],
        left: 0,
      });
    }
    expect(bare.length).toBeLessThan(filled().length);
  });

  it("has no findings with CRLF line endings either", () => {
    expect(findingsOf(filled().replace(/\n/g, "\r\n"), "handoff")).toEqual([]);
  });
});

/** What is true of some examples, by the role of their sections. */
const TRUE_OF_EXAMPLES: Readonly<Record<string, string>> = {
  // Its approval was given by hand, and its technologies are no other section's.
  deviation: "deviation-(?:unrecorded|orphan)",
  // Its services have no entries of their own.
  "stack.services": "integration-missing",
  // It is about another endpoint than the heading.
  endpoint: "endpoint-parts-missing",
  // Their addresses are those for examples.
  api: "url-not-production",
  deployment: "url-not-production",
};

describe("an example of the template, its names changed, in the place of its section", () => {
  const base = filled();
  for (const section of service.schema.sections) {
    for (const example of section.examples) {
      it(`has no findings: ${section.title}, ${example.label} ${example.source.slice(0, 24).replace(/\s+/g, " ")}…`, () => {
        const { document, alignment } = analyse(base);
        const found =
          alignment.sections.find((one) => one.schema === section) ??
          alignment.sections.find((one) => one.schema === section.parent);
        const chunk = document.chunks[found?.chunk ?? -1];
        if (!found || !chunk) throw new Error(`There is no place for ${section.title}.`);
        // Names stand behind the labels, and in parentheses.
        const body = example.source.replace(/(?<=: .*|\()[A-Z][a-z]{2,}/g, (word) => `${word}x`);
        const heading = chunk.facts.text.slice(0, chunk.facts.heading?.span.end);
        const text = `${base.slice(0, chunk.start)}${heading}\n\n${body}\n\n${base.slice(chunk.start + chunk.facts.text.length)}`;
        const allowed = new RegExp(TRUE_OF_EXAMPLES[section.role] ?? "^$");
        expect(findingsOf(text).filter((finding) => !allowed.test(finding))).toEqual([]);
      });
    }
  }
});
