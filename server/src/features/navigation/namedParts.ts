import { chunkRange } from "../../document/document.ts";
import type { Range } from "../../document/positions.ts";
import { withoutSecrets } from "../../document/secrets.ts";
import { missionOf } from "../../rules/deviationParts.ts";
import type { Analysis } from "../analysis.ts";
import { type Occurrence, occurrencesIn, type PartKind } from "./occurrences.ts";

/** A part of a document that somebody may look for in the whole workspace. */
export interface NamedPlaceInWorkspace {
  /** "users", "POST /api/x", "STRIPE_KEY", "Deviation 1: Database". */
  readonly name: string;
  readonly kind: PartKind | "mission";
  readonly range: Range;
  /** The mission, or the table of a field. */
  readonly container: string;
}

/** What a document describes by name, in its order: its mission, tables, fields, endpoints, variables, deviations. */
export function namedParts(analysis: Analysis): NamedPlaceInWorkspace[] {
  const { document, alignment, context } = analysis;
  if (!alignment.recognised) return [];
  const mission = withoutSecrets(missionOf(context));
  const rangeOf = (chunk: number, span: Occurrence["span"]): Range[] => {
    const home = document.chunks[chunk];
    return home ? [chunkRange(document, home, span)] : [];
  };
  const { root } = alignment;
  const title = root.depth === 0 || mission === "" ? [] : rangeOf(root.chunk, root.name);
  const described = occurrencesIn(context).filter((one) => one.definition);
  return [
    ...title.map((range) => ({ name: mission, kind: "mission" as const, range, container: "" })),
    ...described.flatMap((one) =>
      rangeOf(one.chunk, one.span).map((range) => ({
        name: nameOf(analysis, one),
        kind: one.kind,
        range,
        container: one.kind === "field" ? one.key.slice(0, one.key.lastIndexOf(".")) : mission,
      })),
    ),
  ];
}

function nameOf({ document, context }: Analysis, { kind, chunk, span, name, key }: Occurrence): string {
  if (kind === "endpoint") return `${key.slice(0, key.indexOf(" "))} ${name}`;
  if (kind !== "deviation") return name;
  const entry = context.technologies.deviations.find((one) => one.chunk === chunk && `${one.number}` === name);
  return entry?.section.title ?? document.chunks[chunk]?.facts.text.slice(span.start, span.end) ?? name;
}

/** Whether a name has all characters of a query in their order, as editors look for symbols. */
export function matchesQuery(name: string, query: string): boolean {
  let at = 0;
  const letters = name.toLowerCase();
  for (const char of query.toLowerCase().replace(/\s/g, "")) {
    at = letters.indexOf(char, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
