import { listTech } from "../node_modules/@specfy/stack-analyser/dist/common/techs.generated.js";
import { type CatalogueEntry, normalised } from "../server/src/stack/names.ts";
import type { TechnologyKind } from "../server/src/stack/technology.ts";
import { LEFT_OUT, SPELLINGS, TECHNOLOGY_TABLE } from "./technology-table.ts";

/**
 * The text of server/src/stack/catalogue.json: all technologies that are known by name, sorted by id, one a line. The
 * kept list of @specfy/stack-analyser has the many tools and services; our own table has what a stack is chosen from,
 * with its kinds, and wins.
 */
export function catalogueText(): string {
  const own = list(TECHNOLOGY_TABLE, "\n").map(readLine);
  const taken = new Set(own.flatMap(({ name, aliases = [], exact = [] }) => [name, ...aliases, ...exact].map(slug)));
  const all = [...own, ...keptEntries(taken)].sort((a, b) => (a.id < b.id ? -1 : 1));
  return `[\n${all.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`;
}

function list(text: string, separator: string | RegExp): string[] {
  const items = text.split(separator).map((item) => item.trim());
  return items.filter((item) => item !== "");
}

function readLine(line: string): CatalogueEntry {
  const [title = "", traits = "", others = "", phrases = ""] = line.split("|").map((part) => part.trim());
  const names = [title, ...list(others, ",")].flatMap(spellings);
  const words = list(traits, " ");
  return entryOf({
    name: title.replace(/^=/, ""),
    kinds: words.filter((word): word is TechnologyKind => word !== "hosted"),
    hosted: words.includes("hosted"),
    aliases: names.slice(1).filter((name) => !name.startsWith("=")),
    exact: names.filter((name) => name.startsWith("=")).map((name) => name.slice(1)),
    unrelated: list(phrases, ","),
  });
}

/** A name, and how else people write it. */
function spellings(name: string): string[] {
  if (name.startsWith("AWS ")) return [name, name.replace("AWS", "Amazon")];
  const ending = /\.(?=[jt]s\b)/;
  return ending.test(name) ? [name, name.replace(ending, ""), name.replace(ending, " ")] : [name];
}

/** Services of these types run at their makers only, but for a few. */
const HOSTED_TYPES =
  "analytics auth ci cloud collaboration communication crm hosting maps notification payment saas security storage";
const RUNS_ANYWHERE = "checkov jenkins logto mattermost metabase supertokens teamcity";

/** The entries of the kept list that our table doesn't have. They are of no kind that a stack is chosen from. */
function keptEntries(taken: ReadonlySet<string>): CatalogueEntry[] {
  const leftOut = new Set(list(LEFT_OUT, /\s/));
  const spelled = new Map(list(SPELLINGS, /\s/).map((name) => [slug(name), name]));
  const hosted = new Set(list(HOSTED_TYPES, " "));
  const anywhere = new Set(list(RUNS_ANYWHERE, " "));
  return listTech.flatMap(({ key, name: listed, type }) => {
    // "Cloud Storage" is what anybody's cloud has.
    const full = key.startsWith("gcp.") ? listed.replace(/^Cloud /, "Google Cloud ") : listed;
    const name = spelled.get(slug(listed)) ?? full;
    if (leftOut.has(key) || taken.has(slug(name))) return [];
    // What is spelled as any word would be counts only with its capitals: "Zoom", "Simple Analytics".
    const isWord = /^[A-Z](?:[a-z]*|[A-Z]{1,3})(?: [A-Z][a-z]*)*$/.test(name);
    return entryOf({
      name,
      kinds: ["other"],
      hosted: hosted.has(type) && !anywhere.has(slug(name)),
      aliases: isWord ? [] : spellings(name).slice(1),
      exact: isWord ? spellings(name) : [],
      unrelated: [],
    });
  });
}

/** An entry with its id, and without names that differ in nothing that counts. */
function entryOf(all: Required<Omit<CatalogueEntry, "id">>): CatalogueEntry {
  const { name, kinds, hosted, aliases, exact, unrelated } = all;
  const said = new Set([name, ...exact].map(normalised));
  const others = aliases.filter((alias) => !said.has(normalised(alias)) && said.add(normalised(alias)));
  return {
    id: IDS[name] ?? slug(name),
    name,
    kinds,
    ...(hosted && { hosted }),
    ...(others.length > 0 && { aliases: others }),
    ...(exact.length > 0 && { exact }),
    ...(unrelated.length > 0 && { unrelated }),
  };
}

/** Ids of names whose signs say something, and one that stands beside a name it starts with. */
const IDS: Readonly<Record<string, string>> = {
  "C++": "cplusplus",
  "C#": "csharp",
  "F#": "fsharp",
  ".NET": "dotnet",
  "Next.js API Routes": "nextjs-api-routes",
};

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
