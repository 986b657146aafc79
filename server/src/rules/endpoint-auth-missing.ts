import type { Endpoint } from "../system/endpoints.ts";
import {
  endpointField,
  endpointName,
  endpointPlaces,
  endpointsByHolder,
  groupsAround,
  insertInto,
  lacks,
  proseAbout,
} from "./endpointGaps.ts";
import { saysAccess, saysAccessForAll } from "./interfaceText.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly endpoints: readonly string[];
}

const ROLE = "endpoint.authentication";

/** Endpoints don't say whether a caller has to be signed in. One finding per section. */
export const endpointAuthMissing = defineRule<Data>({
  id: "endpoint-auth-missing",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const [holder, endpoints] of endpointsByHolder(context)) {
      const silent = endpoints.filter((one) => isSilent(one, context));
      if (silent.length === 0) continue;
      if (saysAccessForAll(context)) return;
      const data = { endpoints: silent.map(endpointName) };
      yield { chunk: holder.chunk, span: holder.name, data, related: endpointPlaces(silent) };
    }
  },
  message: ({ endpoints }) =>
    endpoints.length === 1
      ? `${endpoints[0]} does not say whether authentication is required.`
      : `${endpoints.length} endpoints do not say whether authentication is required.`,
  fixes({ section }, context) {
    const field = endpointField(context, ROLE);
    const silent = [...endpointsByHolder(context)].find(([holder]) => holder === section)?.[1] ?? [];
    if (!field) return [];
    const asked = silent.filter((one) => isSilent(one, context)).map((endpoint) => ({ endpoint, fields: [field] }));
    const edits = insertInto(context, asked);
    return edits.length === 0 ? [] : [{ title: `Insert "${field.label}" where it is missing`, kind: "safe", edits }];
  },
});

/** Labels of the author's own for who may call an endpoint. */
const OWN_LABEL =
  /^[-*+\s]*(?:access|roles?|permissions?|guards?|security|visibility|scopes?|callers?|who)\b[^:\n]{0,30}:/imu;

/** Whether neither an entry nor the group that it stands in says anything about who may call it. */
function isSilent(endpoint: Endpoint, context: RuleContext): boolean {
  const field = endpointField(context, ROLE);
  if (!field || endpoint.authentication || !lacks(endpoint, field)) return false;
  const prose = proseAbout(endpoint, context);
  if (OWN_LABEL.test(prose)) return false;
  const texts = [prose, ...groupsAround(endpoint, context)];
  return !texts.some((text) => saysAccess(text, context.schema));
}
