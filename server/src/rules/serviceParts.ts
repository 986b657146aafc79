import { contains, type Span } from "../document/positions.ts";
import { mentionsIn } from "../stack/technologies.ts";
import type { Technology } from "../stack/technology.ts";
import { tellingWords } from "../system/serviceNames.ts";
import type { ExternalService } from "../system/services.ts";
import type { AlignedSection } from "../template/alignment.ts";
import type { SchemaField } from "../template/schema.ts";
import { openPlaceholders } from "../template/unfilled.ts";
import { factsOf, type RuleContext } from "./rule.ts";

/*
 * What the rules about external services and integrations ask of them.
 */

export const SERVICES = "stack.services";
export const INTEGRATIONS = "integrations";

/** The places of a section that still wait for a value, in its chunk. */
export function openSpans(context: RuleContext, section: AlignedSection): Span[] {
  const { schema, definitions } = context;
  return openPlaceholders(factsOf(context, section), section, schema, definitions).map((one) => one.span);
}

/** The services of the stack that are said in full: what a half-filled one lacks is reported as its placeholder. */
export function saidServices(context: RuleContext): ExternalService[] {
  const open = new Map<AlignedSection, Span[]>();
  return context.system.services.filter(({ section, item }) => {
    const spans = open.get(section) ?? openSpans(context, section);
    open.set(section, spans);
    return !section.weak && !spans.some((span) => contains(item, span));
  });
}

/** The field in which the template lists services. */
export function servicesField({ schema }: RuleContext): SchemaField | undefined {
  return schema.sections.flatMap((section) => section.fields).find((field) => field.role === "services");
}

/** The bracket by which the template asks what a service is for and whose its key is; nothing if it doesn't. */
export function keyReminder(context: RuleContext): string | undefined {
  return /\[[^\]]*\]$/.exec(servicesField(context)?.fields[0]?.source.trimEnd() ?? "")?.[0];
}

/** The texts of some sections, with all below them. */
export function textOf(context: RuleContext, sections: readonly AlignedSection[]): string {
  const chunks = (section: AlignedSection): number[] => [section.chunk, ...section.children.flatMap(chunks)];
  const all = [...new Set(sections.flatMap(chunks))];
  return all.map((chunk) => context.readings.factsAt(chunk)?.text ?? "").join("\n");
}

/** Tells whether a text names a service: its technology, or a word that few names have. */
export function naming(
  text: string,
): (service: { readonly name: string; readonly technology: Technology | undefined }) => boolean {
  const named = new Set(mentionsIn(text).map((mention) => mention.technology.id));
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return ({ name, technology }) =>
    (technology !== undefined && named.has(technology.id)) || tellingWords(name).some((word) => words.has(word));
}
