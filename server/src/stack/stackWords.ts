import { allMatches } from "../document/matches.ts";
import { normaliseName } from "../document/text.ts";
import { escapeRegExp } from "../template/conventions.ts";
import type { StackLimit } from "./stack.ts";

/*
 * The words and shapes by which stack documents are read, beside the names and aliases of the template's sections and
 * fields. This is the only table of them. All words are normalised names: lower case, without decoration.
 */

/** A title that starts with one of these names one of several choices: "Option 1: PostgreSQL". */
const OPTION = ["option", "options", "alternative", "alternatives", "alternatively", "choice", "fallback", "secondary"];
/** The same, and what marks a choice as the one to take if nothing speaks against it. */
const DEFAULT = ["default", "preferred", "primary", "recommended", "standard"];
/** Words that may stand beside a technology in a title that names nothing but a choice. */
const FILLER = [
  ...["and", "or", "with", "on", "in", "the", "a", "as", "using", "via", "hosted", "managed", "latest", "stable"],
  ...["framework", "frontend", "backend", "database", "api", "apis", "rest", "routes", "app", "router", "server"],
];

export const STACK_WORDS = {
  /** Labels of the product that a part is built with, beside the template's own; also heads of table columns. */
  product: ["technology", "technologies", "product", "tool", "choice", "choices", "stack", "standard", "we use", "use"],
  useWhen: [
    ...["use when", "use if", "use for", "use it when", "use it for", "use this when", "used for", "used when", "when"],
    ...["when to use", "choose when", "choose if", "choose for", "choose it when", "choose this when", "pick when"],
    ...["best for", "good for", "ideal for", "suitable for", "suited for", "use case", "use cases"],
  ],
  reason: ["why", "why this", "reason", "reasons", "rationale", "benefits", "advantages", "pros", "strengths"],
  /** A part that starts with one of these says what not to use. */
  forbidden: [
    ...["not", "never", "avoid", "no", "do not", "don't", "dont", "must not", "when not to use", "instead of"],
    ...["rejected", "deprecated", "forbidden", "prohibited", "discouraged", "out of scope", "cons", "limitations"],
  ],
  minimum: [
    ...[
      "minimum version",
      "minimum versions",
      "minimal versions",
      "min version",
      "min versions",
      "version requirements",
    ],
    ...["required versions", "recommended versions", "supported versions", "versions"],
  ],
  minimumColumn: ["minimum", "min", "minimum version", "min version", "at least"],
  /** Starts of words by which people say that data needs more than a table tool: "grows", "analytics". */
  large: [
    ...["grow", "scal", "relation", "join", "transact", "constrain", "integrit", "consisten", "concurren", "atomic"],
    ...["volume", "million", "thousand", "record", "row", "report", "aggregat", "analy", "sql", "index", "search"],
    ...["geo", "spatial", "vector", "json", "audit", "lock", "migrat", "perform", "fast", "complian", "privacy"],
    ...["gdpr", "residen", "secur", "later", "future", "phase", "orm", "type", "valid", "unique", "complex"],
  ],
  /** Words that conditions have in common and that say nothing by themselves. */
  common: [
    ...["that", "other", "others", "each", "with", "when", "will", "need", "needs", "data", "table", "tables"],
    ...["mission", "project", "this", "from", "have", "where", "which", "there", "their", "more", "than", "used"],
  ],
  /** A title about language models holds one of these. */
  llm: ["llm", "llms", "ai", "language model", "language models", "artificial intelligence"],
  llmInternal: ["internal", "internally", "team", "development", "in-house", "our own", "own work"],
  llmClient: [
    "client",
    "clients",
    "client's",
    "clients'",
    "client-facing",
    "customer",
    "customers",
    "customer's",
    "product",
  ],
  deviation: ["deviation", "deviations", "exception", "exceptions"],
  ground: [
    "ground",
    "grounds",
    "valid reasons",
    "acceptable reasons",
    "accepted reasons",
    "justification",
    "justifications",
  ],
  groundStart: ["allowed if", "allowed when", "approved if", "approved when", "possible if", "only if", "only when"],
  approver: [
    "approver",
    "approvers",
    "approved by",
    "approval by",
    "approval from",
    "approval",
    "approvals",
    "who approves",
  ],
  /** Labels of the document's date, the most telling first; the template's own come last. */
  date: [
    ...["last updated", "last update", "updated", "last modified", "last changed", "last reviewed", "version date"],
    ...["valid from", "effective date", "as of", "date"],
  ],
} as const satisfies Record<string, readonly string[]>;

/** Whether a title is one of the words. */
export function isWord(title: string, words: readonly string[]): boolean {
  return words.includes(normaliseName(title));
}

/** Whether a title starts with one of the words. */
export function startsWithWord(title: string, words: readonly string[]): boolean {
  const name = `${wordsOf(title)} `;
  return words.some((word) => name.startsWith(`${wordsOf(word)} `));
}

/** Whether a title holds one of the words. */
export function holdsWord(title: string, words: readonly string[]): boolean {
  const name = ` ${wordsOf(title)} `;
  return words.some((word) => name.includes(` ${wordsOf(word)} `));
}

/** Whether a label is about who approves: "Deviations are approved by". */
export function isApproverLabel(label: string): boolean {
  const name = normaliseName(label);
  return STACK_WORDS.approver.some((word) => name === word || (/ |approvers?/.test(word) && name.endsWith(` ${word}`)));
}

/** Whether a title names one of several choices by a word: "Option 1", "Default". */
export function isOption(title: string): boolean {
  return startsWithWord(title, [...OPTION, ...DEFAULT]);
}

/** Whether a title or value says that it is the one to take. */
export function isDefault(text: string): boolean {
  return holdsWord(text, DEFAULT) && !/\b(?:not|non|no)\b/i.test(text);
}

/** Whether nothing is left of a title without its technologies but words that may stand beside them. */
export function isFiller(rest: string): boolean {
  const remark = /\([^()]*\)|\[[^[\]]*\]|\s[–—-]\s.*$/gu;
  const words = wordsOf(rest.replace(remark, " ")).split(" ");
  return words.every((word) => word === "" || /^\d/.test(word) || [...FILLER, ...DEFAULT].includes(word));
}

/** A choice's title without the mark of its place: "Option 1: PostgreSQL (default)" is "PostgreSQL". */
export function choiceTitle(title: string): string {
  return title.replace(OPTION_PREFIX, "").replace(DEFAULT_MARK, "").trim();
}

/** A value and the condition behind it: "Airtable for simple CRUD", "Airtable (when the client edits)". */
export function condition(text: string): { readonly title: string; readonly condition: string } {
  const remark = /\s+\((?:for|when|if|where)\s+([^()]+)\)\s*$/iu.exec(text);
  if (remark) return { title: text.slice(0, remark.index), condition: remark[1] ?? "" };
  const [at] = topLevel(text, /\s+(?:for|when|if|where)\s+/iu);
  if (!at) return { title: text, condition: "" };
  return { title: text.slice(0, at.index).replace(/[\s,:–—-]+$/u, ""), condition: text.slice(at.index + at[0].length) };
}

/** A text without the words by which it starts as a condition; nothing if it doesn't: "Best for simple CRUD". */
export function withoutConditionWords(text: string): string | undefined {
  const rest = text.replace(CONDITION_START, "");
  return rest.length < text.length && rest !== "" ? rest : undefined;
}

/** The alternatives of a value: "Python (FastAPI or Django) or Next.js API Routes" has two. */
export function alternatives(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { index, 0: found } of topLevel(
    text,
    /\s*,?\s+or\s+(?!(?:later|newer|higher|above|similar)\b)|\s*\/\s*|\s*;\s*|\s+\|\s+/iu,
  )) {
    parts.push(text.slice(start, index));
    start = index + found.length;
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}

/** A text with spaces in place of what stands in parentheses. */
export function withoutParentheses(text: string): string {
  return text.replace(/\([^()]*\)/g, (found) => " ".repeat(found.length));
}

/** A text with spaces in place of the clauses that forbid something. */
export function withoutProhibitions(text: string): string {
  const clause = /\b(?:never|not|no|avoid|don't|without|instead of|rather than)\b(?:(?![.;]\s|[()]).)*/giu;
  return text.replace(clause, (found) => " ".repeat(found.length));
}

/** The limits that a condition states: "Fewer than 5 tables". */
export function limitsIn(text: string): Pick<StackLimit, "measure" | "below">[] {
  return [...allMatches(text, LIMIT), ...allMatches(text, LIMIT_BEHIND), ...allMatches(text, LIMIT_AFTER)].flatMap(
    ({ groups }) => {
      const number = numberOf(groups?.number ?? "");
      const measure = /^t/i.test(groups?.measure ?? "") ? "tables" : "records";
      if (number === undefined) return [];
      const isBelow = /^(?:fewer|less|under|below|<$)/i.test(groups?.sign ?? "");
      return [{ measure, below: isBelow ? number : number + 1 } as const];
    },
  );
}

/** The people whom a label's value names: "NLR, TK", "Nora Reed (NLR)". */
export function namesIn(value: string): string[] {
  const found = NAMES.exec(value)?.[0] ?? "";
  const names = allMatches(found, NAME).map(([name]) => name);
  // A word with a capital that a sentence goes on behind starts the sentence and is nobody's name.
  if (!INITIALS.test(names.at(-1) ?? "") && !BEHIND_NAME.test(value.slice(found.length))) return [];
  return [...new Set(names)].filter((name) => !NO_NAMES.includes(name));
}

/** The people by whom a text wants something approved: "need approval by NLR". */
export function approversIn(text: string): string[] {
  const behind = allMatches(text, APPROVED_BY).flatMap((match) => namesIn(text.slice(match.index + match[0].length)));
  const before = allMatches(text, APPROVES).map((match) => match[1] ?? "");
  return [...new Set([...behind, ...before])].filter((name) => !NO_NAMES.includes(name));
}

const OPTION_PREFIX = new RegExp(
  `^(?:${[...OPTION, ...DEFAULT].join("|")})(?:\\s+(?:option|choice|alternative))?(?:\\s+(?:\\d+|[a-z]))?(?:\\s*[:.)–—-]\\s*|\\s*$)`,
  "iu",
);
const DEFAULT_MARK = new RegExp(
  `\\s*(?:[([](?:the\\s+)?(?:${DEFAULT.join("|")})(?:\\s+[\\p{L}]+)?[)\\]]|\\s[–—-]\\s+(?:the\\s+)?(?:${DEFAULT.join("|")})$)`,
  "giu",
);
const CONDITION_START = new RegExp(
  `^(?:${[...STACK_WORDS.useWhen, "for", "if"]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .join("|")})\\b[\\s:]+`,
  "iu",
);

const NUMBER = "(?<number>\\d[\\d.,' \\u00a0]*k?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)";
const MEASURE = "(?<measure>tables?|records?|rows?)\\b";
const SIGN =
  "(?<sign>fewer than|less than|under|below|<=?|≤|up to|at most|no more than|not more than|a maximum of|maximum|max\\.?)";
/** Not "no fewer than", which is the other way round. */
const LIMIT = new RegExp(`(?<!\\bnot? )(?<![\\p{L}<])${SIGN}\\s*${NUMBER}\\s*(?:\\p{L}+\\s+){0,2}?${MEASURE}`, "giu");
const LIMIT_BEHIND = new RegExp(`(?<![\\p{L}\\d.,])${NUMBER}\\s*(?:or (?:fewer|less)\\s+)${MEASURE}`, "giu");
const LIMIT_AFTER = new RegExp(`\\b${MEASURE}\\s*[:(]?\\s*${SIGN}\\s*${NUMBER}(?![\\p{L}\\d])`, "giu");
const SMALL = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

const ONE_NAME = "(?:[A-Z]{2,5}(?![\\p{L}\\d])|@[\\w-]+|\\p{Lu}[\\p{Ll}'’-]+(?:\\s+\\p{Lu}(?:\\.|[\\p{Ll}'’-]+))*)";
const NAME = new RegExp(ONE_NAME, "gu");
/** Names in a row; initials in parentheses are another name of the person before. */
const NAMES = new RegExp(
  `^\\s*(?:the\\s+)?${ONE_NAME}(?:(?<=\\p{Ll})\\s*\\([A-Z]{2,5}\\))?(?:\\s*(?:,\\s*(?:and|or)\\s|,|/|&|\\band\\b|\\bor\\b)\\s*${ONE_NAME}(?:(?<=\\p{Ll})\\s*\\([A-Z]{2,5}\\))?)*`,
  "u",
);
const APPROVED_BY = /\b(?:approved|approval|approvals|sign-off|signed off)\s+(?:\p{Ll}+\s+){0,2}?(?:by|from|of)\s+/giu;
const APPROVES = /(?<![\p{L}\d])([A-Z]{2,5})(?:['’]s)?\s+(?:approval|approves|must approve|has to approve)\b/gu;
const INITIALS = /^(?:[A-Z]{2,5}|@.*)$/;
const BEHIND_NAME = /^\s*(?:$|[.,;:()–—-]|(?:on|before|in|via|at|per)\b)/u;
/** Upper-case words that stand where a name should. */
const NO_NAMES = ["TBD", "TODO", "NA", "OK", "YES", "NO"];

/** Words with single spaces between, without the signs that titles have between them. */
function wordsOf(text: string): string {
  return normaliseName(text)
    .replace(/[^\p{L}\p{N}'-]+/gu, " ")
    .trim();
}

/** The matches of a pattern that stand outside of parentheses. */
function topLevel(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  return allMatches(withoutParentheses(text), new RegExp(pattern.source, `g${pattern.flags}`));
}

function numberOf(text: string): number | undefined {
  const small = SMALL.indexOf(text.toLowerCase());
  if (small > 0) return small;
  if (/^twenty$/i.test(text)) return 20;
  const digits = text.replace(/[.,' \u00a0](?=\d{3}(?!\d))/g, "").trim();
  const match = /^(\d+(?:\.\d+)?)\s*(k?)[.,]?$/i.exec(digits);
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : undefined;
}
