import { endOfLine } from "../document/lines.ts";
import { normaliseName } from "../document/text.ts";
import type { Deviation } from "../stack/deviations.ts";
import { areaOf, isSame, outsideStandard, standardsFor } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { StackUse } from "../stack/uses.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { draftedApproval, nameOf } from "./deviationParts.ts";
import { contentEnd, insertBlock, ownEnd, paddingBehind, removeBlock, removeSection, sectionSpan } from "./edits.ts";
import { insertSection } from "./insertions.ts";
import { type Edit, type Fix, type FixTarget, factsOf, type RuleContext } from "./rule.ts";

/** What a new deviation says; what is empty stays the template's placeholder. */
interface Content {
  readonly number: number;
  readonly area: string;
  readonly standard: string;
  readonly actual: string;
}

/**
 * Adds a deviation for something outside of the standard stack; "No deviations" gives way to it.
 *
 * @param standard what is standard in its place; by default what the stack document has for that field
 */
export function addDeviation(
  context: RuleContext,
  use: StackUse,
  standard = standardText(context, use),
): { readonly edits: readonly Edit[]; readonly replaces: boolean } | undefined {
  const entry = context.schema.sections.find((one) => one.role === "deviation");
  const schema = context.schema.sections.find((one) => one.role === "deviations");
  if (!entry || !schema) return undefined;
  const { deviations } = context.technologies;
  const content: Content = {
    number: Math.max(0, ...deviations.map((one) => one.number ?? 0)) + 1,
    area: areaTitle(context, use),
    standard,
    actual: context.document.chunks[use.chunk]?.facts.text.slice(use.mention.span.start, use.mention.span.end) ?? "",
  };
  const inserted = (edit: Edit): { edits: Edit[]; replaces: boolean } => ({ edits: [edit], replaces: false });
  const section = context.alignment.sections.find((one) => one.schema === schema && one.shape === "heading");
  if (!section) {
    const text = render(context, entry, entry.depth, content);
    return inserted(insertSection(context, context.alignment.root, schema, text));
  }
  const text = render(context, entry, section.depth + entry.depth - schema.depth, content);
  const none = noneStatement(context, section, use);
  const start = context.document.chunks[section.chunk]?.start ?? 0;
  const span = none && { start: start + none.start, end: start + none.end };
  const unfilled = context.alignment.sections.find((one) => one.schema === entry && one.untouched);
  if (unfilled?.shape === "heading") {
    const filled = { span: { start: sectionSpan(context, unfilled).start, end: contentEnd(context, unfilled) }, text };
    return span ? { edits: [removeBlock(context, span), filled], replaces: true } : inserted(filled);
  }
  const last = deviations.at(-1);
  if (last) return inserted(insertBlock(context, contentEnd(context, last.section), text));
  if (!span) return inserted(insertBlock(context, ownEnd(context, section), text));
  return { edits: [{ span, text: `${text}${paddingBehind(context.document.text, span.end)}` }], replaces: true };
}

/** The fix that deletes the entry whose Actual has the finding; an entry in a fence is left to its author. */
export function deletion({ chunk, index, span }: FixTarget<unknown>, context: RuleContext): Fix[] {
  const deviation = context.technologies.deviations.find(
    (one) => one.chunk === index && one.actual?.span.start === span.start - chunk.start,
  );
  if (deviation?.section.shape !== "heading") return [];
  const edits = [removeDeviation(context, deviation)];
  return [{ title: `Delete ${nameOf(deviation)}`, kind: "choice", edits }];
}

/** Removes an entry. Where it was the only one and the stack is standard, the section says so in the template's words. */
function removeDeviation(context: RuleContext, deviation: Deviation): Edit {
  const { technologies, policy, alignment, document } = context;
  const { section } = deviation;
  const { parent } = section;
  const isOnly = alignment.sections.every((one) => one === section || one.schema !== section.schema);
  const isStandard = technologies.parts.every((part) => outsideStandard(policy.stack, part).length === 0);
  const none = parent?.schema?.none ?? "";
  if (parent && isOnly && isStandard && none !== "" && ownEnd(context, parent) === headingEnd(context, parent)) {
    return { span: { start: sectionSpan(context, section).start, end: contentEnd(context, section) }, text: none };
  }
  // The first of several takes the rule behind it along.
  const span = sectionSpan(context, section);
  const isFirst = parent !== undefined && parent.chunk === section.chunk - 1;
  const next = document.chunks.find((chunk) => chunk.start === span.end)?.facts.heading;
  return isFirst && next?.depth === section.depth ? { span, text: "" } : removeSection(context, section);
}

function headingEnd(context: RuleContext, section: AlignedSection): number {
  const chunk = context.document.chunks[section.chunk];
  const end = (chunk?.start ?? 0) + (chunk?.facts.heading?.span.end ?? 0);
  return endOfLine(context.document.text, end);
}

/**
 * Where a section says that there is nothing of what it is for, in its chunk: "N/A", or in the words that the template
 * has for it.
 *
 * @param use a statement that names it doesn't deny it: "No deviations besides MongoDB"
 */
export function noneStatement(
  context: RuleContext,
  section: AlignedSection,
  use?: StackUse,
): { start: number; end: number } | undefined {
  const facts = factsOf(context, section);
  const first = facts.blocks.find((block) => block.kind === "paragraph" || block.kind === "list");
  if (!first || (first.kind === "list" && first.items.length > 1)) return undefined;
  const opening = normaliseName(section.schema?.none ?? "")
    .split(" ")
    .slice(0, 2)
    .join(" ");
  const content = first.kind === "list" ? (first.items[0]?.text ?? first.span) : first.span;
  const written = facts.text.slice(content.start, content.end);
  const text = normaliseName(written);
  const isNone = section.notApplicable || (opening !== "" && text.startsWith(opening));
  const isNamed = use && mentionsIn(written).some((one) => isSame(one.technology, use.mention.technology));
  return isNone && !isNamed ? first.span : undefined;
}

/** What a deviation's heading calls the part of the stack: "Database", or "Database Hosting" for its host. */
export function areaTitle(context: RuleContext, { area, choice }: Pick<StackUse, "area" | "choice">): string {
  const section = context.schema.sections.find((one) => one.role === area);
  const title = section?.title ?? "";
  const host = section?.fields.find((field) => field.role === "stack.hosting");
  return choice === "hosting" && host ? `${title} ${host.label}` : title;
}

/** The standard for what a use chooses: "PostgreSQL", or "Python (FastAPI or Django)" as the stack document says it. */
function standardText({ policy: { stack } }: RuleContext, use: StackUse): string {
  const [first] = areaOf(stack, use.area)?.choices ?? [];
  if (use.choice === "product" && first) return first.title;
  return standardsFor(stack, use)
    .map((one) => one.name)
    .join(" or ");
}

function render(context: RuleContext, entry: SchemaSection, depth: number, content: Content): string {
  const heading = entry.heading.replace(/\d+/, String(content.number)).replace(/\[[^\]]*\]/, () => content.area);
  const values: Readonly<Record<string, string>> = {
    "deviation.standard": content.standard,
    "deviation.actual": content.actual,
  };
  const line = (field: SchemaField): string => {
    const text = field.role === "deviation.approval" ? draftedApproval(context) : values[field.role];
    return text ? `**${field.label}:** ${text}` : field.source;
  };
  const fields = entry.fields.filter((field) => field.role.startsWith("deviation."));
  return `${"#".repeat(Math.min(6, depth))} ${heading}\n\n${fields.map(line).join("\n")}`;
}
