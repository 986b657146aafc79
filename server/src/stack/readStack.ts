import { readDocument } from "../document/document.ts";
import { normaliseName, withoutRemark } from "../document/text.ts";
import { hasName } from "../template/matchSections.ts";
import type { Schema, SchemaSection } from "../template/schema.ts";
import { isDay } from "./approval.ts";
import { firstList, firstOfEach, isAboutApproval, isListOfMinimums, isMinimums, toolsIn } from "./partKinds.ts";
import { AreaReader } from "./readArea.ts";
import {
  AREA_KINDS,
  type LlmPolicy,
  type SkippedPart,
  type StackArea,
  type StackLimit,
  type StackMinimum,
  type StandardStack,
} from "./stack.ts";
import { linesBelow, outlineOf, type Part, sentence, valueIn, withParts } from "./stackOutline.ts";
import {
  approversIn,
  holdsWord,
  isApproverLabel,
  isWord,
  limitsIn,
  namesIn,
  STACK_WORDS,
  startsWithWord,
} from "./stackWords.ts";
import { mentionsIn, versionIn } from "./technologies.ts";

/**
 * Reads the document of a standard stack. Total: any text gives a stack; what can't be read as a part of one is listed
 * in `skipped`.
 *
 * @param schema whose sections and fields give the names of the stack's parts
 * @param source the document's path as users know it; nothing for the built-in one
 */
export function readStack(text: string, schema: Schema, source?: string): StandardStack {
  return { source, ...new StackReader(outlineOf(readDocument(text)), schema).read() };
}

/** A part that may be an area; the better the rank, the surer. */
interface Candidate {
  readonly area: StackArea;
  readonly minimums: readonly StackMinimum[];
  readonly used: ReadonlySet<Part>;
  readonly isExact: boolean;
}

const DAY = /\d{4}-\d{2}-\d{2}(?!\d)/;

class StackReader {
  readonly #root: Part;
  /** All parts in the document's order. */
  readonly #parts: readonly Part[];
  readonly #schema: Schema;
  /** The template's sections that are areas: something is chosen in them. */
  readonly #sections: readonly SchemaSection[];
  /** What was read as a whole. */
  readonly #used = new Set<Part>();
  readonly #candidates: Candidate[] = [];
  readonly #minimums: StackMinimum[] = [];
  readonly #grounds: string[] = [];
  readonly #approvers: string[] = [];
  readonly #internal: Part[] = [];
  readonly #client: Part[] = [];

  constructor(root: Part, schema: Schema) {
    this.#root = root;
    this.#parts = withParts(root);
    this.#schema = schema;
    this.#sections = schema.sections.filter((section) => section.role in AREA_KINDS);
  }

  read(): Omit<StandardStack, "source"> {
    const date = this.#date();
    this.#walk(this.#root, undefined, false);
    const chosen = this.#chosen();
    for (const { used } of chosen) for (const part of used) this.#used.add(part);
    const areas = chosen.map(({ area }) => area);
    // What a list of minimums says counts more than what stands beside a framework.
    const minimums = firstOfEach(
      [...this.#minimums, ...chosen.flatMap((one) => one.minimums)],
      (one) => one.technology.id,
    );
    return {
      date,
      areas,
      minimums,
      limits: areas.flatMap((area) => this.#limitsOf(area)),
      llm: this.#llm(),
      grounds: this.#grounds,
      approvers: [...new Set(this.#approvers)],
      skipped: this.#skipped(this.#root, true),
    };
  }

  /** Reads all that stands below a part, which is itself inside of an area or of what is said about language models. */
  #walk(parent: Part, area: SchemaSection | undefined, isAboutLlm: boolean): void {
    for (const part of parent.parts) {
      const { title } = part;
      if (title === "") {
        if (holdsWord(part.text, STACK_WORDS.deviation)) this.#approvers.push(...approversIn(part.text));
        if (isAboutLlm && part.text) this.#addLlm(part, holdsWord(part.text, STACK_WORDS.llmClient));
        this.#walk(part, area, isAboutLlm);
      } else if (this.#isTitle(part)) {
        this.#walk(part, undefined, false);
      } else if (isListOfMinimums(part) || (isMinimums(title) && !(area && mentionsIn(valueIn(part)).length === 0))) {
        this.#readMinimums(part);
      } else if (this.#isDeviations(title) || (isAboutApproval(part) && !this.#areaOf(part, area))) {
        this.#readDeviations(part);
      } else if (isApproverLabel(title)) {
        this.#readApprovers(part);
      } else if (area || !this.#takeLlm(part, isAboutLlm)) {
        this.#walkArea(part, area, isAboutLlm);
      }
    }
  }

  #walkArea(part: Part, outer: SchemaSection | undefined, isAboutLlm: boolean): void {
    const found = this.#areaOf(part, outer);
    const isRead = found && found.section !== outer && this.#readArea(part, found.section, found.isExact);
    const isLlmSection = !outer && (isAboutLlm || holdsWord(part.title, STACK_WORDS.llm));
    this.#walk(part, isRead ? found.section : outer, isLlmSection);
  }

  /** Whether a part is the document's title over all areas: whatever else it names, it is about none of it. */
  #isTitle(part: Part): boolean {
    if (part !== this.#root.parts.find((one) => one.kind === "section")) return false;
    return withParts(part).some(
      (below) => below !== part && below.kind === "section" && this.#areaOf(below, undefined)?.isExact,
    );
  }

  /** Reads a part as an area if it can be one, and says whether it was. */
  #readArea(part: Part, section: SchemaSection, isExact: boolean): boolean {
    const isOther = (one: Part): boolean => {
      const found = this.#areaOf(one, section);
      const isElsewhere = isMinimums(one.title) && mentionsIn(valueIn(one)).length > 0;
      return isElsewhere || this.#isDeviations(one.title) || (found !== undefined && found.section !== section);
    };
    const reader = new AreaReader(section, this.#sections, isOther);
    const choices = reader.read(part);
    if (choices.length === 0) return false;
    const area = { role: section.role, title: part.title, choices, line: part.line };
    this.#candidates.push({ area, minimums: reader.minimums, used: reader.used, isExact });
    return true;
  }

  /** The area that a part's title names: as the template does, or with other words around that name. */
  #areaOf(part: Part, outer: SchemaSection | undefined): { section: SchemaSection; isExact: boolean } | undefined {
    if (part.title === "") return undefined;
    const names = [part.title, withoutRemark(part.title)].map(normaliseName);
    // Inside of an area a label is more likely one of its fields.
    if (outer && part.kind !== "section") {
      const section = this.#sections.find((one) => names.includes(one.name));
      const isField = outer.fields.some((field) => hasName(field, part.title));
      return section && !isField ? { section, isExact: true } : undefined;
    }
    const exact =
      this.#sections.find((one) => names.includes(one.name)) ??
      this.#sections.find((one) => one.aliases.some((alias) => names.includes(alias)));
    if (exact) return { section: exact, isExact: true };
    const named = this.#sections.filter((one) =>
      holdsWord(part.title, [one.name, ...one.aliases.filter((alias) => alias.includes(" "))]),
    );
    const [section] = named;
    if (!section || named.length > 1 || outer) return undefined;
    // A heading over several areas holds the name of one by chance.
    const isOver = withParts(part).some((below) => {
      const name = normaliseName(below.title);
      return below !== part && this.#sections.some((one) => one !== section && one.name === name);
    });
    return isOver ? undefined : { section, isExact: false };
  }

  /** For each area the first part that names it as the template does, or else that holds its name. */
  #chosen(): Candidate[] {
    const ranked = [
      ...this.#candidates.filter((one) => one.isExact),
      ...this.#candidates.filter((one) => !one.isExact),
    ];
    const chosen = firstOfEach(ranked, (one) => one.area.role);
    return this.#candidates.filter((one) => chosen.includes(one));
  }

  #limitsOf({ choices }: StackArea): StackLimit[] {
    const all = choices.flatMap(({ technologies, title, useWhen, line: start }) =>
      [title, ...useWhen].flatMap((text) => {
        const source = this.#parts.find(
          (part) => part.line >= start && (part.text === text || sentence(part) === text),
        );
        const line = source?.line ?? start;
        return limitsIn(text).flatMap((limit) => technologies.map((technology) => ({ technology, ...limit, line })));
      }),
    );
    return firstOfEach(all, (one) => `${one.technology.id} ${one.measure}`);
  }

  #isDeviations(title: string): boolean {
    const name = normaliseName(title);
    const section = this.#schema.sections.find((one) => one.role === "deviations");
    return section?.name === name || section?.aliases.includes(name) || holdsWord(title, STACK_WORDS.deviation);
  }

  #readDeviations(part: Part): void {
    this.#take(part);
    for (const one of withParts(part)) {
      if (isApproverLabel(one.title)) this.#readApprovers(one);
      else this.#approvers.push(...approversIn(one.text));
    }
    const isGrounds = ({ title }: Part): boolean =>
      holdsWord(title, STACK_WORDS.ground) ||
      startsWithWord(title, STACK_WORDS.groundStart) ||
      isWord(title, STACK_WORDS.reason);
    const named = withParts(part).find(isGrounds);
    const list = firstList((named ?? part).parts);
    // An item's label is the ground, and what stands behind it explains it.
    const grounds = list.map((one) => one.title || one.text);
    this.#grounds.push(...(grounds.length > 0 || !named?.text ? grounds : named.text.split("; ")));
  }

  #readApprovers(part: Part): void {
    this.#take(part);
    for (const line of linesBelow(part)) {
      const names = approversIn(line);
      this.#approvers.push(...(names.length > 0 ? names : namesIn(line)));
    }
  }

  #readMinimums(part: Part): void {
    this.#take(part);
    const [mention] = mentionsIn(part.title);
    if (!mention) {
      this.#addMinimums(part);
      for (const below of part.parts) this.#readMinimums(below);
      return;
    }
    const column = part.parts.find((cell) => isWord(cell.title, STACK_WORDS.minimumColumn));
    const texts = [column?.text ?? "", part.text, ...part.parts.map((cell) => cell.text)];
    const found = [mention.version, ...texts.map(versionIn)].find((version) => version?.number);
    if (found) this.#minimums.push({ technology: mention.technology, version: found.number, line: part.line });
  }

  /** The versions of all technologies that a text names. */
  #addMinimums({ text, line }: Part): void {
    const mentions = mentionsIn(text);
    mentions.forEach(({ technology, version, span }, i) => {
      const number = (version ?? versionIn(text.slice(span.end, mentions[i + 1]?.span.start)))?.number;
      if (number) this.#minimums.push({ technology, version: number, line });
    });
  }

  /** Takes a part if it says how language models are used, and says whether it did. */
  #takeLlm(part: Part, isAboutLlm: boolean): boolean {
    const { title } = part;
    const isNamed = (role: string): boolean =>
      this.#schema.sections.some((section) =>
        section.fields.some(
          (field) => field.role === role && (hasName(field, title) || hasName(field, withoutRemark(title))),
        ),
      );
    const isAbout = isAboutLlm || holdsWord(title, STACK_WORDS.llm);
    const isInternal = isNamed("llm.internal") || (isAbout && holdsWord(title, STACK_WORDS.llmInternal));
    const isClient = isNamed("llm.client") || (isAbout && holdsWord(title, STACK_WORDS.llmClient));
    if (linesBelow(part).length === 0) return false;
    if (isInternal !== isClient) this.#addLlm(part, isClient);
    else if (isAboutLlm && part.kind === "label" && toolsIn(withParts(part)).length > 0)
      this.#addLlm(part, holdsWord(sentence(part), STACK_WORDS.llmClient));
    else return false;
    return true;
  }

  #addLlm(part: Part, isClient: boolean): void {
    this.#take(part);
    (isClient ? this.#client : this.#internal).push(part);
  }

  #llm(): LlmPolicy | undefined {
    const lines = [...this.#internal, ...this.#client].map((part) => part.line);
    if (lines.length === 0) return undefined;
    const say = (parts: readonly Part[]): string => parts.flatMap(linesBelow).join(" ");
    const tools = toolsIn(this.#internal.flatMap(withParts));
    return { internal: say(this.#internal), tools, client: say(this.#client), line: Math.min(...lines) };
  }

  /** The day on the most telling label; that of the template is the least. */
  #date(): string | undefined {
    const fields = this.#schema.sections.flatMap((one) => one.fields.filter((field) => field.role === "date"));
    const words: readonly string[] = STACK_WORDS.date;
    const found = this.#parts.flatMap((part) => {
      const rank = words.indexOf(normaliseName(part.title));
      const isDate = rank >= 0 || fields.some((field) => hasName(field, part.title));
      const day = isDate && part.title !== "" ? DAY.exec(valueIn(part))?.[0] : undefined;
      return day && isDay(day) ? [{ part, day, rank: rank < 0 ? words.length : rank }] : [];
    });
    for (const { part } of found) this.#take(part);
    return found.sort((a, b) => a.rank - b.rank)[0]?.day;
  }

  #take(part: Part): void {
    for (const one of withParts(part)) this.#used.add(one);
  }

  /** The sections, and beside what was read the labels with a technology, that mean nothing to the reader. */
  #skipped(part: Part, isOpen: boolean): SkippedPart[] {
    return part.parts.flatMap((one): SkippedPart[] => {
      if (this.#used.has(one) && !one.parts.some((below) => below.kind === "section")) return [];
      const isRead = this.#used.has(one) || withParts(one).some((below) => this.#used.has(below));
      const isTitle = part === this.#root && one.parts.some((below) => below.kind === "section");
      if (isRead || isTitle) return this.#skipped(one, isRead);
      const isTold =
        one.kind === "section" ? linesBelow(one).length > 0 : isOpen && mentionsIn(valueIn(one)).length > 0;
      return isTold && one.title !== "" ? [{ title: one.title, line: one.line }] : [];
    });
  }
}
