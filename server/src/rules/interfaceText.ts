import type { ChunkFacts } from "../document/facts.ts";
import { linesOf, listMarker } from "../document/lines.ts";
import type { Span } from "../document/positions.ts";
import { plainText } from "../document/text.ts";
import { codeIn } from "../system/code.ts";
import { isAboutInterface } from "../system/endpoints.ts";
import type { AlignedSection } from "../template/alignment.ts";
import { absenceOf, type Conventions } from "../template/conventions.ts";
import type { SectionReader } from "../template/readings.ts";
import type { Schema, SchemaField } from "../template/schema.ts";
import { leftoverExamples } from "../template/unfilled.ts";
import { valuesOf } from "../template/values.ts";
import type { RuleContext } from "./rule.ts";

/*
 * What a document says of its whole interface, so that its endpoints need not repeat it. The words of the template's
 * labels come from the template; those below are of the language.
 */

const ALL = /\b(?:all|every|each|any|everything|everywhere|unless|except|excepting|otherwise|by default)\b/iu;
const CALLS = /\b(?:endpoints?|routes?|calls?|requests?|paths?|resources?|operations?|methods?|apis?|rows?)\b/iu;
const ACCESS =
  /\b(?:authenticat\w*|unauthenticated|bearer|jwts?|cookies?|tokens?|api[- ]keys?|sign(?:ed)?[- ]in|log(?:ged)?[- ]in|logins?|public|publicly|anonymous|anonymously|credentials?)\b/iu;
const SHAPE = /\b(?:format|shape|follow|follows|look|problem|rfc ?\d+|same|body|envelope)\b|[{]/iu;
const SPECIFICATION = /\b(?:openapi|swagger|redoc|asyncapi)\b/iu;

/** Whether the document says for all endpoints whether a caller has to be signed in. */
export function saysAccessForAll({ readings }: RuleContext): boolean {
  return readings.gather(ACCESS_FOR_ALL).length > 0;
}

const ACCESS_FOR_ALL = reader(
  (section) =>
    isAboutInterface(section) || (section.schema?.role.startsWith("security") === true && section.shape === "heading"),
  (facts, section, schema) => {
    const names = wordsOfFields(schema, isAuthentication);
    const things = wordsOfSections(schema, "endpoints");
    const isForAll = (text: string): boolean => ALL.test(text) && (CALLS.test(text) || hasWord(text, things));
    const isSaid = statementsIn(facts, schema).some(
      (text) => isForAll(text) && (ACCESS.test(text) || hasWord(text, names)),
    );
    if (isSaid || !isAboutInterface(section)) return isSaid;
    return valuesOf(section, facts, schema.conventions).some((one) => isGeneral(one, schema));
  },
);

/** Reads whether a section says something. */
function reader(
  isAbout: SectionReader<true>["isAbout"],
  isSaid: (facts: ChunkFacts, section: AlignedSection, schema: Schema) => boolean,
): SectionReader<true> {
  return { isAbout, read: (facts, section, schema) => (isSaid(facts, section, schema) ? [true] : []) };
}

/** Whether the text of one group of endpoints, its heading included, says whether a caller has to be signed in. */
export function saysAccess(text: string, schema: Schema): boolean {
  return ACCESS.test(text) || hasWord(text, wordsOfFields(schema, isAuthentication));
}

/** Whether the document shows once what its errors look like. */
export function hasErrorFormat({ alignment, readings, schema }: RuleContext): boolean {
  const words = wordsForErrors(schema);
  const isHeading = alignment.sections.some(
    (section) => !section.schema && section.shape === "heading" && hasWord(section.title, words),
  );
  return isHeading || readings.gather(ERROR_FORMAT).length > 0;
}

const ERROR_FORMAT = reader(isAboutInterface, (facts, _section, schema) => {
  const words = wordsForErrors(schema);
  if (facts.fields.some((field) => hasWord(field.label, words))) return true;
  return statementsIn(facts, schema).some((text) => hasWord(text, words) && (ALL.test(text) || SHAPE.test(text)));
});

/** The words that the template has for errors and not for answers. */
function wordsForErrors(schema: Schema): ReadonlySet<string> {
  const success = wordsOfFields(schema, ({ role }) => role === "endpoint.success");
  const errors = wordsOfFields(schema, ({ role }) => role === "endpoint.error");
  return new Set([...errors].filter((word) => !success.has(word)));
}

/** Whether the document leaves the bodies of requests and answers to a specification for machines. */
export function hasSpecification({ readings }: RuleContext): boolean {
  return readings.gather(BY_SPECIFICATION).length > 0;
}

const BY_SPECIFICATION = reader(isAboutInterface, (facts, _section, schema) =>
  statementsIn(facts, schema).some((text) => SPECIFICATION.test(text)),
);

/** The sentences of a chunk's own text, without code and what is left of the template's examples. */
export function statementsIn(facts: ChunkFacts, schema: Schema, extent?: Span): string[] {
  const statements: string[] = [];
  let current = "";
  for (const line of linesOf(proseOf(facts, schema, extent))) {
    const text = line.trim();
    const startsAnew = text === "" || listMarker(line) !== "" || /^(?:\*\*|__|#)/.test(text) || text.startsWith("|");
    if (startsAnew) {
      statements.push(current);
      current = "";
    }
    current = current === "" ? text : `${current} ${text}`;
  }
  return [...statements, current]
    .flatMap((text) => plainText(text).split(/(?<=[.;!?])\s+/))
    .filter((text) => text !== "");
}

function proseOf(facts: ChunkFacts, schema: Schema, extent: Span = { start: 0, end: facts.text.length }): string {
  const closed = [
    ...codeIn(facts).map((code) => code.span),
    ...facts.comments.map((comment) => comment.span),
    ...leftoverExamples(facts, schema),
  ].sort((a, b) => a.start - b.start);
  let prose = "";
  let at = extent.start;
  for (const { start, end } of closed) {
    if (end <= at || start >= extent.end) continue;
    prose += `${facts.text.slice(at, Math.max(at, start))}\n`;
    at = end;
  }
  return prose + facts.text.slice(at, extent.end);
}

/** Whether what a section says about signing in holds for every call by itself: "None", "Required", "…, except …". */
function isGeneral({ schema: field, text }: { schema: SchemaField; text: string }, schema: Schema): boolean {
  if (!isAuthentication(field)) return false;
  const bare = plainText(text);
  return (
    ALL.test(bare) || startsWithChoice(bare, schema) || absenceOf(bare, withoutReason(schema.conventions)) !== undefined
  );
}

function startsWithChoice(text: string, schema: Schema): boolean {
  const fields = schema.sections.flatMap((section) => section.fields);
  const options = fields.find(({ role }) => role === "endpoint.authentication")?.choices?.options ?? [];
  return options.some((option) => text.toLowerCase().startsWith(option.toLowerCase()));
}

/** "None – it is public" says for all calls what "None" says. */
function withoutReason(conventions: Conventions): Conventions {
  return { ...conventions, notApplicable: [...conventions.notApplicable, ...conventions.none] };
}

function isAuthentication({ role }: SchemaField): boolean {
  return role === "endpoint.authentication" || role === "api.authentication";
}

function wordsOfFields(schema: Schema, test: (field: SchemaField) => boolean): Set<string> {
  const fields = schema.sections.flatMap((section) => section.fields).filter(test);
  return wordsIn(fields.flatMap((field) => [field.name, ...field.aliases]));
}

/** The words in the names of the sections with a role. */
function wordsOfSections(schema: Schema, role: string): Set<string> {
  const sections = schema.sections.filter((section) => section.role === role);
  return wordsIn(sections.flatMap((section) => [section.name, ...section.aliases]));
}

/** Short words such as "in" belong to no name alone. */
function wordsIn(names: readonly string[]): Set<string> {
  return new Set(names.flatMap((name) => name.match(/[\p{L}\p{N}]{3,}/gu) ?? []));
}

function hasWord(text: string, words: ReadonlySet<string>): boolean {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => words.has(word));
}

/** Whether a path is about signing in: it has one of the template's words for that, or for what one has then. */
export function isWayIn(path: string, schema: Schema): boolean {
  const stored = wordsOfFields(schema, ({ role }) => role === "token.storage");
  const expires = wordsOfFields(schema, ({ role }) => role === "token.expiry");
  const both = [...stored].filter((word) => expires.has(word));
  return hasWord(path, new Set([...wordsOfSections(schema, "security.authentication"), ...both]));
}

/**
 * The section that holds the entry of an endpoint with its fellows: the one for endpoints, else the interface's. A group
 * that stands where the template has the endpoints is one of several.
 */
export function holderOf(section: AlignedSection): AlignedSection | undefined {
  for (let one: AlignedSection | undefined = section; one; one = one.parent) {
    if (!one.weak && (one.schema?.role === "endpoints" || one.schema?.role === "api")) return one;
  }
  return undefined;
}
