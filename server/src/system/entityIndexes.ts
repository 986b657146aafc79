import type { BlockFact, ChunkFacts } from "../document/facts.ts";
import { linesOf, listMarker } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import type { EntityIndex, Named } from "./entities.ts";
import { isPrimary } from "./entityFields.ts";

const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,80}$/u;
/** What names of indexes look like: `idx_users_email`, `users_email_key`. */
const INDEX_NAME = /^(?:idx|ix|uq|uk|pk|fk|gin|gist)_|_(?:idx|index|key|pkey|uq|uk|fk|unique)$/i;
/** Words that a line of indexes has beside names of fields. */
const WORDS = new Set([
  "none",
  "no",
  "index",
  "indexes",
  "primary",
  "unique",
  "secondary",
  "composite",
  "nothing",
  "see",
  "key",
]);

/** The indexes in blocks: one for each item of a list, else for each line of text. */
export function indexesInBlocks(blocks: readonly BlockFact[], { text }: ChunkFacts): EntityIndex[] {
  return blocks.flatMap((block) => {
    if (block.kind === "list")
      return block.items.flatMap((item) => indexesInLine(text.slice(item.text.start, item.text.end), item.text.start));
    return block.kind === "paragraph"
      ? block.lines.flatMap((line) => indexesInLine(text.slice(line.start, line.end), line.start))
      : [];
  });
}

/** The indexes on lines of text. */
export function indexesInLines(lines: readonly Span[], text: string): EntityIndex[] {
  return lines.flatMap(({ start, end }) => {
    const source = text.slice(start, end);
    const bare = source.slice(listMarker(source).length).trimStart();
    return bare.trim() === "" ? [] : indexesInLine(bare, end - bare.length);
  });
}

/**
 * The indexes that a line tells of: "Primary: `id`", "`email` (unique)", "id (primary), name (unique)". Names in
 * back-ticks count if there are any, else words that stand for themselves.
 *
 * @param at where the line starts in its chunk
 */
export function indexesInLine(line: string, at: number): EntityIndex[] {
  const label = /^[^`:()]{0,60}:(?:\*\*)?(?=\s|$)/.exec(line)?.[0].length ?? 0;
  const body = firstSentence(line.slice(label));
  const primaryLabel = isPrimary(line.slice(0, label));
  const from = at + label;
  if (body.includes("`")) {
    // What stands in parentheses behind a name remarks on it.
    const outside = body.replace(/(`[^`]*`)|\((?:[^()`]|`[^`]*`)*\)/g, (part, code?: string) =>
      code === undefined ? " ".repeat(part.length) : code,
    );
    const fields = allMatches(outside, /`([^`]*)`/g).flatMap(({ 1: code = "", index }) =>
      namesInCode(code, from + index + 1),
    );
    return [{ primary: primaryLabel || isPrimary(line), fields }];
  }
  return parts(body).flatMap(({ text, start }): EntityIndex[] => {
    const remark = /\(([^()]*)\)\s*$/.exec(text);
    const bare = remark ? text.slice(0, remark.index) : text;
    const isComposite = bare.trim() === "" && remark;
    const names = isComposite
      ? piecesOf(remark[1] ?? "", from + start + remark.index + 1)
      : piecesOf(bare, from + start);
    const isPrimaryPart = primaryLabel || (remark !== null && !isComposite && isPrimary(remark[1] ?? ""));
    return names.length === 0 && !isPrimaryPart ? [] : [{ primary: isPrimaryPart, fields: names }];
  });
}

/** The fields in code such as `email`, `(a, b)`, `lower(email)` or `a DESC`; of an index's own name none. */
function namesInCode(code: string, at: number): Named[] {
  const inner = /^[^()]*\(([^()]*)\)[^()]*$/.exec(code)?.[1];
  return inner === undefined ? piecesOf(code, at) : piecesOf(inner, at + code.indexOf("(") + 1);
}

/** Names between commas, plus signs, "with" and "and"; a piece of several words is prose. */
function piecesOf(text: string, at: number): Named[] {
  const commas = text.replace(/\b(?:with|and)\b|[+;/]/g, (mark) => ",".repeat(mark.length));
  return allMatches(commas, /[^,]+/g).flatMap(({ 0: piece, index }) => {
    const bare = piece.replace(/\s+(?:ASC|DESC|NULLS (?:FIRST|LAST)|\w+_ops)\b|\s+WITH\s+[=&<>|-].*$/giu, "");
    const name = bare.trim().replace(/^["*]+|["*]+$/g, "");
    if (!NAME.test(name) || INDEX_NAME.test(name) || WORDS.has(name.toLowerCase())) return [];
    const start = at + index + piece.indexOf(name);
    return [{ name, span: { start, end: start + name.length } }];
  });
}

/** The parts of a line between commas that stand in no parentheses. */
function parts(text: string): { readonly text: string; readonly start: number }[] {
  return allMatches(text, /(?:[^,;(]|\([^()]*\)?)+/g).map(({ 0: part, index }) => ({ text: part, start: index }));
}

/** A line up to what only remarks on it. */
function firstSentence(line: string): string {
  const [first = ""] = linesOf(line);
  const end = /;\s|\s[–—-]\s|\.\s|\s(?:because|for|see|so that)\s/u.exec(first)?.index;
  return end === undefined ? first.replace(/\.$/, "") : first.slice(0, end);
}
