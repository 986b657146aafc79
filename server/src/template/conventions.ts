import { normaliseName } from "../document/text.ts";

/**
 * The words and shapes from which a template's meaning is inferred where no annotation says it. This table is the only
 * place for them. A template overrides any of them by an annotation under its title, such as
 * `<!-- mechanism: words example="Sample|Another sample" date="DD.MM.YYYY" -->`.
 */
export interface Conventions {
  /** Labels that start with one of these introduce an example: the label and the one block that follows. */
  readonly example: readonly string[];
  /** A bracket that says so stands for the structure of the entry before. */
  readonly same: readonly string[];
  /** A last choice that starts or ends with one of these leaves a choice list open. */
  readonly open: readonly string[];
  /** A value that ends with one of these need not be given. */
  readonly applicable: readonly string[];
  /** A value that waits for a date. */
  readonly date: readonly string[];
  /** An answer that says that a section or field does not apply. */
  readonly notApplicable: readonly string[];
  /** An answer by itself, which needs no reason. */
  readonly none: readonly string[];
}

export const DEFAULT_CONVENTIONS: Conventions = {
  example: ["Example", "Alternative example"],
  same: ["Same structure"],
  open: ["etc.", "other", "if applicable"],
  applicable: ["if applicable"],
  date: ["YYYY-MM-DD"],
  notApplicable: ["N/A", "Not applicable"],
  none: ["None"],
};

export const CONVENTION_NAMES = Object.keys(DEFAULT_CONVENTIONS) as readonly (keyof Conventions)[];

/** Whether a label introduces an example: one of the words, alone or with a remark in parentheses behind it. */
export function isExampleLabel(label: string, words: Conventions): boolean {
  // Nearly every label starts otherwise: that is seen without an expression.
  const start = label.toLowerCase();
  const likely = words.example.filter((word) => start.startsWith(word.toLowerCase()));
  return likely.some((word) => new RegExp(`^${escapeRegExp(word)}s?(?:\\s*\\(.*\\))?$`, "iu").test(label));
}

/** The choices of a text such as `Next.js / React / etc.`; nothing if it isn't a choice list. */
export function choicesOf(text: string, words: Conventions): Choices | undefined {
  const parts = text.split(" / ").map((part) => part.trim());
  if (parts.length < 2 || parts.some((part) => part === "")) return undefined;
  const last = parts.at(-1) ?? "";
  const opener = words.open.find((word) => last === word || last.endsWith(` ${word}`));
  if (opener === undefined) return { options: parts, open: false };
  const rest = last.slice(0, last.length - opener.length).trim();
  return { options: [...parts.slice(0, -1), ...(rest ? [rest] : [])], open: true };
}

/** A list of choices; an open one admits others too. */
export interface Choices {
  readonly options: readonly string[];
  readonly open: boolean;
}

/** A value that says "not applicable" or "none". */
export interface Absence {
  /** "None" is an answer; "N/A" wants a reason. */
  readonly hasReason: boolean;
  /** How many characters of the value are the words themselves. */
  readonly length: number;
}

/** Reads `N/A`, `N/A – reason` or `None.` at the start of a value. */
export function absenceOf(value: string, words: Conventions): Absence | undefined {
  // Nearly every value starts otherwise: that is seen without an expression.
  const start = value.trimStart().slice(0, 40).toLowerCase();
  if (![...words.notApplicable, ...words.none].some((word) => start.startsWith(word.toLowerCase()))) return undefined;
  for (const word of words.notApplicable) {
    const match = new RegExp(`^${escapeRegExp(word)}\\.?(?![\\p{L}\\p{N}])`, "iu").exec(value);
    if (!match) continue;
    const reason = value.slice(match[0].length).replace(/^[\s–—:,;.(-]+/u, "");
    return { hasReason: /[\p{L}\p{N}]/u.test(reason), length: match[0].length };
  }
  const none = words.none.some((word) => new RegExp(`^${escapeRegExp(word)}\\.?$`, "iu").test(value.trim()));
  return none ? { hasReason: true, length: value.trim().length } : undefined;
}

/** Whether the inner text of a bracket is one of the given words. */
export function isOneOf(text: string, words: readonly string[]): boolean {
  const normal = normaliseName(text);
  return words.some((word) => normaliseName(word) === normal);
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
