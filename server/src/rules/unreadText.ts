import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import { codeIn } from "../system/code.ts";
import type { Reading, SectionReader } from "../template/readings.ts";
import type { RuleContext } from "./rule.ts";

/*
 * The parts of a document that are too long or too deeply nested to be read. Nothing is said about what is missing where
 * one of them stands: it may be in there.
 */

/** The places of a chunk that weren't read, as spans in it; lines that follow each other are one place. */
export function unreadPlaces(facts: ChunkFacts): readonly Span[] {
  if (facts.unread.length === 0) return [];
  // Code is read by its lines, however long they are.
  const code = codeIn(facts).map((block) => block.span);
  const places: Span[] = [];
  for (const span of facts.unread) {
    if (code.some((one) => one.start < span.end && span.start < one.end)) continue;
    const last = places.at(-1);
    const follows = last !== undefined && facts.text.slice(last.end, span.start).trim() === "";
    if (follows) places[places.length - 1] = { start: last.start, end: span.end };
    else places.push(span);
  }
  return places;
}

/** The chunks of a document with places that weren't read, each once and in order. */
export function unreadIn({ readings }: Pick<RuleContext, "readings">): Reading<Span>[] {
  // A root that was made up for want of a title shares its chunk with the first section.
  const byChunk = new Map(readings.gather(UNREAD).map((reading) => [reading.chunk, reading]));
  return [...byChunk.values()].sort((one, other) => one.chunk - other.chunk);
}

/** The chunks of a document that weren't read in full, by index. */
export function unreadChunks(context: Pick<RuleContext, "readings">): ReadonlySet<number> {
  return new Set(unreadIn(context).map((reading) => reading.chunk));
}

const UNREAD: SectionReader<Span> = {
  isAbout: (section) => section.shape === "heading",
  read: unreadPlaces,
};
