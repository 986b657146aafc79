import { contains, type Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { contentEnd, insertSection } from "./edits.ts";
import { defineRule, type Edit, type Found, type RuleContext, sliceOf } from "./rule.ts";

interface Data {
  readonly word: string;
}

/** TBD, TODO, FIXME or ??? says that something is still open; in code it may be a note to a programmer. */
export const tbdUnresolved = defineRule<Data>({
  id: "tbd-unresolved",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts): Iterable<Found<Data>> {
    for (const marker of facts.markers) {
      yield { span: marker.span, data: { word: marker.word }, ...(marker.code ? { severity: "hint" } : {}) };
    }
  },
  message: ({ word }) => `"${word}" is unresolved.`,
  fixes({ span, chunk, section }, context) {
    const local = { start: span.start - chunk.start, end: span.end - chunk.start };
    const field = fieldsIn(section).findLast((one) => contains(one.fact.inline, local));
    if (!field) return [];
    const { inline } = field.fact;
    const note = questionNote(sliceOf(chunk.facts, inline), local, inline.start);
    const question = `- Open question – ${section.title}, ${field.fact.label}${note ? `: ${note}` : ""}`;
    const notes = context.alignment.sections.find((one) => one.schema?.role === "notes");
    const edit = addNote(context, notes, question);
    if (!edit || notes === section) return [];
    const value = { start: chunk.start + inline.start, end: chunk.start + inline.end };
    const title = notes?.title ?? context.schema.sections.find((one) => one.role === "notes")?.title ?? "";
    return [{ title: `Move to ${title} as an open question`, kind: "choice", edits: [{ span: value, text: `Open, see ${title}` }, edit] }];
  },
});

/** What the value says besides the word itself. */
function questionNote(value: string, marker: Span, origin: number): string {
  const before = value.slice(0, marker.start - origin).trim();
  const behind = value.slice(marker.end - origin).replace(/^[\s,;:.–—-]+/, "").trim();
  return [before, behind].filter(Boolean).join(" ").replace(/\s+/g, " ");
}

function addNote(context: RuleContext, notes: AlignedSection | undefined, text: string): Edit | undefined {
  if (notes) {
    const at = contentEnd(context, notes);
    return { span: { start: at, end: at }, text: `\n\n${text}` };
  }
  const schema = context.schema.sections.find((one) => one.role === "notes");
  return schema && insertSection(context, context.alignment.root, schema, text);
}
