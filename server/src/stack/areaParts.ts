import { withoutRemark } from "../document/text.ts";
import { hasName } from "../template/matchSections.ts";
import type { SchemaField, SchemaSection } from "../template/schema.ts";
import { AREA_KINDS } from "./stack.ts";
import { type Part, valueIn } from "./stackOutline.ts";
import {
  isFiller,
  isWord,
  STACK_WORDS,
  startsWithWord,
  withoutParentheses,
  withoutProhibitions,
} from "./stackWords.ts";
import { mentionsIn } from "./technologies.ts";
import type { Mention } from "./technology.ts";

/** Tells what the parts of one area of a stack document are: fields, conditions, reasons, or choices by themselves. */
export class AreaParts {
  readonly #section: SchemaSection;
  /** The fields of the other areas that may stand in any: a language, say, where the template asks for none. */
  readonly #fields: readonly SchemaField[];

  /**
   * @param section the template's section of the area
   * @param sections those of all areas
   */
  constructor(section: SchemaSection, sections: readonly SchemaSection[]) {
    this.#section = section;
    const all = sections.flatMap((one) => one.fields);
    this.#fields = all.filter(({ role }) => role !== "" && role !== "stack.framework" && role !== "stack.type");
  }

  /** The technologies of a text that the area can be built with; those in parentheses if there are no others. */
  products(text: string): Mention[] {
    const kinds = AREA_KINDS[this.#section.role] ?? [];
    const fits = (mention: Mention): boolean => mention.technology.kinds.some((kind) => kinds.includes(kind));
    const allowed = withoutProhibitions(text);
    const outside = mentionsIn(withoutParentheses(allowed)).filter(fits);
    return outside.length > 0 ? outside : mentionsIn(allowed).filter(fits);
  }

  /** Whether a text names anything that the area can be built with. */
  names(text: string): boolean {
    return this.products(text).length > 0;
  }

  /** The role of the template's field that a part is called like; empty if it is called like none. */
  roleOf({ title }: Part): string {
    const names = [title, withoutRemark(title)];
    const isNamed = (field: SchemaField): boolean => title !== "" && names.some((name) => hasName(field, name));
    return (this.#section.fields.find(isNamed) ?? this.#fields.find(isNamed))?.role ?? "";
  }

  /** Whether a part is the field for what the area is built with. */
  isProduct(part: Part): boolean {
    const role = this.roleOf(part);
    const isField = role === "stack.framework" || role === "stack.type";
    return isField || (role === "" && isWord(part.title, STACK_WORDS.product) && this.names(valueIn(part)));
  }

  /** Whether a part is a field of any kind. */
  isField(part: Part): boolean {
    return this.roleOf(part) !== "" || this.isProduct(part);
  }

  /** Whether a part says when something is to be used. */
  isCondition({ title }: Part): boolean {
    const rest = withoutMentions(title);
    const [one, ...many] = [...STACK_WORDS.useWhen].sort((a, b) => a.split(" ").length - b.split(" ").length);
    return title !== "" && (isWord(rest, [one ?? ""]) || startsWithWord(rest, many));
  }

  /** Whether a part says why something is used. */
  isReason(part: Part): boolean {
    return this.roleOf(part) === "stack.reason" || isWord(withoutMentions(part.title), STACK_WORDS.reason);
  }

  /** Whether an item says nothing but a language or a host, as in a list of all that is used. */
  isBareChoice({ text }: Part): boolean {
    const [first] = mentionsIn(text);
    const kinds = first?.technology.kinds ?? [];
    const isChoice = (kinds.includes("language") || kinds.includes("hosting")) && !this.names(text);
    return first !== undefined && isChoice && startsAt(text, first) && isFiller(withoutMentions(text));
  }
}

/** Whether a text starts with a mention, but for decoration. */
export function startsAt(text: string, { span }: Mention): boolean {
  return !/[\p{L}\p{N}]/u.test(text.slice(0, span.start));
}

/** A title without the technologies that it names. */
export function withoutMentions(title: string): string {
  let rest = title;
  for (const { span, version } of mentionsIn(title).reverse()) {
    const end = Math.max(span.end, version?.span.end ?? 0);
    rest = `${rest.slice(0, span.start)} ${rest.slice(end)}`;
  }
  return rest.replace(/\s+/g, " ").trim();
}
