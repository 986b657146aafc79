import type { BlockFact, ChunkFacts, FieldFact } from "../document/facts.ts";
import { OwnWords } from "../document/ownWords.ts";
import type { AlignedField } from "./alignment.ts";
import { type Conventions, isExampleLabel } from "./conventions.ts";

/*
 * What a section says without the template's labels: in tables, at the start of a line of text, in lists and prose of
 * its own. Enough to tell that something is there, too little to read its value.
 */

/** What a chunk says in its own words, without its examples. */
export function wordsOf(facts: ChunkFacts, conventions: Conventions): OwnWords {
  const examples = facts.fields.filter((field) => isExampleLabel(field.label, conventions));
  if (examples.length === 0) return new OwnWords(facts.text, facts.blocks);
  const blocks = facts.blocks.filter((block) => !examples.some((field) => field.blocks.includes(block)));
  return new OwnWords(facts.text, blocks);
}

/** Whether one of the names is a label in a table or before a colon, or starts a paragraph or a list item. */
export function isNamedIn(words: OwnWords, names: readonly string[]): boolean {
  return isLabelIn(words, names) || words.starts.some((start) => names.some((name) => startsWithWord(start, name)));
}

/** Whether one of the names is a label, or a heading run into its text: "**Authentication.** Session cookies". */
export function isHeadIn(words: OwnWords, names: readonly string[]): boolean {
  const isRunIn = (start: string, name: string): boolean =>
    start.startsWith(name) && /^(?:\.\s|:|\s+[–—-]\s)/.test(start.slice(name.length));
  return isLabelIn(words, names) || words.starts.some((start) => names.some((name) => isRunIn(start, name)));
}

export function isLabelIn(words: OwnWords, names: readonly string[]): boolean {
  return names.some((name) => words.labels.has(name));
}

function startsWithWord(text: string, word: string): boolean {
  return text.startsWith(word) && !/[\p{L}\p{N}-]/u.test(text.charAt(word.length));
}

/** How many words of its own a section needs for each field that it may be saying in them. */
const WORDS_PER_FIELD = 4;

/** Whether a section's own words are enough to say what so many fields ask for: nobody can tell what they leave out. */
export function maySay(words: OwnWords, fields: number): boolean {
  return words.count >= WORDS_PER_FIELD * fields;
}

/**
 * Whether fields are written as one plain list, as the template's short examples are: such a list says in its own words
 * what the fields ask for, and nobody can tell from its labels what it leaves out.
 *
 * @param blocks where the list may stand
 * @param labels the labels beside it, whose values are no such lists
 */
export function isOwnList(
  blocks: readonly BlockFact[],
  labels: readonly FieldFact[],
  fields: readonly AlignedField[],
): boolean {
  if (fields.some((field) => !field.fact.item)) return false;
  const values = labels.flatMap((field) => (field.item ? [] : field.blocks));
  const isOwn = (fact: FieldFact | undefined): boolean => !fact?.strong || !fields.some((field) => field.fact === fact);
  return blocks.some(
    (block) => block.kind === "list" && !values.includes(block) && block.items.some((item) => isOwn(item.field)),
  );
}
