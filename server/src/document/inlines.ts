import type { Nodes, PhrasingContent } from "mdast";
import type { BracketFact, CommentFact, LinkFact, MarkerFact } from "./facts.ts";
import { startOfLine } from "./lines.ts";
import { allMatches } from "./matches.ts";
import type { Span } from "./positions.ts";
import { normaliseReference } from "./text.ts";

const SECOND_BRACKET = /\[([^[\]\r\n]*)\]/y;
const MAY_BE_MARKER = /TBD|TODO|FIXME|\?{3}/;

/** Collects what stands inside the texts of a chunk, wherever it stands: brackets, open words, comments, definitions. */
export class InlineReader {
  readonly brackets: BracketFact[] = [];
  readonly codeSpans: Span[] = [];
  readonly links: LinkFact[] = [];
  readonly markers: MarkerFact[] = [];
  readonly comments: CommentFact[] = [];
  readonly definitions: string[] = [];
  readonly #text: string;
  readonly #spanOf: (node: Nodes) => Span;

  /** @param spanOf the span of a node in the chunk's text */
  constructor(text: string, spanOf: (node: Nodes) => Span) {
    this.#text = text;
    this.#spanOf = spanOf;
  }

  /** Code, in which only open words count. */
  code(span: Span): void {
    this.#findMarkers(span, [], true);
  }

  /** A definition, which may be a half-filled list item: its text is read like any other. */
  definition(identifier: string, url: string, span: Span): void {
    this.definitions.push(normaliseReference(identifier));
    this.#link(url, span.start + this.#text.slice(span.start, span.end).indexOf("]:") + 2, span.end);
    this.#findBrackets(span, [], []);
    this.#findMarkers(span, [], false);
  }

  /** HTML, of which only the comments count; whether it is nothing but comments. */
  html(span: Span, trailing: boolean): boolean {
    const source = this.#text.slice(span.start, span.end);
    if (!source.includes("<!--")) return false;
    for (const match of allMatches(source, /<!--([\s\S]*?)-->/g)) {
      const start = span.start + match.index;
      this.comments.push({ span: { start, end: start + match[0].length }, text: (match[1] ?? "").trim(), trailing });
    }
    return /^\s*(?:<!--[\s\S]*?-->\s*)+$/.test(source);
  }

  /** The inline nodes of a text. */
  inlines(nodes: readonly PhrasingContent[], span: Span): void {
    const code: Span[] = [];
    const opaque: Span[] = [];
    const visit = (node: PhrasingContent): void => {
      const at = this.#spanOf(node);
      if (node.type === "inlineCode") code.push(at);
      else if (node.type === "image") {
        opaque.push(at);
        this.#link(node.url, at.start + (node.alt ?? "").length, at.end);
      } else if (node.type === "html") {
        opaque.push(at);
        const before = this.#text.slice(startOfLine(this.#text, at.start), at.start);
        this.html(at, /[^\s>][ \t]*$/.test(before));
      } else if (node.type === "link") {
        const last = node.children.at(-1);
        const textEnd = last && this.#text[at.start] === "[" ? this.#spanOf(last).end + 1 : at.start;
        opaque.push({ start: textEnd, end: at.end });
        this.#link(node.url, textEnd, at.end);
        node.children.forEach(visit);
      } else if ("children" in node) node.children.forEach(visit);
    };
    nodes.forEach(visit);
    this.codeSpans.push(...code);
    this.#findBrackets(span, code, opaque);
    this.#findMarkers(span, [...code, ...opaque], false);
  }

  /** A destination between two offsets; one that is written with escapes has no place that could be replaced. */
  #link(url: string, from: number, to: number): void {
    const at = url === "" ? -1 : this.#text.slice(from, to).indexOf(url);
    if (at >= 0) this.links.push({ span: { start: from + at, end: from + at + url.length }, url });
  }

  #findBrackets(span: Span, code: readonly Span[], opaque: readonly Span[]): void {
    const source = this.#text.slice(span.start, span.end);
    if (!source.includes("[")) return;
    for (const match of allMatches(source, /\[([^[\]\r\n]+)\]/g)) {
      const at = { start: span.start + match.index, end: span.start + match.index + match[0].length };
      if (covered(opaque, at.start)) continue;
      const inner = match[1] ?? "";
      const behind = match.index + match[0].length;
      const escaped = source[match.index - 1] === "\\";
      const full = secondBracketAt(source, behind);
      this.brackets.push({
        span: at,
        inner,
        code: covered(code, at.start),
        markup: escaped || source[behind] === "(" || /^(?:\^.*|[ xX])$/.test(inner),
        reference: normaliseReference(full || inner),
      });
    }
  }

  #findMarkers(span: Span, without: readonly Span[], code: boolean): void {
    const source = this.#text.slice(span.start, span.end);
    // Far cheaper than to look for whole words.
    if (!MAY_BE_MARKER.test(source)) return;
    for (const match of allMatches(source, /(?<![\p{L}\p{N}_/.#-])(?:TBD|TODO|FIXME|\?{3,})(?![\p{L}\p{N}_/-])/gu)) {
      const start = span.start + match.index;
      if (covered(without, start)) continue;
      this.markers.push({ span: { start, end: start + match[0].length }, word: match[0], code });
    }
  }
}

/** What stands in a bracket right behind another, at an offset. */
function secondBracketAt(source: string, offset: number): string | undefined {
  if (source[offset] !== "[") return undefined;
  SECOND_BRACKET.lastIndex = offset;
  return SECOND_BRACKET.exec(source)?.[1];
}

function covered(spans: readonly Span[], offset: number): boolean {
  return spans.some((span) => span.start <= offset && offset < span.end);
}
