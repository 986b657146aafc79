import type { Part } from "./stackOutline.ts";
import {
  holdsWord,
  isApproverLabel,
  isWord,
  STACK_WORDS,
  startsWithWord,
  withoutParentheses,
  withoutProhibitions,
} from "./stackWords.ts";
import { mentionsIn, technologyNamed } from "./technologies.ts";
import type { Technology } from "./technology.ts";

/*
 * What a part of a stack document is about, if it is no area.
 */

/** Whether a part is a list of technologies that says of most of them "at least this version", whatever its title. */
export function isListOfMinimums({ parts }: Part): boolean {
  const bounds = parts.filter((one) => technologyNamed(one.title) && /^(?:≥|>=)/.test(one.text));
  return bounds.length >= 3 && bounds.length * 2 > parts.length;
}

/** Whether a part without parts of its own says who approves, and so what for. */
export function isAboutApproval({ kind, parts }: Part): boolean {
  return (
    kind === "section" &&
    parts.some((one) => isApproverLabel(one.title)) &&
    parts.every((one) => one.kind !== "section")
  );
}

/** Whether a title is about minimum versions; one word must be the whole title. */
export function isMinimums(title: string): boolean {
  const phrases = STACK_WORDS.minimum.filter((word) => word.includes(" "));
  return isWord(title, STACK_WORDS.minimum) || holdsWord(title, phrases);
}

/** The language models' products that a text allows. */
export function toolsIn(parts: readonly Part[]): Technology[] {
  const allowed = parts.filter((part) => !startsWithWord(part.title, STACK_WORDS.forbidden));
  const named = (texts: readonly string[]): Technology[] =>
    texts
      .flatMap((text) => mentionsIn(withoutParentheses(withoutProhibitions(text))))
      .map((mention) => mention.technology)
      .filter((technology) => technology.kinds.includes("llm"));
  const inProse = named(allowed.map((part) => `${part.title}. ${part.prose}`));
  const tools = inProse.length > 0 ? inProse : named(allowed.map((part) => part.text));
  return firstOfEach(tools, (one) => one.id);
}

/** The first items that stand one behind the other. */
export function firstList(parts: readonly Part[]): Part[] {
  const isItem = (part: Part): boolean => (part.kind === "item" || part.listed) && !isApproverLabel(part.title);
  const start = parts.findIndex(isItem);
  const end = parts.findIndex((part, i) => i > start && !isItem(part));
  return start < 0 ? [] : parts.slice(start, end < 0 ? undefined : end);
}

/** The first of all that have one key, in order. */
export function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const keys = all.map(keyOf);
  return all.filter((_, i) => keys.indexOf(keys[i] ?? "") === i);
}
