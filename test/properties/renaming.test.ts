import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_CONFIG } from "../../server/src/config/resolveConfig.ts";
import { plainText } from "../../server/src/document/text.ts";
import { type Diagnostic, diagnostics } from "../../server/src/features/diagnostics.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { analyse, STACK, service, TEMPLATE, TODAY } from "../support/service.ts";

const corpus = readdirSync("test/corpus", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => ({ name: entry.name, text: readFileSync(`test/corpus/${entry.name}/MECHANISM.md`, "utf8") }));

/** Words that the conventions, HTTP, Markdown or programming languages give a meaning of their own. */
const FIXED = new Set([
  "example",
  "alternative",
  "same",
  "structure",
  "list",
  "none",
  "applicable",
  "not",
  "n",
  "name",
  "and",
  "or",
  "the",
  "of",
  "for",
  "if",
  "by",
  "to",
  "in",
  "on",
  "with",
  "at",
  "via",
  "from",
  "post",
  "get",
  "api",
  "primary",
  "key",
  "unique",
  "index",
  "indexes",
  "indices",
]);

/** Every word of the template's headings, labels and aliases. */
function vocabulary(): string[] {
  const names = service.schema.sections.flatMap((section) => {
    const fields = (all: typeof section.fields): string[] =>
      all.flatMap((field) => [field.label, ...field.aliases, ...fields(field.fields)]);
    return [section.title, ...section.aliases, ...fields(section.fields)];
  });
  const aliases = [...TEMPLATE.matchAll(/aliases="([^"]*)"/g)].map((match) => match[1] ?? "");
  const words = [...names, ...aliases].flatMap(
    (name) =>
      plainText(name)
        .toLowerCase()
        .match(/\p{L}+/gu) ?? [],
  );
  return [...new Set(words)].filter((word) => !FIXED.has(word)).sort();
}

/** A bijection of the vocabulary onto made-up words of the same length. */
function bijection(seed: number): Map<string, string> {
  const words = vocabulary();
  const random =
    fc.sample(
      fc.shuffledSubarray(
        words.map((_, i) => i),
        { minLength: words.length },
      ),
      { numRuns: 1, seed },
    )[0] ?? [];
  const letters = (n: number): string =>
    [...n.toString(26)].map((digit) => "qxzjkvwyfbghpmndrctlsaeiou"[Number.parseInt(digit, 26)]).join("");
  // No made-up word ends in s: a plural and its singular must stay one word to the aligner, or two.
  return new Map(
    words.map((word, i) => [
      word,
      `zq${letters(26 + (random[i] ?? 0))}${word.length > 4 && word.endsWith("s") && words.includes(word.slice(0, -1)) ? "" : "o"}`,
    ]),
  );
}

function renameWords(text: string, names: ReadonlyMap<string, string>): string {
  // Rule ids in comments, and the names of variables and fields, are no names of the template.
  return text.replace(
    /<!-- mechanism-[\s\S]*?-->|CREATE TABLE|(?<!\w)[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?!\w)|\p{L}+/gu,
    (word) => {
      // The record of an approval names the mission as the title does.
      if (word.startsWith("<!-- mechanism-approval"))
        return word.replace(/(?<="mission":")[^"]*/, (mission) => renameWords(mission, names));
      const made = names.get(word.toLowerCase());
      if (made === undefined) return word;
      if (word === word.toUpperCase() && word.length > 1) return made.toUpperCase();
      return /^\p{Lu}/u.test(word) ? made.charAt(0).toUpperCase() + made.slice(1) : made;
    },
  );
}

describe("the template is the only place of its names", () => {
  it("so a random bijection of all its words changes no finding but for those words", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const names = bijection(seed);
        const renamed = createMechanismService(renameTemplate(TEMPLATE, names));
        const policy = renamed.policy(NO_CONFIG, { text: renameStack(names), source: "docs/core/tech-stack.md" });
        for (const { name, text } of corpus) {
          // Our own words in messages are renamed on both sides, so that only the template's can differ.
          const show = (one: Diagnostic): string =>
            `${name} ${one.range.start.line} ${one.rule} ${renameWords(one.message, names)}`;
          const before = diagnostics(analyse(text)).map(show);
          const after = diagnostics(
            renamed.analyse(renameWords(text, names), { settings: SETTINGS, policy, today: TODAY }),
          ).map(show);
          expect(after).toEqual(before);
        }
      }),
      { numRuns: 4 },
    );
  });
});

const SETTINGS = { profile: "draft", rules: new Map() } as const;

/** Renames what the standard stack has of the template: the headings of its parts, and the labels of its fields. */
function renameStack(names: ReadonlyMap<string, string>): string {
  const titles = service.schema.sections.map((section) => section.title);
  const labels = service.schema.sections.flatMap((section) => section.fields.map((field) => field.label));
  return STACK.split("\n")
    .map((line) => {
      const title = /^#+ (.*)$/.exec(line)?.[1];
      const label = /^\*\*([^*]*):\*\*/.exec(line)?.[1];
      if (title !== undefined && titles.includes(title)) return renameWords(line, names);
      if (label === undefined || !labels.includes(label)) return line;
      return `**${renameWords(label, names)}:**${line.slice(label.length + 5)}`;
    })
    .join("\n");
}

/** Renames the template's text and the names in its annotations; keys, roles and descriptions stay. */
function renameTemplate(text: string, names: ReadonlyMap<string, string>): string {
  return text
    .split("\n")
    .map((line) =>
      line.startsWith("<!-- mechanism:")
        ? line.replace(
            /(aliases=|field |none=|claims=|checked=)"([^"]*)"/g,
            (_, key: string, value: string) => `${key}"${renameWords(value, names)}"`,
          )
        : renameWords(line, names),
    )
    .join("\n");
}
