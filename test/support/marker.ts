import type { Position, Range } from "../../server/src/document/positions.ts";

/** A fixture without its markers. */
export interface Marked {
  readonly text: string;
  /** The place of `<|>`. */
  readonly cursor: Position;
  /** What stood between `<|` and `|>`, in order. */
  readonly ranges: readonly Range[];
}

/** Strips `<|>` (the cursor) and `<|…|>` (an expected range, which may hold others or the cursor) from a fixture. */
export function unmark(source: string): Marked {
  let text = "";
  let cursor: Position | undefined;
  const open: { index: number; start: Position }[] = [];
  const ranges: Range[] = [];
  let count = 0;
  for (const part of source.split(/(<\|>|<\||\|>)/)) {
    const position = endOf(text);
    if (part === "<|>") cursor = position;
    else if (part === "<|") open.push({ index: count++, start: position });
    else if (part === "|>") {
      const begin = open.pop();
      if (!begin) throw new Error("A marker is closed that was not opened.");
      ranges[begin.index] = { start: begin.start, end: position };
    } else text += part;
  }
  if (open.length > 0) throw new Error("A marker is not closed.");
  return { text, cursor: cursor ?? { line: 0, character: 0 }, ranges };
}

/** The offset of a position, counted without the code under test. */
export function offsetOf(text: string, position: Position): number {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  return lines.slice(0, position.line).join("").length + position.character;
}

/** The text with one range replaced, as an editor does it: new lines take the document's own ending. */
export function replaceRange(text: string, range: Range, newText: string): string {
  const inserted = text.includes("\r\n") ? newText.replace(/\r\n|\n/g, "\r\n") : newText;
  return text.slice(0, offsetOf(text, range.start)) + inserted + text.slice(offsetOf(text, range.end));
}

/** A snippet as it looks right after its insertion: placeholders shown, first choices chosen, variables by name. */
export function shown(snippet: string): string {
  let text = "";
  let at = 0;
  const depth: string[] = [];
  while (at < snippet.length) {
    const rest = snippet.slice(at);
    const token =
      /^\\[\\$},|]/.exec(rest) ??
      /^\$\{\d+\|(?<choices>(?:\\.|[^|\\])*)\|\}/s.exec(rest) ??
      /^\$\{(?<open>\d+):/.exec(rest) ??
      /^(?:\$\d+|\$\{\d+\})/.exec(rest) ??
      /^\$\{(?<variable>[A-Z_]+)\}/.exec(rest);
    if (token?.groups?.choices !== undefined) {
      text += (token.groups.choices.split(/(?<!\\),/)[0] ?? "").replace(/\\(.)/g, "$1");
    } else if (token?.groups?.open !== undefined) depth.push(token.groups.open);
    else if (token?.groups?.variable !== undefined) text += token.groups.variable;
    else if (token?.[0].startsWith("\\")) text += token[0].slice(1);
    else if (rest.startsWith("}") && depth.length > 0) depth.pop();
    else if (!token) text += rest[0];
    at += token ? token[0].length : 1;
  }
  if (depth.length > 0) throw new Error(`A placeholder is not closed in ${snippet}`);
  return text;
}

function endOf(text: string): Position {
  const lines = text.split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: (lines.at(-1) ?? "").length };
}
