import type { BlockFact, ChunkFacts, ItemFact } from "../document/facts.ts";
import { contains, type Span, shift } from "../document/positions.ts";
import { type AlignedField, type AlignedSection, topmostUntouched } from "../template/alignment.ts";
import { fieldsIn, type OpenPlaceholder, openPlaceholders, templateFences } from "../template/unfilled.ts";
import { notApplicableText, removeBlock, replaceValue } from "./edits.ts";
import { defineRule, type Fix, type Found, type RuleContext, sliceOf } from "./rule.ts";

interface Data {
  /** The bracket; empty for a block of the template. */
  readonly text: string;
  readonly choices: readonly string[];
  /** The author's own bracket. */
  readonly own: boolean;
}

/** A bracket of the template, or a field whose whole value is a bracket, waits for its value. */
export const placeholderUnfilled = defineRule<Data>({
  id: "placeholder-unfilled",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts, section, context): Iterable<Found<Data>> {
    const isQuiet =
      context.profile === "draft" && section.parent !== undefined && topmostUntouched(section) !== undefined;
    const severity = isQuiet ? { severity: "information" as const } : {};
    const open = openIn(facts, section, context);
    const approval = fieldsIn(section, facts).find((field) => field.schema.role === "deviation.approval");
    for (const one of open) {
      // In an entry that is filled otherwise, the open approval is the finding, not its bracket.
      const isApproval = approval !== undefined && contains(approval.fact.span, one.span);
      if (isApproval && !open.some((other) => !contains(approval.fact.span, other.span))) continue;
      const choices = one.choices?.options ?? [];
      yield { span: one.span, data: { text: sliceOf(facts, one.span), choices, own: one.own }, ...severity };
    }
    for (const block of templateFences(facts, section)) {
      if (block.language === "json") continue;
      yield { span: block.span, data: { text: "", choices: [], own: false }, ...severity };
    }
  },
  message({ text, own }) {
    if (own) return `"${text}" is a placeholder; expected a value.`;
    return text === "" ? "This block is still the template's." : `"${text}" is still the template's placeholder.`;
  },
  fixes({ span, section, chunk, data }, context) {
    const { facts, start } = chunk;
    const local = shift(span, -start);
    const replaceBy = (title: string, text: string): Fix => ({ title, kind: "choice", edits: [{ span, text }] });
    const fixes = data.choices.map((choice) => replaceBy(`Choose "${choice}"`, choice));
    if (data.own && data.choices.length === 0) fixes.push(replaceBy("Remove the brackets", data.text.slice(1, -1)));
    const open = [
      ...openIn(facts, section, context).map((one) => one.span),
      ...templateFences(facts, section).map((block) => block.span),
    ];
    const isUnsaid = (value: Span): boolean => !/[\p{L}\p{N}]/u.test(without(facts.text, value, open));
    const item = itemAround(facts.blocks, local);
    if (item && item.list.length > 1 && isUnsaid(item.span)) {
      fixes.push({ title: "Remove this item", kind: "choice", edits: [removeBlock(context, shift(item.span, start))] });
    }
    const field = fieldsIn(section, facts).findLast((one) => contains(heldBy(one), local) && isUnsaid(heldBy(one)));
    if (!field) return fixes;
    const edits = [replaceValue(context, section.chunk, field, notApplicableText(context))];
    return [...fixes, { title: `Mark "${field.schema.label}" as not applicable`, kind: "choice", edits }];
  },
});

function openIn(facts: ChunkFacts, section: AlignedSection, context: RuleContext): OpenPlaceholder[] {
  return openPlaceholders(facts, section, context.schema, context.document.definitions);
}

/** What a field holds: beside its label, or in the blocks below. */
function heldBy({ fact }: AlignedField): Span {
  if (fact.inline.end > fact.inline.start) return fact.inline;
  return { start: fact.blocks[0]?.span.start ?? fact.inline.end, end: fact.blocks.at(-1)?.span.end ?? fact.inline.end };
}

/** The innermost list item around a place, with the items of its list. */
function itemAround(
  blocks: readonly BlockFact[],
  place: Span,
): { readonly span: Span; readonly list: readonly ItemFact[] } | undefined {
  for (const block of blocks) {
    if (block.kind !== "list" || !contains(block.span, place)) continue;
    const item = block.items.find((one) => contains(one.span, place));
    if (item) return itemAround(item.field?.blocks ?? [], place) ?? { span: item.span, list: block.items };
  }
  return undefined;
}

/** A part of a text without what lies in some other parts of it. */
function without(text: string, span: Span, parts: readonly Span[]): string {
  let rest = "";
  let at = span.start;
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    if (part.start < at || part.end > span.end) continue;
    rest += text.slice(at, part.start);
    at = part.end;
  }
  return rest + text.slice(at, span.end);
}
