import { describe, expect, it } from "vitest";
import {
  changeTechnology,
  readChange,
  technologyAt,
  technologyChoices,
} from "../../server/src/features/changeTechnology.ts";
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
      "### Database\n\n**Type:** PostgreSQL on Render\n",
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

  it("leaves deviations, comments and leftover examples alone", () => {
    const rest = `
<!-- MongoDB is asked for -->

## Technology Deviations

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Reason:** MongoDB is there
**Approved By:** NLR on [date]
`;
    check(
      `### Database\n\n**Type:** Mongo<|>DB\n${rest}`,
      "PostgreSQL",
      `### Database\n\n**Type:** PostgreSQL\n${rest}`,
    );
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
      { name: "PostgreSQL", detail: "Standard for Database", version: "15", hosts: ["Render"] },
      { name: "Airtable", detail: "Standard for Database", version: "", hosts: [] },
    ]);
    expect(found?.choices.map((one) => one.name)).not.toContain("MongoDB");
  });
});
