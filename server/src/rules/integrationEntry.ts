import type { SchemaSection } from "../template/schema.ts";
import { contentEnd, insertBlock, sectionSpan } from "./edits.ts";
import { insertSection } from "./insertions.ts";
import type { Edit, RuleContext } from "./rule.ts";
import { INTEGRATIONS } from "./serviceParts.ts";

/** Adds an entry for a service with the template's placeholders behind the last, with the section around it if need be. */
export function addIntegration(context: RuleContext, name: string): Edit[] {
  const { alignment, schema, document } = context;
  const home = schema.sections.find((one) => one.role === INTEGRATIONS);
  const entry = home?.children.find((one) => one.entry);
  if (!home || !entry) return [];
  const section = alignment.sections.find((one) => one.schema === home && one.shape === "heading");
  if (!section) return [insertSection(context, alignment.root, home, written(entry, entry.depth, name))];
  const text = written(entry, section.depth + entry.depth - home.depth, name);
  const entries = alignment.sections.filter((one) => one.schema === entry && one.shape === "heading");
  const unfilled = entries.find((one) => one.untouched);
  if (unfilled) {
    const span = { start: sectionSpan(context, unfilled).start, end: contentEnd(context, unfilled) };
    return [{ span, text }];
  }
  const last = entries.at(-1) ?? section;
  const at = contentEnd(context, last);
  const isRuled = entries.slice(0, -1).some((one) => {
    const end = contentEnd(context, one);
    return document.text.slice(end, sectionSpan(context, one).end).trim() !== "";
  });
  return [insertBlock(context, at, isRuled ? `---\n\n${text}` : text)];
}

function written(entry: SchemaSection, depth: number, name: string): string {
  return `${"#".repeat(Math.min(6, depth))} ${name}\n\n${entry.scaffold}`;
}
