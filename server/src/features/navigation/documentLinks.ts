import { chunkRange } from "../../document/document.ts";
import type { Range } from "../../document/positions.ts";
import { documentPaths, targetOf } from "../../rules/documentPaths.ts";
import type { Analysis } from "../analysis.ts";

/** A path in a document that leads to a file. */
export interface DocumentLink {
  readonly range: Range;
  /** The file, by its path from the workspace folder. */
  readonly path: string;
}

/**
 * The paths in back-ticks that lead to a file which is there; nothing where no workspace is known. Links of Markdown are
 * left to the editor, which has them already.
 */
export function documentLinks({ document, context }: Analysis): DocumentLink[] {
  const { workspace } = context;
  if (!workspace) return [];
  return documentPaths(context).flatMap((one) => {
    const chunk = document.chunks[one.chunk];
    const path = one.linked ? undefined : targetOf(one, workspace);
    return chunk && path !== undefined ? [{ range: chunkRange(document, chunk, one.span), path }] : [];
  });
}
