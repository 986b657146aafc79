import type { BlockFact, FieldFact } from "../document/facts.ts";
import { contains, type Span } from "../document/positions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { appendItem, ownEnd } from "./edits.ts";
import { insertSection } from "./insertions.ts";
import { defineRule, type Edit, type Found, factsOf, type RuleContext, sliceOf } from "./rule.ts";

interface Data {
  readonly word: string;
  readonly code: boolean;
}

/** TBD, TODO, FIXME or ??? says that something is still open; in code it may be a note to a programmer. */
export const tbdUnresolved = defineRule<Data>({
  id: "tbd-unresolved",
  scope: "section",
  severity: { draft: "warning", handoff: "error" },
  unfilled: true,
  *check(facts): Iterable<Found<Data>> {
    for (const { span, word, code } of facts.markers) {
      if (LIST.test(facts.text.slice(span.end)) || isState(facts.text, span)) continue;
      yield { span, data: { word, code }, ...(code ? { severity: "hint" } : {}) };
    }
  },
  message: ({ word }) => `"${word}" is unresolved.`,
  fixes({ span, chunk, section, data }, context) {
    const local = { start: span.start - chunk.start, end: span.end - chunk.start };
    const place = data.code ? undefined : placeOf(chunk.facts.fields, local);
    const notes = context.alignment.sections.find((one) => one.schema?.role === "notes");
    if (!place || place.value.end - place.value.start > LONGEST_QUESTION) return [];
    if (notes !== undefined && isInside(section, notes)) return [];
    const { before, behind } = split(sliceOf(chunk.facts, place.value), local, place.value.start);
    const note = before === "" ? behind : `${before} … ${behind}`.trimEnd();
    const edit = addNote(context, notes, `Open question – ${section.title}, ${place.label}${note ? `: ${note}` : ""}`);
    if (!edit) return [];
    const value = { start: chunk.start + place.value.start, end: chunk.start + place.value.end };
    const title = notes?.title ?? context.schema.sections.find((one) => one.role === "notes")?.title ?? "";
    // What is known already stays where it is.
    const own = before === "" ? { span: value, text: `Open, see ${title}` } : { span, text: `open, see ${title}` };
    return [{ title: `Move to ${title} as an open question`, kind: "choice", edits: [own, edit] }];
  },
});

/** The length of a value that is copied into the notes, in UTF-16 code units. Of a page of text it would be no question. */
const LONGEST_QUESTION = 1_000;

/** "A TODO list" is a thing, not something that is open. */
const LIST = /^[ -](?:list|app|item)s?\b/i;

/** A quoted "TODO", and the one of "TODO, DOING and DONE" or "TODO → DONE", is a state that the system knows. */
function isState(text: string, { start, end }: Span): boolean {
  if (text.slice(start, end) !== "TODO") return false;
  const quote = text.charAt(start - 1);
  return (/["']/.test(quote) && text.charAt(end) === quote) || NEXT_STATE.test(text.slice(end, end + 30));
}

const NEXT_STATE = /^[*`]*[ \t]*(?:[,/|→]|->|=>)[ \t]*[*`]*(?:DOING|DONE|IN[ _-]?PROGRESS|REVIEW|BLOCKED|CLOSED)\b/i;

/** The value around a marker: beside its label, or the paragraph or the list item below it. */
function placeOf(
  fields: readonly FieldFact[],
  marker: Span,
): { readonly label: string; readonly value: Span } | undefined {
  const field = fields.find((one) => contains(one.span, marker));
  if (!field) return undefined;
  const below = placeOf(field.fields, marker);
  if (below) return below;
  const value = contains(field.inline, marker)
    ? field.inline
    : field.blocks.flatMap(textsOf).find((span) => contains(span, marker));
  return value && { label: field.label, value };
}

function textsOf(block: BlockFact): Span[] {
  if (block.kind === "list") return block.items.flatMap((item) => (item.field ? [] : [item.text]));
  return block.kind === "paragraph" ? [block.span] : [];
}

function isInside(section: AlignedSection, ancestor: AlignedSection): boolean {
  return section === ancestor || (section.parent !== undefined && isInside(section.parent, ancestor));
}

/** What the value says besides the word; other such words would only open the question again in the notes. */
function split(value: string, marker: Span, origin: number): { readonly before: string; readonly behind: string } {
  const clean = (text: string): string => text.replace(/\b(?:TBD|TODO|FIXME)\b|\?{3,}/g, "…").replace(/\s+/g, " ");
  const before = clean(value.slice(0, marker.start - origin)).replace(/[\s([–—-]+$/, "");
  const behind = clean(value.slice(marker.end - origin))
    .replace(/^[\s,;:.)\]–—-]+/, "")
    .trimEnd();
  const aside = before === "" ? /^\(([^()]*)\)$/.exec(behind)?.[1] : undefined;
  return { before, behind: aside ?? behind };
}

function addNote(context: RuleContext, notes: AlignedSection | undefined, text: string): Edit | undefined {
  if (!notes) {
    const schema = context.schema.sections.find((one) => one.role === "notes");
    return schema && insertSection(context, context.alignment.root, schema, `- ${text}`);
  }
  const first = factsOf(context, notes).blocks[0];
  const start = context.document.chunks[notes.chunk]?.start ?? 0;
  if (!notes.notApplicable || !first) return appendItem(context, notes, text);
  // "None" would no longer be true.
  return { span: { start: start + first.span.start, end: ownEnd(context, notes) }, text: `- ${text}` };
}
