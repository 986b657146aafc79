import type { ChunkFacts, CodeBlock } from "../document/facts.ts";
import { lineSpans } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { contains, type Span } from "../document/positions.ts";
import { technologyNamed } from "../stack/technologies.ts";
import type { Technology } from "../stack/technology.ts";
import { codeIn } from "./code.ts";
import { isSecretName } from "./variableNames.ts";

/*
 * Names in capitals in the text of a chunk, and which of them are environment variables for sure. Constants, codes of
 * errors, values of enumerations and relationships of a graph are written in capitals too.
 */

/** A name in capitals. Spans are UTF-16 offsets in the chunk. */
export interface NameFound {
  readonly name: string;
  readonly span: Span;
  /** Code sets it or reads it from the environment. */
  readonly certain: boolean;
  /** The line that holds it, trimmed. */
  readonly text: string;
}

const NAME = /(?<![\p{L}\p{N}_$%:/.-])[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8}(?![\p{L}\p{N}_(]|\.\p{Ll})/gu;
/** What reads a variable in the languages of our stacks, in shells and in workflows. */
const READ =
  /(?:\b(?:process|import\.meta|Bun)\.env(?:\.|\[\s?["'`])|\bos\.(?:environ(?:\.get\(|\[)|getenv\()\s?["']|\bDeno\.env\.get\(\s?["'`]|\bENV(?:\.fetch\(|\[)\s?["']|\b(?:getenv|env|config)\(\s?["']|\bsecrets\.|\$\{?)([A-Z][A-Z0-9_]{1,60})\b/g;
const SET = /^\s*(?:export\s+|ENV\s+|set\s+|-e\s+|-\s+)?([A-Z][A-Z0-9_]{1,60})=(?![=>])/;
const SET_YAML = /^\s*(?:-\s+)?([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8}):(?=\s|$)/;
/** Code in which a name before "=" is a variable of the environment and not of a program. */
const SETTINGS = new Set(
  ",env,dotenv,sh,bash,zsh,shell,console,terminal,ini,properties,text,txt,conf,docker,dockerfile,makefile".split(","),
);
const YAML = new Set(["yaml", "yml"]);
/** Bodies of requests and queries hold codes and constants, and read no environment. */
const OTHER = new Set(["json", "jsonc", "json5", "sql", "prisma", "cypher", "graphql", "mermaid", "dbml", "http"]);
/** A line of code that is a remark: it is written down and not run. */
const REMARK = /^\s*(?:#|\/\/|--\s|\*|;)/;

/** The names in capitals that a chunk holds, in order. */
export function namesIn(facts: ChunkFacts): NameFound[] {
  if (!/[A-Z]{2}|[A-Z]_/.test(facts.text)) return [];
  const blocks = codeIn(facts);
  return lineSpans(facts.text, { start: 0, end: facts.text.length }).flatMap((line) => {
    const block = blocks.find((one) => contains(one.span, line));
    return namesInLine(facts.text, line, block);
  });
}

function namesInLine(text: string, line: Span, block: CodeBlock | undefined): NameFound[] {
  const source = text.slice(line.start, line.end);
  if (block && (REMARK.test(source) || OTHER.has(block.language))) return [];
  const found = new Map<number, NameFound>();
  const add = (name: string, at: number, certain: boolean): void => {
    const start = line.start + at;
    if (found.has(start)) return;
    found.set(start, { name, span: { start, end: start + name.length }, certain, text: source.trim() });
  };
  for (const { 0: whole, 1: name = "", index } of allMatches(source, READ))
    add(name, index + whole.length - name.length, true);
  const set = block && setIn(source, block.language);
  if (set) add(set, source.indexOf(set), true);
  for (const { 0: name, index } of allMatches(source, NAME)) add(name, index, false);
  return [...found.values()].sort((one, other) => one.span.start - other.span.start);
}

function setIn(line: string, language: string): string | undefined {
  if (SETTINGS.has(language)) return SET.exec(line)?.[1];
  return YAML.has(language) ? SET_YAML.exec(line)?.[1] : undefined;
}

/** Words that begin the name of a relationship, an event or an error, and of no variable. */
const NO_VARIABLE =
  /^(?:YOUR|MY|THE|SOME|EXAMPLE|SAMPLE|DUMMY|FAKE|REPLACE|INSERT|IN|OF|ON|BY|TO|FOR|AT|AS|IS|HAS|HAD|WITH|WITHOUT|FROM|NO|NOT|TOP|USES?|USED|OWNS?|HOLDS?|NEEDS?|REQUIRES?|SHARES?|KNOWS?|OPENS?|INVALID|EXPIRED|MISSING|BAD|WRONG|WEAK|UNKNOWN|DUPLICATE|REVOKED|MALFORMED|INCORRECT|EMPTY|UNSUPPORTED|COMPROMISED|FORGOT|FORGOTTEN|RESET|CHANGE|CHANGED|UPDATE|UPDATED|VERIFY|CONFIRM|CREATE|CREATED|DELETE|DELETED|ROTATE|ROTATED|GENERATE|ISSUE|ISSUED|REFRESH|ACCESS|ID|CSRF|XSRF|BEARER|SESSION_TOKEN|ONE_TIME|DEVICE|PUSH|ERR|ERROR|E)_/;
const TELLING_KEY =
  /_(?:API|SECRET|SIGNING|ENCRYPTION|ACCESS|PRIVATE|SERVICE|ROLE|MASTER|LICEN[CS]E|DEPLOY|INGEST|HMAC)_KEY$/;

/** Whether a name in running text is that of a secret: by its own words, or because it starts with a service's name. */
export function isSecretInText({ name }: NameFound): boolean {
  if (!isSecretName(name) || NO_VARIABLE.test(name)) return false;
  return /_(?:SECRET|CREDENTIALS?)$/.test(name) || TELLING_KEY.test(name) || serviceOf(name) !== undefined;
}

/** The service whose name a variable starts with: `POSTMARK_TOKEN`. */
export function serviceOf(name: string): Technology | undefined {
  const [first = ""] = name.split("_");
  const technology = technologyNamed(first.charAt(0) + first.slice(1).toLowerCase());
  return technology?.hosted ? technology : undefined;
}
