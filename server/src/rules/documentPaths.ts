import { foldersUp, hasFile, pathIn, type Workspace } from "../config/workspace.ts";
import type { Document } from "../document/document.ts";
import type { Span } from "../document/positions.ts";

/** The path of another document, as it stands in a chunk. */
export interface DocumentPath {
  readonly chunk: number;
  /** The path without back-ticks and without a fragment; UTF-16 offsets in the chunk. */
  readonly span: Span;
  readonly written: string;
  /** The destination of a link of Markdown; else it stands in back-ticks. */
  readonly linked: boolean;
  /** The paths that it may mean, from the workspace folder, the likeliest first. */
  readonly candidates: readonly string[];
}

/** A path below the folder for documentation, from the workspace folder or from one around the document. */
const IN_DOCS = /^(?:\/|(?:\.{1,2}\/){1,8})?docs(?:\/[\w@. -]{1,100}){1,12}\.[A-Za-z][A-Za-z0-9]{0,7}$/;
/** A destination without a scheme that leads to a Markdown file. */
const TO_MARKDOWN = /^(?!\/\/)(?:[\w@./ -]|%20){1,300}\.(?:md|mdx|markdown)$/i;

/**
 * The paths of other documents that a document names: in back-ticks those below `docs/`, since a path of code may be
 * one in another repository, and where links lead to Markdown files.
 *
 * @param path the document's own, from the workspace folder
 */
export function documentPaths(document: Document, path: string): DocumentPath[] {
  return document.chunks.flatMap(({ facts }, chunk) => {
    const spans = facts.codeSpans.map((span) => inside(facts.text, span));
    const quoted = spans.filter((span) => IN_DOCS.test(facts.text.slice(span.start, span.end)));
    const linked = facts.links
      .map(({ span }) => withoutFragment(facts.text, span))
      .filter((span) => TO_MARKDOWN.test(facts.text.slice(span.start, span.end)));
    const isLinked = (span: Span): boolean => linked.some((one) => one.start === span.start);
    const at = (span: Span): DocumentPath => {
      const written = facts.text.slice(span.start, span.end);
      const isLink = isLinked(span);
      return { chunk, span, written, linked: isLink, candidates: candidatesOf(written, path, isLink) };
    };
    return [...quoted, ...linked].sort((a, b) => a.start - b.start).map(at);
  });
}

/** Where a path leads: to the first of its candidates that is there; nothing if none is, or if that isn't known. */
export function targetOf({ candidates }: DocumentPath, workspace: Workspace): string | undefined {
  return candidates.find((one) => hasFile(workspace, one) === true);
}

/** Whether a path is known to lead nowhere. */
export function isBroken({ candidates }: DocumentPath, workspace: Workspace): boolean {
  return candidates.length > 0 && candidates.every((one) => hasFile(workspace, one) === false);
}

function candidatesOf(written: string, path: string, isLink: boolean): string[] {
  const plain = written.replaceAll("%20", " ");
  const folders = foldersUp(path);
  const from = plain.startsWith("/") ? [""] : plain.startsWith(".") || isLink ? folders.slice(0, 1) : folders;
  const found = from.map((folder) => pathIn(folder, plain));
  // What leads out of the workspace folder may be anywhere.
  return found.includes(undefined) ? [] : found.filter((one) => one !== undefined);
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
