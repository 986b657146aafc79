import { type Span, shift } from "../document/positions.ts";
import { isSame } from "../stack/standard.ts";
import { compareStated } from "../stack/technologies.ts";
import { defineRule, type Found } from "./rule.ts";
import { versionsIn } from "./stackFields.ts";

interface Data {
  readonly label: string;
  readonly technology: string;
  readonly version: string;
  readonly otherLabel: string;
  readonly other: string;
  /** Where the first version stands in the chunk. */
  readonly first: Span;
}

/** Two fields of one part of the stack state different versions of one technology. */
export const versionConflict = defineRule<Data>({
  id: "version-conflict",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, { technologies: { parts } }): Iterable<Found<Data>> {
    for (const part of parts) {
      const stated = versionsIn(part).filter((one) => one.version.number !== "");
      for (const [i, later] of stated.entries()) {
        const earlier = stated
          .slice(0, i)
          .find((one) => one.value !== later.value && isSame(one.technology, later.technology));
        if (!earlier || earlier.version.orLater || later.version.orLater) continue;
        if (compareStated(earlier.version.number, later.version.number) === 0) continue;
        const data = {
          label: earlier.value.schema.label,
          technology: earlier.technology.name,
          version: earlier.version.number,
          otherLabel: later.value.schema.label,
          other: later.version.number,
          first: earlier.version.span,
        };
        const related = [
          { chunk: part.section.chunk, span: earlier.version.span, message: "The other version stands here." },
        ];
        yield { chunk: part.section.chunk, span: later.version.span, data, related };
      }
    }
  },
  message: ({ label, technology, version, otherLabel, other }) =>
    `${label} says ${technology} ${version}, ${otherLabel} says ${other}.`,
  fixes: ({ chunk, span, data }) => [
    { title: `Write ${data.version} in place of ${data.other}`, kind: "choice", edits: [{ span, text: data.version }] },
    {
      title: `Write ${data.other} in place of ${data.version}`,
      kind: "choice",
      edits: [{ span: shift(data.first, chunk.start), text: data.other }],
    },
  ],
});
