import { isSame } from "../stack/standard.ts";
import { defineRule, type Found } from "./rule.ts";
import { fieldOf, productOf, versionsIn } from "./stackFields.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly label: string;
  readonly technology: string;
  /** The lowest version that the stack document recommends; empty if it doesn't. */
  readonly minimum: string;
}

/** A part of the stack doesn't say which version it uses. Nobody chooses the version of a hosted product. */
export const versionMissing = defineRule<Data>({
  id: "version-missing",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { parts } = context.technologies;
    const unread = unreadChunks(context);
    const stated = parts.flatMap(versionsIn);
    for (const part of parts) {
      const use = productOf(part);
      if (!use || use.mention.technology.hosted || unread.has(part.section.chunk)) continue;
      const { technology } = use.mention;
      // "Next.js API Routes" have the version of Next.js, wherever it is stated.
      if (stated.some((one) => isSame(one.technology, technology))) continue;
      const label = part.section.schema?.fields.some((field) => field.role === "stack.version" && field.required);
      // An empty or a template's version has a finding of its own; "N/A" and "see package.json" are answers.
      if (
        !label ||
        fieldOf(part, "stack.version") ||
        part.section.fields.some((one) => one.schema.role === "stack.version")
      )
        continue;
      // A version of anything in the field is an answer for all of it.
      if (versionsIn(part).some((one) => one.value === use.value)) continue;
      const minimum = context.policy.stack.minimums.find((one) => isSame(one.technology, technology))?.version ?? "";
      const data = { label: use.value.schema.label, technology: technology.name, minimum };
      yield { chunk: use.chunk, span: use.mention.span, data };
    }
  },
  message: ({ label, technology }) => `${label} names no version of ${technology}.`,
  fixes: ({ span, data }) =>
    data.minimum === ""
      ? []
      : [
          {
            title: `Add the recommended minimum, ${data.minimum}`,
            kind: "choice",
            edits: [{ span: { start: span.end, end: span.end }, text: ` ${data.minimum}` }],
          },
        ],
});
