import { hasFile, pathIn } from "../config/workspace.ts";
import { shift } from "../document/positions.ts";
import { isSame } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import { defineRule, type Found } from "./rule.ts";

/** The document beside this one that says why something is done as it is. */
export const PATTERN = "PATTERN.md";

interface Data {
  readonly technology: string;
}

/** The document beside this one that holds the reasons doesn't know the technology of a deviation. */
export const deviationNotInPattern = defineRule<Data>({
  id: "deviation-not-in-pattern",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, { technologies, workspace }): Iterable<Found<Data>> {
    const path = workspace && pathIn(workspace.path.split("/").slice(0, -1).join("/"), PATTERN);
    if (!workspace || path === undefined || !hasFile(workspace, path)) return;
    const text = workspace.text(path);
    if (text === undefined) return;
    const known = mentionsIn(text).map((mention) => mention.technology);
    for (const { actual, chunk, line, standardTechnologies } of technologies.deviations) {
      if (!actual || line.kind === "rejected") continue;
      const outside = mentionsIn(actual.text).filter(
        ({ technology }) => ![...known, ...standardTechnologies].some((one) => isSame(one, technology)),
      );
      const [first] = outside;
      if (!first) continue;
      const related = [{ path, message: "Its reason belongs here first." }];
      yield { chunk, span: shift(first.span, actual.span.start), data: { technology: first.technology.name }, related };
    }
  },
  message: ({ technology }) => `${PATTERN} does not mention ${technology}; its reason belongs there first.`,
});
