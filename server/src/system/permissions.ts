import type { BlockFact, ChunkFacts, ItemFact, TableBlock } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import { normaliseName, prefixLength, suffixLength, withoutRemark } from "../document/text.ts";
import { type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { hasName } from "../template/matchSections.ts";
import type { SchemaField } from "../template/schema.ts";
import type { Named } from "./entities.ts";

/*
 * Who may do what, as authors write it: a list with a role at the start of each item, or a table with the roles in its
 * first column or in its head.
 */

/** What the template calls things in the part about permissions. */
export interface PermissionNames {
  /** The field that lists the permissions. */
  readonly list: SchemaField | undefined;
  /** The field that stands for one role. */
  readonly role: SchemaField | undefined;
}

/** The roles that a section lists with their permissions, in order. */
export function rolesListedIn(section: AlignedSection, facts: ChunkFacts, names: PermissionNames): Named[] {
  const found = blocksOf(section, facts, names).flatMap(({ block, labelled }) => {
    if (block.kind === "list") return block.items.flatMap((item) => roleOfItem(item, facts));
    return block.kind === "table" ? rolesInTable(block, facts, names, labelled) : [];
  });
  return found
    .flatMap(({ span }) => namesIn(facts.text, span))
    .filter((one) => !/[[\]<>{}]/.test(one.name))
    .sort((a, b) => a.span.start - b.span.start);
}

interface PermissionBlock {
  readonly block: BlockFact;
  /** The template's label for permissions, or a heading of that name, stands above it. */
  readonly labelled: boolean;
}

function blocksOf(section: AlignedSection, facts: ChunkFacts, { list }: PermissionNames): PermissionBlock[] {
  const field = fieldsOf(section, facts).find((one) => one.schema === list)?.fact;
  if (field) {
    const own = field.blocks.map((block) => ({ block, labelled: true }));
    // A sentence may stand between the label and its table.
    const next = facts.fields.find((one) => one.span.start >= field.span.end)?.span.start ?? facts.text.length;
    const tables = facts.blocks.filter(
      (block) => block.kind === "table" && block.span.start >= field.name.end && block.span.start < next,
    );
    const other = tables.filter((block) => !field.blocks.includes(block));
    return [...own, ...(field.item ? [] : other.map((block) => ({ block, labelled: true })))];
  }
  const inside = section.label?.blocks ?? (section.shape === "heading" ? facts.blocks : []);
  const labelled = list !== undefined && hasName(list, normaliseName(withoutRemark(section.title)));
  // The lists of a label stand below it, and belong to that.
  const below = facts.fields.flatMap((one) => (one.item || one === section.label ? [] : one.blocks));
  return inside.flatMap((block) => {
    const isFree = section.label !== undefined || !below.includes(block);
    return isFree && (labelled || block.kind === "table") ? [{ block, labelled }] : [];
  });
}

/** What leads over from a role to what it may do, where no colon does. */
const LEAD = /^(?<name>[^:]{1,60}?)\s+(?:[–—-]|→|=|(?:can|may|must|has|have|is|are|gets?|sees?)\b)/iu;

function roleOfItem(item: ItemFact, facts: ChunkFacts): { readonly span: Span }[] {
  const [line] = item.lines;
  if (item.field) return [{ span: item.field.name }];
  if (!line) return [];
  const text = facts.text.slice(line.start, line.end);
  const name = LEAD.exec(text)?.groups?.name ?? (item.lines.length === 1 && isShort(text) ? text : undefined);
  return name === undefined ? [] : [{ span: { start: line.start, end: line.start + name.length } }];
}

function isShort(text: string): boolean {
  return /^[^\s]{1,40}(?:\s[^\s]{1,40})?$/u.test(text);
}

/** The roles of a table: its first column if its head says so, else its head if everything below are marks. */
function rolesInTable(
  { rows }: TableBlock,
  facts: ChunkFacts,
  { role }: PermissionNames,
  labelled: boolean,
): { readonly span: Span }[] {
  const text = (span: Span | undefined): string => (span ? facts.text.slice(span.start, span.end) : "");
  const [head = [], ...body] = rows;
  const first = body.flatMap((row) => row.slice(0, 1));
  if (role && hasName(role, normaliseName(text(head[0])))) return first.map((span) => ({ span }));
  if (!labelled || body.length === 0 || head.length < 2) return [];
  const isMarked = body.every((row) => row.slice(1).every((cell) => isMark(text(cell))));
  const wordsOf = (spans: readonly Span[]): number =>
    spans.reduce((sum, span) => sum + text(span).split(/\s+/).length, 0) / Math.max(1, spans.length);
  // What is done takes more words than who does it; where neither does, nobody can tell.
  if (!isMarked) return head.length === 2 && wordsOf(first) < 2 ? first.map((span) => ({ span })) : [];
  const across = head.slice(1);
  if (wordsOf(first) === wordsOf(across)) return [];
  return (wordsOf(first) < wordsOf(across) ? first : across).map((span) => ({ span }));
}

/** A cell that says yes or no, or in a word or two how far. */
function isMark(text: string): boolean {
  return text.length <= 24 && text.split(/\s+/).length <= 3;
}

/** What joins two roles in one place. */
const JOINT = /\s*(?:,|;|\/|&|\+|\band\b|\bor\b)\s*/giu;

/** The names in a span, without markup, decoration and remark, such as two in "manager, admin". */
export function namesIn(text: string, span: Span): Named[] {
  const source = text.slice(span.start, span.end);
  const whole = withoutRemark(source);
  const cuts = allMatches(whole, JOINT).map(({ 0: joint, index }) => ({ start: index, end: index + joint.length }));
  const starts = [0, ...cuts.map((cut) => cut.end)];
  const ends = [...cuts.map((cut) => cut.start), whole.length];
  return starts.flatMap((start, i) => {
    const bare = bareSpan(text, { start: span.start + start, end: span.start + (ends[i] ?? whole.length) });
    return bare.end > bare.start ? [{ name: text.slice(bare.start, bare.end), span: bare }] : [];
  });
}

const FRONT = /^[\s`*_"'“”‘’]+/u;
const BACK = /[\s`*_"'“”‘’:]+$/u;

/** A span without decoration and markup at its ends; empty if nothing else is in it. */
function bareSpan(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end) {
    const part = text.slice(start, end);
    const front = Math.max(prefixLength(part), FRONT.exec(part)?.[0].length ?? 0);
    const back = Math.max(suffixLength(part), BACK.exec(part)?.[0].length ?? 0);
    if (front + back === 0) break;
    start += front;
    end = Math.max(start, end - back);
  }
  return { start, end };
}
