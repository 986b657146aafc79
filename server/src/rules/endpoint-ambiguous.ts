import { type Endpoint, EndpointIndex } from "../system/endpoints.ts";
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
    const { endpoints } = context.system;
    const index = new EndpointIndex(endpoints);
    const places = new Map(endpoints.map((one, i) => [one, i]));
    const paths = new PathTree<Endpoint>();
    for (const one of endpoints) paths.add([one.method, ...one.parts], one);
    for (const [i, endpoint] of endpoints.entries()) {
      // A duplicate has a finding of its own.
      if (index.find(endpoint) !== endpoint) continue;
      const place = (one: Endpoint): number => places.get(one) ?? 0;
      const other = paths
        .matching([endpoint.method, ...endpoint.parts])
        .sort((one, another) => place(one) - place(another))
        .find((one) => isOvershadowed(endpoint, one, place(one) < i, context));
      if (!other) continue;
      const related = [{ chunk: other.chunk, span: other.span, message: "This path matches it too." }];
      const data = { endpoint: endpointName(endpoint), other: endpointName(other) };
      yield { chunk: endpoint.chunk, span: endpoint.span, data, related };
    }
  },
  message: ({ endpoint, other }) => `${endpoint} is also matched by ${other}.`,
});

/** Of two paths whose parameters only have other names, the second is the one too many. */
function isOvershadowed(endpoint: Endpoint, other: Endpoint, isEarlier: boolean, context: RuleContext): boolean {
  if (endpoint.method !== other.method || !isAlsoMatchedBy(endpoint.parts, other.parts)) return false;
  if (!isEarlier && isAlsoMatchedBy(other.parts, endpoint.parts)) return false;
  return baseAround(endpoint, context) === baseAround(other, context);
}
