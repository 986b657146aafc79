import { isSameService } from "../system/serviceNames.ts";
import type { ExternalService } from "../system/services.ts";
import { valuesReader } from "../template/values.ts";
import { addIntegration } from "./integrationEntry.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";
import { INTEGRATIONS, naming, saidServices, textOf } from "./serviceParts.ts";

interface Data {
  readonly name: string;
  /** As the template calls the section that would have the entry. */
  readonly section: string;
}

/** A service of the stack has no entry among the integrations. */
export const integrationMissing = defineRule<Data>({
  id: "integration-missing",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { alignment, schema, system } = context;
    const title = schema.sections.find((one) => one.role === INTEGRATIONS)?.title;
    const homes = alignment.sections.filter((one) => one.schema?.role === INTEGRATIONS);
    if (title === undefined || homes.some((one) => one.untouched || one.notApplicable || one.weak)) return;
    const candidates = saidServices(context).filter(
      (one) => isIntegrated(one, homes.length > 0) && !system.integrations.some((other) => isSameService(other, one)),
    );
    if (candidates.length === 0) return;
    const isInHome = naming(textOf(context, homes));
    const isElsewhere = naming(ownFields(context));
    const told: ExternalService[] = [];
    for (const service of candidates) {
      if (isElsewhere(service) || isInHome(service) || told.some((one) => isSameService(one, service))) continue;
      told.push(service);
      yield { chunk: service.chunk, span: service.span, data: { name: service.name, section: title } };
    }
  },
  message: ({ name, section }) => `${name} is an external service without an entry under ${section}.`,
  fixes({ data }, context) {
    const edits = addIntegration(context, data.name);
    const title = `Insert an entry for "${data.name}" under "${data.section}"`;
    return edits.length === 0 ? [] : [{ title, kind: "safe", edits }];
  },
});

/** What a service is called by, where its name alone doesn't tell that programs talk to it. */
const TALKS = /\b(?:keys?|tokens?|credentials?|api|oauth|webhooks?)\b/iu;
/** A file that somebody sends, or data that anybody may have, is no integration to describe. */
const OPEN = /\b(?:no|without|open|public|free|by hand|by e-?mail|csv)\b/iu;
const PROPER = /^\p{Lu}\S*(?:\s\S+){0,3}$/u;

/**
 * Whether programs of the mission talk to a service: a hosted product that we know, or what is described like one. The
 * latter counts only in a document that describes integrations at all.
 */
function isIntegrated({ name, technology, text }: ExternalService, hasEntries: boolean): boolean {
  if (technology) return technology.hosted && technology.kinds.every((kind) => kind === "other" || kind === "llm");
  return hasEntries && PROPER.test(name) && TALKS.test(text) && !OPEN.test(text);
}

/** The fields that name hosts, databases, means of signing in and of watching: what they name is described there. */
const OWN = /^(?:stack\.(?:framework|type|hosting)|llm\.client|monitoring\.(?!alerts)|token\.|api\.authentication)/;

const OWN_VALUES = valuesReader((role) => OWN.test(role));

function ownFields({ readings }: RuleContext): string {
  return readings
    .gather(OWN_VALUES)
    .flatMap(({ section, values }) => (section.untouched ? [] : values.map((value) => value.text)))
    .join("\n");
}
