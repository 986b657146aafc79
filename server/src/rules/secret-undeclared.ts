import { mentionsIn } from "../stack/technologies.ts";
import { serviceOf } from "../system/variableMentions.ts";
import type { Variable } from "../system/variables.ts";
import { budgetsIn } from "./llmBudget.ts";
import { defineRule, type Found } from "./rule.ts";
import { addToList, listedSecrets, requiredField, writtenByAuthor } from "./secretList.ts";

interface Data {
  readonly name: string;
  /** As the template calls the list. */
  readonly list: string;
}

/** A secret is used that the list of required secrets doesn't have. One finding per name, at its first use. */
export const secretUndeclared = defineRule<Data>({
  id: "secret-undeclared",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const list = requiredField(context)?.label;
    const listed = new Set(listedSecrets(context).map((one) => one.name));
    if (list === undefined || listed.size === 0) return;
    const isOwn = writtenByAuthor(context);
    const covered = budgetsIn(context).flatMap(({ value }) => mentionsIn(value.text).map((one) => one.technology.id));
    const told = new Set<string>();
    for (const one of context.system.variables) {
      const { name, chunk, span, text } = one;
      if (!one.secret || listed.has(name) || told.has(name) || FORBIDS.test(text)) continue;
      if (!isOwn(chunk, span.start) || isModelKey(one, covered)) continue;
      told.add(name);
      yield { chunk, span, data: { name, list } };
    }
  },
  message: ({ name, list }) => `${name} is used but not listed under ${list}.`,
  fixes({ data: { name, list } }, context) {
    const edits = addToList(context, name, serviceOf(name)?.name ?? "");
    return edits.length === 0 ? [] : [{ title: `Add ${name} to "${list}"`, kind: "safe", edits }];
  },
});

/** A line that forbids a key doesn't use it. */
const FORBIDS = /\b(?:never|not|no|don['’]t|without|forbid\w*|forbidden|neither|nor|nothing|fails?|instead of)\b/i;

/** Whether a key is one for a language model that nobody pays for: that is said by a rule of its own. */
function isModelKey({ name }: Variable, covered: readonly string[]): boolean {
  const provider = serviceOf(name);
  return provider?.kinds.includes("llm") === true && !covered.includes(provider.id);
}
