import { mentionsIn } from "../stack/technologies.ts";
import { absenceOf } from "../template/conventions.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { type FieldValue, valuesOf } from "../template/values.ts";
import { askForBudget } from "./llmBudget.ts";
import { defineRule, type Found, factsOf } from "./rule.ts";

interface Data {
  readonly label: string;
  readonly missing: readonly string[];
}

/** What says whose money is spent, and how much of it at most. One word is enough. */
const OWNER =
  /\b(?:keys?|accounts?|budgets?|billing|billed|bills?|paid|pays?|costs?|invoices?|contract|subscriptions?|credits?|card|wallet)\b/i;
const LIMIT =
  /\b(?:limits?|limited|caps?|capped|quotas?|budgets?|ceiling|throttl\w*|(?:per|an?|each|every) (?:day|week|month|hour|minute|user|request)|daily|weekly|monthly|at most|no more than|up to|maximum|max)\b/i;

/** A feature with language models doesn't say whose key and budget it runs on, or where they end. */
export const llmCostOwner = defineRule<Data>({
  id: "llm-cost-owner",
  scope: "section",
  severity: { draft: "warning", handoff: "warning" },
  *check(facts, section, context): Iterable<Found<Data>> {
    const { conventions } = context.schema;
    const isFilled = (value: FieldValue): boolean => {
      const open = openPlaceholders(factsOf(context, section), section, context.schema, context.document.definitions);
      return (
        value.text.trim() !== "" &&
        !open.some((one) => one.span.start >= value.span.start && one.span.end <= value.span.end)
      );
    };
    for (const value of valuesOf(section, facts, conventions)) {
      if (value.schema.role !== "llm.client" || !isFilled(value)) continue;
      // "None. We looked at Claude, and left it" is an answer.
      const [sentence = ""] = value.text.split(/(?<=\.)\s/);
      const usesModel = mentionsIn(value.text).some((one) => one.technology.kinds.includes("llm"));
      if (!usesModel || absenceOf(value.text, conventions) || absenceOf(sentence, conventions)) continue;
      const missing = [
        ...(OWNER.test(value.text) ? [] : ["whose key and budget it uses"]),
        ...(LIMIT.test(value.text) ? [] : ["what limits it"]),
      ];
      if (missing.length === 0) continue;
      yield { span: value.name, data: { label: value.schema.label, missing } };
    }
  },
  message: ({ label, missing }) => `"${label}" does not say ${missing.join(", and ")}.`,
  fixes(_target, context) {
    const edits = askForBudget(context, "");
    const title = "Insert the template's reminder of keys and budget";
    return edits.length === 0 ? [] : [{ title, kind: "choice", edits }];
  },
});
