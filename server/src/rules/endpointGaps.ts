import { firstLine } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { contains } from "../document/positions.ts";
import { addressesIn } from "../system/addresses.ts";
import { codeIn } from "../system/code.ts";
import { type Endpoint, isAboutInterface } from "../system/endpoints.ts";
import { type AlignedSection, headingAround, headingIn } from "../template/alignment.ts";
import type { SchemaField } from "../template/schema.ts";
import { insertFields } from "./insertions.ts";
import { holderOf, statementsIn } from "./interfaceText.ts";
import { type Edit, factsOf, type RelatedPlace, type RuleContext } from "./rule.ts";
import { unreadChunks } from "./unreadText.ts";

/** How messages call an endpoint. */
export function endpointName({ method, path }: Pick<Endpoint, "method" | "path">): string {
  return `${method === "WEBSOCKET" ? "WebSocket" : method} ${path}`;
}

/**
 * The endpoints of each section that holds some. Those that are still unfilled are left out, since what they lack is
 * known, and those that can't be read in full, since it isn't.
 */
export function endpointsByHolder(context: RuleContext): Map<AlignedSection, Endpoint[]> {
  const byHolder = new Map<AlignedSection, Endpoint[]>();
  const unread = unreadChunks(context);
  for (const endpoint of context.system.endpoints) {
    const holder = holderOf(endpoint.section);
    // Of a line in a list nobody expects more than it says.
    if (!holder || endpoint.source === "list" || endpoint.unfilled || unread.has(endpoint.chunk)) continue;
    const known = byHolder.get(holder);
    if (known) known.push(endpoint);
    else byHolder.set(holder, [endpoint]);
  }
  return byHolder;
}

/** The field of an entry with a role. */
export function endpointField(context: RuleContext, role: string): SchemaField | undefined {
  return context.schema.sections
    .find((section) => section.role === "endpoint")
    ?.fields.find((field) => field.role === role);
}

/** Whether an entry has no value for a field, in whichever shape an entry may have it. */
export function lacks(endpoint: Endpoint, field: SchemaField): boolean {
  return endpoint.source !== "entry" || endpoint.section.missingFields.includes(field);
}

/** What the author wrote about an endpoint besides its name and the bodies of its messages. */
export function proseAbout(endpoint: Endpoint, context: RuleContext): string {
  const facts = factsOf(context, endpoint.section);
  const { start, end } = endpoint.extent;
  const heading = endpoint.source === "entry" ? (facts.heading?.span.end ?? start) : start;
  const body = { start: endpoint.section.fence ? start : Math.max(start, heading), end };
  // A call from the command line, or a whole answer with its head.
  const calls = codeIn(facts).filter(
    (code) => contains(endpoint.extent, code.span) && !code.language.startsWith("json"),
  );
  return [endpoint.remark, ...statementsIn(facts, context.schema, body), ...calls.map((code) => code.code)].join("\n");
}

/** The author's own headings around an endpoint, with the text below each: "Admin (all need a session)". */
export function groupsAround(endpoint: Endpoint, context: RuleContext): string[] {
  const { alignment, readings, schema, system } = context;
  const isEntry = endpoint.source === "entry" && endpoint.section.shape === "heading";
  const groups: string[] = [];
  let section = isEntry ? headingAround(alignment, endpoint.chunk) : headingIn(alignment, endpoint.chunk);
  while (section && (!section.schema || section.weak) && isAboutInterface(section)) {
    const { chunk } = section;
    const facts = readings.factsAt(chunk);
    // What stands behind the first of the endpoints without a heading is about that one.
    const starts = system.endpointsByChunk.get(chunk)?.map((one) => one.extent.start) ?? [];
    const extent = { start: 0, end: Math.min(facts?.text.length ?? 0, ...starts) };
    if (facts) groups.push(statementsIn(facts, schema, extent).join("\n"));
    section = headingAround(alignment, chunk);
  }
  return groups;
}

/** What the groups around an endpoint put before its path: `/admin`, or another host. */
export function baseAround(endpoint: Endpoint, context: RuleContext): string {
  return groupsAround(endpoint, context)
    .flatMap((text) => [
      ...addressesIn(text).map((one) => one.url),
      ...allMatches(text, /(?<=^|[\s(])\/[\w-]{1,60}/gu).map(([path]) => path),
    ])
    .join(" ");
}

/** Edits that insert fields below the headings of endpoints. */
export function insertInto(
  context: RuleContext,
  endpoints: readonly { readonly endpoint: Endpoint; readonly fields: readonly SchemaField[] }[],
): Edit[] {
  return endpoints.flatMap(({ endpoint, fields }, i) => {
    const { section } = endpoint;
    const isFirst = endpoints.findIndex((other) => other.endpoint.section === section) === i;
    return isFirst && canTakeFields(endpoint, context) ? insertOpen(context, section, fields) : [];
  });
}

/** What stands for a value that only the author knows. */
const OPEN = "TBD";

/**
 * Inserts fields, each as an open item of one line: the template's sample bodies would be noise below ten endpoints, and
 * taking one of them away would bring the gap back.
 */
function insertOpen(context: RuleContext, section: AlignedSection, fields: readonly SchemaField[]): Edit[] {
  const { schema } = section;
  if (!schema) return [];
  const short = new Map(
    schema.fields.map((field) => {
      const label = firstLine(field.source);
      return [field, label === field.source ? field : { ...field, source: `${label} ${OPEN}` }];
    }),
  );
  const ours = (field: SchemaField): SchemaField => short.get(field) ?? field;
  const present = section.fields.map((one) => ({ ...one, schema: ours(one.schema) }));
  const like = { ...section, schema: { ...schema, fields: schema.fields.map(ours) }, fields: present };
  return insertFields(context, like, fields.map(ours));
}

/** In a fence or a table a field is one more line or column, which nobody can place better than its author. */
function canTakeFields({ source, section }: Endpoint, context: RuleContext): boolean {
  if (source !== "entry" || section.shape !== "heading") return false;
  const isFenced = factsOf(context, section).blocks.some((block) => block.kind === "code" && block.labels.length > 0);
  return section.fields.length > 0 || !isFenced;
}

/** The endpoints that a finding is about, as its related places. */
export function endpointPlaces(endpoints: readonly Endpoint[]): RelatedPlace[] {
  return endpoints.map((one) => ({ chunk: one.chunk, span: one.span, message: endpointName(one) }));
}
