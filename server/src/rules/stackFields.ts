import type { StackLimit } from "../stack/stack.ts";
import { areaOf } from "../stack/standard.ts";
import { mentionsIn, versionIn } from "../stack/technologies.ts";
import type { Mention, Technology, VersionMention } from "../stack/technology.ts";
import type { StackPart, StackUse } from "../stack/uses.ts";
import type { FieldValue } from "../template/values.ts";
import type { RelatedStackLine, RuleContext } from "./rule.ts";

/*
 * What the rules about the stack ask of its parts.
 */

/** A version that a part of the stack states. Spans are UTF-16 offsets in the chunk. */
export interface StatedVersion {
  readonly technology: Technology;
  readonly version: VersionMention;
  readonly value: FieldValue;
}

/** Where the stack document says what is standard for a part of the stack; nothing if it doesn't. */
export function standardPlace({ policy, schema }: RuleContext, area: string): RelatedStackLine[] {
  const found = areaOf(policy.stack, area);
  const title = schema.sections.find((one) => one.role === area)?.title ?? "";
  return found ? [{ stackLine: found.line, message: `The standard stack for ${title} is here.` }] : [];
}

/** Where the stack document limits what a technology is standard for. */
export function limitPlace({ technology, line }: StackLimit): RelatedStackLine {
  return { stackLine: line, message: `The limit for ${technology.name} is here.` };
}

const VERSIONED = ["stack.framework", "stack.type", "stack.language", "stack.version"];

/** The product that a part is built with: its first framework or database. */
export function productOf(part: StackPart): StackUse | undefined {
  return part.uses.find((use) => use.choice === "product");
}

/** The value of a part's field with a role; nothing if it says nothing or "N/A". */
export function fieldOf(part: StackPart, role: string): FieldValue | undefined {
  return part.values.find((value) => value.schema.role === role && value.text.trim() !== "");
}

/** The versions in the fields of a part that name technologies and versions, in the order of the document. */
export function versionsIn(part: StackPart): StatedVersion[] {
  return part.values.flatMap((value): StatedVersion[] => {
    if (!VERSIONED.includes(value.schema.role)) return [];
    const at = value.span.start;
    const moved = (version: VersionMention): VersionMention => ({
      ...version,
      span: { start: version.span.start + at, end: version.span.end + at },
    });
    const named = statedIn(value.text).flatMap(({ technology, version }) =>
      version ? [{ technology, version: moved(version), value }] : [],
    );
    const product = productOf(part)?.mention.technology;
    const isOwn = value.schema.role === "stack.version" && named.length === 0 && mentionsIn(value.text).length === 0;
    const own = isOwn ? versionIn(value.text) : undefined;
    return own && product ? [{ technology: product, version: moved(own), value }] : named;
  });
}

/** Words before a technology that is no longer used, or not used at all: "upgraded from", "not". */
const FORMER =
  /\b(?:from|was|were|formerly|previously|before|instead of|in place of|rather than|than|not|no longer|never|replac\w+|left|leaves?|drop(?:s|ped)?|unlike|until)\s+(?:the\s+)?$/iu;

/** The technologies of a value that are in use, each where it is named first: what follows tells of its past or future. */
function statedIn(text: string): Mention[] {
  const used = mentionsIn(text).filter(({ span }) => !FORMER.test(text.slice(0, span.start)));
  return used.filter((one, i) => used.findIndex((other) => other.technology.id === one.technology.id) === i);
}
