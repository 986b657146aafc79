import type { SchemaField, SchemaSection } from "../template/schema.ts";

/*
 * Each fact is reported once. What these roles lack is judged by rules that know when it is needed: a version inside
 * the framework's value counts, a GET needs no request, a graph's node needs no index.
 */
const FIELDS = new Set(["stack.version", "stack.reason", "token.storage", "token.expiry", "environment.staging", "environment.production"]);
const ENTRIES = new Set(["entity", "endpoint", "integration", "deviation"]);

/** Whether the gaps of an entry are judged by rules of its own kind. */
export function hasOwnRule(section: SchemaSection): boolean {
  return ENTRIES.has(section.role);
}

/** Whether the absence of a field is judged by a rule of meaning. */
export function isOwnedElsewhere(field: SchemaField): boolean {
  return FIELDS.has(field.role);
}
