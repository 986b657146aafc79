import type { Endpoint } from "../system/endpoints.ts";
import { isAlsoMatchedBy, PathTree } from "../system/paths.ts";
import { baseAround, endpointName } from "./endpointGaps.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly endpoint: string;
  readonly other: string;
}

/** A path is also matched by another one that has a parameter where it has a word. */
export const endpointAmbiguous = defineRule<Data>({
  id: "endpoint-ambiguous",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { endpoints, endpointIndex } = context.system;
    const paths = new PathTree<number>();
    for (const [i, { method, parts }] of endpoints.entries()) {
      // Without a parameter a path matches itself alone.
      if (parts.some((part) => part.parameter)) paths.add(method, parts, i);
    }
    for (const [i, endpoint] of endpoints.entries()) {
      const others = paths.matching(endpoint.method, endpoint.parts).filter((one) => one !== i);
      // A duplicate has a finding of its own.
      if (others.length === 0 || endpointIndex.find(endpoint) !== endpoint) continue;
      const at = others
        .sort((one, another) => one - another)
        .find((one) => isOvershadowed(endpoint, endpoints[one], one < i, context));
      const other = at === undefined ? undefined : endpoints[at];
      if (!other) continue;
      const related = [{ chunk: other.chunk, span: other.span, message: "This path matches it too." }];
      const data = { endpoint: endpointName(endpoint), other: endpointName(other) };
      yield { chunk: endpoint.chunk, span: endpoint.span, data, related };
    }
  },
  message: ({ endpoint, other }) => `${endpoint} is also matched by ${other}.`,
});

/** Of two paths whose parameters only have other names, the second is the one too many. */
function isOvershadowed(
  endpoint: Endpoint,
  other: Endpoint | undefined,
  isEarlier: boolean,
  context: RuleContext,
): boolean {
  if (other?.method !== endpoint.method || !isAlsoMatchedBy(endpoint.parts, other.parts)) return false;
  if (!isEarlier && isAlsoMatchedBy(other.parts, endpoint.parts)) return false;
  return baseAround(endpoint, context) === baseAround(other, context);
}
