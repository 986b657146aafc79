import { plainText } from "../document/text.ts";
import type { StackChoice, StackLimit, StandardStack } from "../stack/stack.ts";
import { isFiller, STACK_WORDS } from "../stack/stackWords.ts";
import { areaOf, isSame } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { StackPart, StackUse } from "../stack/uses.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { escapeRegExp } from "../template/conventions.ts";
import { defineRule, type Found, factsOf, type RuleContext } from "./rule.ts";
import { fieldOf, limitPlace, productOf } from "./stackFields.ts";

interface Data {
  readonly tables: number;
  readonly allowed: string;
}

/** A database for larger data holds a few tables that don't refer to each other, and nothing says why. */
export const databaseOversized = defineRule<Data>({
  id: "database-oversized",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { stack } = context.policy;
    const part = context.technologies.parts.find((one) => one.area === "stack.database");
    const use = part && productOf(part);
    const small = use && smallerThan(stack, use);
    if (!part || !small || isExtended(part, use)) return;
    const tables = context.alignment.sections.filter((one) => one.schema?.role === "entity");
    // Up to half of the limit: between that and the limit it is a matter of taste.
    if (tables.length === 0 || tables.length > small.limit.below / 2 || tables.some((one) => one.untouched)) return;
    // Tables in code count too, and nobody judges them.
    if (context.system.entities.some((one) => one.source === "code")) return;
    if (needsMore(context, tables) || isAnswered(stack, part, use, small)) return;
    yield {
      chunk: use.chunk,
      span: use.mention.span,
      data: { tables: tables.length, allowed: small.limit.technology.name },
      related: [limitPlace(small.limit)],
    };
  },
  message: ({ tables, allowed }) =>
    `${tables} table${tables === 1 ? "" : "s"} without relationships; the standard would allow ${allowed}.`,
});

interface Smaller {
  readonly choice: StackChoice;
  readonly limit: StackLimit;
}

/** The choice beside the one in use that the stack document limits to few tables. */
function smallerThan(stack: StandardStack, use: StackUse): Smaller | undefined {
  const choices = areaOf(stack, use.area)?.choices ?? [];
  const has = (choice: StackChoice, limit: StackLimit): boolean =>
    choice.technologies.some((one) => isSame(one, limit.technology));
  const isOwn = (limit: StackLimit): boolean => isSame(limit.technology, use.mention.technology);
  // What is no standard at all is another rule's business.
  if (!choices.some((choice) => choice.technologies.some((one) => isSame(one, use.mention.technology))))
    return undefined;
  const limits = stack.limits.filter((one) => one.measure === "tables");
  if (limits.some(isOwn)) return undefined;
  return limits.flatMap((limit) => choices.filter((one) => has(one, limit)).map((choice) => ({ choice, limit })))[0];
}

/** Whether a part chooses more than the bare database: a second one, or an extension. */
function isExtended(part: StackPart, use: StackUse): boolean {
  if (part.uses.filter((one) => one.choice === "product").length > 1) return true;
  const { text, span } = use.value;
  const before = text.slice(0, use.mention.span.start - span.start);
  return !isFiller(`${before} ${text.slice(use.mention.span.end - span.start)}`);
}

/** A number of records that no table tool is for. */
const MANY = /\bmillions?\b|(?<![\d.])\d{2,}[,.' ]?\d{3}(?!\d)/iu;
/** What refers to another table by words, or by how many of one there are for the other. */
const REFERS =
  /\b(?:foreign[ -]keys?|fk|references?|refers? to|belongs? to|join(?:s|ed)?|linked|one-to-\w+|many-to-\w+|\d:[nm\d]|[nm]:[nm])\b|→/iu;
/** The name of a column for the key of something else. */
const KEY_NAME = /[\p{L}\d](?:_(?:ids?|ID)|Ids?)(?![\p{L}\d])/u;

/** Whether the schema says, or may say elsewhere than in its tables, that a table tool would not do. */
function needsMore(context: RuleContext, tables: readonly AlignedSection[]): boolean {
  const { sections } = context.alignment;
  if (sections.some((one) => one.schema?.role === "relationships" && !saysNone(context, one))) return true;
  const isOver = (one: AlignedSection): boolean => one.schema?.role === "schema" || one.schema?.role === "entities";
  const over = sections.filter(isOver);
  // Tables in code, lists or tables of the author's own are not counted, but they are there.
  const isElsewhere = over.some((section) =>
    factsOf(context, section).blocks.some((block) => block.kind === "table" || block.kind === "list"),
  );
  const inFences = tables.flatMap((one) => one.fence ?? []);
  const isDefined = [...over, ...tables].some((section) =>
    factsOf(context, section).blocks.some((block) => block.kind === "code" && !inFences.includes(block)),
  );
  const texts = tables.map((one) => plainText(factsOf(context, one).text));
  const names = tables.map(nameOf);
  const isNamed = texts.some((text, i) => names.some((name, j) => j !== i && mentionsName(text, name)));
  return (
    isElsewhere || isDefined || isNamed || texts.some((text) => [REFERS, KEY_NAME, MANY].some((one) => one.test(text)))
  );
}

/** Whether the section about relationships says that there are none. */
function saysNone(context: RuleContext, section: AlignedSection): boolean {
  if (section.untouched || section.shape !== "heading") return false;
  if (section.notApplicable) return true;
  const { text, blocks } = factsOf(context, section);
  const content = blocks.filter((block) => block.kind !== "break" && block.kind !== "comment");
  const [first] = content;
  if (content.length !== 1 || first?.kind !== "paragraph") return false;
  const said = plainText(text.slice(first.span.start, first.span.end));
  return /^(?:no|none)\b/iu.test(said) && !/[→:;]|\b(?:but|except|besides|only|other|yet)\b/iu.test(said);
}

function nameOf({ schema, title }: AlignedSection): string {
  const matches = schema?.entry?.titles.map((pattern) => pattern.exec(title)?.groups?.name) ?? [];
  return matches.find((name) => name !== undefined) ?? title;
}

/** Whether a text holds the name of a table, in the singular or the plural. */
function mentionsName(text: string, name: string): boolean {
  const [word = ""] = plainText(name).split(/\s/);
  const stem = word.replace(/(?:ies|es|s|y)$/iu, "");
  return stem !== "" && new RegExp(`(?<!\\p{L})${escapeRegExp(stem)}(?:ies|es|s|y)?(?!\\p{L})`, "iu").test(text);
}

/** Whether the reason for a database says what it needs it for, in words of the stack document or in others. */
function isAnswered(stack: StandardStack, part: StackPart, use: StackUse, small: Smaller): boolean {
  const reason = plainText(fieldOf(part, "stack.reason")?.text ?? "");
  // A reason that is still to be written may well answer it.
  if (reason.startsWith("[")) return true;
  if (mentionsIn(reason).some((one) => isSame(one.technology, small.limit.technology))) return true;
  const own = (areaOf(stack, part.area)?.choices ?? [])
    .filter((choice) => choice.technologies.some((one) => isSame(one, use.mention.technology)))
    .flatMap((choice) => choice.useWhen.flatMap(wordsOf))
    .filter((word) => word.length >= 4 && !(STACK_WORDS.common as readonly string[]).includes(word));
  const both = small.choice.useWhen.flatMap(wordsOf);
  const telling = [...own.filter((word) => !both.includes(word)).map(stemOf), ...STACK_WORDS.large];
  return wordsOf(reason).some((word) => telling.some((start) => word.startsWith(start)));
}

function wordsOf(text: string): string[] {
  return (
    plainText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function stemOf(word: string): string {
  return word.replace(/(?:ing|ies|ed|al|s)$/u, "");
}
