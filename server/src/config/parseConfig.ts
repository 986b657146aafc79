import type { Config, ConfigProblem } from "./config.ts";
import { configShape } from "./configShape.ts";
import { readJson, withoutMark } from "./jsonc.ts";

/** A configuration file as it was read. */
export interface ParsedConfig {
  readonly config: Config;
  /** By position. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the text of a configuration file: JSON with comments and trailing commas. Total: a part that can't be used is a
 * problem and isn't in the result; the rest is. Empty text is an empty configuration.
 *
 * @param ruleIds the rules that there are
 */
export function parseConfig(text: string, ruleIds: readonly string[]): ParsedConfig {
  const problems: ConfigProblem[] = [];
  const { root, error } = readJson(withoutMark(text));
  if (error) {
    const { offset, length, code } = error;
    problems.push({ offset, length, message: SYNTAX[code] ?? "This is not JSON." });
  }
  if (!root) return { config: {}, problems };
  const content = configShape(ruleIds).read(root, "The configuration", (node, message) => {
    // A part that the text breaks off in reaches further than the text.
    problems.push({ offset: node.offset, length: Math.min(node.length, text.length - node.offset), message });
  });
  const { $schema: _, ...config } = content ?? {};
  return { config, problems: problems.sort((a, b) => a.offset - b.offset) };
}

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: "This is not JSON; expected a value, with text in double quotes.",
  InvalidNumberFormat: "This number can't be read.",
  PropertyNameExpected: "Expected a key in double quotes.",
  ValueExpected: "Expected a value.",
  ColonExpected: 'Expected ":" behind the key.',
  CommaExpected: 'Expected "," between two parts.',
  CloseBraceExpected: 'The object is not closed; expected "}".',
  CloseBracketExpected: 'The list is not closed; expected "]".',
  EndOfFileExpected: "Expected nothing behind the configuration.",
  UnexpectedEndOfComment: 'The comment is not closed; expected "*/".',
  UnexpectedEndOfString: "The text is not closed; expected a double quote.",
  InvalidUnicode: 'Expected four hexadecimal digits behind "\\u".',
  InvalidEscapeCharacter: 'This character can\'t stand behind "\\".',
  InvalidCharacter: "This character can't stand here.",
  TooDeep: "The file is nested too deeply to be read.",
};
