import type { Span } from "../document/positions.ts";
import type { Deviation } from "../stack/deviations.ts";
import { defineRule, type Edit, type Found, factsOf, type RuleContext } from "./rule.ts";

interface Data {
  readonly numbers: readonly number[];
}

/** Deviations are not numbered one after the other. */
export const deviationNumbering = defineRule<Data>({
  id: "deviation-numbering",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  *check(_facts, _root, { technologies: { deviations } }): Iterable<Found<Data>> {
    const numbers = deviations.flatMap((one) => one.number ?? []);
    const wrong = deviations.find((one, i) => one.number !== i + 1);
    // Entries without numbers are a style of their own.
    if (!wrong || numbers.length < deviations.length) return;
    yield { chunk: wrong.chunk, span: wrong.section.name, data: { numbers } };
  },
  message: ({ numbers }) =>
    `Deviations are numbered ${numbers.join(", ")}; expected ${numbers.map((_, i) => i + 1).join(", ")}.`,
  fixes: (_target, context) => [
    {
      title: "Number the deviations one after the other",
      kind: "choice",
      edits: context.technologies.deviations.flatMap((one, i): Edit[] => {
        const span = numberSpan(context, one);
        return span && one.number !== i + 1 ? [{ span, text: String(i + 1) }] : [];
      }),
    },
  ],
});

/** Where the number stands in an entry's heading. */
function numberSpan(context: RuleContext, { section, chunk, number }: Deviation): Span | undefined {
  const name = factsOf(context, section).text.slice(section.name.start, section.name.end);
  const at = name.indexOf(String(number));
  const start = (context.document.chunks[chunk]?.start ?? 0) + section.name.start + at;
  return at < 0 ? undefined : { start, end: start + String(number).length };
}
