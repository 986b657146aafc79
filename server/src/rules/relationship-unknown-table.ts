import { defineRule, type Fix, type Found } from "./rule.ts";
import { addTable } from "./tableEntry.ts";
import { unknownTables } from "./unknownTables.ts";

interface Data {
  readonly name: string;
  readonly closest: string | undefined;
  readonly graph: boolean;
}

/** A relationship names a table that the schema doesn't define. One finding for a name, at its first mention. */
export const relationshipUnknownTable = defineRule<Data>({
  id: "relationship-unknown-table",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const graph = context.system.entities.some((one) => one.graph);
    for (const { name, mentions, closest } of unknownTables(context)) {
      const [{ chunk, span }, ...others] = mentions;
      const related = others.map((one) => ({ chunk: one.chunk, span: one.span, message: "It is named here, too." }));
      const found = { chunk, span, data: { name, closest, graph }, related };
      // In a graph a node may stand in the text of another, or be known from elsewhere.
      yield graph ? { ...found, severity: "warning" } : found;
    }
  },
  message: ({ name, closest }) =>
    `Relationship names "${name}", which is not defined${closest === undefined ? "." : `; did you mean "${closest}"?`}`,
  fixes({ data: { name, graph } }, context) {
    const unknown = unknownTables(context).find((one) => one.name === name);
    if (!unknown) return [];
    const { mentions, closest } = unknown;
    const fixes: Fix[] = [];
    if (closest !== undefined) {
      const edits = mentions.map(({ chunk, span }) => {
        const origin = context.document.chunks[chunk]?.start ?? 0;
        return { span: { start: origin + span.start, end: origin + span.end }, text: closest };
      });
      fixes.push({ title: `Write "${closest}" in place of "${name}"`, kind: "choice", edits });
    }
    const edits = addTable(context, name);
    const what = graph ? "node" : "table";
    // Beside a name that may be meant, a new table is one of two answers.
    const kind = closest === undefined ? "safe" : "choice";
    if (edits.length > 0) fixes.push({ title: `Create the ${what} "${name}"`, kind, edits });
    return fixes;
  },
});
