import type { InheritedTemplate } from "../template/inherit.ts";
import type { Schema, SchemaSection } from "../template/schema.ts";

/**
 * What a template asks for, in Markdown: each section with its fields, and for a template of the workspace which of its
 * sections have their meaning from the built-in template and which are checked for structure only.
 *
 * @param inherited nothing for the built-in template
 */
export function templateReport(schema: Schema, source: string, inherited: InheritedTemplate | undefined): string {
  const lines = schema.sections.filter((section) => section.parent).map((section) => sectionLine(section, inherited));
  const note = inherited?.sections.some((section) => section.inherits !== undefined)
    ? [
        "Sections with a name in parentheses have their meaning from that section of the built-in template; the others are checked for structure only.",
        "",
      ]
    : [];
  return [`# The template in use`, "", `Read from: ${source}`, "", ...note, ...lines, ""].join("\n");
}

function sectionLine(section: SchemaSection, inherited: InheritedTemplate | undefined): string {
  const indent = "  ".repeat(Math.max(0, section.depth - 2));
  const presence = section.entry ? "any number" : section.presence;
  const fields = section.fields
    .filter((field) => !field.repeats && field.text === undefined)
    .map((field) => field.label);
  const own = inherited?.sections.find((one) => one.title === section.title)?.inherits;
  return `${indent}- **${section.title}**${own ? ` (${own})` : ""}, ${presence}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}`;
}
