import { linesOf, listMarker } from "./lines.ts";
import { allMatches } from "./matches.ts";
import { plainText } from "./text.ts";

/*
 * Texts of people on one line: for a line of Markdown, and out of Markdown.
 */

/**
 * A text for a line of Markdown. It shows as it was typed, and can neither end its line nor hide what follows it, as the
 * start of a comment, of a tag or of code would.
 */
export function inertText(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const parts = codeSpans(line);
  if (parts === undefined) return withoutTags(line.replace(/[\\`]/g, "\\$&"));
  return parts.map(({ text: part, isCode }) => (isCode ? part : withoutTags(part))).join("");
}

/** Markdown on one line: the items of a list behind each other, without their marks. */
export function flatMarkdown(markdown: string): string {
  const lines = linesOf(markdown).filter((line) => line.trim() !== "");
  const marks = lines.map((line) => listMarker(line));
  const parts = lines.map((line, i) => line.slice(marks[i]?.length ?? 0).trim());
  const between = (before: string, i: number): string => (marks[i] && !/[:;,.]$/.test(before) ? "; " : " ");
  return parts.reduce((all, part, i) => (i === 0 ? part : `${all}${between(all, i)}${part}`), "");
}

/** The text of Markdown on one line, without its markup. */
export function plainLine(markdown: string): string {
  return plainText(flatMarkdown(markdown));
}

interface Part {
  readonly text: string;
  readonly isCode: boolean;
}

/** A line cut at its code spans; nothing if it has a back-tick that could open code and isn't answered in the line. */
function codeSpans(line: string): Part[] | undefined {
  const runs = allMatches(line, /`+/g).map(({ 0: run, index }) => ({ start: index, end: index + run.length }));
  const parts: Part[] = [];
  let at = 0;
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i];
    if (!open) break;
    // A back-slash before one of several makes another number of them: too clever to be trusted.
    if (line[open.start - 1] === "\\") return undefined;
    const length = open.end - open.start;
    const closing = runs.findIndex((run, j) => j > i && run.end - run.start === length);
    const close = runs[closing];
    if (!close) return undefined;
    parts.push({ text: line.slice(at, open.start), isCode: false });
    parts.push({ text: line.slice(open.start, close.end), isCode: true });
    at = close.end;
    i = closing;
  }
  return [...parts, { text: line.slice(at), isCode: false }];
}

/** Whatever could open a tag, a comment or the like gets a back-slash; addresses such as `<https://…>` stay. */
function withoutTags(text: string): string {
  return text.replace(/(\\*)<(?=[a-z/!?])(?!https?:\/\/[^\s<>]*>)/gi, (found, slashes: string) =>
    slashes.length % 2 === 0 ? `${slashes}\\<` : found,
  );
}
