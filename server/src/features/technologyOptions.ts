import { escapeMarkdown } from "../document/text.ts";
import { nameOfUse } from "../rules/deviationCover.ts";
import { draftedApproval } from "../rules/deviationParts.ts";
import { AREA_KINDS } from "../stack/stack.ts";
import { areaOf, isSame, standardsFor } from "../stack/standard.ts";
import { technologiesOf, technologyNamed } from "../stack/technologies.ts";
import type { Technology, TechnologyKind } from "../stack/technology.ts";
import { type Choice, FIELD_CHOICES } from "../stack/uses.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import type { Analysis } from "./analysis.ts";
import { adviceOn, isStandardAt, minimumOf, type StackPlace, sourceOf } from "./technologyCard.ts";

/** A value that the stack document or the catalogue of technologies has for a field. */
export interface TechnologyOption {
  readonly text: string;
  /** Where it comes from, in a few words. */
  readonly detail: string;
  /** In Markdown; may be empty. */
  readonly documentation: string;
  /** The stack document has it for this place. */
  readonly isStandard?: boolean;
}

/**
 * The values for a field of the stack or of a deviation, the best first: what is standard, then the template's choices,
 * then whatever else is known of that kind. Nothing for other fields, and where the stack document has nothing to say.
 */
export function technologyOptions(
  analysis: Analysis,
  section: AlignedSection,
  field: SchemaField,
): readonly TechnologyOption[] | undefined {
  const schema = section.schema;
  if (!schema) return undefined;
  const choice = FIELD_CHOICES[field.role];
  if (schema.role in AREA_KINDS && choice !== undefined) return choices(analysis, section, schema, field, choice);
  if (schema.role in AREA_KINDS && field.role === "stack.version") return versions(analysis, section);
  if (field.role.startsWith("deviation.")) return deviationOptions(analysis, section, field);
  return undefined;
}

function choices(
  analysis: Analysis,
  section: AlignedSection,
  schema: SchemaSection,
  field: SchemaField,
  choice: Choice,
): readonly TechnologyOption[] | undefined {
  const { policy } = analysis.context;
  const place = { area: schema.role, choice, title: schema.title };
  const standards = standardsFor(policy.stack, place);
  if (standards.length === 0) return undefined;
  const product = choice === "hosting" ? productOf(analysis, section) : undefined;
  const fitting = product ? hostsOf(analysis, place.area, product) : [];
  const ordered = [...new Set([...fitting, ...standards])];
  const hasVersion = schema.fields.some((one) => one.role === "stack.version" && one.required);
  const standard = ordered.flatMap((technology): TechnologyOption[] => {
    const detail = standardDetail(schema, product, fitting, technology);
    const documentation = [...adviceOn(policy, technology, place), sourceOf(policy)].join("\n\n");
    const minimum = minimumOf(policy, technology);
    const option = { text: technology.name, detail, documentation, isStandard: true };
    if (hasVersion || minimum === undefined || choice !== "product") return [option];
    return [
      option,
      { ...option, text: `${technology.name} ${minimum}+`, detail: `${detail}, with its minimum version` },
    ];
  });
  const standingIn = (technology: Technology): string =>
    isStandardAt(policy, technology, place)
      ? `counts as standard for ${schema.title}`
      : `outside of the standard stack for ${schema.title}`;
  const isNew = (technology: Technology | undefined, known: readonly Technology[]): boolean =>
    technology === undefined || !known.some((one) => one.id === technology.id);
  const template = (field.choices?.options ?? []).flatMap((text) => {
    const technology = technologyNamed(text);
    const standing = technology ? `, ${standingIn(technology)}` : "";
    return isNew(technology, ordered)
      ? [{ text, detail: `Choice in the template${standing}`, documentation: "", technology }]
      : [];
  });
  const listed = template.flatMap(({ technology }) => technology ?? []);
  const others = technologiesOf(kindsFor(place))
    .filter((one) => isNew(one, [...ordered, ...listed]))
    .map((one) => ({ text: one.name, detail: capitalised(standingIn(one)), documentation: "" }));
  return [...standard, ...template, ...others];
}

function standardDetail(
  { title }: SchemaSection,
  product: Technology | undefined,
  fitting: readonly Technology[],
  technology: Technology,
): string {
  // What runs at its maker's has no other host, whether the stack document says so or not.
  if (!product || (fitting.length === 0 && !product.hosted)) return `Standard for ${title}`;
  if (fitting.includes(technology)) return `Standard with ${product.name}`;
  return `Standard for ${title}, but not with ${product.name}`;
}

/** The hosts that the stack document has for a product, in its order. */
function hostsOf({ context }: Analysis, area: string, product: Technology): readonly Technology[] {
  const options = areaOf(context.policy.stack, area)?.choices ?? [];
  const named = options.filter((one) => one.technologies.some((other) => isSame(other, product)));
  return named.flatMap((one) => one.hosting);
}

function kindsFor({ area, choice }: StackPlace): readonly TechnologyKind[] {
  if (choice === "language") return ["language"];
  return choice === "hosting" ? ["hosting"] : (AREA_KINDS[area] ?? []);
}

/** The recommended minimum of what the part is built with, by itself and as the lowest. */
function versions(analysis: Analysis, section: AlignedSection): readonly TechnologyOption[] | undefined {
  const { policy } = analysis.context;
  const product = productOf(analysis, section);
  const minimum = product && minimumOf(policy, product);
  if (!product || minimum === undefined) return undefined;
  const documentation = `${escapeMarkdown(product.name)} ${escapeMarkdown(minimum)} or later.\n\n${sourceOf(policy)}`;
  return [
    { text: minimum, detail: `Recommended minimum of ${product.name}`, documentation },
    { text: `${minimum}+`, detail: "The minimum or later", documentation },
  ];
}

function deviationOptions(
  analysis: Analysis,
  section: AlignedSection,
  field: SchemaField,
): readonly TechnologyOption[] | undefined {
  const { context } = analysis;
  const { stack, approvers } = context.policy;
  const from = sourceOf(context.policy);
  if (field.role === "deviation.reason" && stack.grounds.length > 0) {
    return stack.grounds.map((ground) => ({
      text: `${ground} – `,
      detail: "A ground for a deviation",
      documentation: from,
    }));
  }
  if (field.role === "deviation.approval" && approvers.length > 0) {
    const drafted = { text: draftedApproval(context), detail: "To be asked", documentation: from };
    return [drafted, ...approvers.map((text) => ({ text, detail: "May approve a deviation", documentation: from }))];
  }
  if (field.role !== "deviation.standard" && field.role !== "deviation.actual") return undefined;
  const deviation = context.technologies.deviations.find((one) => one.section === section);
  const areas = deviation?.areas ?? [];
  if (field.role === "deviation.standard") {
    const wanted = stack.areas.filter((one) => areas.length === 0 || areas.includes(one.role));
    const options = wanted.flatMap(({ title, choices: all }) => all.map((one) => ({ text: one.title, title })));
    return options.length === 0
      ? undefined
      : options.map(({ text, title }) => ({ text, detail: `Standard for ${title}`, documentation: from }));
  }
  const uses = context.technologies.parts.flatMap((part) => part.uses);
  const named = uses.filter((use) => areas.includes(use.area) && use.choice === "product").map(nameOfUse);
  if (named.length === 0) return undefined;
  return [...new Set(named)].map((text) => ({ text, detail: "What the stack says", documentation: "" }));
}

/** What a part is built with; nothing while that is still to be chosen. */
function productOf(analysis: Analysis, section: AlignedSection): Technology | undefined {
  const part = analysis.context.technologies.parts.find((one) => one.section === section);
  const product = part?.uses.find((use) => use.choice === "product");
  return product?.mention.technology;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
