import type { Endpoint } from "../system/endpoints.ts";
import type { SchemaField } from "../template/schema.ts";
import {
  endpointField,
  endpointName,
  endpointPlaces,
  endpointsByHolder,
  insertInto,
  lacks,
  proseAbout,
} from "./endpointGaps.ts";
import { hasErrorFormat, hasSpecification } from "./interfaceText.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";

const PARTS = ["request", "success", "error"] as const;
type Part = (typeof PARTS)[number];

interface Data {
  /** The endpoints that lack a part, by part. */
  readonly missing: Readonly<Record<Part, readonly string[]>>;
}

/** How messages call the parts. */
const WORDS: Readonly<Record<Part, string>> = { request: "request", success: "response", error: "error response" };

/** Methods whose requests have a body. */
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);
/** Messages that go to and fro have neither request nor response. */
const STREAMS = new Set(["WEBSOCKET", "SSE"]);
/** Paths that others call with a body of theirs. */
const CALLED_BY_OTHERS = /\b(?:web)?-?(?:hooks?|callbacks?|notifications?)\b/iu;
const REQUEST =
  /\b(?:multipart|form[- ](?:data|encoded)|uploads? (?:a|the|of)|parameters?|no (?:request|body|payload|input)|empty body|without (?:a )?body)\b/iu;
const SUCCESS = /(?<![\p{L}\p{N}._/-])2\d\d(?![\p{L}\p{N}_/-])|\b(?:returns|answers|responds|redirects|streams)\b/iu;
/** A status that says failure; "500 points" is none. */
const ERROR =
  /(?<![\p{L}\p{N}.,_/-])(?:4[0-3]\d|451|50\d)(?=[`'"*]?(?:\s*$|\s*[,;:/()–—]|\.(?!\d)|\s+(?:\p{Lu}|[`"(*]|(?:if|when|where|while|on|for|with|without|unless|and|or|otherwise|else|is|means|not|in|because|as|to|after|by|error|response|status)\b)))/mu;

/** Endpoints don't say what goes in, what comes out, or how they fail. One finding per section. */
export const endpointPartsMissing = defineRule<Data>({
  id: "endpoint-parts-missing",
  scope: "document",
  severity: { draft: "information", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const [holder, endpoints] of endpointsByHolder(context)) {
      const gaps = gapsOf(endpoints, context);
      if (gaps.length === 0) continue;
      const named = (part: Part): string[] =>
        gaps.filter((one) => one.parts.includes(part)).map((one) => endpointName(one.endpoint));
      const missing = { request: named("request"), success: named("success"), error: named("error") };
      const related = endpointPlaces(gaps.map((one) => one.endpoint));
      yield { chunk: holder.chunk, span: holder.name, data: { missing }, related };
    }
  },
  message({ missing }) {
    const parts = PARTS.filter((part) => missing[part].length > 0);
    const [first = "error"] = parts;
    const [only] = missing[first];
    const count = missing[first].length;
    const isOne = parts.every((part) => missing[part].length === 1 && missing[part][0] === only);
    if (isOne) return `${only} has ${listed(parts.map((part) => `no ${WORDS[part]}`))}.`;
    const head = count === 1 ? `${only} has no ${WORDS[first]}` : `${count} endpoints have no ${WORDS[first]}`;
    const tail = parts.slice(1).map((part) => `${missing[part].length} no ${WORDS[part]}`);
    return `${listed([head, ...tail])}.`;
  },
  fixes({ section }, context) {
    const endpoints = [...endpointsByHolder(context)].find(([holder]) => holder === section)?.[1] ?? [];
    const gaps = gapsOf(endpoints, context).map(({ endpoint, parts }) => ({
      endpoint,
      fields: parts.flatMap((part) => fieldOf(part, context) ?? []),
    }));
    const edits = insertInto(context, gaps);
    const fields = new Set(gaps.flatMap((one) => one.fields));
    const labels = PARTS.flatMap((part) => fieldOf(part, context) ?? []).filter((field) => fields.has(field));
    const title = `Insert ${listed(labels.map((field) => `"${field.label}"`))} where missing`;
    return edits.length === 0 ? [] : [{ title, kind: "safe", edits }];
  },
});

interface Gap {
  readonly endpoint: Endpoint;
  readonly parts: readonly Part[];
}

function gapsOf(endpoints: readonly Endpoint[], context: RuleContext): Gap[] {
  // Rows of a table have the columns that their author wants.
  const entries = endpoints.filter((one) => one.source !== "table" && !STREAMS.has(one.method));
  const found = entries.flatMap((endpoint) => {
    const parts = PARTS.filter((part) => isMissing(part, endpoint, context));
    return parts.length > 0 ? [{ endpoint, parts }] : [];
  });
  if (found.length === 0 || hasSpecification(context)) return [];
  if (!found.some((one) => one.parts.includes("error")) || !hasErrorFormat(context)) return found;
  return found.flatMap(({ endpoint, parts }) => {
    const others = parts.filter((part) => part !== "error");
    return others.length > 0 ? [{ endpoint, parts: others }] : [];
  });
}

function isMissing(part: Part, endpoint: Endpoint, context: RuleContext): boolean {
  const field = fieldOf(part, context);
  if (!field || endpoint[part] || !lacks(endpoint, field)) return false;
  if (part === "request" && !WITH_BODY.has(endpoint.method)) return false;
  const prose = proseAbout(endpoint, context);
  if (part === "success") return !SUCCESS.test(prose);
  if (part === "error") return !ERROR.test(prose);
  return !CALLED_BY_OTHERS.test(endpoint.path) && !REQUEST.test(prose);
}

function fieldOf(part: Part, context: RuleContext): SchemaField | undefined {
  return endpointField(context, `endpoint.${part}`);
}

/** "a", "a and b", "a, b and c". */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
