import { type Endpoint, isSameEndpoint } from "../system/endpoints.ts";
import { baseAround, endpointName } from "./endpointGaps.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

interface Data {
  readonly endpoint: string;
}

/** A method and a path are documented twice. */
export const endpointDuplicate = defineRule<Data>({
  id: "endpoint-duplicate",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { endpoints, endpointIndex } = context.system;
    for (const endpoint of endpoints) {
      const alike = endpointIndex.alike(endpoint);
      if (alike.length === 1) continue;
      const first = alike.slice(0, alike.indexOf(endpoint)).find((one) => isAgain(endpoint, one, context));
      if (!first) continue;
      const place = { chunk: first.chunk, span: first.span, message: "It is documented here first." };
      yield {
        chunk: endpoint.chunk,
        span: endpoint.span,
        data: { endpoint: endpointName(endpoint) },
        related: [place],
      };
    }
  },
  message: ({ endpoint }) => `${endpoint} is documented twice.`,
});

/** Whether an endpoint documents what another does: what tells them apart may stand beside the path. */
function isAgain(endpoint: Endpoint, first: Endpoint, context: RuleContext): boolean {
  if (!isSameEndpoint(endpoint, first) || endpoint.query !== first.query) return false;
  // "(admin)" and "(public)" are two; one of them without a remark may be either.
  if (endpoint.remark !== first.remark && endpoint.remark !== "" && first.remark !== "") return false;
  // A fence below its own heading, and rows for two kinds of callers.
  if (endpoint.chunk === first.chunk && endpoint.section.shape !== first.section.shape) return false;
  const isListed = endpoint.source === "table" || endpoint.source === "list";
  if (isListed && endpoint.authentication?.text !== first.authentication?.text) return false;
  return baseAround(endpoint, context) === baseAround(first, context);
}
