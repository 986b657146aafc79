import type { SchemaSection } from "../template/schema.ts";
import { contentEnd, insertBlock, sectionSpan } from "./edits.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";
import { tableKind, writtenTables } from "./schemaParts.ts";

/**
 * Adds an entry for a table with the template's placeholders behind the last one, its heading written as that of the
 * last; in place of an entry that is still the template's.
 */
export function addTable(context: RuleContext, name: string): Edit[] {
  const { alignment, document } = context;
  const kind = tableKind(context);
  if (!kind) return [];
  const unfilled = alignment.sections.find((one) => one.schema === kind && one.shape === "heading" && one.untouched);
  const last = writtenTables(context).findLast((one) => one.section.shape === "heading");
  const text = (depth: number): string => {
    const heading = last ? headingLike(context, last, name) : headingOf(kind, name);
    return `${"#".repeat(Math.min(6, depth))} ${heading}\n\n${kind.scaffold}`;
  };
  if (unfilled) {
    const span = { start: sectionSpan(context, unfilled).start, end: contentEnd(context, unfilled) };
    return [{ span, text: text(unfilled.depth) }];
  }
  if (last) {
    const at = contentEnd(context, last.section);
    const isRuled = document.text.slice(at, sectionSpan(context, last.section).end).trim() !== "";
    return [insertBlock(context, at, isRuled ? `---\n\n${text(last.section.depth)}` : text(last.section.depth))];
  }
  const holder = alignment.sections.find((one) => one.schema === kind.parent && one.shape === "heading");
  return holder ? [insertBlock(context, contentEnd(context, holder), text(holder.depth + 1))] : [];
}

function headingOf(kind: SchemaSection, name: string): string {
  return kind.heading.replace(/\[[^\]]*\]/, () => name);
}

/** "Node Type 3: Venue" behind "Node Type 2: `Concert` (projection)", without its marks and its remark. */
function headingLike(
  context: RuleContext,
  { section, span }: ReturnType<typeof writtenTables>[number],
  name: string,
): string {
  const before = factsOf(context, section).text.slice(section.name.start, span.start);
  const marks = /[`*_"]*$/.exec(before)?.[0] ?? "";
  const lead = before.slice(0, before.length - marks.length).replace(/\d+/, (number) => `${Number(number) + 1}`);
  return `${lead}${marks}${name}${[...marks].reverse().join("")}`;
}
