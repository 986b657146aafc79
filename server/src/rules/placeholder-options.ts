import { normaliseName } from "../document/text.ts";
import { topmostUntouched } from "../template/alignment.ts";
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
    for (const { schema, fact } of fieldsIn(section)) {
      if (schema.bareChoices === undefined) continue;
      const text = sliceOf(facts, fact.inline);
      if (normaliseName(text) !== normaliseName(schema.bareChoices)) continue;
      const data = { text, choices: schema.choices?.options ?? [] };
      yield { span: fact.inline, data, ...(isQuiet ? { severity: "information" } : {}) };
    }
  },
  message: ({ text }) => `Choose one of ${text}.`,
  fixes: ({ span, data }) => data.choices.map((choice) => ({ title: `Choose "${choice}"`, kind: "choice", edits: [{ span, text: choice }] })),
});
