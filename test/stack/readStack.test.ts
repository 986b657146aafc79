import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStack } from "../../server/src/stack/readStack.ts";
import type { StandardStack } from "../../server/src/stack/stack.ts";
import type { Technology } from "../../server/src/stack/technology.ts";
import { deriveSchema } from "../../server/src/template/deriveSchema.ts";
import { service, TEMPLATE } from "../support/service.ts";

const BUILT_IN = readFileSync("template/tech-stack.md", "utf8");

function fixture(name: string): StandardStack {
  return readStack(readFileSync(`test/fixtures/stack/${name}.md`, "utf8"), service.schema, `${name}.md`);
}

function read(text: string): StandardStack {
  return readStack(text, service.schema);
}

/** All that a stack says, a line each, with lines from 1. Lists stand in their order. */
function said(stack: StandardStack): string[] {
  const names = (all: readonly Technology[]): string => all.map((one) => one.name).join(" + ") || "-";
  return [
    ...(stack.date ? [`date ${stack.date}`] : []),
    ...stack.areas.flatMap((area) => [
      `${area.line + 1} ${area.role} "${area.title}"`,
      ...area.choices.flatMap((one) => [
        `${one.line + 1}   "${one.title}": ${names(one.technologies)}, ${names(one.languages)}, ${names(one.hosting)}`,
        ...one.useWhen.map((text) => `    when ${text}`),
        ...one.reasons.map((text) => `    why ${text}`),
      ]),
    ]),
    ...stack.minimums.map((one) => `${one.line + 1} minimum ${one.technology.name} ${one.version}`),
    ...stack.limits.map((one) => `${one.line + 1} limit ${one.technology.name} below ${one.below} ${one.measure}`),
    ...(stack.llm
      ? [
          `${stack.llm.line + 1} llm ${names(stack.llm.tools)}`,
          `  internal ${stack.llm.internal}`,
          `  client ${stack.llm.client}`,
        ]
      : []),
    ...stack.grounds.map((one) => `ground ${one}`),
    ...stack.approvers.map((one) => `approver ${one}`),
    ...stack.skipped.map((one) => `${one.line + 1} skipped ${one.title}`),
  ];
}

describe("the built-in standard stack", () => {
  it("is read completely", () => {
    expect(said(read(BUILT_IN))).toEqual([
      "date 2026-01-15",
      '11 stack.frontend "Frontend"',
      '13   "Next.js (latest stable)": Next.js, TypeScript, Vercel',
      "    why One framework for pages, routing and server rendering, so that every mission looks familiar.",
      "    why Vercel deploys it without configuration and shows a preview of each change.",
      "    why TypeScript finds mistakes before the client does.",
      '22 stack.backend "Backend"',
      '24   "Python with FastAPI or Django": FastAPI + Django, Python, Render',
      "    when The mission needs a backend of its own: background jobs, data processing, AI or machine learning",
      "    when FastAPI for an API by itself; Django where its admin pages, accounts and forms save work",
      "    why Quick to write, and the libraries for data and AI are there.",
      '36   "Next.js API Routes": Next.js API Routes, TypeScript, Vercel',
      "    when No separate backend is needed",
      "    when The logic is simple, and lives best beside the pages that call it",
      "    why One repository and one deployment with the frontend.",
      '48 stack.database "Database"',
      '50   "PostgreSQL": PostgreSQL, -, Render',
      "    when The data is relational: tables that refer to each other",
      "    when Queries need joins",
      "    when Changes need transactions",
      "    when The data will grow",
      "    why It keeps related data correct, and does not have to be replaced when the mission grows.",
      '63   "Airtable": Airtable, -, -',
      "    when Simple CRUD: records are created, read, changed and deleted, and little else",
      "    when Fewer than 5 tables",
      "    when No joins",
      "    when Under 50,000 records",
      "    when The client edits the data directly",
      "    why The client gets an editor for the data that nobody has to build.",
      "106 minimum Node.js 18",
      "107 minimum Next.js 14",
      "108 minimum React 18",
      "109 minimum TypeScript 5",
      "110 minimum Python 3.11",
      "111 minimum FastAPI 0.104",
      "112 minimum Django 4.2",
      "113 minimum Pydantic 2",
      "114 minimum PostgreSQL 15",
      "115 minimum Prisma 5",
      "116 minimum Playwright 1.40",
      "117 minimum pytest 7",
      "69 limit Airtable below 5 tables",
      "71 limit Airtable below 50000 records",
      "80 llm Claude Code",
      `  internal Only through Claude Code: claude -p "message" --continue. A subscription has one price, while direct calls of an API are paid by the token. Never call the API of Anthropic, OpenAI or another provider for the team's own work.`,
      "  client On the client's API keys and the client's budget. Write down in the mission's document whose keys they are, and which limits hold.",
      "ground The client's existing infrastructure",
      "ground The client's hard constraint",
      "ground The client asks for it and pays for it",
      "approver NLR",
      "90 skipped Images and Voice",
      "95 skipped Tests",
    ]);
  });

  it("is read the same with other line endings", () => {
    expect(read(BUILT_IN.replaceAll("\n", "\r\n"))).toEqual(read(BUILT_IN));
  });

  it("has no source, and another stack has its path", () => {
    expect(read(BUILT_IN).source).toBeUndefined();
    expect(fixture("tables").source).toBe("tables.md");
  });
});

describe("a stack document", () => {
  it("may write alternatives into one value", () => {
    expect(said(fixture("parentheses"))).toEqual([
      "date 2026-01-10",
      '7 stack.frontend "Frontend"',
      '7   "Next.js 14+ (TypeScript) on Vercel": Next.js, TypeScript, Vercel',
      '8 stack.backend "Backend"',
      '8   "Python (FastAPI or Django) on Render": FastAPI + Django, Python, Render',
      '8   "Next.js API Routes": Next.js API Routes, -, -',
      '9 stack.database "Database"',
      '9   "PostgreSQL": PostgreSQL, -, -',
      '9   "Airtable": Airtable, -, -',
      "    when simple CRUD, fewer than 5 tables",
      "16 minimum Node.js 18",
      "16 minimum Python 3.11",
      "16 minimum PostgreSQL 15",
      "7 minimum Next.js 14",
      "9 limit Airtable below 5 tables",
      "approver NLR",
      "10 skipped Cache",
    ]);
  });

  it("may have a heading for each option, and mark the default", () => {
    expect(said(fixture("options"))).toEqual([
      "date 2025-12-01",
      '6 stack.frontend "Core Frontend Stack"',
      '8   "Next.js (latest stable)": Next.js, -, Vercel',
      "    why Known by everybody",
      '15 stack.backend "Backend Options"',
      '22   "FastAPI": FastAPI, Python, Render',
      "    why typed and quick",
      '17   "Next.js API Routes": Next.js API Routes, -, Vercel',
      "    when small APIs",
      '28 stack.database "Database"',
      '38   "PostgreSQL": PostgreSQL, -, Render',
      '30   "Airtable": Airtable, -, -',
      "    when the client edits the data.",
      "    when up to 4 tables",
      "    when less than 50k records",
      "35 limit Airtable below 5 tables",
      "36 limit Airtable below 50000 records",
      "ground Existing infrastructure",
      "ground Hard constraint",
      "approver NLR",
      "approver TK",
    ]);
  });

  it("may be made of tables", () => {
    expect(said(fixture("tables"))).toEqual([
      "date 2026-01-05",
      '10 stack.frontend "Frontend"',
      '10   "Next.js": Next.js, TypeScript, Vercel',
      '11 stack.backend "Backend"',
      '11   "Django": Django, Python, Render',
      '14 stack.database "Database"',
      '19   "PostgreSQL": PostgreSQL, -, Render',
      "    when Joins, transactions",
      '18   "Airtable": Airtable, -, -',
      "    when Under 20,000 records; the client edits",
      "25 minimum Next.js 14.0.0",
      "26 minimum Python 3.11",
      "18 limit Airtable below 20000 records",
      "approver NLR",
      "12 skipped Monitoring",
      "32 skipped Meetings",
    ]);
  });

  it("may be bulleted and decorated, with the line endings of Windows", () => {
    expect(said(fixture("emoji-crlf"))).toEqual([
      "date 2026-01-07",
      '5 stack.frontend "Frontend"',
      '7   "Next.js": Next.js, TypeScript, Vercel',
      '11 stack.database "Database"',
      '13   "PostgreSQL": PostgreSQL, -, Render',
      "    when relational data, joins",
      '16   "Airtable": Airtable, -, -',
      "    when simple CRUD, fewer than five tables",
      "    when the client edits the data",
      "15 minimum PostgreSQL 15",
      "16 limit Airtable below 5 tables",
      "23 llm Claude Code",
      "  internal only Claude Code, never the OpenAI API",
      "  client the client pays for the keys",
      "ground The client already runs it",
      "ground The client pays for it",
      "approver NLR",
      "approver TK",
    ]);
  });

  it("may be messy: another order, trees and JSON in between, no title", () => {
    expect(said(fixture("messy"))).toEqual([
      '33 stack.database "Databases"',
      '37   "PostgreSQL": PostgreSQL, -, -',
      "    when more than 5 tables",
      '44   "Airtable": Airtable, -, -',
      "    when at most 4 tables",
      "    when no more than 50 000 records",
      '52 stack.backend "Server"',
      '54   "Python": FastAPI, Python, Render',
      '63 stack.frontend "Front end"',
      '65   "Next.js with TypeScript, deployed on Vercel": Next.js, TypeScript, Vercel',
      "28 minimum Next.js 14.0.0",
      "29 minimum Node.js 18",
      "31 minimum FastAPI 0.104",
      "47 limit Airtable below 5 tables",
      "48 limit Airtable below 50001 records",
      "ground Existing infrastructure",
      "ground Budget",
      "approver NLR",
      "59 skipped Project structure",
    ]);
  });

  it("may have no areas", () => {
    expect(said(read("# Notes\n\n## Tools\n\nWe like tools.\n"))).toEqual(["3 skipped Tools"]);
    expect(said(read(""))).toEqual([]);
  });

  it("lists an area that names nothing that can be chosen", () => {
    expect(said(read("# Stack\n\n## Database\n\nTo be decided.\n"))).toEqual(["3 skipped Database"]);
  });

  it("has its names from the template", () => {
    const schema = deriveSchema(
      TEMPLATE.replace("### Database\n", "### Ablage\n").replace(
        /aliases="Data Store\|[^"]*"/,
        'aliases="Datenbank|Wo die Daten liegen"',
      ),
    );
    const text = "# Stack\n\n## Ablage\n\n**Type:** PostgreSQL\n";
    expect(said(readStack(text, schema))).toEqual(['3 stack.database "Ablage"', '5   "PostgreSQL": PostgreSQL, -, -']);
    expect(said(readStack("## Wo die Daten liegen\n\n**Engine:** Airtable\n", schema))).toEqual([
      '1 stack.database "Wo die Daten liegen"',
      '3   "Airtable": Airtable, -, -',
    ]);
    expect(readStack("## Database\n\n**Type:** PostgreSQL\n", schema).areas).toEqual([]);
  });
});

describe("the choices of an area", () => {
  it.each([
    ["- Next.js 14\n- TypeScript\n- Tailwind CSS\n- Vercel", ["Next.js 14: Next.js, TypeScript, Vercel"]],
    ["Next.js with TypeScript. We do not use Angular.", ["Next.js with TypeScript: Next.js, TypeScript, -"]],
    ["**Framework:** Next.js / Remix", ["Next.js: Next.js, -, -", "Remix: Remix, -, -"]],
    ["**Framework:** Next.js (React)\n**Language**: TypeScript", ["Next.js (React): Next.js, TypeScript, -"]],
    ["| Field | Value |\n|---|---|\n| Framework | Next.js |\n| Hosting | Vercel |", ["Next.js: Next.js, -, Vercel"]],
    ["**Default:** Next.js\n\n**Not allowed:** Angular", ["Next.js: Next.js, -, -"]],
    ["#### Alternatives\n\n- Remix\n- Next.js (default)", ["Next.js: Next.js, -, -", "Remix: Remix, -, -"]],
    ["```\nFramework: Angular\n```\n\n**Framework:** Next.js", ["Next.js: Next.js, -, -"]],
    ["<!-- **Framework:** Angular -->\n**Framework:** Next.js <!-- for now -->", ["Next.js: Next.js, -, -"]],
    ["To be decided.", []],
  ])("of %j", (text, choices) => {
    const names = (all: readonly Technology[]): string => all.map((one) => one.name).join(" + ") || "-";
    const { areas } = read(`# Stack\n\n### Frontend\n\n${text}\n`);
    expect(
      areas[0]?.choices.map(
        (one) => `${one.title}: ${names(one.technologies)}, ${names(one.languages)}, ${names(one.hosting)}`,
      ) ?? [],
    ).toEqual(choices);
  });

  it("have the conditions that name them", () => {
    const text =
      "## Database: PostgreSQL or Airtable\n\n**Use Airtable when:**\n- the client edits\n\n**Why PostgreSQL:** Joins.\n";
    expect(said(read(text))).toEqual([
      '1 stack.database "Database: PostgreSQL or Airtable"',
      '1   "PostgreSQL": PostgreSQL, -, -',
      "    why Joins.",
      '1   "Airtable": Airtable, -, -',
      "    when the client edits",
    ]);
  });

  it("may be known from their conditions only", () => {
    const text =
      "## Database\n\n### When to use PostgreSQL\n\n- joins\n\n### When to use Airtable\n\n- under 4 tables\n";
    expect(said(read(text))).toEqual([
      '1 stack.database "Database"',
      '3   "PostgreSQL": PostgreSQL, -, -',
      "    when joins",
      '7   "Airtable": Airtable, -, -',
      "    when under 4 tables",
      "9 limit Airtable below 4 tables",
    ]);
  });

  it("are those of the first section that has the template's name, if several have it", () => {
    const text = "## Frontend trends\n\n- Remix\n\n## Frontend\n\n- Next.js\n\n## Frontend\n\n- Angular\n";
    expect(said(read(text))).toEqual([
      '5 stack.frontend "Frontend"',
      '7   "Next.js": Next.js, -, -',
      "1 skipped Frontend trends",
      "9 skipped Frontend",
    ]);
  });
});

describe("the document's title", () => {
  it.each([
    "Stack and deviations",
    "AI tools for the client and the database",
    "Frontend stack",
    "Minimum versions, stack",
  ])("is about none of the parts: %s", (title) => {
    expect(said(read(`# ${title}\n\n## Frontend\n\n- Next.js\n\n## Style\n\nNeat.\n`))).toEqual([
      '3 stack.frontend "Frontend"',
      '5   "Next.js": Next.js, -, -',
      "7 skipped Style",
    ]);
  });
});

describe("approvers", () => {
  it.each([
    ["Deviations need approval by NLR before work starts.", ["NLR"]],
    ["Every deviation has to be approved by the CTO or by e-mail.", ["CTO"]],
    ["A deviation requires NLR approval.", ["NLR"]],
    ["**Approved by:** NLR, TK", ["NLR", "TK"]],
    ["**Approved By:** NLR and TK (either is enough)", ["NLR", "TK"]],
    ["**Approver:** Nora Reed (NLR)", ["Nora Reed", "NLR"]],
    ["**Approver:** NLR (CTO)", ["NLR"]],
    ["**Approvers:**\n- NLR\n- TK", ["NLR", "TK"]],
    ["**Approval:** Deviations need approval by NLR", ["NLR"]],
    ["**Approval:** Ask first", []],
    ["**Approved by:** [name]", []],
    ["**Approved by:** TBD", []],
    ["| Question | Answer |\n|---|---|\n| Approver | NLR |", ["NLR"]],
    ["A deviation is approved by asking.", []],
  ])("of %j", (text, approvers) => {
    expect(read(`# Stack\n\n${text}\n`).approvers).toEqual(approvers);
  });
});

describe("limits", () => {
  it.each([
    ["Fewer than 5 tables", ["tables < 5"]],
    ["less than 5 tables", ["tables < 5"]],
    ["up to 5 tables", ["tables < 6"]],
    ["≤ 5 tables", ["tables < 6"]],
    ["<= 5 tables", ["tables < 6"]],
    ["5 tables or so", []],
    ["5 or fewer tables", ["tables < 6"]],
    ["Tables: fewer than 5", ["tables < 5"]],
    ["under 50,000 records", ["records < 50000"]],
    ["under 50.000 total records", ["records < 50000"]],
    ["< 50k rows", ["records < 50000"]],
    ["fewer than 5 tables, under 50,000 records", ["tables < 5", "records < 50000"]],
    ["More than 5 tables", []],
    ["no fewer than 5 tables", []],
    ["under 5 minutes", []],
  ])("of %j", (text, limits) => {
    const stack = read(`## Database\n\n### Airtable\n\n**Use when:**\n- ${text}\n`);
    expect(stack.limits.map((one) => `${one.measure} < ${one.below}`)).toEqual(limits);
  });
});

describe("minimum versions", () => {
  it.each([
    ["- Next.js: ≥ 14.0.0", ["Next.js 14.0.0"]],
    ["- Node.js >= 18", ["Node.js 18"]],
    ["- **Next.js:** 14.0.0 or later", ["Next.js 14.0.0"]],
    ["Next.js 14+, React 18+", ["Next.js 14", "React 18"]],
    ["| Next.js | 14.0.0 |\n| --- | --- |\n| React | 18 |", ["Next.js 14.0.0", "React 18"]],
    ["### Frontend\n\n- Next.js: 14\n\n### Backend\n\n- Python: 3.11", ["Next.js 14", "Python 3.11"]],
    ["- Next.js: latest stable", []],
    ["- Every 2 weeks", []],
  ])("of %j", (text, minimums) => {
    const stack = read(`# Stack\n\n## Minimum Versions\n\n${text}\n`);
    expect(stack.minimums.map((one) => `${one.technology.name} ${one.version}`)).toEqual(minimums);
    expect(stack.areas).toEqual([]);
  });
});

describe("any text", () => {
  const pieces = [
    ...["# ", "## ", "- ", "| ", "|---|\n", "\n", "\r\n", "```\n", "**", ":", "(", ")", " or ", "  ", "> ", "---\n"],
    ...["Database", "Frontend", "Backend", "Framework", "Type", "Hosting", "Option 1", "Use when", "Why", "Deviations"],
    ...["PostgreSQL", "Airtable", "Next.js", "Python", "Render", "Claude Code", "AI", "internal", "Minimum versions"],
    ...["≥ 14", "14+", "fewer than 5 tables", "approved by NLR", "<!--", "-->", "2026-01-15", "Last Updated", "[x]"],
  ];

  it("gives a stack, with lines in the document", () => {
    const texts = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())).map((parts) => parts.join("")),
      fc
        .tuple(fc.nat(BUILT_IN.length), fc.nat(BUILT_IN.length), fc.constantFrom(...pieces))
        .map(([from, length, piece]) => BUILT_IN.slice(0, from) + piece + BUILT_IN.slice(from + (length % 60))),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const stack = read(text);
        const count = text.split(/\r\n|\r|\n/).length;
        const lines = [
          ...stack.areas.flatMap((area) => [area.line, ...area.choices.map((choice) => choice.line)]),
          ...[...stack.minimums, ...stack.limits, ...stack.skipped].map((one) => one.line),
          ...(stack.llm ? [stack.llm.line] : []),
        ];
        expect(lines.filter((line) => !Number.isInteger(line) || line < 0 || line >= count)).toEqual([]);
        expect(stack.areas.filter((area) => area.choices.some((one) => one.technologies.length === 0))).toEqual([]);
        expect(stack.areas.filter((area) => area.choices.length === 0)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
