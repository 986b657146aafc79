import type { AlignedField, AlignedSection } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import type { SchemaField } from "../template/schema.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { notApplicableText } from "./edits.ts";
import { environmentFields, isNamed } from "./environmentNames.ts";
import { insertSubFields } from "./insertions.ts";
import { defineRule, type Fix, type Found, factsOf, type RuleContext } from "./rule.ts";
import { textOf } from "./serviceParts.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly names: readonly string[];
}

const SECTION = "deployment";
const LIST = "environments";
const ROLE = "environment.";

/** The deployment doesn't describe an environment that the template asks for. One finding per section. */
export const environmentMissing = defineRule<Data>({
  id: "environment-missing",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const unread = unreadChunks(context);
    for (const section of context.alignment.sections) {
      if (unread.has(section.chunk)) continue;
      const missing = missingIn(context, section);
      if (missing.length === 0) continue;
      yield { chunk: section.chunk, span: section.name, data: { names: missing.map((field) => field.label) } };
    }
  },
  message: ({ names }) => `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} not described.`,
  fixes({ index }, context) {
    const section = context.alignment.sections.find((one) => one.chunk === index && one.schema?.role === SECTION);
    const list = section && listOf(section, context);
    // A table takes a row in the author's own columns.
    if (!section || !list || list.fields.length === 0) return [];
    const missing = missingIn(context, section);
    const edits = insertSubFields(context, section, list, missing);
    if (edits.length === 0) return [];
    const names = missing.map((field) => `"${field.label}"`).join(", ");
    const none = notApplicableText(context);
    const absent = edits.map((edit) => ({ ...edit, text: edit.text.replace(/\[[^\]]*\]/g, () => none) }));
    const fixes: Fix[] = [
      { title: `Insert ${names}`, kind: "safe", edits },
      { title: `Mark ${names} as not applicable`, kind: "choice", edits: absent },
    ];
    return fixes;
  },
});

function listOf(section: AlignedSection, context: RuleContext): AlignedField | undefined {
  return fieldsIn(section, factsOf(context, section)).find((field) => field.schema.role === LIST);
}

/** The environments that a section lacks, in whatever shape. */
function missingIn(context: RuleContext, section: AlignedSection): SchemaField[] {
  const { system, schema } = context;
  if (section.schema?.role !== SECTION || section.weak || section.untouched || section.notApplicable) return [];
  const list = listOf(section, context);
  // A list that isn't there, or has nothing in it, is said to be missing as a whole.
  if (list ? isEmpty(list) : section.missingFields.some((field) => field.role === LIST)) return [];
  const facts = factsOf(context, section);
  if (list && absenceOf(facts.text.slice(list.fact.inline.start, list.fact.inline.end), schema.conventions)) return [];
  const text = textOf(context, [section]);
  const wanted = environmentFields(schema).filter((field) => field.required);
  const kinds = system.environments.map((one) => `${ROLE}${one.kind}`);
  return wanted.filter((field) => !kinds.includes(field.role) && !isNamed(text, field));
}

function isEmpty({ fact }: AlignedField): boolean {
  return fact.inline.end === fact.inline.start && fact.blocks.length === 0;
}
