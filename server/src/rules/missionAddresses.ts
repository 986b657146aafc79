import { type Span, shift } from "../document/positions.ts";
import { normaliseName } from "../document/text.ts";
import { type Address, addressesIn } from "../system/addresses.ts";
import { valuesOf } from "../template/values.ts";
import type { RuleContext } from "./rule.ts";

/** An address at which the mission can be reached. */
export interface MissionAddress {
  /** What it is the address of: "base", "staging" or "production". */
  readonly of: "base" | "staging" | "production";
  /** For comparison: host and path in lower case. */
  readonly key: string;
  readonly host: string;
  readonly chunk: number;
  readonly span: Span;
}

/** The addresses of a document's interface and environments, in its order. */
export function missionAddresses({ alignment, readings, schema, system }: RuleContext): MissionAddress[] {
  const bases = alignment.sections.flatMap((section) => {
    const facts = section.schema?.role === "api" ? readings.factsAt(section.chunk) : undefined;
    if (!facts) return [];
    return valuesOf(section, facts, schema.conventions)
      .filter((value) => value.schema.role === "api.base")
      .flatMap((value) => addressesIn(value.text).map((one) => ({ ...one, span: shift(one.span, value.span.start) })))
      .map((one) => addressAt("base", section.chunk, one));
  });
  const environments = system.environments.flatMap(({ kind, chunk, addresses }) =>
    kind === "staging" || kind === "production" ? addresses.map((one) => addressAt(kind, chunk, one)) : [],
  );
  const isOwn = ({ host }: MissionAddress): boolean => !/^(?:localhost|127\.|0\.0\.0\.0|\[?::1)/.test(host);
  return [...bases, ...environments].filter(isOwn).sort((a, b) => a.chunk - b.chunk || a.span.start - b.span.start);
}

/** How much of a name a host or a path holds: the number of its words of three letters and more. */
export function wordsShared(name: string, place: string): number {
  const words = new Set(normaliseName(name).match(/[\p{L}\p{N}]{3,}/gu) ?? []);
  const parts = place.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = parts.join("");
  return [...words].filter((word) => joined.includes(word)).length;
}

function addressAt(of: MissionAddress["of"], chunk: number, { url, host, span }: Address): MissionAddress {
  const key = url
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/+$/, "");
  return { of, key, host, chunk, span };
}
