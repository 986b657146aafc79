import { describe, expect, it } from "vitest";
import {
  changeTechnology,
  readChange,
  technologyAt,
  technologyChoices,
} from "../../server/src/features/changeTechnology.ts";
import { codeActions } from "../../server/src/features/codeActions.ts";
import { applyEdits } from "../../server/src/features/fixes.ts";
import { unmark } from "../support/marker.ts";
import { analyse } from "../support/service.ts";

const HEAD = "# MECHANISM: Booking 🚲\n\n**Mission:** Booking 🚲\n\n## Technology Stack\n\n";

/** What is typed over the name at `<|>`, the body with the part's own fields changed, and with every mention changed. */
function check(body: string, typed: string, own: string, all = own): void {
  for (const eol of ["\n", "\r\n"]) {
    const { text, cursor } = unmark((HEAD + body).replaceAll("\n", eol));
    const analysis = analyse(text);
    const found = changeTechnology(analysis, cursor, readChange(typed));
    if (!found) throw new Error("There is no technology.");
    const result = (edits: typeof found.own): string => applyEdits(analysis.document, edits).replaceAll("\r\n", "\n");
    expect(result(found.own)).toBe(HEAD + own);
    expect(result([...found.own, ...found.mentions])).toBe(HEAD + all);
  }
}

describe("changing a technology", () => {
  it("writes name, recommended version and fitting host, and finds every other mention, in fences too", () => {
    const rest = (name: string): string => `
**Why this choice:**
${name} is known; the address is mongodb://db and the package mongodb-client.

## Notes

| What | Where |
| --- | --- |
| ${name} | here |

\`\`\`
[API] → [${name}]   # mongodb://db
\`\`\`
`;
    check(
      `### Database\n\n**Type:** 😀 <|>MongoDB\n**Version:** 7.0\n**Hosting:** MongoDB Atlas\n${rest("MongoDB")}`,
      "PostgreSQL",
      `### Database\n\n**Type:** 😀 PostgreSQL\n**Version:** 15\n**Hosting:** Render\n${rest("MongoDB")}`,
      `### Database\n\n**Type:** 😀 PostgreSQL\n**Version:** 15\n**Hosting:** Render\n${rest("PostgreSQL")}`,
    );
  });

  it("keeps a composite value, with version, language and host of the other", () => {
    check(
      "### Backend\n\n**Framework:** Python 3.11+ with Fast<|>API 0.110 deployed on **Render**\n",
      "Next.js API Routes",
      "### Backend\n\n**Framework:** TypeScript with Next.js API Routes 14 deployed on **Vercel**\n",
    );
    check(
      "### Database\n\n- **Type:** Postgres<|> 15 on Render\n",
      "MongoDB 7",
      "### Database\n\n- **Type:** MongoDB 7 on Render\n",
    );
    check(
      "### Database\n\n**Type:** MongoDB<|> on Railway\n",
      "PostgreSQL 16 on Render",
      "### Database\n\n**Type:** PostgreSQL 16 on Render\n",
    );
  });

  it("takes the host along in the value and in its field", () => {
    check(
      "### Database\n\n**Type:** MongoDB<|> 7 on Railway\n**Hosting:** Railway\n",
      "PostgreSQL",
      "### Database\n\n**Type:** PostgreSQL 15 on Render\n**Hosting:** Render\n",
    );
  });

  it("takes away a host that a product which runs at its maker's can't have", () => {
    check(
      "### Database\n\n**Type:** 😀 PostgreSQL<|> 15 on Render\n",
      "Airtable",
      "### Database\n\n**Type:** 😀 Airtable\n",
    );
    check(
      "### Database\n\n- **Type:** PostgreSQL<|> 15, hosted on **Render**\n",
      "Airtable",
      "### Database\n\n- **Type:** Airtable\n",
    );
  });

  it("gives a host to what ran at its maker's", () => {
    const text = (name: string, host: string): string =>
      `### Database\n\n**Type:** ${name}\n**Hosting:** ${host}, in the client's account\n`;
    check(text("Air<|>table", "Airtable"), "PostgreSQL", text("PostgreSQL", "Render"));
    // Nobody knows where it runs; that it is called like the old one would be wrong for sure.
    check(text("Air<|>table", "Airtable"), "Our own store", text("Our own store", "Airtable"));
  });

  it("takes a product in the field for the host for a host, and leaves the product alone", () => {
    const rest = "\nAirtable holds the bookings.\n";
    check(
      `### Database\n\n**Hosting:** 😀 Air<|>table, Team plan\n**Type:** Airtable\n${rest}`,
      "Render",
      `### Database\n\n**Hosting:** 😀 Render, Team plan\n**Type:** Airtable\n${rest}`,
    );
    const { text, cursor } = unmark(`${HEAD}### Data<|>base\n\n**Hosting:** Airtable\n**Type:** Airtable\n`);
    const found = changeTechnology(analyse(text), cursor, readChange("PostgreSQL"));
    if (!found) throw new Error("There is no technology.");
    expect(applyEdits(analyse(text).document, found.own)).toBe(
      `${HEAD}### Database\n\n**Hosting:** Render\n**Type:** PostgreSQL\n`,
    );
  });

  it("writes all that was typed, where there is a field for it and where there is none", () => {
    const typed = "PostgreSQL 16 on Render";
    check("### Database\n\n**Type:** Mongo<|>DB\n", typed, "### Database\n\n**Type:** PostgreSQL 16 on Render\n");
    check(
      "### Database\n\n**Type:** Mongo<|>DB\n**Version:**\n**Hosting:** [Render / AWS RDS / Supabase / etc.]\n",
      typed,
      "### Database\n\n**Type:** PostgreSQL\n**Version:** 16\n**Hosting:** Render\n",
    );
    check(
      "### Database\n\n**Type:** Mongo<|>DB\n**Version:** 🕰️ [specific version]\n**Hosting:** our own servers\n",
      typed,
      "### Database\n\n**Type:** PostgreSQL\n**Version:** 🕰️ 16\n**Hosting:** Render\n",
    );
    check(
      "### Backend\n\n**Language:** Type<|>Script 5\n",
      "Python 3.12",
      "### Backend\n\n**Language:** Python 3.12\n",
    );
  });

  it("keeps version and host where only the spelling changes", () => {
    check(
      "### Database\n\n**Type:** Post<|>gres 13 on Railway\n\nPostgreSQL 13, or Postgres 13 for short.\n",
      "PostgreSQL",
      "### Database\n\n**Type:** PostgreSQL 13 on Railway\n\nPostgreSQL 13, or Postgres 13 for short.\n",
      "### Database\n\n**Type:** PostgreSQL 13 on Railway\n\nPostgreSQL 13, or PostgreSQL 13 for short.\n",
    );
    check(
      "### Database\n\n**Type:** Post<|>gres\n**Version:** 13\n**Hosting:** AWS RDS\n",
      "PostgreSQL",
      "### Database\n\n**Type:** PostgreSQL\n**Version:** 13\n**Hosting:** AWS RDS\n",
    );
    check("### Database\n\n**Type:** Post<|>gres 13\n", "PostgreSQL 16", "### Database\n\n**Type:** PostgreSQL 16\n");
    check(
      "### Backend\n\n**Framework:** Next.js 15 API<|> routes\n",
      "Next.js API Routes",
      "### Backend\n\n**Framework:** Next.js API Routes 15\n",
    );
  });

  it("changes a version that stands apart from the name, and asks for it where none is known", () => {
    check(
      "### Database\n\n**Type:** Mongo<|>DB (v7, replica set)\n",
      "PostgreSQL",
      "### Database\n\n**Type:** PostgreSQL (v15, replica set)\n",
    );
    check(
      "### Database\n\n**Type:** Mongo<|>DB (v7, replica set)\n",
      "Our own store",
      "### Database\n\n**Type:** Our own store (v[specific version], replica set)\n",
    );
    check(
      "### Database\n\n**Type:** [Mongo<|>DB](https://db.example) 7\n",
      "PostgreSQL",
      "### Database\n\n**Type:** [PostgreSQL](https://db.example) 15\n",
    );
  });

  it("works in a group with a bold label", () => {
    check(
      "**Database:**\n- **Type:** Mongo<|>\n- **Version:** 7\n",
      "PostgreSQL",
      "**Database:**\n- **Type:** PostgreSQL\n- **Version:** 15\n",
    );
  });

  it("asks for a version where none is recommended, and for none where there can't be one", () => {
    check(
      "### Database\n\n**Type:** <|>PostgreSQL\n**Version:** 15\n",
      "MongoDB",
      "### Database\n\n**Type:** MongoDB\n**Version:** [specific version]\n",
    );
    check(
      "### Database\n\n**Type:** <|>PostgreSQL\n**Version:** 15\n**Hosting:** Render\n",
      "Airtable",
      "### Database\n\n**Type:** Airtable\n**Version:** N/A – not needed in this mission\n**Hosting:** N/A – not needed in this mission\n",
    );
    check(
      "### Database\n\n**Type:** <|>PostgreSQL\n**Version:** [specific version]\n",
      "MySQL",
      "### Database\n\n**Type:** MySQL\n**Version:** [specific version]\n",
    );
  });

  it("changes a host or a language by itself", () => {
    check(
      "### Backend\n\n**Framework:** Django 5\n**Deployment:** Rail<|>way\n",
      "Render",
      "### Backend\n\n**Framework:** Django 5\n**Deployment:** Render\n",
    );
    check("### Backend\n\n**Language:** Type<|>Script 5\n", "Python", "### Backend\n\n**Language:** Python\n");
  });

  it("offers mentions in headings, links and the comments of code", () => {
    const rest = (name: string, beside: string): string => `
## Data (${name})

See [${name}][db] and \`${name}\`.

\`\`\`sql
-- ${beside} only
<!-- ${name} -->
\`\`\`

[db]: https://db.example/mongodb
`;
    check(
      `### Database\n\n**Type:** Mongo<|>DB\n${rest("MongoDB", "MongoDB 7.0")}`,
      "PostgreSQL",
      `### Database\n\n**Type:** PostgreSQL\n${rest("MongoDB", "MongoDB 7.0")}`,
      `### Database\n\n**Type:** PostgreSQL\n${rest("PostgreSQL", "PostgreSQL")}`,
    );
  });

  it("leaves deviations alone, with all that stands around and below their entries", () => {
    const rest = `
## Technology Deviations

MongoDB, as approved:

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** MongoDB is there
**Approved By:** NLR on [date]

#### Costs

MongoDB Atlas bills MongoDB by the hour.

**Deviation 2: Search**
- **Actual:** MongoDB
`;
    check(
      `### Database\n\n**Type:** Mongo<|>DB\n${rest}`,
      "PostgreSQL",
      `### Database\n\n**Type:** PostgreSQL\n${rest}`,
    );
  });

  it("leaves comments alone, open ones too", () => {
    const rest = "\n<!-- MongoDB is asked for -->\n\n## Notes\n\nText. <!-- MongoDB -->\n\n<!-- MongoDB\n";
    check(
      `### Database\n\n**Type:** Mongo<|>DB\n${rest}`,
      "PostgreSQL",
      `### Database\n\n**Type:** PostgreSQL\n${rest}`,
    );
  });

  it("leaves alone what the template still waits for, and its examples", () => {
    const rest = `
**Why this choice:**
[Justification - when to use PostgreSQL vs Airtable?]

**Example (PostgreSQL):**
- **Type:** PostgreSQL 15
- **Hosting:** Render (managed)
- **Why:** Complex relational data, requires JOINs and transactions, production-grade performance needs
`;
    check(`### Database\n\n**Type:** Postgre<|>SQL\n${rest}`, "MySQL", `### Database\n\n**Type:** MySQL\n${rest}`);
  });
});

describe("the name of a technology", () => {
  const at = (body: string): string | undefined => {
    const { text, cursor } = unmark(HEAD + body);
    return technologyAt(analyse(text), cursor)?.name;
  };

  it("is found in a field of the stack, and nowhere else", () => {
    expect(at("### Database\n\n**Type:** Post<|>gres 15\n")).toBe("Postgres");
    expect(at("### Data<|>base\n\n**Type:** PostgreSQL\n")).toBeUndefined();
    expect(at("### Database\n\n**Ty<|>pe:** PostgreSQL\n")).toBeUndefined();
    expect(at("### Database\n\n**Type:** x\n\n**Why this choice:**\nPostgre<|>SQL\n")).toBeUndefined();
  });
});

describe("what a user types", () => {
  it.each<[string, object]>([
    ["PostgreSQL 15 on Render", { name: "PostgreSQL", version: "15", hosting: "Render" }],
    ["  MongoDB 7+ ", { name: "MongoDB", version: "7+" }],
    ["MongoDB 7 or later", { name: "MongoDB", version: "7 or later" }],
    ["Next.js 15 API Routes", { name: "Next.js API Routes", version: "15" }],
    ["postgres", { name: "postgres" }],
    ["SurrealDB", { name: "SurrealDB" }],
    ["Our own store", { name: "Our own store" }],
    ["PostgreSQL and Redis", { name: "PostgreSQL and Redis" }],
    ["", { name: "" }],
  ])("%s", (typed, expected) => {
    expect(readChange(typed)).toEqual(expected);
  });
});

describe("what can stand in place of a technology", () => {
  it("is what the field completes, with versions and hosts, found anywhere in the part", () => {
    const { text, cursor } = unmark(
      `${HEAD}### Database\n\n**Type:** MongoDB 7\n**Version:** 7<|>\n**Hosting:** Railway\n`,
    );
    const found = technologyChoices(analyse(text), cursor);
    expect(found).toMatchObject({ title: "Database", current: "MongoDB", versioned: true, hosting: "Railway" });
    expect(found?.choices.slice(0, 2)).toEqual([
      {
        name: "PostgreSQL",
        detail: "Standard for Database",
        reason: "The data is relational: tables that refer to each other",
        version: "15",
        hosts: ["Render"],
        hosted: false,
      },
      {
        name: "Airtable",
        detail: "Standard for Database",
        reason: "Simple CRUD: records are created, read, changed and deleted, and little else",
        version: "",
        hosts: [],
        hosted: true,
      },
    ]);
    expect(found?.choices.map((one) => one.name)).not.toContain("MongoDB");
  });
});

describe("the offer at a finding", () => {
  it("leads from a contradiction to the field of the stack", () => {
    const { text, ranges } = unmark(
      `# MECHANISM: Booking 🚲

**Mission:** Booking 🚲

## Architecture Overview

**System Components:**
- **Data:** 😀 bookings in <|MySQL|>

## Technology Stack

### Database

**Type:** 😀 <|PostgreSQL|> 15
`,
    );
    const [mention, field] = ranges;
    if (!mention || !field) throw new Error("There are no ranges.");
    const offer = codeActions(analyse(text), mention).find((one) => one.asks?.command === "changeTechnology");
    expect(offer?.title).toBe("Change technology…");
    expect(offer?.diagnostics.map((one) => one.rule)).toEqual(["technology-contradiction"]);
    expect(offer?.asks?.about).toEqual([field]);
  });

  it("is not made where nothing is to be changed", () => {
    const { text, ranges } = unmark(`${HEAD}### Database\n\n**Type:** <|PostgreSQL|> 15\n**Hosting:** Render\n`);
    const [field] = ranges;
    if (!field) throw new Error("There is no range.");
    expect(codeActions(analyse(text), field).filter((one) => one.asks?.command === "changeTechnology")).toEqual([]);
  });
});
