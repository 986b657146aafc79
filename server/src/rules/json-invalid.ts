import { type JsonError, jsonErrors } from "../config/jsonc.ts";
import type { CodeBlock } from "../document/facts.ts";
import { endOfLine, linesOf } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import { codeIn } from "../system/code.ts";
import { leftoverExamples, templateFences } from "../template/unfilled.ts";
import { defineRule, type Fix, type Found } from "./rule.ts";

interface Data {
  readonly problem: "comment" | "comma" | "other";
  /** What is wrong, as the end of a sentence. */
  readonly text: string;
  /** Where the word "json" of the fence stands, from the place of the finding. */
  readonly language: Span | undefined;
}

/** The JSON of a fence that says so doesn't parse. */
export const jsonInvalid = defineRule<Data>({
  id: "json-invalid",
  scope: "section",
  severity: { draft: "warning", handoff: "warning" },
  *check(facts, section, { schema }): Iterable<Found<Data>> {
    if (section.notApplicable) return;
    const unfilled = templateFences(facts, section);
    const examples = leftoverExamples(facts, schema);
    for (const block of codeIn(facts)) {
      if (block.language !== "json" || block.unclosed) continue;
      const isTemplates = unfilled.includes(block) || examples.some((span) => contains(span, block.span));
      // Whoever leaves something out, says that this is no whole JSON.
      if (isTemplates || hasElision(block.code)) continue;
      for (const { problem, span, text } of problemsIn(block)) {
        const language = languageOf(facts.text, block);
        const moved = language && { start: language.start - span.start, end: language.end - span.start };
        yield { span, data: { problem, text, language: moved } };
      }
    }
  },
  message: ({ text }) => `This JSON does not parse: ${text}.`,
  fixes({ span, data }): Fix[] {
    if (data.problem === "comma") {
      return [{ title: "Remove the trailing comma", kind: "mechanical", edits: [{ span, text: "" }] }];
    }
    if (data.problem !== "comment" || !data.language) return [];
    const { start, end } = data.language;
    const label = { start: span.start + start, end: span.start + end };
    return [{ title: "Call it jsonc, which has comments", kind: "choice", edits: [{ span: label, text: "jsonc" }] }];
  },
});

interface Problem extends Pick<Data, "problem" | "text"> {
  /** UTF-16 offsets in the chunk. */
  readonly span: Span;
}

/**
 * The first comment of a fence, and the first other thing that JSON doesn't have: the rest is mostly their echo. Trailing
 * commas have none, so that all of them before it are there.
 */
function problemsIn(block: CodeBlock): Problem[] {
  const errors = jsonErrors(block.code);
  const comment = errors.find((one) => one.code === "InvalidCommentToken");
  const others = errors.filter((one) => one.code !== "InvalidCommentToken").map((one) => problemOf(block, one));
  const first = others.findIndex((one) => one?.problem !== "comma");
  const shown = first < 0 ? others : others.slice(0, first + 1);
  return [
    ...(comment ? [{ problem: "comment" as const, text: "a comment", span: placeOf(block, comment) }] : []),
    // The parser has two complaints about each: neither a name nor a value follows.
    ...shown.flatMap((one, i) =>
      one && shown.findIndex((other) => other?.span.start === one.span.start) === i ? one : [],
    ),
  ];
}

/** What is wrong, in words, by the parser's names. Several values in one fence are several examples. */
const TEXTS: Readonly<Record<string, string>> = {
  InvalidSymbol: "a word that is no value",
  InvalidNumberFormat: "a number that is none",
  PropertyNameExpected: "a name in double quotes is expected here",
  ValueExpected: "a value is expected here",
  ColonExpected: "a colon is expected here",
  CommaExpected: "a comma is expected here",
  CloseBraceExpected: "a closing brace is expected here",
  CloseBracketExpected: "a closing bracket is expected here",
  UnexpectedEndOfString: "a text without its closing quote",
  InvalidEscapeCharacter: "an escape that JSON doesn't have",
  InvalidUnicode: "an escape that JSON doesn't have",
  InvalidCharacter: "a character that JSON doesn't have",
};

function problemOf(block: CodeBlock, error: JsonError): Problem | undefined {
  const text = TEXTS[error.code];
  if (text === undefined) return undefined;
  const before = block.code.slice(0, error.offset).trimEnd();
  const isTrailing = before.endsWith(",") && /^[}\]]/.test(block.code.slice(error.offset));
  const comma = { code: error.code, offset: before.length - 1, length: 1 };
  return isTrailing
    ? { problem: "comma", text: "a trailing comma", span: placeOf(block, comma) }
    : { problem: "other", text, span: placeOf(block, error) };
}

/** Where an error in the code stands in the chunk; at the end of its line at most. */
function placeOf({ code, lines }: CodeBlock, { offset, length }: JsonError): Span {
  const before = linesOf(code.slice(0, offset));
  const line = lines[before.length - 1] ?? lines.at(-1) ?? { start: 0, end: 0 };
  const start = Math.min(line.end, line.start + (before.at(-1)?.length ?? 0));
  return { start, end: Math.min(line.end, start + length) };
}

/** The language behind the mark of a fence. */
function languageOf(text: string, { span, language }: CodeBlock): Span | undefined {
  const head = text.slice(span.start, endOfLine(text, span.start)).toLowerCase();
  const at = head.indexOf(language);
  return at < 0 ? undefined : { start: span.start + at, end: span.start + at + language.length };
}

/** Whether dots stand for something that was left out, outside of texts and comments. */
function hasElision(code: string): boolean {
  const bare = code.replace(/"(?:[^"\\\n]|\\.)*"/g, '""').replace(/\/\/[^\n]*/g, "");
  return /\.\.\.|…/.test(bare);
}
