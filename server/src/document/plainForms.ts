/*
 * Forms of phrases that can only mean one thing. Each covers what authors write; other spellings of the same are doubtful.
 */

/** Finds one form at one place of a text. */
export class Form {
  readonly #pattern: RegExp;

  /** @param pattern a sticky one */
  constructor(pattern: RegExp) {
    this.#pattern = pattern;
  }

  /** What stands at an offset, if it has this form. */
  at(source: string, offset: number): RegExpExecArray | undefined {
    this.#pattern.lastIndex = offset;
    return this.#pattern.exec(source) ?? undefined;
  }
}

/** A destination without brackets, escapes and references, and a title in double quotes (CommonMark 0.31, §6.3). */
export const RESOURCE = new Form(/\((?:([^\s()<>\\&\p{Cc}]+)(?: "[^"\\&\r\n]*")?)?\)/uy);

/** A tag with attributes in double quotes, or without values, on one line (CommonMark 0.31, §6.6). */
export const TAG = new Form(
  /<(?:[a-z][a-z0-9-]*(?: [a-z_][a-z0-9_.:-]*(?:="[^"<>\r\n]*")?)* ?\/?|\/[a-z][a-z0-9-]*)>/iy,
);

/** A comment in a text (CommonMark 0.31, §6.6). */
export const COMMENT = new Form(/<!--(?!-?>)(?:[^-]|-(?!-))*-->/y);

/** An address between angle brackets (CommonMark 0.31, §6.5). */
export const AUTOLINK = new Form(/<(https?:\/\/[^\s<>\\&\p{Cc}]+)>/iuy);

/** What may stand behind a bare address. */
const BEHIND = "(?=[.,;:!?)*]*(?:\\s|$))";

/** An address of the web without brackets (GFM 0.29, §6.9), which ends in a letter, a digit or a slash. */
export const WEB_ADDRESS = new Form(
  new RegExp(
    `https?://[a-z0-9]+(?:-+[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-+[a-z0-9]+)*)+(?::\\d+)?(?:/(?:[\\w./%#?=+~-]*[a-z0-9/])?)?${BEHIND}`,
    "y",
  ),
);

/** An address of mail without brackets (GFM 0.29, §6.9). */
export const MAIL_ADDRESS = new Form(
  new RegExp(
    `[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@[a-z0-9]+(?:-+[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-+[a-z0-9]+)*)*\\.[a-z]{2,}${BEHIND}`,
    "y",
  ),
);

/** What looks like a reference to a character (CommonMark 0.31, §2.5). */
export const CHARACTER_REFERENCE = new Form(/&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{0,31});/iy);

/** References of whose characters no address can be made. */
export const KNOWN_REFERENCES: ReadonlySet<string> = new Set(
  ["amp", "lt", "gt", "quot", "nbsp", "mdash", "ndash", "hellip", "rarr", "larr", "copy", "times"].map(
    (name) => `&${name};`,
  ),
);

/** Bold words that nothing inside or around can keep from being bold. */
export const STRONG = new Form(/\*\*[A-Za-z0-9](?:[^*_~`[\]<>\\&@\r\n]*[A-Za-z0-9:.])?\*\*(?=\s|$)/y);
