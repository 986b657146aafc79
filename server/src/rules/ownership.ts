import type { ChunkFacts } from "../document/facts.ts";
import { type AlignedSection, fieldsOf } from "../template/alignment.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { sliceOf } from "./rule.ts";

/*
 * Each fact is reported once. What these roles lack is judged by rules that know when it is needed: a version inside
 * the framework's value counts, a GET needs no request, a graph's node needs no index.
 */
const FIELDS = new Set([
  "stack.version",
  "stack.reason",
  "token.storage",
  "token.expiry",
  "environment.staging",
  "environment.production",
]);
const ENTRIES = new Set(["entity", "endpoint", "integration", "deviation"]);

/** Whether the gaps of an entry are judged by rules of its own kind. */
export function hasOwnRule(section: SchemaSection): boolean {
  return ENTRIES.has(section.role);
}

/** A value that says more than its label asks: "Python 3.12 with FastAPI deployed on Render". */
const COMPOSITE = /\s(?:on|with|at|by|via)\s/i;

/**
 * Whether the absence of a field is judged by a rule of meaning: those rules know which product needs a version, and
 * read language and host from a composite value.
 */
export function isOwnedElsewhere(field: SchemaField, section: AlignedSection, facts: ChunkFacts): boolean {
  if (FIELDS.has(field.role)) return true;
  if (field.role !== "stack.language" && field.role !== "stack.hosting") return false;
  // A hosted database product has no host of its own.
  if (section.schema?.role === "stack.database") return true;
  return fieldsOf(section, facts).some(({ fact }) => COMPOSITE.test(sliceOf(facts, fact.inline)));
}

/** Of the fields that a section or one of its fields lacks, those that it is asked for; the others may be absent. */
export function askedFor(missing: readonly SchemaField[], section: AlignedSection, facts: ChunkFacts): SchemaField[] {
  if (!section.schema || section.weak || section.notApplicable || hasOwnRule(section.schema)) return [];
  return missing.filter((field) => !isOwnedElsewhere(field, section, facts));
}

/**
 * Whether a label without a value is judged by a rule of meaning. A version may stand in the framework's value, so its
 * absence is no gap; its empty label is unfinished all the same.
 */
export function isEmptinessOwned(field: SchemaField, section: AlignedSection, facts: ChunkFacts): boolean {
  return field.role !== "stack.version" && isOwnedElsewhere(field, section, facts);
}
