import { linesOf } from "../document/lines.ts";
import { contains } from "../document/positions.ts";
import { codeIn } from "../system/code.ts";
import type { Entity } from "../system/entities.ts";
import { isPrimary } from "../system/entityFields.ts";
import type { SchemaField } from "../template/schema.ts";
import { insertBlock, ownEnd } from "./edits.ts";
import { insertFields } from "./insertions.ts";
import { type Edit, factsOf, type RuleContext } from "./rule.ts";

/**
 * Inserts a list of indexes into a table's entry, with the key that the table has; none where the entry stands in a
 * fence, in which nobody would see the placeholder, or is the author's own kind of section.
 */
export function insertIndexes(context: RuleContext, table: Entity, field: SchemaField): Edit[] {
  const { section } = table;
  const { schema } = section;
  const isFenced = codeIn(factsOf(context, section)).some((code) =>
    table.fields.some((one) => contains(code.span, one.span)),
  );
  // An empty label takes its list from whoever wrote it.
  if (!schema || isFenced || section.fields.some((one) => one.schema === field)) return [];
  const keyed = { ...field, source: withKey(field.source, table) };
  if (!section.fields.some((one) => one.schema.role === "entity.fields"))
    return [insertBlock(context, ownEnd(context, section), keyed.source)];
  const fields = schema.fields.map((one) => (one === field ? keyed : one));
  return insertFields(context, { ...section, schema: { ...schema, fields } }, [keyed]);
}

/** The template's list with the table's own key in the line of the primary index, and without that line if it has none. */
function withKey(source: string, { fields }: Entity): string {
  const key = fields.filter((field) => field.primary).map((field) => field.name);
  return linesOf(source)
    .filter((line) => key.length > 0 || !isPrimary(line))
    .map((line) => (isPrimary(line) ? line.replace(/`[^`]*`/, () => `\`${key.join(", ")}\``) : line))
    .join("\n");
}
