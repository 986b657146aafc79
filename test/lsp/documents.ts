import { scaffold } from "../../server/src/features/scaffold.ts";
import { service } from "../support/service.ts";

/** A new document as an author starts with it. */
export const SCAFFOLD = scaffold(service.schema, { mission: "Booking", today: "2026-01-31" }).text;

/** A document with a few findings at known places; `Notes` is empty and the one rule below a label made it a heading. */
export const SMALL = `# MECHANISM: Booking

**Mission:** Booking
**Purpose:** High-level architecture, technology choices, and system design
**Date Created:** 2026-01-31
---

## Architecture Overview

The site talks to the API.

**System Components:**
- **Site:** Shows what is free

**Data Flow:**
Site to API to database.

## Performance

**Caching:**
- TBD

**Optimization Strategies:**
- Indexes
`;

/** The text after edits, applied as an editor does: all positions are those of the text before. */
export function edited(
  text: string,
  edits: readonly { readonly range: { start: Place; end: Place }; readonly newText: string }[],
): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
  const offset = ({ line, character }: Place): number => (starts[line] ?? text.length) + character;
  return [...edits]
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => offset(b.range.start) - offset(a.range.start) || b.order - a.order)
    .reduce(
      (all, { range, newText }) => all.slice(0, offset(range.start)) + newText + all.slice(offset(range.end)),
      text,
    );
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** The range of the first occurrence of a text. */
export function rangeOf(text: string, part: string): { start: Place; end: Place } {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`There is no ${part}.`);
  const place = (offset: number): Place => {
    const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  return { start: place(at), end: place(at + part.length) };
}
