import { plainLabel } from "../document/labels.ts";
import { withoutRemark } from "../document/text.ts";
import type { SchemaSection } from "../template/schema.ts";
import { AreaParts, startsAt, withoutMentions } from "./areaParts.ts";
import { type Draft, type Fields, merged, technologiesOf, unique, withFields } from "./drafts.ts";
import type { StackChoice, StackMinimum } from "./stack.ts";
import { linesBelow, type Part, valueIn, withParts } from "./stackOutline.ts";
import {
  alternatives,
  choiceTitle,
  condition,
  isDefault,
  isFiller,
  isOption,
  isWord,
  limitsIn,
  STACK_WORDS,
  startsWithWord,
  withoutConditionWords,
} from "./stackWords.ts";
import { mentionsIn, versionIn } from "./technologies.ts";
import type { Mention } from "./technology.ts";

/**
 * Reads the choices of one area of a stack document. They are written as sections or labels of their own, as items of a
 * list, as rows of a table, or as alternatives in one value; what no choice claims is about all of them.
 */
export class AreaReader {
  /** What was understood. */
  readonly used = new Set<Part>();
  /** The versions that stand beside technologies as "14+" or "≥ 14". */
  readonly minimums: StackMinimum[] = [];
  readonly #kinds: AreaParts;
  readonly #isOther: (part: Part) => boolean;

  /**
   * @param section the template's section of the area
   * @param sections those of all areas
   * @param isOther whether a part below the area is about something else
   */
  constructor(section: SchemaSection, sections: readonly SchemaSection[], isOther: (part: Part) => boolean) {
    this.#kinds = new AreaParts(section, sections);
    this.#isOther = isOther;
  }

  /** The choices, the default first; empty if the part names no technology that the area can be built with. */
  read(area: Part): StackChoice[] {
    const [common, ...groups] = this.#groups(area);
    if (!common) return [];
    const own = this.#commonDrafts(area, common);
    const drafts = merged([...own, ...groups.flatMap((group) => this.#drafts(group))]);
    const others = this.#fromProse(common);
    const found = drafts.length > 0 ? drafts : others.length > 0 ? others : this.#fromConditions(common);
    this.#tellApart(found, [common, ...groups]);
    if (found.length > 0) this.used.add(area);
    const shared = this.#fieldsOf(common);
    if (shared.languages.length === 0) shared.languages.push(...technologiesOf(area.title, "language"));
    const first = found.find((draft) => draft.isDefault) ?? found[0];
    return [...found.filter((draft) => draft === first), ...found.filter((draft) => draft !== first)].map((draft) => ({
      title: draft.title,
      technologies: draft.technologies,
      languages: draft.languages.length > 0 ? draft.languages : shared.languages,
      // What runs at its maker's only has no other host.
      hosting:
        draft.hosting.length > 0 || draft.technologies.every((one) => one.hosted) ? draft.hosting : shared.hosting,
      useWhen: [...new Set(draft.useWhen)],
      reasons: [...new Set(draft.reasons)],
      line: draft.line,
    }));
  }

  /** The parts of an area by the choice that they are about; the first group is about the area as a whole. */
  #groups(area: Part): Group[] {
    const common: Group = { head: undefined, members: [] };
    const groups = [common];
    const hasProduct = area.parts.some((part) => this.#kinds.isProduct(part));
    for (const part of area.parts.flatMap((one) => this.#opened(one))) {
      if (this.#isOther(part) || startsWithWord(part.title, STACK_WORDS.forbidden)) continue;
      const head = groups.at(-1)?.head;
      if (this.#isHead(part, hasProduct)) groups.push({ head: part, members: [...part.parts] });
      // A section holds all that is its own, an item only what follows in its list.
      else if (!head || part.kind === "section" || (isListed(head) && !isListed(part))) common.members.push(part);
      else groups.at(-1)?.members.push(part);
    }
    return groups;
  }

  /** A part, or the parts below it if it only says that there are several choices. */
  #opened(part: Part): readonly Part[] {
    if (!isOption(part.title) || choiceTitle(part.title) !== "" || part.text !== "") return [part];
    return part.parts.some((below) => this.#kinds.isProduct(below)) ||
      !part.parts.some((below) => this.#isHead(below, false))
      ? [part]
      : part.parts;
  }

  /** Whether a part starts a choice. */
  #isHead(part: Part, hasProduct: boolean): boolean {
    const { title, text } = part;
    if (title === "") {
      const [first] = this.#kinds.products(text);
      if (hasProduct || !first) return false;
      return part.kind === "item" ? startsAt(text, first) : isFiller(withoutMentions(text));
    }
    if (this.#kinds.isField(part) || this.#kinds.isCondition(part) || this.#kinds.isReason(part)) return false;
    if (isOption(title))
      return withParts(part).some((one) => this.#kinds.names(one.title) || this.#kinds.names(one.text));
    if (part.parts.some((below) => this.#kinds.isProduct(below) && this.#kinds.names(valueIn(below)))) return true;
    if (!isFiller(withoutMentions(title))) return false;
    if (this.#kinds.names(title)) return true;
    const isLanguage = mentionsIn(title).some((mention) => mention.technology.kinds.includes("language"));
    return isLanguage && withParts(part).some((one) => this.#kinds.names(one.text));
  }

  /** The choices in the value beside the area's name, or in the fields that stand directly below it. */
  #commonDrafts(area: Part, common: Group): Draft[] {
    const fields = this.#fieldsOf(common);
    const values = fields.products.map((part) => ({ text: valueIn(part), line: part.line }));
    // "Database: PostgreSQL" may be a label with its value, or a heading as a whole.
    const beside = area.text || area.title.slice(plainLabel(area.title)?.end ?? 0);
    if (values.length === 0) values.push({ text: beside, line: area.line });
    const drafts = values.flatMap(({ text, line }) => this.#alternatives(text, line));
    return drafts.map((draft) => withFields(draft, fields));
  }

  #drafts(group: Group): Draft[] {
    const { head } = group;
    if (!head) return [];
    this.used.add(head);
    for (const part of head.parts) for (const below of withParts(part)) this.used.add(below);
    const fields = this.#fieldsOf(group);
    const title = choiceTitle(head.title);
    const isMarked = isDefault(head.title);
    const own = fields.products.map(valueIn).join(", ");
    if (title === "" && own === "") {
      // "Option 2: Airtable" as a label, or an item of a list.
      const drafts = this.#alternatives(head.text, head.line);
      return drafts.map((draft, i) =>
        withFields({ ...draft, isDefault: draft.isDefault || (isMarked && i === 0) }, fields),
      );
    }
    const text = [own, title, head.text].find((one) => this.#kinds.names(one)) ?? "";
    const draft = this.#draft(text, head.line);
    if (!draft) return [];
    const beside = `${title} ${head.text}`;
    const described = this.#description(head);
    return [
      withFields(
        {
          ...draft,
          title: condition(title).title || draft.title,
          languages: draft.languages.length > 0 ? draft.languages : technologiesOf(beside, "language"),
          hosting: draft.hosting.length > 0 ? draft.hosting : technologiesOf(beside, "hosting"),
          useWhen: [...new Set([condition(title).condition, ...draft.useWhen, ...described])].filter(
            (one) => one !== "",
          ),
          isDefault: isMarked || isDefault(withoutRemark(head.text)) || draft.isDefault,
        },
        fields,
      ),
    ];
  }

  /** What is said of a choice beside its name, if that isn't what it consists of. */
  #description({ title, text }: Part): string[] {
    if (text === "" || !this.#kinds.names(title)) return [];
    const said = stated(text) ?? (mentionsIn(text).length === 0 ? text : undefined);
    return said === undefined ? [] : [said];
  }

  /** The choices that running text names, if nothing else does. */
  #fromProse({ members }: Group): Draft[] {
    for (const part of members) {
      if (part.title !== "" || !this.#kinds.names(part.text)) continue;
      this.used.add(part);
      return this.#alternatives(part.text, part.line);
    }
    return [];
  }

  /** The choices of which only the conditions are written: "When to use PostgreSQL". */
  #fromConditions({ members }: Group): Draft[] {
    const named = members.filter((part) => this.#kinds.isCondition(part));
    return merged(
      named.flatMap((part) =>
        this.#kinds.products(part.title).flatMap((mention) => this.#draft(mention.technology.name, part.line) ?? []),
      ),
    );
  }

  /** Gives conditions and reasons that name a technology to its choice: "Use Airtable when:". */
  #tellApart(drafts: readonly Draft[], groups: readonly Group[]): void {
    for (const part of groups.flatMap((group) => group.members)) {
      const named = this.#kinds.products(part.title).map((mention) => mention.technology.id);
      const draft = drafts.find((one) => one.technologies.some((technology) => named.includes(technology.id)));
      if (!draft) continue;
      if (this.#kinds.isCondition(part)) draft.useWhen.push(...linesBelow(part));
      else if (this.#kinds.isReason(part)) draft.reasons.push(...linesBelow(part));
    }
  }

  #fieldsOf({ head, members }: Group): Fields {
    const fields: Fields = { products: [], languages: [], hosting: [], useWhen: [], reasons: [] };
    for (const part of members) {
      const role = this.#kinds.roleOf(part);
      const isOwn = this.#kinds.products(part.title).length === 0;
      const condition = part.title === "" && head ? stated(part.text) : undefined;
      if (this.#kinds.isProduct(part)) fields.products.push(part);
      else if (role === "stack.language") {
        fields.languages.push(...technologiesOf(valueIn(part), "language"));
        this.#addMinimums(mentionsIn(valueIn(part)), part.line);
      } else if (role === "stack.hosting") fields.hosting.push(...technologiesOf(valueIn(part), "hosting"));
      else if (role === "stack.version" || isWord(part.title, STACK_WORDS.minimum))
        this.#addVersion(part, head, members);
      else if (this.#kinds.isReason(part)) fields.reasons.push(...(isOwn ? linesBelow(part) : []));
      else if (this.#kinds.isCondition(part)) fields.useWhen.push(...(isOwn ? linesBelow(part) : []));
      else if (condition !== undefined) fields.useWhen.push(condition);
      else if (part.kind === "item" && this.#kinds.isBareChoice(part)) {
        fields.languages.push(...technologiesOf(part.text, "language"));
        fields.hosting.push(...technologiesOf(part.text, "hosting"));
        this.#addMinimums(mentionsIn(part.text), part.line);
      } else continue;
      for (const one of withParts(part)) this.used.add(one);
    }
    return fields;
  }

  /** A version is a minimum if it says so: "14+", "≥ 14". */
  #addMinimums(mentions: readonly Mention[], line: number): void {
    for (const { technology, version } of mentions) {
      if (version?.orLater && version.number) this.minimums.push({ technology, version: version.number, line });
    }
  }

  /** A version field is a minimum if its value or its label says so. */
  #addVersion(part: Part, head: Part | undefined, members: readonly Part[]): void {
    const version = versionIn(valueIn(part));
    if (!version?.number || !(version.orLater || isWord(part.title, STACK_WORDS.minimum))) return;
    const names = [...members.filter((one) => this.#kinds.isProduct(one)).map(valueIn), head?.title ?? ""];
    const technology = names.flatMap((name) => this.#kinds.products(name))[0]?.technology;
    if (technology) this.minimums.push({ technology, version: version.number, line: part.line });
  }

  /** The choices of one value; what names no product belongs to the one before. */
  #alternatives(text: string, line: number): Draft[] {
    const pieces: string[] = [];
    for (const piece of alternatives(text)) {
      if (pieces.length > 0 && !this.#kinds.names(piece)) continue;
      if (pieces.length === 1 && !this.#kinds.names(pieces[0] ?? "")) pieces.pop();
      pieces.push(piece);
    }
    return pieces.flatMap((piece) => this.#draft(piece, line) ?? []);
  }

  #draft(text: string, line: number): Draft | undefined {
    const sentences = text.split(/[.;]\s+|\s[–—-]\s/u);
    const own = sentences.findIndex((sentence) => this.#kinds.names(sentence));
    const { title, condition: use } = condition(sentences[own] ?? text);
    const products = this.#kinds.products(this.#kinds.names(title) ? title : text);
    const behind = sentences.slice(own + 1).flatMap((sentence) => stated(sentence) ?? []);
    if (products.length === 0) return undefined;
    this.#addMinimums(products, line);
    return {
      title: choiceTitle(title) || title,
      technologies: unique(products.map((mention) => mention.technology)),
      languages: technologiesOf(title, "language"),
      hosting: technologiesOf(title, "hosting"),
      useWhen: [use, ...behind].filter((one) => one !== ""),
      reasons: [],
      line,
      isDefault: isDefault(text),
    };
  }
}

/** The parts that are about one choice. */
interface Group {
  /** The part that names the choice; nothing for what is about the area as a whole. */
  readonly head: Part | undefined;
  readonly members: Part[];
}

function isListed(part: Part): boolean {
  return part.listed || part.kind === "item";
}

/** What a text without a label states as a condition; nothing if it states none. */
function stated(text: string): string | undefined {
  return withoutConditionWords(text) ?? (limitsIn(text).length > 0 ? text : undefined);
}
