import { endOfLine } from "../document/lines.ts";
import { contains } from "../document/positions.ts";
import { blocksIn } from "../system/code.ts";
import { isSameService } from "../system/serviceNames.ts";
import type { ExternalService } from "../system/services.ts";
import { serviceOf } from "../system/variableMentions.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { fieldsIn } from "../template/unfilled.ts";
import { defineRule, type Edit, type Found, factsOf, type RuleContext } from "./rule.ts";
import { keyReminder, SERVICES, saidServices } from "./serviceParts.ts";

interface Data {
  readonly names: readonly string[];
}

/** A service of the stack doesn't say who provides its key. One finding per section. */
export const serviceKeyOwner = defineRule<Data>({
  id: "service-key-owner",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const section of context.alignment.sections) {
      if (section.schema?.role !== SERVICES || section.weak) continue;
      const lacking = lackingOwner(context, section);
      if (lacking.length === 0) continue;
      const related = lacking.map(({ chunk, span, name }) => ({ chunk, span, message: `${name} is listed here.` }));
      yield { chunk: section.chunk, span: section.name, data: { names: lacking.map((one) => one.name) }, related };
    }
  },
  message: ({ names }) =>
    names.length === 1
      ? `${names[0]} does not say who provides the key.`
      : `${names.length} services do not say who provides the key: ${names.join(", ")}.`,
  fixes({ section, index, span, chunk }, context) {
    const home = [section, ...section.children].find(
      (one) => one.chunk === index && chunk.start + one.name.start === span.start,
    );
    const edits = lackingOwner(context, home ?? section).flatMap((service) => askForKey(context, service));
    const title = "Insert the template's reminder of keys";
    return edits.length === 0 ? [] : [{ title, kind: "safe", edits }];
  },
});

/** What says whose a key is, or that nobody needs one. One word is enough. */
const SAYS =
  /\b(?:keys?|tokens?|accounts?|credentials?|contracts?|licen[cs]es?|subscriptions?|memberships?|budgets?|billing|billed|paid|pays?|provid\w*|suppl(?:y|ies|ied)|own(?:s|ed|er)?|open|free|public|anonymous|secrets?|vault|plan|sandbox|n\/a)\b|['’]s (?:own|server|project|workspace)\b/iu;
/** What says it in another place, where keys are named anyway. */
const SAYS_WHOSE = /\b(?:client|customer|our|ours|we|us|shared|own(?:s|ed)?|provid\w*|accounts?)\b|['’]s\b/iu;
/** A sentence about all of them. */
const SAYS_FOR_ALL = /\b(?:all|each|every|both|any)\b[^.\n]{0,100}\b(?:keys?|accounts?|tokens?|credentials?)\b/iu;

function lackingOwner(context: RuleContext, section: AlignedSection): ExternalService[] {
  const services = saidServices(context).filter((one) => one.section === section || one.section.parent === section);
  const facts = factsOf(context, section);
  const isElsewhere = (at: number): boolean => !services.some((one) => contains(one.item, { start: at, end: at }));
  // What stands before the list is about keys for language models.
  const from = fieldsIn(section, facts).find((field) => field.schema.role === "services")?.fact.span.start ?? 0;
  const all = SAYS_FOR_ALL.exec(facts.text.slice(from));
  if (all && isElsewhere(from + all.index)) return [];
  return services.filter((service) => needsKey(service) && !isSaid(context, service));
}

/** A hosted product that we know, or what calls itself an API. */
function needsKey({ name, technology }: ExternalService): boolean {
  if (!technology) return /\bAPI\b/.test(name);
  return technology.hosted && technology.kinds.some((kind) => kind !== "hosting");
}

function isSaid({ system, readings }: RuleContext, service: ExternalService): boolean {
  const facts = readings.factsAt(service.chunk);
  // What is still open has its own finding.
  const isOpen = facts?.markers.some((marker) => contains(service.item, marker.span)) ?? false;
  if (isOpen || SAYS.test(service.text)) return true;
  const entries = system.integrations.filter((one) => isSameService(one, service));
  if (entries.some((one) => one.values.some((value) => SAYS_WHOSE.test(value.text) && SAYS.test(value.text))))
    return true;
  const keys = system.variables.filter((one) => one.declared && serviceOf(one.name)?.id === service.technology?.id);
  return service.technology !== undefined && keys.some((one) => SAYS_WHOSE.test(one.text));
}

/** Puts the template's placeholder behind what a service's item says; rows of tables are left to their author. */
function askForKey(context: RuleContext, service: ExternalService): Edit[] {
  const { document } = context;
  const chunk = document.chunks[service.chunk];
  const reminder = keyReminder(context);
  if (!chunk || reminder === undefined) return [];
  const blocks = blocksIn(chunk.facts).filter((one) => contains(one.span, service.item));
  if (!blocks.some((one) => one.kind === "list") || blocks.some((one) => one.kind === "table")) return [];
  const end = chunk.start + service.item.end;
  const at = Math.min(end, endOfLine(document.text, chunk.start + service.span.end));
  return [{ span: { start: at, end: at }, text: ` (${reminder})` }];
}
