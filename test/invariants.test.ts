import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { service } from "./support/service.ts";

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => {
      const path = join(folder, file);
      const text = readFileSync(path, "utf8");
      const imports = [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
      return { path, text, imports };
    });
}

const server = sources("server/src");
const client = sources("client/src");

/** A layer may import any layer to its left. */
const LAYERS = ["document", "template", "stack", "system", "config", "rules", "features", "service.ts", "lsp", "cli"];

function layerOf(path: string): number {
  return LAYERS.indexOf(relative("server/src", path).split("/")[0] ?? "");
}

const core = server.filter((source) => {
  const layer = layerOf(source.path);
  return layer >= 0 && layer <= LAYERS.indexOf("service.ts");
});

describe("the layers", () => {
  it("import only to the left", () => {
    const wrong = server.flatMap((source) =>
      source.imports
        .filter((one) => one.startsWith("."))
        .map((one) => join(dirname(source.path), one))
        .filter((target) => layerOf(target) > layerOf(source.path) && !target.endsWith(".md"))
        // The command line starts the language server and nothing else of it; it stands to its right anyway.
        .map((target) => `${source.path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("have a place for every file", () => {
    expect(
      server
        .filter((source) => layerOf(source.path) < 0 && !source.path.endsWith(".d.ts"))
        .map((source) => source.path),
    ).toEqual([]);
  });

  it("let the client import the protocol and nothing else of the server", () => {
    const wrong = client.flatMap((source) =>
      source.imports.filter((one) => one.includes("server/src") && !one.endsWith("/lsp/protocol.ts")),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the core", () => {
  it("touches no file, process, clock, network, editor or connection", () => {
    const wrong = core.flatMap((source) => [
      ...source.imports
        .filter((one) => /^(?:node:|vscode|fs$|path$)/.test(one))
        .map((one) => `${source.path} imports ${one}`),
      ...[
        ...source.text.matchAll(/\b(?:process\.|Date\.now|new Date\(\)|fetch\(|setTimeout|setImmediate|console\.)/g),
      ].map((m) => `${source.path} uses ${m[0]}`),
    ]);
    expect(wrong).toEqual([]);
  });

  it("sees syntax trees in document/ only", () => {
    const wrong = server.filter(
      (source) =>
        source.imports.some((one) => /^(?:mdast|unified|remark|micromark|unist)/.test(one)) &&
        layerOf(source.path) !== 0,
    );
    expect(wrong.map((source) => source.path)).toEqual([]);
  });

  it("reads Markdown in document/ only", () => {
    // What tells blocks of Markdown apart: marks of lists, headings and fences, cells of tables, comments, line ends.
    const marks = /\[[-+*]{3}\]|#[+{]|[`~]\{3|`{3}|\\\|\)?\/|<!--|\\n\||\|\\n/;
    const splits = /\.split\((?:"(?:\\n|\\r|\|)|\/[^/\n]*(?:\\n|\\r|\\\|))/g;
    const wrong = core
      .filter((source) => layerOf(source.path) > LAYERS.indexOf("document"))
      // The values of an annotation are lists with the mark that tables have between their cells.
      .filter((source) => !source.path.endsWith("/annotations.ts"))
      .flatMap((source) => {
        const code = source.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
        const patterns = [
          ...code.matchAll(/(?<=[=(,:[!&|?]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/g),
        ];
        const scans = patterns.filter(([pattern]) => marks.test(pattern));
        return [...scans, ...code.matchAll(splits)].map(([found]) => `${source.path}: ${found}`);
      });
    expect(wrong).toEqual([]);
  });

  it("knows no section, label or example of the template", () => {
    const names = service.schema.sections.flatMap((section) => [
      section.title,
      ...section.fields.flatMap((field) => [field.label, ...field.fields.map((below) => below.label)]),
      ...section.examples.map((example) => example.source.split("\n")[1] ?? ""),
    ]);
    // One word may be anybody's word; two in a row in a string are the template's.
    const phrases = [...new Set(names)].filter((name) => /\S\s+\S/.test(name) && !name.startsWith("```"));
    const wrong = [...server, ...client].flatMap((source) => {
      const code = source.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return phrases.filter((phrase) => code.includes(phrase)).map((phrase) => `${source.path} says ${phrase}`);
    });
    expect(wrong).toEqual([]);
  });

  it("has no state of its own between calls", () => {
    const wrong = core.filter((source) => /^(?:export )?let /m.test(source.text));
    expect(wrong.map((source) => source.path)).toEqual([]);
  });
});

describe("the program", () => {
  it("makes no network request", () => {
    const wrong = [...server, ...client].filter(
      (source) =>
        source.imports.some((one) => /^(?:node:)?(?:https?|net|tls|dgram|undici)$/.test(one)) ||
        /(?<![.\w]|async )fetch\(/.test(source.text),
    );
    expect(wrong.map((source) => source.path)).toEqual([]);
  });
});
