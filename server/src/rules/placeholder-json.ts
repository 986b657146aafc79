import type { CodeBlock, FieldFact } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import { topmostUntouched } from "../template/alignment.ts";
import { templateFences } from "../template/unfilled.ts";
import { removeBlock } from "./edits.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly label: string;
  /** Where the label starts, from the start of the fence; never positive. */
  readonly labelAt: number;
  /** The first names in the body. */
  readonly names: readonly string[];
}

/** A JSON body is still the template's. */
export const placeholderJson = defineRule<Data>({
  id: "placeholder-json",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts, section, { profile }): Iterable<Found<Data>> {
    const isQuiet = profile === "draft" && topmostUntouched(section) !== undefined;
    for (const block of templateFences(facts, section)) {
      if (block.language !== "json") continue;
      const field = fieldOf(facts.fields, block);
      const names = allMatches(block.code, /"([^"]+)"\s*:/g)
        .map((match) => match[1] ?? "")
        .slice(0, 2);
      const data = {
        label: field?.label ?? "",
        labelAt: (field?.span.start ?? block.span.start) - block.span.start,
        names,
      };
      yield { span: block.span, data, ...(isQuiet ? { severity: "information" } : {}) };
    }
  },
  message: ({ label, names }) =>
    `${label ? `The body of "${label}"` : "This body"} is still the template's${names.length > 0 ? ` (${names.join(", ")})` : ""}.`,
  fixes({ span, data }, context) {
    const whole = { start: span.start + data.labelAt, end: span.end };
    const remove = {
      title: "Remove the template's body and its label",
      kind: "safe" as const,
      edits: [removeBlock(context, whole)],
    };
    if (data.label === "") return [remove];
    const none = context.schema.conventions.none[0] ?? "None";
    const label = context.document.text.slice(whole.start, span.start).trimEnd();
    return [
      remove,
      {
        title: `Write "${none}" in place of the template's body`,
        kind: "choice",
        edits: [{ span: whole, text: `${label} ${none}` }],
      },
    ];
  },
});

/** The label that a fence stands below. */
function fieldOf(fields: readonly FieldFact[], block: CodeBlock): FieldFact | undefined {
  for (const field of fields) {
    const found = field.blocks.includes(block) ? field : fieldOf(field.fields, block);
    if (found) return found;
  }
  return undefined;
}
