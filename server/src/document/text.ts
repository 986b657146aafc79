/*
 * How names are compared. Authors number, decorate and mark up their headings and labels; none of that changes which
 * section or field is meant.
 */

/** Emoji, symbols and spaces, but no letters, digits, brackets or marks that carry meaning in a name. */
const DECORATION = "[^\\p{L}\\p{N}\\[\\](){}<>`*_/\"'“”«»]";
const LEADING_DECORATION = new RegExp(`^${DECORATION}+`, "u");
const IS_DECORATION = new RegExp(DECORATION, "u");
const NUMBERING = /^(?:\(?\d+(?:\.(?:\d+|[a-z]))*[.):]?|[A-Z](?:\.\d+)*[.)]|[A-Z](?:\.\d+)+|[IVXLC]+[.)])\s+/;
const TRAILING_REMARK = /\s+(?:\([^()]*\)|\{#[^{}]*\}|[–—-]\s.*)$/u;

/** What every remark has. */
const REMARK_MARK = /[({–—-]/;

/** What `plainText` may take away or replace. */
const MARKUP = /[[`*_~\\]|\s\s|[^\S ]/;
const MARKS = /[*_`~]/;
const WIDE_SPACE = /\s\s|[^\S ]/;
/** What is compared in another writing. */
const SIGNS = /[&’]/;

/** Words with single spaces, which are most names by far: lower case is all that they need. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)*$/;

/** The text of inline Markdown without emphasis, code marks and link targets. */
export function plainText(markdown: string): string {
  if (!MARKUP.test(markdown)) return markdown.trim();
  // One at a time, since most texts have one kind of markup.
  let text = markdown;
  if (text.includes("](")) text = text.replace(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1");
  if (MARKS.test(text)) text = text.replace(/\*\*|__|`+|~~/g, "");
  if (text.includes("*")) text = text.replace(/(^|[\s(])\*(?=\S)|(?<=\S)\*(?=$|[\s),.:])/g, "$1");
  if (text.includes("\\")) text = text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
  return WIDE_SPACE.test(text) ? text.replace(/\s+/g, " ").trim() : text.trim();
}

/** Text as Markdown shows it: nothing in it is read as markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}

/** A start that is neither numbering nor decoration: a small letter, or a capital with a small one or a space behind. */
const BARE_START = /^(?:[a-z]|[A-Z][a-z ])/;

/** How many characters of numbering and decoration a name starts with. */
export function prefixLength(name: string): number {
  if (BARE_START.test(name)) return 0;
  let rest = name;
  for (;;) {
    const shorter = rest.replace(LEADING_DECORATION, "").replace(NUMBERING, "");
    if (shorter.length === rest.length || shorter.length === 0) return name.length - rest.length;
    rest = shorter;
  }
}

/** How many characters of decoration a name ends with, in UTF-16 code units. */
export function suffixLength(name: string): number {
  // Backwards by hand: an expression would look at every character before the end.
  let end = name.length;
  while (end > 0) {
    const code = name.codePointAt(end - 2) ?? 0;
    const start = code > 0xffff ? end - 2 : end - 1;
    if (!IS_DECORATION.test(name.slice(start, end))) break;
    end = start;
  }
  return name.length - end;
}

/** A name for comparison: lower case, `&` as "and", single spaces, no decoration at its ends. */
export function normaliseName(name: string): string {
  if (PLAIN_NAME.test(name)) return name.toLowerCase();
  const bare = plainText(name);
  const own = bare.slice(prefixLength(bare), bare.length - suffixLength(bare)).toLowerCase();
  const said = SIGNS.test(own)
    ? own
        .replace(/\s*&\s*/g, " and ")
        .replace(/’/g, "'")
        .replace(/\s+/g, " ")
    : own;
  return said.trim();
}

/** A name without its trailing remark: "Backend (API and worker)" is "Backend". */
export function withoutRemark(name: string): string {
  if (!REMARK_MARK.test(name)) return name;
  const shorter = name.replace(TRAILING_REMARK, "");
  return shorter.length > 0 ? shorter : name;
}

/** The names that a heading joins: "Authentication & Authorization" is both. Empty if it is one name. */
export function namesTogether(name: string): string[] {
  const parts = normaliseName(withoutRemark(name)).split(/ and |, | \/ |\/| \+ /);
  return parts.length > 1 ? parts : [];
}

/** The label of a link reference as CommonMark compares it. */
export function normaliseReference(label: string): string {
  return label.replace(/\s+/g, " ").trim().toLowerCase().toUpperCase();
}
