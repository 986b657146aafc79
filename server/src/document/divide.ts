import type { Nodes, RootContent } from "mdast";
import { type Closing, closingOf } from "./closing.ts";
import type { ChunkFacts } from "./facts.ts";
import { frontMatterEnd } from "./frontMatter.ts";
import { type Guarded, guarded } from "./guard.ts";
import { headingIndent, nextHeadingLine } from "./headingLines.ts";
import type { KnownChunks } from "./knownChunks.ts";
import { endOfLine, nextLine, startOfLine } from "./lines.ts";
import { parseMarkdown, takenAway } from "./parse.ts";
import { SENTINEL, type Surroundings } from "./pieces.ts";
import { readPlain, takesIn } from "./plain.ts";
import { shift } from "./positions.ts";
import { isAccidentalHeading, readChunk } from "./readChunk.ts";
import { readInPieces } from "./readInPieces.ts";
import { spliced } from "./splice.ts";

/*
 * How a text is divided at its top-level headings, and each part read. The parser is the judge: a part ends where a
 * heading that is put behind it comes out as one at the top level.
 */

/** Where a stretch of text stands in its document. */
export interface Stretch {
  /** It starts the document, so that front matter may open it. */
  readonly isStart: boolean;
  /** The spaces before the `#` of the heading that follows it; nothing if it goes on to the end of the document. */
  readonly behind: string | undefined;
}

/**
 * Divides a stretch that starts the document or with a heading, and reads its parts. What a part says depends on its
 * own text only, wherever it stands.
 *
 * @param known what needn't be read if it is there again
 * @returns that the stretch is open if what follows doesn't start with a top-level heading
 */
export function divide(text: string, { isStart, behind }: Stretch, known?: KnownChunks): ChunkFacts[] | OpenStretch {
  const parts: ChunkFacts[] = [];
  let start = 0;
  // Blank lines at the start of a document belong to the heading behind them.
  if (isStart && behind !== undefined && contentStart(text) >= text.length) return { closing: undefined };
  while (start < text.length || (isStart && parts.length === 0)) {
    const isFirst = isStart && start === 0;
    const part =
      (isFirst ? undefined : knownPart(text, start, behind, known)) ?? readPart(text, start, isFirst, behind);
    if ("closing" in part) return part;
    parts.push(...part.chunks);
    start = part.end;
  }
  return parts;
}

/** Shorter chunks are read anew as quickly. */
const LONG_CHUNK = 6_000;

/**
 * Reads a chunk after an edit in it by what it said before.
 *
 * @param text the chunk's text after the edit
 * @returns nothing for short chunks, and where the edit may have changed how the rest is read
 */
export function readEdited(old: ChunkFacts, text: string, around: Surroundings): ChunkFacts | undefined {
  if (Math.min(old.text.length, text.length) < LONG_CHUNK || guarded(text).unread.length > 0) return undefined;
  try {
    return spliced(old, text, around);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** A stretch of text whose end is no boundary: it goes on in what follows. */
export interface OpenStretch {
  /** What closes it, if a fence or an HTML block is open at its end: all before that belongs to it. */
  readonly closing: Closing | undefined;
}

interface Part {
  readonly chunks: readonly ChunkFacts[];
  readonly end: number;
}

/** What was read before of the text between two heading lines. */
function knownPart(
  text: string,
  start: number,
  behind: string | undefined,
  known: KnownChunks | undefined,
): Part | undefined {
  if (!known) return undefined;
  const end = nextHeadingLine(text, start, start);
  const facts = known.take(
    text.slice(start, end),
    end < text.length ? headingIndent(text.slice(end, end + 16)) : behind,
  );
  return facts && { chunks: [facts], end };
}

/** Reads from one heading line up to another that is a heading to the parser too; mostly that is the next one. */
function readPart(text: string, start: number, isStart: boolean, behind: string | undefined): Part | OpenStretch {
  const plain = readPlainPart(text, start, behind);
  if (plain) return plain;
  let end = nextHeadingLine(text, isStart ? contentStart(text) : start, start);
  for (let step = 1; ; step *= 2) {
    const indent = end < text.length ? headingIndent(text.slice(end, end + 16)) : behind;
    const read = readAlone(text.slice(start, end), isStart, indent);
    if (Array.isArray(read)) return { chunks: read, end };
    if (end === text.length) return read;
    if (read.closing) {
      end = nextHeadingLine(text, read.closing.endIn(text, end) ?? text.length, end);
      continue;
    }
    // The line is no heading where it stands: in a fence, say. Taking in twice as much each time keeps this linear.
    for (let i = 0; i < step && end < text.length; i++) end = nextHeadingLine(text, end, end);
  }
}

/** Reads a part that needs no parser. */
function readPlainPart(text: string, start: number, behind: string | undefined): Part | undefined {
  const plain = readPlain(text, start);
  if (!plain) return undefined;
  const isCut = plain.end === text.length && takesIn(plain, behind);
  const own = text.slice(start, plain.end);
  if (isCut || guarded(own).unread.length > 0) return undefined;
  return { chunks: [readChunk(own, plain.nodes, start, [])], end: plain.end };
}

/** Where headings may start in a document: behind blank lines, so that no chunk is empty, and behind front matter. */
function contentStart(text: string): number {
  let at = 0;
  const isBlank = (from: number): boolean => /^[ \t]*$/.test(text.slice(from, endOfLine(text, from)));
  for (let from = takenAway(text, true); at < text.length && isBlank(from); from = at) at = nextLine(text, from);
  return Math.max(at, frontMatterEnd(text) ?? 0);
}

/** Reads a text that starts the document or with a heading, if what follows would be a top-level heading. */
function readAlone(text: string, isStart: boolean, indent: string | undefined): ChunkFacts[] | OpenStretch {
  const origin = takenAway(text, isStart);
  const guard = guarded(text);
  const source = guard.text.slice(origin);
  const visible = visiblePart(source, guard);
  try {
    const pieces = guard.unread.length === 0 ? readInPieces(text, { isStart, behind: indent }) : undefined;
    if (pieces) return "closing" in pieces ? pieces : [pieces];
    if (indent === undefined) return split(text, guard, origin, parseVisible(source, visible, "", isStart), isStart);
    const nodes = parseVisible(source, visible, indent + SENTINEL, isStart);
    const last = nodes.at(-1);
    const start = last?.position?.start.offset;
    const isBehind = start === source.length + indent.length || start === visible.length + indent.length;
    const isWhole = last?.type === "heading" && last.depth === 1 && isBehind;
    if (!isWhole) return { closing: closingOf(last, source) };
    return split(text, guard, origin, nodes.slice(0, -1), isStart);
  } catch (error) {
    // Only the depth of the text can exhaust the stack; anything else is a mistake of ours.
    if (!(error instanceof RangeError)) throw error;
    return [readChunk(text, [], 0, [{ start: 0, end: text.length }])];
  }
}

/** Fewer blanks than these cost the parser nothing to speak of. */
const MANY_BLANKS = 1_000;

/** A guarded text without the blanks that stand for hidden lines at its end, but for the first of these. */
function visiblePart(source: string, { unread }: Guarded): string {
  if (unread.length === 0) return source;
  const end = source.trimEnd().length;
  return source.length - end < MANY_BLANKS ? source : source.slice(0, nextLine(source, nextLine(source, end)));
}

/**
 * The nodes of a text, and of what stands behind it. The parser need see only the visible part, unless the last block
 * takes in all blanks.
 */
function parseVisible(source: string, visible: string, behind: string, isStart: boolean): readonly RootContent[] {
  const nodes = parseMarkdown(visible + behind, isStart).children;
  const isCut = visible.length < source.length;
  return isCut && nodes.slice(-2).some(endsInLines) ? parseMarkdown(source + behind, isStart).children : nodes;
}

/** Whether the last block in a node is one that may have blank lines at its end. */
function endsInLines(node: RootContent): boolean {
  let last: Nodes | undefined = node;
  while (last && "children" in last && last.children.length > 0) last = last.children.at(-1);
  return last?.type === "code" || last?.type === "html";
}

/** Divides parsed nodes, whose offsets count from `origin`, at their headings. */
function split(
  text: string,
  { unread }: Guarded,
  origin: number,
  nodes: readonly RootContent[],
  isStart: boolean,
): ChunkFacts[] {
  const groups: { start: number; nodes: RootContent[] }[] = [];
  for (const node of nodes) {
    const start = origin + (node.position?.start.offset ?? 0);
    const end = origin + (node.position?.end.offset ?? 0);
    const isBoundary = node.type === "heading" && !isAccidentalHeading(node, text.slice(start, end));
    if (isBoundary) groups.push({ start: startOfLine(text, start), nodes: [node] });
    else if (groups.length === 0) groups.push({ start: 0, nodes: [node] });
    else groups.at(-1)?.nodes.push(node);
  }
  const [first = { nodes: [] }, ...others] = groups;
  const all = [{ ...first, start: 0 }, ...others];
  const parts = all.map((group, i) => ({ ...group, text: text.slice(group.start, all[i + 1]?.start ?? text.length) }));
  const chunks = parts.map((part) => {
    const hidden = unread
      .map((span) => shift(span, -part.start))
      .filter((span) => span.end > 0 && span.start < part.text.length);
    return readChunk(part.text, part.nodes, part.start - origin, hidden);
  });
  // A definition makes links of brackets in the text that is parsed with it, and what a text costs depends on all of
  // it; what a part says is its own.
  const isMixed = chunks.length > 1 && (unread.length > 0 || chunks.some((chunk) => chunk.definitions.length > 0));
  if (!isMixed) return chunks;
  return parts.flatMap((part, i) => readPartAlone(part.text, isStart && i === 0));
}

function readPartAlone(text: string, isStart: boolean): ChunkFacts[] {
  const chunks = readAlone(text, isStart, undefined);
  // One part by the judgement of the parser stays one.
  return Array.isArray(chunks) && chunks.length === 1
    ? chunks
    : [readChunk(text, [], 0, [{ start: 0, end: text.length }])];
}
