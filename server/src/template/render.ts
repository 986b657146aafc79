import type { SchemaSection } from "./schema.ts";

/** How a new section is written. */
export interface RenderOptions {
  /** The depth of its heading; those below move with it. The template's own without it. */
  readonly depth?: number;
  /** Put rules (`---`) where the template has them. */
  readonly ruled?: boolean;
}

/**
 * The text of a new section with everything below it: the template's headings, labels and placeholders, one entry of
 * each kind, without examples, instructions and annotations. Lines end with `\n`; there is no line ending at the end.
 */
export function renderSection(section: SchemaSection, options: RenderOptions = {}): string {
  return renderParts(section, options, (options.depth ?? section.depth) - section.depth).join("\n\n");
}

function renderParts(section: SchemaSection, options: RenderOptions, shift: number): string[] {
  const heading = `${"#".repeat(Math.min(6, section.depth + shift))} ${section.heading}`;
  const own = [heading, section.scaffold, section.ruled && options.ruled ? "---" : ""].filter((part) => part !== "");
  return [...own, ...section.children.flatMap((child) => renderParts(child, options, shift))];
}
