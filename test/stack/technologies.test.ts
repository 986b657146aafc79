import { describe, expect, it } from "vitest";
import catalogue from "../../server/src/stack/catalogue.json" with { type: "json" };
import { type CatalogueEntry, normalised } from "../../server/src/stack/names.ts";
import { mentionsIn, technologyById, technologyNamed, versionIn } from "../../server/src/stack/technologies.ts";

const entries = catalogue as readonly CatalogueEntry[];

/** What a text names, each as its name and version, such as "Python 3.11+"; the spans must be where the words are. */
function named(text: string): string[] {
  const found = mentionsIn(text);
  const ends = found.map(({ span }) => span.end);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
  return found.map(({ technology, span, version }) => {
    expect(text.slice(span.start, span.end)).toMatch(/^[\p{L}.].*[\p{L}\p{N}+#!)]$/su);
    if (!version) return technology.name;
    expect(text.slice(version.span.start, version.span.end)).toBe(version.number || version.text);
    return `${technology.name} ${version.number || "latest"}${version.orLater && version.number ? "+" : ""}`;
  });
}

describe("the technologies in a text", () => {
  it.each<[string, string[]]>([
    ["Python 3.11+ with FastAPI deployed on **Render**", ["Python 3.11+", "FastAPI", "Render"]],
    ["PostgreSQL 15 on Render", ["PostgreSQL 15", "Render"]],
    ["Supabase (Postgres)", ["Supabase", "PostgreSQL"]],
    ["Django 4.2 + PostgreSQL", ["Django 4.2", "PostgreSQL"]],
    ["Next.js 15 (App Router, React 19, TypeScript 5.7)", ["Next.js 15", "React 19", "TypeScript 5.7"]],
    ["🧡 SvelteKit (Svelte 4, TypeScript 5.4)", ["SvelteKit", "Svelte 4", "TypeScript 5.4"]],
    ["[PostgreSQL / MySQL / MongoDB / Airtable / etc.]", ["PostgreSQL", "MySQL", "MongoDB", "Airtable"]],
    ["Neo4j 5.26 on Neo4j AuraDB (client's account)", ["Neo4j 5.26", "Neo4j Aura"]],
    ["Amazon RDS for PostgreSQL 16.3", ["AWS RDS", "PostgreSQL 16.3"]],
    ["AWS (EC2)", ["AWS EC2"]],
    ["Railway Postgres and Vercel Functions", ["Railway", "PostgreSQL", "Vercel"]],
    ["Node.js 20, Express.js and MS SQL Server", ["Node.js 20", "Express.js", "Microsoft SQL Server"]],
    ["C#, C++ and .NET 8 (ASP.NET Core)", ["C#", "C++", ".NET 8", "ASP.NET Core"]],
    ["OpenAI GPT-4o mini, Claude 3.5 Sonnet", ["OpenAI", "GPT", "Claude 3.5"]],
    ["Claude Code", ["Claude Code"]],
    ["使用React和PostgreSQL 16", ["React", "PostgreSQL 16"]],
  ])("%s", (text, expected) => expect(named(text)).toEqual(expected));

  it.each<[string, string[]]>([
    ["Next.js API Routes", ["Next.js API Routes"]],
    ["Next.js API routes", ["Next.js API Routes"]],
    ["Next.js (API Routes)", ["Next.js API Routes"]],
    ["Next.js 15 API Routes (Route Handlers)", ["Next.js API Routes 15"]],
    ["Next.js v15 (API Routes), TypeScript", ["Next.js API Routes 15", "TypeScript"]],
    ["**Next.js** API\r\n  Routes", ["Next.js API Routes"]],
    ["MongoDB Atlas", ["MongoDB Atlas"]],
    ["AWS RDS (eu-north-1)", ["AWS RDS"]],
    ["React Native", ["React Native"]],
    ["Google Cloud Run", ["Google Cloud Run"]],
  ])("takes the longest name: %s", (text, expected) => expect(named(text)).toEqual(expected));

  it.each<[string, string]>([
    ["**Render**", "Render"],
    ["`postgres`", "PostgreSQL"],
    ["_React_", "React"],
    ["__Vue__", "Vue.js"],
    ["[Next.js](https://nextjs.org)", "Next.js"],
    ["(MySQL)", "MySQL"],
    ["Vercel's edge", "Vercel"],
    ["Vercel’s edge", "Vercel"],
    ["PostgreSQL-backed", "PostgreSQL"],
    ["postgres-compatible", "PostgreSQL"],
    ["Hosting=Netlify.", "Netlify"],
    ["NextJS", "Next.js"],
    ["Next JS", "Next.js"],
    ["next-js", "Next.js"],
    ["nodejs", "Node.js"],
    ["golang", "Go"],
    ["psql", "PostgreSQL"],
    ["Mongo", "MongoDB"],
    ["VueJS", "Vue.js"],
    ["ReactJS", "React"],
    ["GCP", "Google Cloud"],
    ["Fly.io", "Fly.io"],
    ["Rails", "Ruby on Rails"],
    ["Eleven Labs", "Eleven Labs"],
    ["ElevenLabs", "Eleven Labs"],
  ])("knows %s", (text, expected) => expect(named(text)).toEqual([expected]));

  it.each([
    "we render rooms, and rendering is slow",
    "Render the page again. Render all rooms.",
    "express delivery, Express delivery, American Express",
    "Expression of interest",
    "go live, Go live, Go-live, Go to the desk",
    "the next step, Next steps, next 14 days",
    "the rest of it",
    "a segment of guests, a square box, linear growth",
    "Remix of songs",
    "a flask of water, rails of the harbour, a neon light, Neon sign",
    "they react to it; a node in the graph; an angular shape",
    "a fast API, an open AI model, better stack",
    "we meet on Monday; Clerk approves",
    "PostgreSQLish, MyPython, Python3k",
    "non-React",
    "R, C and X",
  ])("finds no ordinary words: %s", (text) => expect(named(text)).toEqual([]));

  it.each([
    "see https://vercel.com/docs?x=React",
    "postgres://user@db:5432/main and redis://cache",
    "www.render.com, vercel.com/Next.js",
    "info@render.com, django@example.org",
    "next.config.js, vue.config.js, schema.prisma, django.conf",
    "MONGO_URL, REACT_APP_KEY, DATABASE_POSTGRES",
    "./python/main.py, docs/react.md, /api/django/, src/React/App.tsx",
    "@prisma/client, react-dom, redis-server, vue-router, next-auth",
    "[docs](./Django.md)",
    "github.com/vercel/next.js",
    "#Vue $postgres",
  ])("finds nothing in addresses, paths and identifiers: %s", (text) => expect(named(text)).toEqual([]));

  it.each<[string, string[]]>([
    ["React/Vue", ["React", "Vue.js"]],
    ["Python 3.11/FastAPI 0.115", ["Python 3.11", "FastAPI 0.115"]],
    ["postgres/mysql", ["PostgreSQL", "MySQL"]],
    ["TypeScript/Node.js.", ["TypeScript", "Node.js"]],
    ["Python-FastAPI", ["Python", "FastAPI"]],
    ["shadcn/ui", ["shadcn/ui"]],
  ])("reads alternatives: %s", (text, expected) => expect(named(text)).toEqual(expected));

  it.each(["😀 ", "é\r\n", "a\r\n\r\n🐘🗄️ ", "x\n"])("counts UTF-16 units behind %j", (before) => {
    const [mention] = mentionsIn(`${before}PostgreSQL (v15.2)`);
    const start = before.length;
    expect(mention?.span).toEqual({ start, end: start + 10 });
    expect(mention?.version).toEqual({
      span: { start: start + 13, end: start + 17 },
      text: "v15.2",
      number: "15.2",
      orLater: false,
    });
  });

  it.each<[string, string, number]>([
    ["names", "Next.js 14 ", 20_000],
    ["spaces", `React${" ".repeat(50_000)}`, 4],
    ["marks", `Next.js${"*_`".repeat(50_000)}`, 2],
    ["slashes", "React/", 40_000],
    ["digits", `Python ${"1.".repeat(50_000)}`, 2],
    ["addresses", "a@a.b.c.", 40_000],
    ["half links", "React](", 40_000],
    ["letters", "x".repeat(100_000), 2],
    ["schemes", "a+b.", 50_000],
    ["prefixes", "Google Cloud ", 20_000],
    ["hyphens", "React-", 30_000],
  ])("comes to the end of many %s", (_, part, times) => {
    expect(mentionsIn(part.repeat(times)).length).toBeLessThanOrEqual(40_000);
    expect(() => versionIn(part.repeat(times))).not.toThrow();
  });
});

describe("the version behind a name", () => {
  it.each<[string, string]>([
    ["PostgreSQL 15", "15"],
    ["Python 3.11+", "3.11+"],
    ["FastAPI 0.104+", "0.104+"],
    ["Next.js (v14.0.4)", "14.0.4"],
    ["Next.js 14 (App Router)", "14"],
    ["Next.js (14)", "14"],
    ["Node.js ≥ 14", "14+"],
    ["Node.js >= 14.0.0", "14.0.0+"],
    ["Node.js: ≥ 18", "18+"],
    ["Next.js ^14.2.0", "14.2.0+"],
    ["Next.js 14.0.0 or later", "14.0.0+"],
    ["Next.js 14 and above", "14+"],
    ["PostgreSQL version 15", "15"],
    ["PostgreSQL, version 15", "15"],
    ["Node.js 18 LTS", "18"],
    ["PostgreSQL v15.2", "15.2"],
    ["Django 4.2.x", "4.2"],
    ["Next.js 14.x", "14"],
    ["Next.js@14", "14"],
    ["Next.js@14.0.4", "14.0.4"],
    ["postgres:15-alpine", "15"],
    ["Python3.11", "3.11"],
    ["Postgres16", "16"],
    ["**PostgreSQL** 15", "15"],
    ["**PostgreSQL**: 15", "15"],
    ["`Django` **4.2**", "4.2"],
    ["[Next.js](https://nextjs.org) 14", "14"],
    ["PostgreSQL 16 with PostGIS", "16"],
    ["Next.js 15.0.0-rc.1", "15.0.0"],
    ["Python 3.12, strict", "3.12"],
    ["Python 3.12. It is fast", "3.12"],
    ["Next.js (latest stable)", "latest"],
    ["Next.js latest", "latest"],
    ["Next.js latest 15.x", "15"],
    ["Node.js (LTS)", "latest"],
    ["React 19", "19"],
  ])("%s", (text, expected) => expect(named(text)[0]?.split(" ").at(-1)).toBe(expected));

  it.each([
    "PostgreSQL with 3 replicas",
    "PostgreSQL 3 replicas",
    "PostgreSQL (3 read replicas)",
    "React 2 pages",
    "Render (2 web services)",
    "Render 4 GB",
    "Render 512MB",
    "Render, 2 instances",
    "Airtable 50,000 records",
    "Airtable 3–5 users",
    "PostgreSQL 5432",
    "postgres:5432",
    "Airtable 2026-02-01",
    "Vercel 01.02.2026",
    "Render 2024",
    "Render 24/7",
    "Vercel 10:30",
    "Vercel 99.9%",
    "Vercel 99.9 % of the time",
    "Render 7€",
    "Netlify 2x",
    "PostgreSQL 15.[specific version]",
    "PostgreSQL\n15 tables and more",
    "PostgreSQL\n\n15",
    "PostgreSQL stable for years? No: current schema",
    "PostgreSQL [specific version]",
  ])("is none: %s", (text) => expect(mentionsIn(text)[0]?.version?.number || undefined).toBeUndefined());

  it("belongs to the name right before it", () => {
    expect(named("FastAPI (Python 3.11)")).toEqual(["FastAPI", "Python 3.11"]);
    expect(named("PostgreSQL and Redis 7")).toEqual(["PostgreSQL", "Redis 7"]);
  });
});

describe("the catalogue", () => {
  it("has an id of its own for each technology", () => {
    const ids = entries.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it("gives each name to one technology", () => {
    const owners = new Map<string, string>();
    const shared = entries.flatMap(({ id, name, aliases = [], exact = [], unrelated = [] }) =>
      [name, ...aliases, ...exact, ...unrelated].map(normalised).filter((one) => {
        const owner = owners.get(one) ?? id;
        owners.set(one, owner);
        return owner !== id;
      }),
    );
    expect(shared).toEqual([]);
  });

  it("finds each technology by its name and its id", () => {
    for (const { id, name } of entries) {
      expect(technologyById(id)?.name).toBe(name);
      expect(technologyNamed(name)?.id).toBe(id);
      expect(mentionsIn(name).map((one) => one.technology.id)).toEqual([id]);
    }
    expect(technologyById("none")).toBeUndefined();
  });

  it.each<[string, string, boolean]>([
    ["Next.js", "frontend backend", false],
    ["Next.js API Routes", "backend", false],
    ["FastAPI", "backend", false],
    ["React", "frontend", false],
    ["PostgreSQL", "database", false],
    ["DynamoDB", "database", true],
    ["Airtable", "database", true],
    ["Google Sheets", "database", true],
    ["FalkorDB", "database", false],
    ["Supabase", "database hosting", true],
    ["MongoDB Atlas", "database hosting", true],
    ["AWS RDS", "hosting", true],
    ["Vercel", "hosting", true],
    ["Kubernetes", "hosting", false],
    ["Redis", "other", false],
    ["Elasticsearch", "other", false],
    ["Pinecone", "other", true],
    ["Better Uptime", "other", true],
    ["TypeScript", "language", false],
    ["Node.js", "runtime", false],
    ["OpenAI", "llm", true],
    ["Ollama", "llm", false],
  ])("knows what %s is", (name, kinds, hosted) => {
    expect(technologyNamed(name)).toMatchObject({ kinds: kinds.split(" "), hosted });
  });

  it.each<[string, string | undefined]>([
    ["postgres", "postgresql"],
    [" POSTGRES ", "postgresql"],
    ["next.js api routes", "nextjs-api-routes"],
    ["ANTHROPIC", "anthropic"],
    ["GEMINI", "gemini"],
    ["Render", "render"],
    ["render", undefined],
    ["go", undefined],
    ["next", undefined],
    ["PostgreSQL 15", undefined],
    ["", undefined],
  ])("finds by the whole name: %j", (name, id) => expect(technologyNamed(name)?.id).toBe(id));
});
