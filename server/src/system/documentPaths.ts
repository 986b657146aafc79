import type { ChunkFacts } from "../document/facts.ts";
import type { Span } from "../document/positions.ts";
import type { Readings, SectionReader } from "../template/readings.ts";

/** The path of another document, as it stands in a chunk. */
export interface PathMention {
  readonly chunk: number;
  /** The path without back-ticks and without a fragment; UTF-16 offsets in the chunk. */
  readonly span: Span;
  readonly written: string;
  /** The destination of a link of Markdown; else it stands in back-ticks. */
  readonly linked: boolean;
}

/** A path below the folder for documentation, from the workspace folder or from one around the document. */
const IN_DOCS = /^(?:\/|(?:\.{1,2}\/){1,8})?docs(?:\/[\w@. -]{1,100}){1,12}\.[A-Za-z][A-Za-z0-9]{0,7}$/;
/** A destination without a scheme that leads to a Markdown file. */
const TO_MARKDOWN = /^(?!\/\/)(?:[\w@./ -]|%20){1,300}\.(?:md|mdx|markdown)$/i;

/**
 * The paths of other documents that a document names, in its order: in back-ticks those below `docs/`, since a path of
 * code may be one in another repository, and where links lead to Markdown files.
 */
export function readDocumentPaths(readings: Readings): PathMention[] {
  return readings.gather(PATHS).flatMap(({ section, chunk, facts, values }) => {
    // Without a title the root shares its chunk with the first section.
    return section.depth === 0 && facts.heading ? [] : values.map((one) => ({ ...one, chunk }));
  });
}

const PATHS: SectionReader<Omit<PathMention, "chunk">> = {
  isAbout: (section) => section.shape === "heading",
  read: (facts) => pathsIn(facts),
};

function pathsIn(facts: ChunkFacts): Omit<PathMention, "chunk">[] {
  const { text } = facts;
  const at = (span: Span, linked: boolean): Omit<PathMention, "chunk"> => {
    return { span, written: text.slice(span.start, span.end), linked };
  };
  const quoted = facts.codeSpans
    .map((span) => at(inside(text, span), false))
    .filter((one) => IN_DOCS.test(one.written));
  const linked = facts.links
    .map(({ span }) => at(withoutFragment(text, span), true))
    .filter((one) => TO_MARKDOWN.test(one.written));
  return [...quoted, ...linked].sort((a, b) => a.span.start - b.span.start);
}

/** A code span without its back-ticks. */
function inside(text: string, span: Span): Span {
  const source = text.slice(span.start, span.end);
  const bare = source.replaceAll("`", "").trim();
  const at = span.start + source.indexOf(bare);
  return withoutFragment(text, { start: at, end: at + bare.length });
}

function withoutFragment(text: string, { start, end }: Span): Span {
  const at = text.slice(start, end).search(/[#?]/);
  return { start, end: at < 0 ? end : start + at };
}
