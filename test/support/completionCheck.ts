import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type Completion, completions } from "../../server/src/features/completion.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { offsetOf, replaceRange, shown, unmark } from "./marker.ts";

/** The engine for our template. */
export const ours = createMechanismService(readFileSync("template/MECHANISM.md", "utf8"));
/** The start of a document of ours. */
export const HEAD = "# MECHANISM: Booking\n\n**Mission:** Booking\n**Date Created:** 2026-02-01\n\n";

interface Expected {
  /** The labels, in order. */
  readonly labels?: readonly string[];
  /** Labels that must be there, among others. */
  readonly some?: readonly string[];
  /** Labels that must not be there. */
  readonly none?: readonly string[];
  /** The document after the offer with this label was taken. */
  readonly take?: string;
  readonly result?: string;
  readonly kind?: Completion["kind"];
  readonly detail?: string;
}

/** Asks at `<|>`, compares what is offered, and the text that results. `<|…|>` around the cursor is the range. */
export function check(source: string, expected: Expected, service = ours, today = "2026-02-03"): void {
  const { text, cursor, ranges } = unmark(source);
  const found = completions(service.analyse(text, today === "" ? {} : { today }), cursor);
  const labels = found.map((one) => one.label);
  if (expected.labels) expect(labels).toEqual(expected.labels);
  for (const label of expected.some ?? []) expect(labels).toContain(label);
  for (const label of expected.none ?? []) expect(labels).not.toContain(label);
  expect([...found].sort((a, b) => (a.sortText < b.sortText ? -1 : 1))).toEqual(found);
  for (const one of found) {
    // What LSP and VS Code demand: one line, the cursor inside, and a filter that the typed text is the beginning of.
    expect(one.range.start.line).toBe(cursor.line);
    expect(one.range.end.line).toBe(cursor.line);
    const typed = text.slice(offsetOf(text, one.range.start), offsetOf(text, cursor));
    expect(one.filterText.toLowerCase()).toContain(typed.trim().toLowerCase().split(/\s+/)[0] ?? "");
  }
  const taken = found.find((one) => one.label === (expected.take ?? expected.labels?.[0] ?? expected.some?.[0]));
  if (ranges[0]) expect(taken?.range).toEqual(ranges[0]);
  if (expected.kind) expect(taken?.kind).toBe(expected.kind);
  if (expected.detail) expect(taken?.detail).toBe(expected.detail);
  if (expected.result !== undefined) {
    expect(taken && replaceRange(text, taken.range, shown(taken.newText).replace(/\r\n/g, "\n"))).toBe(expected.result);
  }
}

/** The stack section with a body under its first part, in our template. */
export const stack = (body: string): string => `${HEAD}## Technology Stack\n\n### Frontend\n\n${body}`;
