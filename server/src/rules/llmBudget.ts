import type { AlignedSection } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import { type FieldValue, valuesReader } from "../template/values.ts";
import { insertFields } from "./insertions.ts";
import type { Edit, RuleContext } from "./rule.ts";

/*
 * Where a document says on whose keys and budget the client's features with language models run.
 */

const ROLE = "llm.client";

/** What a document says about it, with the section that holds it. */
export function budgetsIn({
  readings,
}: RuleContext): { readonly section: AlignedSection; readonly value: FieldValue }[] {
  return readings.gather(BUDGETS).flatMap(({ section, values }) => {
    return section.shape === "fence" ? [] : values.map((value) => ({ section, value }));
  });
}

const BUDGETS = valuesReader((role) => role === ROLE);

/**
 * Puts the template's placeholder for keys and budget where it belongs, so that it is an open item until its author says
 * whose they are.
 *
 * @param words what it is about, to stand before it
 * @returns nothing where the document says that there is nothing of the kind, or has no place for it
 */
export function askForBudget(context: RuleContext, words: string): Edit[] {
  const { schema, alignment } = context;
  const [present] = budgetsIn(context);
  const field = schema.sections.flatMap((section) => section.fields).find((one) => one.role === ROLE);
  const bracket = /\[[^\]]*\]/.exec(field?.source ?? "")?.[0];
  if (!field || bracket === undefined) return [];
  const asked = words === "" ? bracket : `${words}: ${bracket}`;
  if (!present) {
    const section = alignment.sections.find((one) => one.schema?.fields.includes(field) && one.shape !== "fence");
    const edits =
      section && !section.notApplicable && !section.untouched ? insertFields(context, section, [field]) : [];
    return edits.map((edit) => ({ ...edit, text: edit.text.replace(bracket, () => asked) }));
  }
  const { section, value } = present;
  if (value.text.trim() === "" || absenceOf(value.text, schema.conventions)) return [];
  const at = (context.document.chunks[section.chunk]?.start ?? 0) + value.span.end;
  return [{ span: { start: at, end: at }, text: `; ${asked}` }];
}
