import { type Span, shift } from "../document/positions.ts";
import { removeBlock } from "./edits.ts";
import { type IgnoredRule, rulesIgnoredBy } from "./ignoreComment.ts";
import { defineRule, type Edit, type Fix, type FixTarget, type RuleContext } from "./rule.ts";

/** Why a comment, or one rule that it names, silences nothing. */
export type IdleComment =
  | { readonly why: "unused" | "binding"; readonly id: string }
  | { readonly why: "unknown"; readonly id: string; readonly closest: string | undefined }
  | { readonly why: "unreadable" };

/**
 * A comment silences nothing. What it could silence only those know who have the findings of all other rules, so they
 * make the findings of this one: see `features/check.ts`.
 */
export const unusedSuppression = defineRule<IdleComment>({
  id: "unused-suppression",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  check: () => [],
  message(data) {
    switch (data.why) {
      case "unused":
        return "Nothing to suppress here.";
      case "binding":
        return `${data.id} can't be suppressed in a document that is handed off.`;
      case "unreadable":
        return 'This suppresses nothing; expected "mechanism-ignore rule-id -- reason".';
      case "unknown": {
        const end = data.closest === undefined ? "." : `; did you mean "${data.closest}"?`;
        return `There is no rule "${data.id}"${end}`;
      }
    }
  },
  fixes(target, context) {
    const { data, span } = target;
    const renamed: Fix[] =
      data.why === "unknown" && data.closest !== undefined
        ? [{ title: `Write "${data.closest}"`, kind: "choice", edits: [{ span, text: data.closest }] }]
        : [];
    return [...renamed, ...removal(target, context)];
  },
});

/** Takes out the rule, or the comment if it names no other. */
function removal({ chunk, data, span }: FixTarget<IdleComment>, context: RuleContext): Fix[] {
  const at = shift(span, -chunk.start);
  const comment = chunk.facts.comments.find((one) => one.span.start <= at.start && at.end <= one.span.end);
  if (!comment) return [];
  const rules = rulesIgnoredBy(comment, chunk.facts.text);
  if (data.why === "unreadable" || rules.length < 2) {
    const edits = [removeBlock(context, shift(comment.span, chunk.start))];
    return [{ title: "Remove the comment with its reason", kind: "choice", edits }];
  }
  const edit: Edit = { span: shift(withComma(rules, at), chunk.start), text: "" };
  return [{ title: `Remove "${data.id}" from the comment`, kind: "choice", edits: [edit] }];
}

/** One of several rules with the comma that joins it to the others. */
function withComma(rules: readonly IgnoredRule[], at: Span): Span {
  const index = rules.findIndex((one) => one.span.start === at.start);
  const before = rules[index - 1];
  const next = rules[index + 1];
  if (before) return { start: before.span.end, end: at.end };
  return { start: at.start, end: next?.span.start ?? at.end };
}
