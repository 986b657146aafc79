import { writtenLines } from "../document/lines.ts";
import type { Analysis } from "./analysis.ts";

/** Whether a document is a copy of the template: its title is still the template's, and nothing is filled. */
export function isTemplateCopy({ document, alignment }: Analysis): boolean {
  const title = document.chunks[alignment.root.chunk]?.facts.heading;
  if (!title) return false;
  return alignment.sections.every((section) => {
    if (section.shape !== "heading") return true;
    const lines = writtenLines(document.chunks[section.chunk]?.facts.text ?? "");
    return lines.every((line) => section.schema?.lines.has(line));
  });
}
