import { isContent } from "../document/facts.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "../template/alignment.ts";
import { absenceOf } from "../template/conventions.ts";
import type { SchemaField } from "../template/schema.ts";
import { insertFields } from "./insertions.ts";
import { statementsIn } from "./interfaceText.ts";
import { personalFields } from "./personalData.ts";
import { defineRule, type Found, factsOf, type RuleContext } from "./rule.ts";
import { unreadChunks } from "./unreadText.ts";

interface Data {
  readonly kinds: readonly string[];
  /** As the document calls the field, else as the template does. */
  readonly label: string;
}

const ROLE = "compliance";
const SECTION = "security.data";

/** The schema has fields for data about persons, and nothing is said of the rules that apply to those. */
export const personalDataCompliance = defineRule<Data>({
  id: "personal-data-compliance",
  scope: "document",
  severity: { draft: "hint", handoff: "hint" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const silent = silentPlace(context);
    if (!silent || unreadChunks(context).has(silent.section.chunk)) return;
    const personal = personalFields(context.system.entities);
    if (personal.length === 0 || isSaidElsewhere(silent.field, context)) return;
    const { section, field, found } = silent;
    const related = personal.map((one) => ({
      chunk: one.table.chunk,
      span: one.field.span,
      message: `It stores ${one.kind}.`,
    }));
    const data = { kinds: personal.map((one) => one.kind), label: found?.fact.label ?? field.label };
    yield { chunk: section.chunk, span: found?.fact.name ?? section.name, data, related };
  },
  message: ({ kinds, label }) => `The schema stores ${listOf(kinds)}, ${label} says nothing.`,
  fixes(_target, context) {
    const silent = silentPlace(context);
    if (!silent || silent.found) return [];
    const edits = insertFields(context, silent.section, [silent.field]);
    return edits.length === 0 ? [] : [{ title: `Insert "${silent.field.label}"`, kind: "safe", edits }];
  },
});

interface Silent {
  readonly section: AlignedSection;
  readonly field: SchemaField;
  /** The label, if it is there without an answer. */
  readonly found: AlignedField | undefined;
}

/** Where the document should say which rules apply, and doesn't: at the label, or in the section that lacks it. */
function silentPlace(context: RuleContext): Silent | undefined {
  const all = context.alignment.sections.filter((one) => one.schema?.role === SECTION);
  // Of two such sections the other one may say it.
  const section = all.length === 1 ? all[0] : undefined;
  const field = section?.schema?.fields.find((one) => one.role === ROLE);
  if (!section || !field || section.untouched || section.notApplicable || section.weak) return undefined;
  const found = fieldsOf(section, factsOf(context, section)).find((one) => one.schema === field);
  if (found) return saysNothing(found, section, context) ? { section, field, found } : undefined;
  // What an empty section lacks is reported as such.
  const hasContent =
    section.fields.length > 0 || (section.shape === "heading" && factsOf(context, section).blocks.some(isContent));
  return hasContent && section.missingFields.includes(field) ? { section, field, found } : undefined;
}

/** Whether a label stands alone, or with "N/A" and no reason. */
function saysNothing({ fact }: AlignedField, section: AlignedSection, context: RuleContext): boolean {
  const { conventions } = context.schema;
  const facts = factsOf(context, section);
  if (fact.inline.end > fact.inline.start) {
    const absence = absenceOf(facts.text.slice(fact.inline.start, fact.inline.end), conventions);
    return absence !== undefined && !absence.hasReason;
  }
  const [block] = fact.blocks;
  if (block) {
    const item = block.kind === "list" && block.items.length === 1 ? block.items[0] : undefined;
    const span = item?.text ?? block.span;
    const absence = absenceOf(facts.text.slice(span.start, span.end), conventions);
    return fact.blocks.length === 1 && absence !== undefined && !absence.hasReason;
  }
  // Labels and blocks of the author's own below a label are its value.
  const next = facts.fields[facts.fields.indexOf(fact) + 1];
  const behind = facts.blocks.find((one) => one.span.start >= fact.span.end);
  const isOwn = next !== undefined && !fieldsOf(section, facts).some((field) => field.fact === next);
  return !isOwn && (behind === undefined || !isContent(behind) || behind.span.start === next?.span.start);
}

/** Laws on data about persons; in capitals, since "avg" is no law. */
const LAW = /\b(?:GDPR|DSGVO|RGPD|AVG|LGPD|HIPAA|CCPA|CPRA|PIPEDA|POPIA|FADP|nDSG|revDSG|APPI|PDPA|FERPA|COPPA)\b/u;
/** What one does for them. */
const DUTY =
  /\b(?:data protection (?:law|act|regulation|officer)|privacy (?:law|act|policy|regulation)|personal data|right to (?:be forgotten|erasure)|data subjects?)\b/iu;

/** Whether a section of its own, or the text about security, says it in other words. */
function isSaidElsewhere(field: SchemaField, context: RuleContext): boolean {
  const names = [field.name, ...field.aliases];
  return context.alignment.sections.some((section) => {
    if (section.shape !== "heading" || section.untouched) return false;
    if (!section.schema && names.some((name) => section.title.toLowerCase().includes(name))) return true;
    if (!isAboutSecurity(section)) return false;
    return statementsIn(factsOf(context, section), context.schema).some((text) => LAW.test(text) || DUTY.test(text));
  });
}

function isAboutSecurity(section: AlignedSection): boolean {
  return section.schema?.role === "security" || (section.parent !== undefined && isAboutSecurity(section.parent));
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
