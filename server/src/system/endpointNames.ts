import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";

/** A method and a path as they stand in a text. Spans are UTF-16 offsets in the text. */
export interface EndpointName {
  /** Upper case, such as `POST` or `WEBSOCKET`. */
  readonly method: string;
  /** As written, without origin, query and trailing slash. */
  readonly path: string;
  /** What stands behind the `?`; empty without one. */
  readonly query: string;
  /** From the first method to the end of the path. */
  readonly span: Span;
  readonly methodSpan: Span;
  readonly pathSpan: Span;
}

const METHOD = "(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|WEBSOCKET|WSS?|SSE)";
/** Several methods may share a path: `GET / POST /x`, `PUT, PATCH /x`. */
const METHODS = `${METHOD}(?:(?:\\s?[/,|&+]\\s?|\\s(?:and|or)\\s)${METHOD}){0,6}`;
/** An address or a variable for one before the path. */
const ORIGIN = "(?:(?:https?|wss?)://[^\\s/`|<>]{1,253}|\\{\\{?[\\w.-]{1,60}\\}?\\})";
const PATH = "/(?:[^\\s`|,;\"'()]|(?<=:\\w{1,60})\\([^()\\s]{1,60}\\)){0,300}";
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}_/-])(?<methods>${METHODS})(?![\\p{L}\\p{N}])[\`*_:\\s]{1,8}(?<origin>${ORIGIN})?(?<path>${PATH})`,
  "giu",
);
const ONE_METHOD = new RegExp(METHOD, "giu");

/** The methods with their paths in a text, in order; one for each of several methods that share a path. */
export function endpointNamesIn(text: string): EndpointName[] {
  return allMatches(text, NAME).flatMap((match) => {
    const { methods = "", path: written = "" } = match.groups ?? {};
    const start = match.index + match[0].length - written.length;
    const { path, query } = splitPath(written);
    const pathSpan = { start, end: start + path.length };
    return allMatches(methods, ONE_METHOD).map(({ 0: method, index }) => ({
      method: methodName(method),
      path,
      query,
      span: { start: match.index, end: pathSpan.end },
      methodSpan: { start: match.index + index, end: match.index + index + method.length },
      pathSpan,
    }));
  });
}

/** The method that a text is as a whole, such as the cell of a table; nothing if it is none. */
export function methodOf(text: string): string | undefined {
  const bare = text.replace(/[`*_]/g, "").trim();
  return WHOLE_METHOD.test(bare) ? methodName(bare) : undefined;
}

const WHOLE_METHOD = new RegExp(`^${METHOD}$`, "iu");
const WHOLE_PATH = new RegExp(`^[\`*_]{0,3}(?:${ORIGIN})?(?<path>${PATH})`, "u");

/** The path that a text starts with; nothing if it starts with something else. */
export function pathAtStart(text: string): Pick<EndpointName, "path" | "query" | "pathSpan"> | undefined {
  const match = WHOLE_PATH.exec(text);
  if (!match) return undefined;
  const { path: written = "" } = match.groups ?? {};
  const start = match[0].length - written.length;
  const { path, query } = splitPath(written);
  return { path, query, pathSpan: { start, end: start + path.length } };
}

function methodName(written: string): string {
  const name = written.toUpperCase();
  return name.startsWith("WS") ? "WEBSOCKET" : name;
}

/** Cuts off the query, what closes a sentence or markup, and a trailing slash. */
function splitPath(written: string): { path: string; query: string } {
  const bare = written.replace(/(?:(?<!\/)\*|__|[.:!])+$/, "");
  const head = /^(?:\{[^{}]*\}|[^?#])*/.exec(bare)?.[0] ?? bare;
  const query = bare.slice(head.length).replace(/^[?#]/, "");
  return { path: head.length > 1 ? head.replace(/\/+$/, "") || "/" : head, query };
}
