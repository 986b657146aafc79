import { defineRule, type Found } from "./rule.ts";

interface Data {
  /** Where the underline starts, from the start of the text. */
  readonly underline: number;
}

/** A rule right below text turns that text into a heading. Only below a label or several lines: others are headings. */
export const setextHeading = defineRule<Data>({
  id: "setext-heading",
  scope: "section",
  severity: { draft: "warning", handoff: "warning" },
  structure: true,
  *check(facts): Iterable<Found<Data>> {
    for (const block of facts.blocks) {
      if (block.kind !== "underlined") continue;
      yield { span: block.text, data: { underline: block.underline.start - block.text.start } };
    }
  },
  message: () => 'The text above "---" became a heading; expected a blank line before "---".',
  fixes: ({ span, data }) => [
    {
      title: "Insert a blank line",
      kind: "mechanical",
      edits: [{ span: { start: span.start + data.underline, end: span.start + data.underline }, text: "\n" }],
    },
  ],
});
