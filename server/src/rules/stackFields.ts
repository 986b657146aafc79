import { mentionsIn, versionIn } from "../stack/technologies.ts";
import type { Technology, VersionMention } from "../stack/technology.ts";
import type { StackPart, StackUse } from "../stack/uses.ts";
import type { FieldValue } from "../template/values.ts";

/*
 * What the rules about the stack ask of its parts.
 */

/** A version that a part of the stack states. Spans are UTF-16 offsets in the chunk. */
export interface StatedVersion {
  readonly technology: Technology;
  readonly version: VersionMention;
  readonly value: FieldValue;
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
    const named = mentionsIn(value.text).flatMap(({ technology, version }) =>
      version ? [{ technology, version: moved(version), value }] : [],
    );
    const product = productOf(part)?.mention.technology;
    const isOwn = value.schema.role === "stack.version" && named.length === 0 && mentionsIn(value.text).length === 0;
    const own = isOwn ? versionIn(value.text) : undefined;
    return own && product ? [{ technology: product, version: moved(own), value }] : named;
  });
}
