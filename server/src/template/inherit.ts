import { type Document, readDocument } from "../document/document.ts";
import { align } from "./align.ts";
import { type AlignedField, type AlignedSection, fieldsOf } from "./alignment.ts";
import { parseAnnotation } from "./annotations.ts";
import type { Schema, SchemaField, SchemaSection } from "./schema.ts";

/** A template of a workspace, ready to be used. */
export interface InheritedTemplate {
  /** The template with annotations. */
  readonly text: string;
  /** Which of its sections got their meaning from the embedded template, and which only have a structure. */
  readonly sections: readonly { readonly title: string; readonly inherits: string | undefined }[];
}

/**
 * Gives a template without annotations those of the embedded one, for the sections and fields that match. What doesn't
 * match gets rules of structure only. A template that has annotations of its own is left as it is.
 *
 * @param schema the schema of the embedded template
 */
export function inheritAnnotations(template: string, schema: Schema): InheritedTemplate {
  const document = readDocument(template);
  const alignment = align(document, schema);
  const sections = alignment.sections
    .filter((section) => section.shape === "heading")
    .map((section) => ({ title: section.title, inherits: section.schema?.title }));
  const isAnnotated = document.chunks.some((chunk) =>
    chunk.facts.comments.some((comment) => parseAnnotation(comment.text, () => {})),
  );
  if (isAnnotated)
    return { text: template, sections: sections.map((section) => ({ ...section, inherits: undefined })) };
  let text = template;
  for (const section of [...alignment.sections].reverse()) {
    const chunk = document.chunks[section.chunk];
    const heading = chunk?.facts.heading;
    if (!chunk || !heading || !section.schema || section.shape !== "heading") continue;
    const at = chunk.start + heading.span.end;
    const lines = annotationsOf(section, section.schema, document).map((line) => `${document.eol}${line}`);
    text = text.slice(0, at) + lines.join("") + text.slice(at);
  }
  return { text, sections };
}

function annotationsOf(section: AlignedSection, schema: SchemaSection, document: Document): string[] {
  const facts = document.chunks[section.chunk]?.facts;
  const flags = [
    ...(schema.presence === "required" ? [] : [schema.presence]),
    ...(schema.entry ? ["repeat"] : []),
    ...(schema.none ? [`none="${schema.none}"`] : []),
    ...(schema.graph.length > 0 ? [`graph="${schema.graph.join("|")}"`] : []),
    ...(schema.claims.length > 0 ? [`claims="${schema.claims.join("|")}"`] : []),
  ];
  const names = schema.entry ? [] : [schema.name, ...schema.aliases];
  const own = comment([...common(schema.role, schema.about, names), ...flags].join(" "));
  const fields = facts ? fieldsOf(section, facts).flatMap(fieldAnnotations) : [];
  return [...(own ? [own] : []), ...fields];
}

function fieldAnnotations({ fact, schema, fields }: AlignedField): string[] {
  const flags = [
    ...(isOptional(schema) ? ["optional"] : []),
    ...(schema.text ? [schema.text] : []),
    ...(schema.checked ? [`checked="${schema.checked}"`] : []),
  ];
  const keys = [...common(schema.role, schema.about, [schema.name, ...schema.aliases]), ...flags].join(" ");
  const own = keys ? comment(`field "${fact.label.replace(/"/g, "")}" ${keys}`) : undefined;
  return [...(own ? [own] : []), ...fields.flatMap(fieldAnnotations)];
}

function isOptional(field: SchemaField): boolean {
  return !field.required && field.text === undefined && field.bracket;
}

function common(role: string, about: string, names: readonly string[]): string[] {
  const aliases = [...new Set(names)].filter((name) => !/["|]/.test(name)).join("|");
  return [
    ...(role ? [`role=${role}`] : []),
    ...(aliases ? [`aliases="${aliases}"`] : []),
    ...(about ? [`about="${about}"`] : []),
  ];
}

function comment(keys: string): string | undefined {
  return keys === "" ? undefined : `<!-- mechanism: ${keys} -->`;
}
