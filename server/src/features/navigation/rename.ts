import { chunkRange } from "../../document/document.ts";
import { type Position, type Range, shift } from "../../document/positions.ts";
import type { Edit } from "../../rules/rule.ts";
import { pathParts } from "../../system/paths.ts";
import type { Analysis } from "../analysis.ts";
import { type NamedPart, partAt } from "./navigate.ts";
import { type Occurrence, occurrencesIn, type PartKind } from "./occurrences.ts";

/** What can be renamed at a position. */
export interface Renamable {
  readonly range: Range;
  readonly name: string;
}

/** The edits of a renaming. */
export interface Renaming {
  /** Of places that surely mean the part. */
  readonly own: readonly Edit[];
  /** Of places that only have its name: somebody should look at each. */
  readonly mentions: readonly Edit[];
}

/** Why a part can't have a new name: a sentence for the user. */
export interface Refusal {
  readonly refusal: string;
}

/** What can be renamed at a position; nothing where no part is named, so that others may offer what they have. */
export function renamableAt(analysis: Analysis, position: Position): Renamable | undefined {
  const part = partAt(analysis, position);
  const chunk = part && analysis.document.chunks[part.at.chunk];
  if (!part || !chunk) return undefined;
  const range = chunkRange(analysis.document, chunk, part.at.renamed);
  // On the method of an endpoint there is nothing that a new path could stand for.
  return isWithin(range, position) ? { range, name: part.at.name } : undefined;
}

/**
 * Gives a part another name, everywhere in the document.
 *
 * @returns the edits, or why it can't be done; nothing where no part is named
 */
export function renamePart(analysis: Analysis, position: Position, newName: string): Renaming | Refusal | undefined {
  const part = renamableAt(analysis, position) && partAt(analysis, position);
  if (!part) return undefined;
  const name = newName.trim();
  const refusal = problemWith(analysis, part, name);
  if (refusal !== undefined) return { refusal };
  const { chunks } = analysis.document;
  const edit = (one: Occurrence): Edit => ({
    span: shift(one.renamed, chunks[one.chunk]?.start ?? 0),
    text: one.kind === "endpoint" ? pathLike(name, one.name) : name,
  });
  return {
    own: part.all.filter((one) => one.certain).map(edit),
    mentions: part.all.filter((one) => !one.certain).map(edit),
  };
}

const NAMES: Readonly<Record<PartKind, { readonly shape: RegExp; readonly expected: string }>> = {
  table: { shape: /^\p{L}[\p{L}\p{N}_-]*$/u, expected: "letters, digits and underscores" },
  field: { shape: /^[\p{L}_][\p{L}\p{N}_-]*$/u, expected: "letters, digits and underscores" },
  endpoint: { shape: /^\/[^\s`|"'<>()]*$/u, expected: "a path that starts with /" },
  variable: { shape: /^[A-Z_][A-Z0-9_]*$/, expected: "capitals, digits and underscores" },
  deviation: { shape: /^[1-9]\d{0,2}$/, expected: "a number from 1 to 999" },
};

const TITLES: Readonly<Record<PartKind, string>> = {
  table: "table",
  field: "field",
  endpoint: "endpoint",
  variable: "environment variable",
  deviation: "deviation",
};

/** Why a new name won't do; nothing if it will. */
function problemWith(analysis: Analysis, { at, all }: NamedPart, name: string): string | undefined {
  const { shape, expected } = NAMES[at.kind];
  const title = TITLES[at.kind];
  if (name === "") return `The new name is empty; expected ${expected}.`;
  if (!shape.test(name)) return `"${name}" is no name for ${article(title)} ${title}; expected ${expected}.`;
  if (all.filter((one) => one.definition).length > 1)
    return `The ${title} "${at.name}" is described twice, and it isn't certain which of the two each place means. Rename one of them by hand first.`;
  const others = occurrencesIn(analysis.context).filter((one) => one.definition && one.kind === at.kind);
  const key = keyAfter(at, name);
  const isTaken = key !== at.key && others.some((one) => one.key === key);
  return isTaken ? `There is ${article(title)} ${title} "${name}" already; expected a name that is free.` : undefined;
}

function article(title: string): string {
  return /^[aeiou]/.test(title) ? "an" : "a";
}

/** The key that a part has once it is renamed. */
function keyAfter({ kind, key }: Occurrence, name: string): string {
  if (kind === "table") return name.toLowerCase();
  if (kind === "field") return `${key.slice(0, key.lastIndexOf("."))}.${name.toLowerCase()}`;
  if (kind !== "endpoint") return name;
  const parts = pathParts(name).map((part) => (part.parameter ? "{}" : part.text));
  return `${key.slice(0, key.indexOf(" "))} /${parts.join("/")}`;
}

/** A path with its parameters written as another path writes them: `{id}` or `:id`. */
function pathLike(path: string, written: string): string {
  if (written.includes("{")) return path.replace(/:(\w+)/g, "{$1}");
  return /\/:/.test(written) ? path.replace(/\{(\w+)\}/g, ":$1") : path;
}

function isWithin({ start, end }: Range, { line, character }: Position): boolean {
  return start.line === line && start.character <= character && character <= end.character;
}
