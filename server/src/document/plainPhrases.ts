import type { PhrasingContent } from "mdast";
import type { Position } from "unist";
import {
  AUTOLINK,
  CHARACTER_REFERENCE,
  COMMENT,
  type Form,
  KNOWN_REFERENCES,
  MAIL_ADDRESS,
  RESOURCE,
  TAG,
  WEB_ADDRESS,
} from "./plainForms.ts";
import type { Span } from "./positions.ts";

/** How many brackets may be open at a time: each link looks at all of them. */
const MOST_OPEN = 100;

/** What has a meaning, or could have one. Emphasis is nothing to facts, and changes nothing of what has a meaning. */
const MARK = /[\\`<[\]@&]|https?:\/\/|www\./gi;

/**
 * Reads text, code spans, links, images, addresses and HTML (CommonMark 0.31, §6; GFM 0.29, §6.9) where no link
 * definition has a say in them.
 *
 * @param span what to read, without spaces at its ends
 * @returns nothing if anything may be meant in another way
 */
export function plainPhrases(text: string, span: Span): PhrasingContent[] | undefined {
  const source = text.slice(span.start, span.end);
  MARK.lastIndex = 0;
  if (!MARK.test(source)) return source === "" ? [] : [textNode(span)];
  return new PhraseReader(source, span.start).read();
}

/** The position of a node, of which only the offsets are used. */
export function placed({ start, end }: Span): { position: Position } {
  return { position: { start: { line: 0, column: 0, offset: start }, end: { line: 0, column: 0, offset: end } } };
}

/** A bracket that may open a link or an image. */
interface OpenBracket {
  /** Where it starts, with the `!` of an image. */
  readonly start: number;
  /** Where its text starts. */
  readonly label: number;
  /** How many nodes stand before it. */
  readonly nodes: number;
  readonly isImage: boolean;
  /** A link stands in it, so that it opens none itself. */
  isInactive: boolean;
  /** An address stands in it, which is text in a link and otherwise hard to tell. */
  holdsAddress: boolean;
}

class PhraseReader {
  readonly #source: string;
  /** Where the source starts in its text. */
  readonly #origin: number;
  /** What isn't text, in order, with offsets in the text. */
  readonly #nodes: PhrasingContent[] = [];
  readonly #brackets: OpenBracket[] = [];
  /** How many back-ticks no run behind has. */
  readonly #unanswered = new Set<number>();
  /** Where what was read last ends. */
  #at = 0;

  constructor(source: string, origin: number) {
    this.#source = source;
    this.#origin = origin;
  }

  read(): PhrasingContent[] | undefined {
    const source = this.#source;
    const marks = new RegExp(MARK);
    for (let match = marks.exec(source); match; match = marks.exec(source)) {
      const end = this.#mark(match[0], match.index);
      if (end === undefined) return undefined;
      this.#at = end;
      marks.lastIndex = end;
    }
    if (this.#brackets.some((bracket) => bracket.holdsAddress)) return undefined;
    return withTexts(this.#nodes, this.#placed(0, source.length));
  }

  /** Where what starts with a mark, or is one, ends. */
  #mark(mark: string, at: number): number | undefined {
    switch (mark) {
      case "\\":
        return this.#escape(at);
      case "`":
        return this.#code(at);
      case "<":
        return this.#angle(at);
      case "[":
        return this.#open(at);
      case "]":
        return this.#close(at);
      case "&":
        return this.#reference(at);
      default:
        return this.#address(mark, at);
    }
  }

  #escape(at: number): number | undefined {
    const next = this.#source[at + 1] ?? "";
    // The text that results might be an address.
    const isSafe = !/[.:/@]/.test(next) || (next === "." && /\d/.test(this.#source[at - 1] ?? ""));
    if (!isSafe) return undefined;
    return at + (/[!-/:-@[-`{-~]/.test(next) ? 2 : 1);
  }

  #code(at: number): number {
    const source = this.#source;
    let behind = at;
    while (source[behind] === "`") behind++;
    const length = behind - at;
    const close = this.#unanswered.has(length) ? undefined : this.#runOf(length, behind);
    if (close === undefined) {
      this.#unanswered.add(length);
      return behind;
    }
    this.#nodes.push({ type: "inlineCode", value: "", ...placed(this.#placed(at, close + length)) });
    return close + length;
  }

  /** Where the next run of so many back-ticks starts. */
  #runOf(length: number, from: number): number | undefined {
    const source = this.#source;
    for (let start = source.indexOf("`", from); start >= 0; ) {
      let end = start;
      while (source[end] === "`") end++;
      if (end - start === length) return start;
      start = source.indexOf("`", end);
    }
    return undefined;
  }

  #angle(at: number): number | undefined {
    const source = this.#source;
    if (!/[a-z/!?]/i.test(source[at + 1] ?? "")) return at + 1;
    const link = AUTOLINK.at(source, at);
    if (link)
      return this.#link(at, at + link[0].length, { start: at + 1, end: at + link[0].length - 1 }, link[1] ?? "");
    const html = TAG.at(source, at) ?? COMMENT.at(source, at);
    if (!html) return undefined;
    const end = at + html[0].length;
    this.#nodes.push({ type: "html", value: "", ...placed(this.#placed(at, end)) });
    return end;
  }

  #open(at: number): number | undefined {
    if (this.#brackets.length >= MOST_OPEN) return undefined;
    const isImage = at > this.#at && this.#source[at - 1] === "!";
    const nodes = this.#nodes.length;
    const start = isImage ? at - 1 : at;
    this.#brackets.push({ start, label: at + 1, nodes, isImage, isInactive: false, holdsAddress: false });
    return at + 1;
  }

  #close(at: number): number | undefined {
    const source = this.#source;
    const open = this.#brackets.pop();
    if (!open) return at + 1;
    if (source[at + 1] !== "(" || open.isInactive) return this.#balanced(open, at + 1);
    const resource = RESOURCE.at(source, at + 1);
    if (!resource || source[open.label] === "^") return undefined;
    const end = at + 1 + resource[0].length;
    const label = { start: open.label, end: at };
    if (open.isImage) return this.#image(open.start, end, label, resource[1] ?? "");
    // A link in a link: an address between angle brackets.
    if (this.#nodes.slice(open.nodes).some((node) => node.type === "link")) return undefined;
    for (const outer of this.#brackets) if (!outer.isImage) outer.isInactive = true;
    return this.#link(open.start, end, label, resource[1] ?? "", open.nodes);
  }

  /** A bracket that was closed without being a link. */
  #balanced({ holdsAddress }: OpenBracket, end: number): number | undefined {
    if (!holdsAddress) return end;
    const outer = this.#brackets.at(-1);
    if (!outer) return undefined;
    outer.holdsAddress = true;
    return end;
  }

  #image(start: number, end: number, label: Span, url: string): number | undefined {
    const alt = this.#source.slice(label.start, label.end);
    if (/[*_~`[\]<>&\\!\r\n]/.test(alt)) return undefined;
    this.#nodes.push({ type: "image", alt, url, ...placed(this.#placed(start, end)) });
    return end;
  }

  #reference(at: number): number | undefined {
    const reference = CHARACTER_REFERENCE.at(this.#source, at)?.[0];
    if (reference === undefined) return at + 1;
    return KNOWN_REFERENCES.has(reference) ? at + reference.length : undefined;
  }

  /** An address in an open bracket is noted, and told apart when the bracket is closed. */
  #address(mark: string, at: number): number | undefined {
    const bracket = this.#brackets.at(-1);
    if (!bracket) return mark === "@" ? this.#mail(at) : this.#bareAddress(WEB_ADDRESS, at, "");
    bracket.holdsAddress = true;
    return at + 1;
  }

  #mail(at: number): number | undefined {
    const source = this.#source;
    let start = at;
    while (start > this.#at && /[\w.+-]/.test(source[start - 1] ?? "")) start--;
    if (start === at && /^$|[\s(*]/.test(source[at - 1] ?? "")) return at + 1;
    return this.#bareAddress(MAIL_ADDRESS, start, "mailto:");
  }

  #bareAddress(form: Form, at: number, scheme: string): number | undefined {
    const source = this.#source;
    if (!/^$|[\s(*]/.test(source[at - 1] ?? "")) return undefined;
    const match = form.at(source, at);
    if (!match) return undefined;
    const end = at + match[0].length;
    return this.#link(at, end, { start: at, end }, scheme + match[0]);
  }

  /** @param nodes how many nodes stand before the link, if any may stand in it */
  #link(start: number, end: number, label: Span, url: string, nodes = this.#nodes.length): number {
    const children = withTexts(this.#nodes.splice(nodes), this.#placed(label.start, label.end));
    // Links hold no links: that was made sure of.
    const link = { type: "link", url, children: children as Extract<PhrasingContent, { type: "link" }>["children"] };
    this.#nodes.push({ ...link, type: "link", ...placed(this.#placed(start, end)) });
    return end;
  }

  #placed(start: number, end: number): Span {
    return { start: this.#origin + start, end: this.#origin + end };
  }
}

function textNode(span: Span): PhrasingContent {
  return { type: "text", value: "", ...placed(span) };
}

/** Nodes with the texts between them. */
function withTexts(nodes: readonly PhrasingContent[], { start, end }: Span): PhrasingContent[] {
  const all: PhrasingContent[] = [];
  let at = start;
  for (const node of nodes) {
    const from = node.position?.start.offset ?? at;
    if (from > at) all.push(textNode({ start: at, end: from }));
    all.push(node);
    at = node.position?.end.offset ?? at;
  }
  if (end > at) all.push(textNode({ start: at, end }));
  return all;
}
