import { normaliseName, prefixLength } from "../document/text.ts";
import { topmostUntouched } from "../template/alignment.ts";
import type { SchemaField } from "../template/schema.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { defineRule, type Found, sliceOf } from "./rule.ts";

interface Data {
  readonly text: string;
  readonly choices: readonly string[];
}

/** A choice list of the template that stands without brackets is not decided. */
export const placeholderOptions = defineRule<Data>({
  id: "placeholder-options",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts, section, { profile }): Iterable<Found<Data>> {
    const isQuiet = profile === "draft" && topmostUntouched(section) !== undefined;
    for (const { schema, fact } of fieldsIn(section, facts)) {
      const choices = choicesOf(schema);
      const span = { start: fact.inline.start + prefixLength(sliceOf(facts, fact.inline)), end: fact.inline.end };
      const text = sliceOf(facts, span);
      if (choices === undefined || normaliseName(text) !== normaliseName(choices)) continue;
      const data = { text, choices: schema.choices?.options ?? [] };
      yield { span, data, ...(isQuiet ? { severity: "information" } : {}) };
    }
  },
  message: ({ text }) => `Choose one of ${text}.`,
  fixes: ({ span, data }) =>
    data.choices.map((choice) => ({ title: `Choose "${choice}"`, kind: "choice", edits: [{ span, text: choice }] })),
});

/** The template's choices as they read without a bracket. */
function choicesOf(field: SchemaField): string | undefined {
  if (field.bareChoices !== undefined) return field.bareChoices;
  return field.choices && field.bracket ? /\[([^\]]*)\]\s*$/.exec(field.source)?.[1] : undefined;
}
