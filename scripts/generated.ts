import { readdirSync, readFileSync } from "node:fs";
import { configSchema } from "../server/src/config/schema.ts";
import { sectionSnippet } from "../server/src/features/snippets.ts";
import { RULES } from "../server/src/rules/index.ts";
import { escapeRegExp } from "../server/src/template/conventions.ts";
import { deriveSchema } from "../server/src/template/deriveSchema.ts";
import type { Schema, SchemaSection } from "../server/src/template/schema.ts";
import { ruleIndex } from "./rule-index.ts";
import { catalogueText } from "./technologies.ts";

/**
 * The files that are made from the template, the rules and package.json, by path from the root of the project. They are
 * committed, so that nobody needs a build to read them; a test makes them again and compares.
 */
export function generatedFiles(): Map<string, string> {
  const schema = deriveSchema(readFileSync("template/MECHANISM.md", "utf8"));
  const readme = readFileSync("README.md", "utf8");
  return new Map([
    ["snippets/mechanism.json", json(snippets(schema))],
    ["syntaxes/mechanism.injection.json", json(grammar(schema))],
    ["schemas/mechanism.config.schema.json", json(configSchema(RULES.map((rule) => rule.id)))],
    ["server/src/stack/catalogue.json", catalogueText()],
    ["docs/rules/README.md", ruleIndex(rulePages(), RULES)],
    ["README.md", withTable(readme, "settings", settingsTable())],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One snippet for each section and each kind of entry. */
function snippets(schema: Schema): Record<string, { prefix: string; description: string; body: string[] }> {
  const sections = schema.sections.filter((section) => section.parent !== undefined);
  return Object.fromEntries(
    sections.map((section) => {
      const body = sectionSnippet(section, schema.conventions, { unfilled: "bracket" }).split("\n");
      return [nameOf(section), { prefix: `mechanism-${slug(section)}`, description: section.about, body }];
    }),
  );
}

/** Two sections may have one title, such as "Authentication": the parent tells them apart where it has to. */
function nameOf(section: SchemaSection): string {
  return section.parent?.parent ? `${section.parent.title}: ${section.title}` : section.title;
}

function slug(section: SchemaSection): string {
  const name = section.entry && section.role !== "" ? section.role : section.title;
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/**
 * Colours the template's placeholders. The grammar reaches every Markdown file, so it knows the template's exact
 * brackets and nothing else, and keeps away from links, HTML and code.
 */
function grammar(schema: Schema): unknown {
  const inner = [...new Set(schema.sections.flatMap((section) => [...section.placeholders.keys()]))].sort();
  return {
    scopeName: "mechanism.placeholder.injection",
    injectionSelector: ["meta.paragraph", "markup.heading", "markup.table"]
      .map((text) => `L:text.html.markdown ${text} - meta.tag - comment`)
      .join(", "),
    patterns: [
      {
        comment: "The placeholders of template/MECHANISM.md",
        match: `\\[(?:${inner.map(escapeRegExp).join("|")})\\](?![(\\[])`,
        name: "constant.other.placeholder.mechanism",
      },
    ],
  };
}

function rulePages(): Map<string, string> {
  const files = readdirSync("docs/rules").filter((file) => file !== "README.md");
  return new Map(files.map((file) => [file.replace(/\.md$/, ""), readFileSync(`docs/rules/${file}`, "utf8")]));
}

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Record<
        string,
        { readonly default?: unknown; readonly description?: string; readonly markdownDescription?: string }
      >;
    };
  };
}

function settingsTable(): string {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const rows = Object.entries(manifest.contributes.configuration.properties).map(([name, setting]) => {
    const text = (setting.markdownDescription ?? setting.description ?? "").replace(/\n+/g, " ").replaceAll("|", "\\|");
    return `| \`${name}\` | \`${JSON.stringify(setting.default ?? null)}\` | ${text} |`;
  });
  return ["| Setting | Default | What it does |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Puts a table between the comments that mark its place. */
function withTable(text: string, name: string, table: string): string {
  const place = new RegExp(`(<!-- ${name}: generated -->\\n)[\\s\\S]*?(<!-- ${name}: end -->)`);
  if (!place.test(text)) throw new Error(`README.md has no place for the table "${name}".`);
  return text.replace(place, (_, start: string, end: string) => `${start}\n${table}\n\n${end}`);
}
