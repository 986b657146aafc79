import type { Entity } from "../system/entities.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";
import { bareTableName, writtenTables } from "./schemaParts.ts";

interface Data {
  readonly name: string;
  readonly graph: boolean;
}

/** A table is described twice. */
export const tableDuplicate = defineRule<Data>({
  id: "table-duplicate",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const tables = writtenTables(context);
    for (const [i, table] of tables.entries()) {
      const first = tables.slice(0, i).find((one) => isAgain(table, one, context));
      if (!first) continue;
      const { chunk, span, name, graph } = table;
      const related = [{ chunk: first.chunk, span: first.span, message: "It is defined here first." }];
      yield { chunk, span, data: { name, graph }, related };
    }
  },
  message: ({ name, graph }) => `${graph ? "Node" : "Table"} "${name}" is defined twice.`,
});

/** Whether a table has the name of another and nothing that tells the two apart. */
function isAgain(table: Entity, first: Entity, context: RuleContext): boolean {
  if (bareTableName(table.name) !== bareTableName(first.name) || table.qualifier !== first.qualifier) return false;
  // An entry in its fence, below a heading that says the same.
  if (table.chunk === first.chunk && table.section.shape !== first.section.shape) return false;
  return groupOf(table, context) === groupOf(first, context);
}

/** The author's own heading around a table, such as that of a schema or a database; empty without one. */
function groupOf({ section, chunk }: Entity, { alignment, document: { chunks } }: RuleContext): string {
  const depthOf = (at: number): number => chunks[at]?.facts.heading?.depth ?? 0;
  const isEntry = section.shape === "heading";
  const at = chunks.findLastIndex((_, i) => (isEntry ? i < chunk && depthOf(i) < depthOf(chunk) : i === chunk));
  const around = alignment.sections.find((one) => one.chunk === at && one.shape === "heading");
  const isTemplate = around?.schema !== undefined && !around.weak;
  return around && !isTemplate ? around.title : "";
}
