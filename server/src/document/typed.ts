/*
 * What is being typed on a line and so is no fact yet. All of it looks at one line, from its first character that isn't
 * a space.
 */

/** A heading that is being typed. */
export interface TypedHeading {
  /** 1 to 6. */
  readonly depth: number;
  /** Whether a space follows the `#`. */
  readonly spaced: boolean;
  readonly name: string;
}

/** The heading whose beginning a line is; nothing for other text. */
export function typedHeading(line: string): TypedHeading | undefined {
  const groups = /^(?<hashes>#{1,6})(?<space>[ \t]*)(?<name>.*)$/.exec(line)?.groups;
  if (!groups) return undefined;
  const { hashes = "", space = "", name = "" } = groups;
  return space === "" && name !== "" ? undefined : { depth: hashes.length, spaced: space !== "", name };
}

/** A label that is being typed: a list mark, stars, and the beginning of the name. */
export interface TypedLabel {
  readonly bullet: string;
  readonly stars: string;
  readonly name: string;
}

/**
 * The label whose beginning a line is; nothing for other text.
 *
 * @param head what stands before the cursor
 * @param tail what stands behind it: nothing, or the end of a label's markup that an editor closed
 */
export function typedLabel(head: string, tail: string): TypedLabel | undefined {
  const groups = /^(?<bullet>[-+*][ \t]+|[-+]$)?(?<stars>\*{0,2})(?<name>[^*:[\]`#]*)$/.exec(head)?.groups;
  if (!groups || !/^\*{0,2}:?\*{0,2}[ \t]*$/.test(tail)) return undefined;
  const { bullet = "", stars = "", name = "" } = groups;
  return { bullet, stars, name };
}

/** How many characters behind a label's name belong to it: its colon and the end of its markup, in either order. */
export function labelEndLength(rest: string): number {
  const mark = /^[ \t]*(?:[:：][ \t]*)?(?:\*\*|__|`)?(?:[ \t]*[:：])?/.exec(rest)?.[0] ?? "";
  return /[:：]/.test(mark) ? mark.length : 0;
}

/** Whether a document holds nothing yet, or no more than the marks of a heading. */
export function isBlank(text: string): boolean {
  return /^[\s#]*$/.test(text);
}
