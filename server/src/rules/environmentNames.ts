import { escapeRegExp } from "../template/conventions.ts";
import type { Schema, SchemaField } from "../template/schema.ts";

/*
 * The environments that the template names.
 */

const ROLE = "environment.";

/** The fields of the template for environments, such as that of the role `environment.staging`. */
export function environmentFields({ sections }: Schema): SchemaField[] {
  const below = (field: SchemaField): SchemaField[] => [field, ...field.fields.flatMap(below)];
  return sections.flatMap((section) => section.fields.flatMap(below)).filter((field) => field.role.startsWith(ROLE));
}

/** Whether a text has the name of an environment as a word: "promoted to prod" describes production. */
export function isNamed(text: string, { label, aliases }: SchemaField): boolean {
  const names = [label, ...aliases].map(escapeRegExp).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${names})s?(?![\\p{L}\\p{N}])`, "iu").test(text);
}
