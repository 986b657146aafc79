import type { ChunkFacts } from "../document/facts.ts";
import { startOfLine } from "../document/lines.ts";
import { contains, type Span, shift } from "../document/positions.ts";
import { type Address, addressesIn } from "../system/addresses.ts";
import { codeIn } from "../system/code.ts";
import { isAboutInterface } from "../system/endpoints.ts";
import { isSamePath, pathParts } from "../system/paths.ts";
import { headOf } from "../system/tables.ts";
import type { SectionReader } from "../template/readings.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import { valuesOf } from "../template/values.ts";
import { defineRule, type Found, factsOf, type RuleContext } from "./rule.ts";

interface Data {
  readonly host: string;
  readonly base: string;
}

/** The backend is at one host by its base URL, and at another elsewhere. */
export const baseUrlInconsistent = defineRule<Data>({
  id: "base-url-inconsistent",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const bases = basesIn(context);
    const own = bases.filter((one) => one.isMain);
    const [base] = own;
    if (!base) return;
    const places = [...productionPlaces(context), ...interfacePlaces(context, bases)];
    const seen = new Set<string>();
    for (const place of places.sort((a, b) => a.chunk - b.chunk || a.address.span.start - b.address.span.start)) {
      const { host } = place.address;
      if (bases.some((one) => one.address.host === host) || isBeside(host) || seen.has(host)) continue;
      seen.add(host);
      const related = [{ chunk: base.chunk, span: hostSpan(base.address), message: "The base URL says it here." }];
      yield { chunk: place.chunk, span: hostSpan(place.address), data: { host, base: base.address.host }, related };
    }
  },
  message: ({ host, base }) => `The backend has two hosts: ${base} and ${host}.`,
  fixes: ({ span, data }) => [
    { title: `Write "${data.base}" in place of "${data.host}"`, kind: "choice", edits: [{ span, text: data.base }] },
  ],
});

interface Place {
  readonly chunk: number;
  /** Spans are in the chunk. */
  readonly address: Address;
}

/** Words for environments besides production. */
const BESIDE =
  /\b(?:staging|stage|test|tests|testing|dev|develop|development|preview|sandbox|qa|uat|demo|local|localhost|next|old|legacy)\b/iu;
/** How a backend is called where its address stands. */
const BACKEND = /\b(?:api|apis|backend|rest|graphql)\b/iu;

/** The addresses of the base URL; the main ones are those of production. */
function basesIn(context: RuleContext): (Place & { readonly isMain: boolean })[] {
  const { alignment, schema } = context;
  return alignment.sections.flatMap((section) => {
    if (section.schema?.role !== "api" || section.weak || section.untouched || section.notApplicable) return [];
    const values = valuesOf(section, factsOf(context, section), schema.conventions);
    return values
      .filter((value) => value.schema.role === "api.base")
      .flatMap(({ text, span }) =>
        addressesIn(text).map((address, i, all) => {
          const before = text.slice(all[i - 1]?.span.end ?? 0, address.span.start);
          const isMain = !isBeside(address.host) && !BESIDE.test(before);
          return { chunk: section.chunk, address: { ...address, span: shift(address.span, span.start) }, isMain };
        }),
      );
  });
}

/** Where production says where its backend is: by the name of the host, or by a word before the address. */
function productionPlaces(context: RuleContext): Place[] {
  return context.system.environments.flatMap(({ kind, chunk, addresses }) => {
    const facts = kind === "production" ? context.readings.factsAt(chunk) : undefined;
    if (!facts) return [];
    return addresses
      .filter((address) => isBackendHost(address.host) || BACKEND.test(wordsBefore(facts, address.span)))
      .map((address) => ({ chunk, address }));
  });
}

/** Where the text about the interface writes an endpoint with a host of the same site, or of any in a heading. */
function interfacePlaces(context: RuleContext, bases: readonly Place[]): Place[] {
  const { readings, system } = context;
  const entries = new Set(system.endpoints.map((one) => one.section));
  return readings.gather(WRITTEN).flatMap(({ section, chunk, values }) => {
    const isEntry = entries.has(section);
    if (!isEntry && !isAboutInterface(section)) return [];
    return values
      .filter(
        ({ address, isInHeading, isBesides }) =>
          (isEntry && isInHeading) ||
          (address.scheme.startsWith("http") &&
            bases.some((base) => isSameSite(base.address.host, address.host)) &&
            !isBesides &&
            (isBackendHost(address.host) || isEndpoint(address, context))),
      )
      .map(({ address }) => ({ chunk, address }));
  });
}

/** An address in the text about the interface. */
interface Written {
  readonly address: Address;
  readonly isInHeading: boolean;
  /** Its line says before it that it is of another environment. */
  readonly isBesides: boolean;
}

const WRITTEN: SectionReader<Written> = {
  isAbout: (section) =>
    section.shape === "heading" && (isAboutInterface(section) || section.schema?.role === "endpoint"),
  read(facts, _section, schema) {
    const { heading, text } = facts;
    const addresses = addressesIn(text);
    if (addresses.length === 0) return [];
    const closed = [...codeIn(facts).map((code) => code.span), ...leftoverExamples(facts, schema)];
    return addresses
      .filter(({ span }) => !closed.some((one) => contains(one, span)))
      .map((address) => ({
        address,
        isInHeading: heading !== undefined && contains(heading.span, address.span),
        isBesides: BESIDE.test(text.slice(startOfLine(text, address.span.start), address.span.start)),
      }));
  },
};

function isEndpoint({ url }: Address, { system }: RuleContext): boolean {
  const path = pathParts(url.replace(/^\w+:\/\/[^/]*/, "").replace(/[?#].*$/, ""));
  return path.length > 0 && system.endpoints.some((one) => isSamePath(one.parts, path));
}

/** The words of a line or cell before an address, and the head of its column. */
function wordsBefore(facts: ChunkFacts, span: Span): string {
  const { text } = facts;
  for (const block of facts.blocks) {
    if (block.kind !== "table" || !contains(block.span, span)) continue;
    const row = block.rows.find((cells) => cells.some((cell) => contains(cell, span)));
    const column = row?.findIndex((cell) => contains(cell, span)) ?? -1;
    const cell = row?.[column];
    return `${headOf(text, block)[column] ?? ""} ${text.slice(cell?.start ?? span.start, span.start)}`;
  }
  return /[^,;|]{0,30}$/u.exec(text.slice(startOfLine(text, span.start), span.start))?.[0] ?? "";
}

function isBackendHost(host: string): boolean {
  return BACKEND.test(host.slice(0, Math.max(0, host.indexOf("."))).replace(/[-_]/g, " "));
}

/** Whether a host is one of another environment by its name; its last part is a country or the like. */
function isBeside(host: string): boolean {
  return BESIDE.test(host.slice(0, Math.max(0, host.lastIndexOf("."))) || host);
}

function isSameSite(one: string, other: string): boolean {
  const site = (host: string): string => host.split(".").slice(-2).join(".");
  return site(one) === site(other);
}

function hostSpan({ span, scheme, host }: Address): Span {
  const start = span.start + (scheme === "" ? 0 : scheme.length + "://".length);
  return { start, end: start + host.length };
}
