import type { ChunkFacts } from "../document/facts.ts";
import { endOfLine } from "../document/lines.ts";
import { contains, type Span, shift } from "../document/positions.ts";
import { blocksIn } from "../system/code.ts";
import { type Address, hostsIn } from "../system/environments.ts";
import { absenceOf } from "../template/conventions.ts";
import { valuesOf } from "../template/values.ts";
import { environmentFields, isNamed } from "./environmentNames.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";
import { openSpans } from "./serviceParts.ts";

type Problem = "local" | "sample" | "open";

interface Data {
  /** What the address is given for: the environment, or the label. */
  readonly label: string;
  readonly host: string;
  readonly problem: Problem;
}

/** The address of production is one of the own machine, of an example, or without encryption. */
export const urlNotProduction = defineRule<Data>({
  id: "url-not-production",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const { label, chunk, addresses } of productionAddresses(context)) {
      const facts = context.readings.factsAt(chunk);
      if (!facts) continue;
      const [first] = addresses;
      const cells = startsOfCells(facts, addresses);
      for (const address of addresses) {
        const isCell = cells.includes(address);
        // Outside of tables the first address is the one that is meant, unless another one is right.
        if (!isCell && (address !== first || addresses.some((one) => problemOf(one) === undefined))) continue;
        const problem = problemOf(address);
        if (problem === undefined || (problem === "open" && isLedOn(facts.text, address, addresses))) continue;
        yield { chunk, span: address.span, data: { label, host: address.host, problem } };
      }
    }
  },
  message({ label, host, problem }) {
    if (problem === "local") return `${label} is at ${host}; expected the address that users have.`;
    if (problem === "sample")
      return `${label} is at ${host}, which is for examples; expected the address that users have.`;
    return `${label} is at ${host} by http; expected https.`;
  },
});

/** Of some addresses those that a cell of a table starts with, markup aside. */
function startsOfCells(facts: ChunkFacts, addresses: readonly Address[]): Address[] {
  const tables = blocksIn(facts).filter((block) => block.kind === "table");
  const cells = tables.flatMap((table) => table.rows.flat());
  const isFirst = (one: Address, cell: Span): boolean =>
    contains(cell, one.span) && !/\s/.test(facts.text.slice(cell.start, one.span.start));
  return cells.flatMap((cell) => addresses.find((one) => isFirst(one, cell)) ?? []);
}

/** Whether an address without encryption leads to one with it. */
function isLedOn(text: string, { span, host }: Address, addresses: readonly Address[]): boolean {
  const isTwice = addresses.some((one) => one.host === host && one.scheme !== "http");
  return isTwice || /\b(?:redirect|forward|lead)\w*/iu.test(text.slice(span.end, endOfLine(text, span.end)));
}

interface Place {
  readonly label: string;
  readonly chunk: number;
  /** Spans are in the chunk. */
  readonly addresses: readonly Address[];
}

/** A word by which a text says that its address is one of the own machine. */
const LOCALLY = /\b(?:local|locally|mock)\b/iu;

function productionAddresses(context: RuleContext): Place[] {
  const { alignment, readings, schema, system } = context;
  const production = system.environments
    .filter((one) => one.kind === "production" && !absenceOf(one.text, schema.conventions))
    .map((one): Place => ({ label: one.name, chunk: one.chunk, addresses: one.addresses }));
  const others = environmentFields(schema).filter((field) => field.role !== "environment.production");
  const base = alignment.sections.flatMap((section): Place[] => {
    if (section.schema?.role !== "api" || section.untouched || section.notApplicable || section.weak) return [];
    const facts = readings.factsAt(section.chunk);
    if (!facts) return [];
    return valuesOf(section, facts, schema.conventions)
      .filter((value) => value.schema.role === "api.base" && !LOCALLY.test(value.text))
      .filter((value) => !others.some((field) => isNamed(value.text, field)))
      .map((value) => {
        const addresses = hostsIn(value.text).map((one) => ({ ...one, span: shift(one.span, value.span.start) }));
        return { label: facts.text.slice(value.name.start, value.name.end), chunk: section.chunk, addresses };
      });
  });
  // A placeholder left in an address has its own finding.
  return [...production, ...base].filter(({ chunk, addresses }) => {
    const section = alignment.sections.find((one) => one.chunk === chunk && one.shape === "heading");
    const open = section ? openSpans(context, section) : [];
    return !addresses.some((one) => open.some((span) => contains(one.span, span) || contains(span, one.span)));
  });
}

const LOCAL =
  /^(?:localhost|[\w.-]+\.localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|host\.docker\.internal)(?::\d+)?$/;
const SAMPLE = /^(?:[\w-]+\.)*example\.(?:com|org|net)(?::\d+)?$/;
/** Hosts that only those inside a network reach, where encryption is somebody else's matter. */
const INSIDE = /^[\w-]+(?::\d+)?$|\.(?:internal|local|lan|intranet|corp|home|onion)(?::\d+)?$|^\d{1,3}(?:\.\d{1,3}){3}/;

function problemOf({ scheme, host }: Address): Problem | undefined {
  if (LOCAL.test(host)) return "local";
  if (SAMPLE.test(host)) return "sample";
  return scheme === "http" && !INSIDE.test(host) ? "open" : undefined;
}
