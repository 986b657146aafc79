import { compareStated } from "../stack/technologies.ts";
import { defineRule, type Found } from "./rule.ts";
import { versionsIn } from "./stackFields.ts";

interface Data {
  readonly technology: string;
  readonly version: string;
  readonly minimum: string;
}

/** A version is lower than the stack document recommends. */
export const versionBelowMinimum = defineRule<Data>({
  id: "version-below-minimum",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, { technologies: { parts }, policy: { stack } }): Iterable<Found<Data>> {
    for (const part of parts) {
      for (const { technology, version } of versionsIn(part)) {
        const minimum = stack.minimums.find((one) => one.technology.id === technology.id);
        if (!minimum || version.number === "" || compareStated(version.number, minimum.version) >= 0) continue;
        const data = { technology: technology.name, version: version.number, minimum: minimum.version };
        const related = [{ stackLine: minimum.line, message: `The minimum for ${technology.name} is here.` }];
        yield { chunk: part.section.chunk, span: version.span, data, related };
      }
    }
  },
  message: ({ technology, version, minimum }) =>
    `${technology} ${version} is below the recommended minimum, ${minimum}.`,
  fixes: ({ span, data }) => [
    {
      title: `Write the recommended minimum, ${data.minimum}, in place of ${data.version}`,
      kind: "choice",
      edits: [{ span, text: data.minimum }],
    },
  ],
});
