import type { ChunkFacts } from "../document/facts.ts";
import { contains, type Span } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { technologyNamed } from "../stack/technologies.ts";
import { codeIn } from "../system/code.ts";
import type { Named } from "../system/entities.ts";
import type { Relationship } from "../system/relationships.ts";
import { escapeRegExp } from "../template/conventions.ts";
import { isNamedIn, wordsOf } from "../template/otherwise.ts";
import { closestName } from "./closest.ts";
import { factsOf, type RuleContext } from "./rule.ts";
import { bareTableName, schemaSections } from "./schemaParts.ts";

/*
 * Which of the tables that relationships name the schema doesn't define.
 */

/** A name in the text of a chunk. */
interface Mention extends Named {
  readonly chunk: number;
}

/** A table that relationships name and nothing defines. */
export interface UnknownTable {
  readonly name: string;
  /** Where relationships name it, in the document's order; at least one place. */
  readonly mentions: readonly [Mention, ...Mention[]];
  /** The table that may be meant. */
  readonly closest: string | undefined;
}

/** The tables that the schema defines. */
interface Tables {
  readonly names: readonly string[];
  /** The first that is the same word as a name, in the singular or the plural. */
  readonly byWord: (name: string) => string | undefined;
}

/** The tables that relationships name and the schema doesn't define, each once. */
export function unknownTables(context: RuleContext): UnknownTable[] {
  const { entities, relationships } = context.system;
  const names = entities.map((one) => one.name);
  if (names.length === 0) return [];
  const known = new Set([...names, ...namesInDiagrams(context)].map(bareTableName));
  // A class in code, such as `OrderItem`, stands for a table whose name its tool makes up.
  const classes = entities.filter((one) => one.source === "code" && /^\p{Lu}\p{L}*\p{Ll}/u.test(one.name));
  const classOf = wordFinder(classes.map((one) => one.name));
  const tables: Tables = { names, byWord: wordFinder(names) };
  const isKnown = ({ name }: Named): boolean => known.has(bareTableName(name)) || classOf(name) !== undefined;
  const unknown = relationships.flatMap((relationship) =>
    relationship.ends
      .filter((end, i) => !isKnown(end) && isMeantAsTable(end, i, relationship, isKnown, tables, context))
      .map((end) => ({ ...end, chunk: relationship.chunk })),
  );
  if (unknown.length === 0 || isAnotherStyle(relationships, isKnown, tables)) return [];
  const isElsewhere = definedElsewhere(context);
  const byName = new Map<string, Mention[]>();
  for (const one of unknown) {
    if (!isElsewhere(one.name)) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  }
  return [...byName].flatMap(([name, [first, ...others]]) =>
    first ? [{ name, mentions: [first, ...others], closest: closestTable(name, tables) }] : [],
  );
}

/** The names in diagrams, which define what they relate. */
function namesInDiagrams({ system, readings }: RuleContext): string[] {
  const code = new Map<number, readonly Span[]>();
  return system.relationships.flatMap(({ chunk, span, ends }) => {
    const facts = readings.factsAt(chunk);
    const blocks = code.get(chunk) ?? (facts ? codeIn(facts).map((block) => block.span) : []);
    code.set(chunk, blocks);
    return blocks.some((block) => contains(block, span)) ? ends.map((end) => end.name) : [];
  });
}

/** Whether a name at the end of a relationship can be nothing else than a table. */
function isMeantAsTable(
  end: Named,
  place: number,
  { chunk, ends }: Relationship,
  isKnown: (name: Named) => boolean,
  tables: Tables,
  context: RuleContext,
): boolean {
  const isNear = closestTable(end.name, tables) !== undefined;
  // A chain without any table is about states or steps; a word between two tables says what one does to the other.
  if (!ends.some(isKnown) && !isNear) return false;
  if (ends.length > 2 && place > 0 && place < ends.length - 1 && !isNear) return false;
  // "Frontend" and "OrderItem" are no tables where tables are written in lower case, and `user_id` is the field of one.
  const isCapital = (name: string): boolean => /^\p{Lu}.*\p{Ll}/u.test(name);
  if (isCapital(end.name) && !tables.names.some(isCapital)) return false;
  if (!isNear && isField(end.name, context)) return false;
  const text = context.readings.factsAt(chunk)?.text ?? "";
  // `auth.users` is a table that somebody else defines; `users.id` names a field.
  const behind = /^\.([\p{L}\p{N}_]+)/u.exec(text.slice(end.span.end, end.span.end + 82))?.[1];
  if (behind !== undefined && !isField(behind, context)) return false;
  if (isNear) return true;
  return technologyNamed(end.name) === undefined && !isIntegration(end.name, context);
}

function isField(name: string, { system }: RuleContext): boolean {
  return /^id$|_id$/iu.test(name) || system.entities.some((one) => one.fields.some((field) => field.name === name));
}

function isIntegration(name: string, { system }: RuleContext): boolean {
  const bare = bareTableName(name);
  return [...system.services, ...system.integrations].some((one) => bareTableName(one.name).startsWith(bare));
}

/** Whether relationships call all tables otherwise than the schema: in the singular, as diagrams often do. */
function isAnotherStyle(
  relationships: readonly Relationship[],
  isKnown: (name: Named) => boolean,
  tables: Tables,
): boolean {
  const alike = relationships.flatMap((one) => one.ends).filter((end) => tables.byWord(end.name) !== undefined);
  return alike.length > 1 && !alike.some(isKnown);
}

/** Tells whether the schema speaks of a table outside of entries and relationships: in a list, a table, or code. */
function definedElsewhere(context: RuleContext): (name: string) => boolean {
  const others = schemaSections(context).map((section) => ({ section, facts: factsOf(context, section) }));
  const words = others.map(({ facts }) => wordsOf(facts, context.schema.conventions));
  return (name) => {
    const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escapeRegExp(name)}(?![\\p{L}\\p{N}_])`, "iu");
    return (
      words.some((one) => isNamedIn(one, [normaliseName(name)])) ||
      others.some(({ section, facts }) => (!section.schema && word.test(section.title)) || holdsInCode(facts, word))
    );
  };
}

function holdsInCode(facts: ChunkFacts, word: RegExp): boolean {
  return [...codeIn(facts).map((block) => block.span), ...facts.codeSpans].some(({ start, end }) =>
    word.test(facts.text.slice(start, end)),
  );
}

/** The table that may be meant: the same word in the other number, else one with few letters to change. */
function closestTable(name: string, { names, byWord }: Tables): string | undefined {
  return byWord(name) ?? closestName(name, names);
}

/** Finds among names the first that is the same word as another, in the singular or the plural. */
function wordFinder(names: readonly string[]): (name: string) => string | undefined {
  const places = new Map<string, number>();
  names.forEach((name, i) => {
    for (const form of numbersOf(name)) if (!places.has(form)) places.set(form, i);
  });
  return (name) => names[Math.min(...numbersOf(name).map((form) => places.get(form) ?? names.length))];
}

/** A name, and what it may be in the singular. */
function numbersOf(name: string): string[] {
  const bare = bareTableName(name);
  if (bare.length < 4 || !bare.endsWith("s")) return [bare];
  return [bare, bare.slice(0, -1), bare.replace(/es$/u, ""), bare.replace(/ies$/u, "y")];
}
