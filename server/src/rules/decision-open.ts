import { endOfLine, startOfLine } from "../document/lines.ts";
import { contains, type Span } from "../document/positions.ts";
import { prefixLength } from "../document/text.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { defineRule, type Found, sliceOf } from "./rule.ts";

interface Data {
  readonly first: string;
  readonly second: string;
}

/** The value of a field names two alternatives with OR in capitals between them. */
export const decisionOpen = defineRule<Data>({
  id: "decision-open",
  scope: "section",
  severity: { draft: "information", handoff: "warning" },
  unfilled: true,
  *check(facts, section): Iterable<Found<Data>> {
    for (const { schema, fact, fields } of fieldsIn(section, facts)) {
      if (schema.text !== undefined || fields.length > 0) continue;
      const line = lineWithOr(facts.text, fact.inline);
      if (!line) continue;
      const or = line.start + sliceOf(facts, line).indexOf(" OR ");
      const isAside = [...facts.codeSpans, ...facts.brackets.map((bracket) => bracket.span)].some((span) =>
        contains(span, { start: or + 1, end: or + 3 }),
      );
      const [first = "", second = ""] = [
        facts.text.slice(line.start, or).trim(),
        facts.text.slice(or + 4, line.end).trim(),
      ];
      // In text that is all capitals, OR is a word like any other.
      const isShouting = first === first.toUpperCase() && second === second.toUpperCase();
      if (isAside || isShouting || first === "" || second === "" || second.includes(" OR ")) continue;
      yield { span: line, data: { first, second } };
    }
  },
  message: ({ first, second }) => `Two alternatives are still open: "${short(first)}" OR "${short(second)}".`,
  fixes: ({ span, data }) => [
    { title: `Keep "${short(data.first)}", drop the other`, kind: "choice", edits: [{ span, text: data.first }] },
    { title: `Keep "${short(data.second)}", drop the other`, kind: "choice", edits: [{ span, text: data.second }] },
  ],
});

/** The part of a value that holds the alternatives: its line, without decoration before it. */
function lineWithOr(text: string, value: Span): Span | undefined {
  const source = text.slice(value.start, value.end);
  const at = source.indexOf(" OR ");
  if (at < 0) return undefined;
  const from = startOfLine(source, at);
  const length = source.slice(from, endOfLine(source, from)).trimEnd().length;
  const start = value.start + from + prefixLength(source.slice(from, from + length));
  return { start, end: value.start + from + length };
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
}
