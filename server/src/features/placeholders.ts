import { type Range, shift } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { factsOf } from "../rules/rule.ts";
import { fieldsIn, openPlaceholders } from "../template/unfilled.ts";
import type { Analysis } from "./analysis.ts";

/** Something that waits for a value. */
export interface PlaceholderItem {
  readonly range: Range;
  readonly text: string;
  /** The label of the field that it stands in; empty outside of fields. */
  readonly field: string;
  readonly choices: readonly string[];
}

/** Everything in a document that waits for a value, in order: brackets, and choices and dates without brackets. */
export function placeholders(analysis: Analysis): PlaceholderItem[] {
  const { alignment, document, context } = analysis;
  if (!alignment.recognised) return [];
  return alignment.sections.flatMap((section) => {
    if (section.shape !== "heading") return [];
    const facts = factsOf(context, section);
    const start = document.chunks[section.chunk]?.start ?? 0;
    const brackets = openPlaceholders(facts, section, context.schema, document.definitions).map((one) => ({
      span: one.span,
      field: one.field,
      choices: one.choices?.options ?? [],
    }));
    const bare = fieldsIn(section, facts).flatMap(({ schema, fact }) => {
      const name = normaliseName(facts.text.slice(fact.inline.start, fact.inline.end));
      const isChoice = schema.bareChoices !== undefined && name === normaliseName(schema.bareChoices);
      const isDate = schema.date && context.schema.conventions.date.some((word) => normaliseName(word) === name);
      if (!isChoice && !isDate) return [];
      const today = context.today === undefined ? [] : [context.today];
      return [{ span: fact.inline, field: fact.label, choices: isChoice ? (schema.choices?.options ?? []) : today }];
    });
    return [...brackets, ...bare]
      .sort((a, b) => a.span.start - b.span.start)
      .map(({ span, field, choices }) => {
        const text = facts.text.slice(span.start, span.end);
        return { range: document.lines.rangeOf(shift(span, start)), text, field, choices };
      });
  });
}
