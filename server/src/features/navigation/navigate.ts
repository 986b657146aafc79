import { chunkRange } from "../../document/document.ts";
import type { Position, Range } from "../../document/positions.ts";
import type { Analysis } from "../analysis.ts";
import { type Occurrence, occurrencesIn } from "./occurrences.ts";

/** A place that a part of the document is named at. */
export interface NamedPlace {
  readonly range: Range;
  readonly definition: boolean;
}

/** The occurrence at a position, with all that mean the same part, itself included. */
export interface NamedPart {
  readonly at: Occurrence;
  readonly all: readonly Occurrence[];
}

/**
 * The part of the document that is named at a position: a table, a field, an endpoint, an environment variable or a
 * deviation. Nothing where none is.
 *
 * @param position 0-based, the character in UTF-16
 */
export function partAt(analysis: Analysis, position: Position): NamedPart | undefined {
  const { document, context, alignment } = analysis;
  if (!alignment.recognised) return undefined;
  const offset = document.lines.offsetAt(position);
  const chunk = document.chunks.findLastIndex(({ start }) => start <= offset);
  const at = offset - (document.chunks[chunk]?.start ?? 0);
  const all = occurrencesIn(context);
  const touching = all.filter((one) => one.chunk === chunk && one.span.start <= at && at <= one.span.end);
  // Between two names that touch, the one that starts there is meant.
  const found = touching.find((one) => at < one.span.end) ?? touching[0];
  return found && { at: found, all: all.filter((one) => one.kind === found.kind && one.key === found.key) };
}

/** Where the part at a position is described: every place of it if there are several. */
export function definitions(analysis: Analysis, position: Position): Range[] {
  const part = partAt(analysis, position);
  return (part?.all ?? []).filter((one) => one.definition).map((one) => rangeOf(analysis, one));
}

/** Every place that names the part at a position, in the document's order; what only may mean it is left out. */
export function places(analysis: Analysis, position: Position): NamedPlace[] {
  const part = partAt(analysis, position);
  return (part?.all ?? [])
    .filter((one) => one.certain || one === part?.at)
    .map((one) => ({ range: rangeOf(analysis, one), definition: one.definition }));
}

function rangeOf({ document }: Analysis, { chunk, span }: Occurrence): Range {
  const home = document.chunks[chunk];
  if (!home) throw new RangeError(`There is no chunk ${chunk}.`);
  return chunkRange(document, home, span);
}
