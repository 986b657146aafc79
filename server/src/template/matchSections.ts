import type { FieldFact } from "../document/facts.ts";
import { normaliseName, withoutRemark } from "../document/text.ts";
import type { Match } from "./alignment.ts";
import { type HeadingNode, subtree } from "./headings.ts";
import { isRequired, type Schema, type SchemaField, type SchemaSection, withDescendants } from "./schema.ts";

/** What a heading of the document was recognised as. */
export interface HeadingMatch {
  readonly section: SchemaSection;
  readonly match: Match;
  readonly weak: boolean;
}

/**
 * Finds for each heading the section of the template that it stands for: equal names first, then aliases, entries,
 * words in common, and last its place and content. One to one, except for entries; in the template's order where names
 * don't decide; at the same depth first, then one level up or down.
 */
export function matchSections(schema: Schema, root: HeadingNode): Map<HeadingNode, HeadingMatch> {
  const matcher = new Matcher(schema);
  matcher.matchBelow(schema.title, root);
  matcher.matchAtOtherDepths(schema.title, root);
  matcher.matchStrayEntries(root);
  return matcher.matches;
}

/** Words that say nothing about which section is meant. */
const EMPTY_WORDS = new Set(["and", "or", "the", "a", "an", "of", "for", "in", "on", "to", "with"]);

class Matcher {
  readonly matches = new Map<HeadingNode, HeadingMatch>();
  readonly #found = new Map<SchemaSection, HeadingNode>();
  /** In how many of the template's section names a word occurs. */
  readonly #frequency = new Map<string, number>();

  constructor(schema: Schema) {
    for (const section of schema.sections) {
      for (const word of words(section.name)) this.#frequency.set(word, (this.#frequency.get(word) ?? 0) + 1);
    }
  }

  /** Matches the children of a section of the template with the children of a heading. */
  matchBelow(section: SchemaSection, heading: HeadingNode): void {
    const single = section.children.filter((child) => !child.entry);
    this.#byName(single, heading.children);
    for (const child of section.children) if (child.entry) this.#entries(child, heading.children);
    this.#byWords(single, heading.children);
    this.#byContent(single, heading.children);
    for (const child of heading.children) {
      const match = this.matches.get(child);
      if (match) this.matchBelow(match.section, child);
    }
  }

  /** Looks for sections that weren't found where they belong one level up or down, by name only. */
  matchAtOtherDepths(section: SchemaSection, root: HeadingNode): void {
    for (const child of section.children) {
      if (child.entry || this.#found.has(child)) continue;
      const parent = this.#found.get(section);
      const near = parent ? this.#near(section, parent) : subtree(root).slice(1);
      const candidates = near.filter(
        (one) => Math.abs(one.depth - child.depth) <= 1 && (!parent || one.chunk > parent.chunk),
      );
      const isTopLevel = section.parent === undefined;
      const found = this.#byName(
        [child],
        isTopLevel
          ? subtree(root)
              .slice(1)
              .filter((one) => one.depth === child.depth + 1)
          : candidates,
      );
      for (const heading of found) this.matchBelow(child, heading);
    }
    for (const child of section.children) this.matchAtOtherDepths(child, root);
  }

  /** Headings around a section: beside it, two below it, and below one of its children that stands beside it. */
  #near(section: SchemaSection, parent: HeadingNode): HeadingNode[] {
    const strays = section.children
      .flatMap((child) => this.#found.get(child) ?? [])
      .filter((one) => one.parent !== parent);
    return [
      ...(parent.parent?.children ?? []),
      ...[parent, ...strays].flatMap((one) => [...one.children, ...one.children.flatMap((below) => below.children)]),
    ];
  }

  /** Headings that look like entries but don't stand in the section for them, such as beside it. */
  matchStrayEntries(root: HeadingNode): void {
    for (const heading of root.children) {
      const match = this.matches.get(heading);
      if (!match) continue;
      const kinds = withDescendants(match.section).filter((section) => section.entry && !section.entry.open);
      for (const kind of kinds) this.#entries(kind, subtree(heading).slice(1));
    }
  }

  #byName(sections: readonly SchemaSection[], headings: readonly HeadingNode[]): HeadingNode[] {
    const isSame = (section: SchemaSection, heading: HeadingNode): boolean => heading.names.includes(section.name);
    const isAlias = (section: SchemaSection, heading: HeadingNode): boolean =>
      heading.names.some((name) => section.aliases.includes(name));
    return [...this.#pair(sections, headings, isSame, "same"), ...this.#pair(sections, headings, isAlias, "alias")];
  }

  #pair(
    sections: readonly SchemaSection[],
    headings: readonly HeadingNode[],
    test: (section: SchemaSection, heading: HeadingNode) => boolean,
    match: Match,
  ): HeadingNode[] {
    const paired: HeadingNode[] = [];
    for (const section of sections) {
      if (this.#found.has(section)) continue;
      const heading = headings.find((one) => !this.matches.has(one) && test(section, one));
      if (!heading) continue;
      this.#set(heading, section, match, false);
      paired.push(heading);
    }
    return paired;
  }

  #entries(section: SchemaSection, headings: readonly HeadingNode[]): void {
    for (const heading of headings) {
      if (this.matches.has(heading)) continue;
      const isEntry = section.entry?.open
        ? heading.digest.holdsFieldOf(section) || this.#isTemplateHeading(section, heading)
        : heading.digest.isEntryOf(section);
      if (isEntry) this.#set(heading, section, "entry", false);
    }
  }

  /** Pairs by words in common, where the order of the sections around agrees. */
  #byWords(sections: readonly SchemaSection[], headings: readonly HeadingNode[]): void {
    for (const section of sections) {
      if (this.#found.has(section)) continue;
      const between = this.#between(section, sections, headings).map((heading) => ({
        heading,
        common: this.#common(section, heading),
      }));
      // Optional sections may be absent, so that one word doesn't show that an author's section is one of them.
      const candidates = between.filter(
        ({ heading, common }) => isRequired(section) || common.count >= 2 || this.#holdsEntryOf(section, heading),
      );
      const best = candidates.sort((a, b) => b.common.weight - a.common.weight)[0];
      if (best && best.common.weight >= 1) this.#set(best.heading, section, "words", best.common.count < 2);
    }
  }

  /** Pairs by place: between the same neighbours, and with something inside that the section asks for. */
  #byContent(sections: readonly SchemaSection[], headings: readonly HeadingNode[]): void {
    for (const section of sections) {
      if (this.#found.has(section) || !isRequired(section)) continue;
      const heading = this.#between(section, sections, headings).find(
        (one) =>
          this.#holdsEntryOf(section, one) || one.digest.holdsFieldOf(section) || this.#holdsSectionOf(section, one),
      );
      if (heading) this.#set(heading, section, "content", true);
    }
  }

  /** The unmatched headings that stand between the matched neighbours of a section. */
  #between(
    section: SchemaSection,
    sections: readonly SchemaSection[],
    headings: readonly HeadingNode[],
  ): HeadingNode[] {
    const at = sections.indexOf(section);
    const place = (one: SchemaSection | undefined): number => {
      const heading = one && this.#found.get(one);
      return heading ? headings.indexOf(heading) : -1;
    };
    const before = Math.max(-1, ...sections.slice(0, at).map(place));
    const behind = sections
      .slice(at + 1)
      .map(place)
      .filter((index) => index > before);
    const end = Math.min(headings.length, ...behind);
    return headings.filter((heading, i) => i > before && i < end && !this.matches.has(heading));
  }

  /** What a heading has in common with a section's name, or with an alias of which it has at least two words. */
  #common(section: SchemaSection, heading: HeadingNode): { weight: number; count: number } {
    const written = new Set(heading.names.flatMap((name) => [...words(name)]));
    const shared = (name: string): string[] => [...words(name)].filter((word) => written.has(word));
    const own = shared(section.name);
    const alias = Math.max(0, ...section.aliases.map((name) => shared(name).length));
    const share = own.reduce((sum, word) => sum + 1 / (this.#frequency.get(word) ?? 1), 0);
    // A name that is in the heading as a whole is meant, however many other sections have one of its words.
    const weight = own.length > 0 && own.length === words(section.name).size ? Math.max(1, share) : share;
    return alias >= 2 && alias > weight ? { weight: alias, count: alias } : { weight, count: own.length };
  }

  #holdsEntryOf(section: SchemaSection, heading: HeadingNode): boolean {
    const isEntry = (kind: SchemaSection, one: HeadingNode): boolean =>
      kind.entry?.open ? one.digest.holdsFieldOf(kind) : one.digest.isEntryOf(kind);
    return section.children.some((child) => child.entry && heading.children.some((one) => isEntry(child, one)));
  }

  /** Whether a section of the template's below this one has its name below the heading. */
  #holdsSectionOf(section: SchemaSection, heading: HeadingNode): boolean {
    return heading.children.some((below) =>
      section.children.some(
        (one) => !one.entry && below.names.some((name) => [one.name, ...one.aliases].includes(name)),
      ),
    );
  }

  /** The template's own heading, not filled yet. */
  #isTemplateHeading(section: SchemaSection, heading: HeadingNode): boolean {
    return [...section.placeholders.keys()].some((inner) => heading.title === `[${inner}]`);
  }

  #set(heading: HeadingNode, section: SchemaSection, match: Match, weak: boolean): void {
    this.matches.set(heading, { section, match, weak });
    if (!section.entry) this.#found.set(section, heading);
  }
}

/** Whether a heading looks like an entry of a repeatable section. */
export function matchesEntry(section: SchemaSection, title: string): boolean {
  return section.entry?.titles.some((pattern) => pattern.test(title) || pattern.test(withoutRemark(title))) ?? false;
}

/** Whether one of the lines starts as an entry of a repeatable section does, as in a table of endpoints. */
export function matchEntryIn(section: SchemaSection, lines: readonly string[]): boolean {
  return lines.some((line) => matchesEntry(section, line));
}

/** Whether a label is the name of a field of the template, or one of its aliases. */
export function hasName(field: SchemaField, label: string): boolean {
  const name = normaliseName(label);
  return name === field.name || field.aliases.includes(name);
}

/** Whether a label of the document names a section of the template. */
export function namesSection(section: SchemaSection, fact: FieldFact): boolean {
  const { full, short } = fact.names;
  return (
    full === section.name || short === section.name || section.aliases.some((one) => one === full || one === short)
  );
}

/** Whether a label of the document names a field of the template. */
export function namesField(field: SchemaField, fact: FieldFact): boolean {
  const { full, short } = fact.names;
  if (full === field.name || field.aliases.includes(full)) return true;
  return short !== full && (short === normaliseName(withoutRemark(field.label)) || field.aliases.includes(short));
}

function words(name: string): Set<string> {
  const all = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && !EMPTY_WORDS.has(word));
  return new Set(all.map((word) => (word.length > 3 ? word.replace(/s$/, "") : word)));
}
