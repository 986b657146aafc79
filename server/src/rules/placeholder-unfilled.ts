import { contains } from "../document/positions.ts";
import { topmostUntouched } from "../template/alignment.ts";
import type { Choices } from "../template/conventions.ts";
import { fieldsIn, openPlaceholders, templateFences } from "../template/unfilled.ts";
import { notApplicableText } from "./edits.ts";
import { defineRule, type Fix, type Found, sliceOf } from "./rule.ts";

interface Data {
  readonly text: string;
  readonly choices: readonly string[];
  readonly fence: boolean;
}

/** A bracket of the template, or a field whose whole value is a bracket, waits for its value. */
export const placeholderUnfilled = defineRule<Data>({
  id: "placeholder-unfilled",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts, section, { schema, document, profile }): Iterable<Found<Data>> {
    const isQuiet = profile === "draft" && section.parent !== undefined && topmostUntouched(section) !== undefined;
    const severity = isQuiet ? { severity: "information" as const } : {};
    const open = openPlaceholders(facts, section, schema, document.definitions);
    const approval = fieldsIn(section).find((field) => field.schema.role === "deviation.approval");
    for (const one of open) {
      // In an entry that is filled otherwise, the open approval is the finding, not its bracket.
      const isApproval = approval !== undefined && contains(approval.fact.span, one.span);
      if (isApproval && !open.some((other) => !contains(approval.fact.span, other.span))) continue;
      const choices: Choices | undefined = one.choices;
      const text = sliceOf(facts, one.span);
      yield { span: one.span, data: { text, choices: choices?.options ?? [], fence: false }, ...severity };
    }
    for (const block of templateFences(facts, section)) {
      if (block.language === "json") continue;
      yield { span: block.span, data: { text: "", choices: [], fence: true }, ...severity };
    }
  },
  message: ({ text, fence }) =>
    fence ? "This block is still the template's." : `"${text}" is still the template's placeholder.`,
  fixes({ span, section, chunk, data }, context) {
    const fixes: Fix[] = data.choices.map((choice) => ({
      title: `Replace "${data.text}" by "${choice}"`,
      kind: "choice",
      edits: [{ span, text: choice }],
    }));
    const field = fieldsIn(section).findLast((one) =>
      contains(one.fact.inline, { start: span.start - chunk.start, end: span.end - chunk.start }),
    );
    if (!field) return fixes;
    const value = { start: chunk.start + field.fact.inline.start, end: chunk.start + field.fact.inline.end };
    const edits = [{ span: value, text: notApplicableText(context) }];
    return [
      ...fixes,
      { title: `Mark "${field.schema.label}" as not applicable (replaces its value)`, kind: "choice", edits },
    ];
  },
});
