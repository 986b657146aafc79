import type { Entity } from "../system/entities.ts";
import { headingAround, headingIn } from "../template/alignment.ts";
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
    const byName = new Map<string, Entity[]>();
    for (const table of writtenTables(context)) {
      const key = `${bareTableName(table.name)} ${table.qualifier}`;
      const before = byName.get(key) ?? [];
      byName.set(key, before);
      const first = before.find((one) => isAgain(table, one, context));
      before.push(table);
      if (!first) continue;
      const { chunk, span, name, graph } = table;
      const related = [{ chunk: first.chunk, span: first.span, message: "It is defined here first." }];
      yield { chunk, span, data: { name, graph }, related };
    }
  },
  message: ({ name, graph }) => `${graph ? "Node" : "Table"} "${name}" is defined twice.`,
});

/** Whether nothing tells a table apart from another of its name. */
function isAgain(table: Entity, first: Entity, context: RuleContext): boolean {
  // An entry in its fence, below a heading that says the same.
  if (table.chunk === first.chunk && table.section.shape !== first.section.shape) return false;
  return groupOf(table, context) === groupOf(first, context);
}

/** The author's own heading around a table, such as that of a schema or a database; empty without one. */
function groupOf({ section, chunk }: Entity, { alignment }: RuleContext): string {
  const around = section.shape === "heading" ? headingAround(alignment, chunk) : headingIn(alignment, chunk);
  const isTemplate = around?.schema !== undefined && !around.weak;
  return around && !isTemplate ? around.title : "";
}
