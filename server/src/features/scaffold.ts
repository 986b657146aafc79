import { withLineEnds } from "../document/lines.ts";
import { checkedSource } from "../template/checked.ts";
import type { Schema, SchemaField, SchemaSection } from "../template/schema.ts";

export interface ScaffoldOptions {
  /** The mission's name, for the title and the field that repeats it. */
  readonly mission: string;
  /** Today as year-month-day; the date stays open without it. */
  readonly today?: string;
  /**
   * The day of the standard stack, as year-month-day: what the template asks to verify against it is written as
   * verified. The template's sentence stays without it.
   */
  readonly stackDate?: string | undefined;
  /** `\n` by default. */
  readonly eol?: "\n" | "\r\n";
}

/**
 * The text of a new document: the template with mission and date filled in, one entry of each kind, the `none` text in
 * place of conditional sections, and without examples, instructions and annotations.
 */
export function scaffold(schema: Schema, options: ScaffoldOptions): { readonly text: string } {
  const mission = options.mission.replace(/\s+/g, " ").trim();
  const title = schema.title.heading.replace(/\[[^\]]*\]/, () => mission);
  const head = schema.title.fields.reduce(
    (text, field) => fillField(text, field, mission, options.today),
    schema.title.scaffold,
  );
  const parts = [
    `# ${title}`,
    head,
    rule(schema.title),
    ...schema.title.children.flatMap((section) => sectionParts(section, options)),
  ];
  const text = `${parts.filter((part) => part !== "").join("\n\n")}\n`;
  return { text: withLineEnds(text, options.eol ?? "\n") };
}

function sectionParts(section: SchemaSection, options: ScaffoldOptions): string[] {
  const heading = `${"#".repeat(section.depth)} ${section.heading}`;
  if (section.presence === "conditional" && section.none !== "") return [heading, section.none, rule(lastOf(section))];
  const below = section.children.flatMap((child) => sectionParts(child, options));
  return [heading, checkedText(section, options), rule(section), ...below];
}

/** The text of a section, with what was checked in place of what asks for a check. */
function checkedText({ scaffold, fields }: SchemaSection, { stackDate }: ScaffoldOptions): string {
  if (stackDate === undefined) return scaffold;
  return fields.reduce(
    (text, field) => (field.checked === "" ? text : text.replace(field.source, () => checkedSource(field, stackDate))),
    scaffold,
  );
}

/** The last section below, which holds the rule that closes the whole. */
function lastOf(section: SchemaSection): SchemaSection {
  const last = section.children.at(-1);
  return last ? lastOf(last) : section;
}

function rule(section: SchemaSection): string {
  return section.ruled ? "---" : "";
}

/** Fills a field of the title: the date by its kind, the mission where the field asks for what the title asks for. */
function fillField(text: string, field: SchemaField, mission: string, today: string | undefined): string {
  // Replacements are functions: a name such as "$& Sons" must arrive as it is.
  const replace = (value: string): string =>
    text.replace(field.source, () => field.source.replace(/\[[^\]]*\]$|\S+$/, () => value));
  if (field.date && today !== undefined) return replace(today);
  return field.role === "mission" && field.bracket ? replace(mission) : text;
}
