import { describe, expect, it } from "vitest";
import { NO_CONFIG } from "../../server/src/config/resolveConfig.ts";
import { hover } from "../../server/src/features/hover.ts";
import { unmark } from "../support/marker.ts";
import { BUILT_IN_POLICY, POLICY, STACK, service, TODAY } from "../support/service.ts";

const HEAD = "# MECHANISM: Booking 🚲\n\n**Mission:** Booking 🚲\n\n## Technology Stack\n\n";

/** Points at `<|>` and compares the Markdown; `<|…|>` is the range. `undefined`: nothing is shown. */
function check(body: string, expected: string | undefined, policy = POLICY): void {
  for (const eol of ["\n", "\r\n"]) {
    const { text, cursor, ranges } = unmark((HEAD + body).replaceAll("\n", eol));
    const found = hover(service.analyse(text, { policy, today: TODAY }), cursor);
    expect(found?.markdown).toBe(expected);
    if (ranges[0]) expect(found?.range).toEqual(ranges[0]);
  }
}

const FROM = "From docs/core/tech-stack.md.";
const FASTAPI = `**FastAPI** – standard for Backend

Minimum version: 0.104

Use when:
- The mission needs a backend of its own: background jobs, data processing, AI or machine learning
- FastAPI for an API by itself; Django where its admin pages, accounts and forms save work

Why: Quick to write, and the libraries for data and AI are there.

${FROM}`;
const OUTSIDE = "**MongoDB** – outside of the standard stack for Database (PostgreSQL, Airtable)";

describe("on a technology in the stack", () => {
  it("says that it is standard, with minimum, conditions and reasons", () => {
    check(
      "### Database\n\n**Type:** 😀 <|Airta<|>ble|>\n",
      `**Airtable** – standard for Database

Use when:
- Simple CRUD: records are created, read, changed and deleted, and little else
- Fewer than 5 tables
- No joins
- Under 50,000 records
- The client edits the data directly

Why: The client gets an editor for the data that nobody has to build.

${FROM}`,
    );
    check(
      "### Database\n\n**Type:** x\n**Hosting:** <|Ren<|>der|>\n",
      `**Render** – standard for Database Hosting\n\n${FROM}`,
    );
  });

  it("works on its version, in a list, in a composite value and under another name", () => {
    check("### Backend\n\n- **Framework:** <|FastAPI|> 0.1<|>10\n", FASTAPI);
    check(
      "### Backend\n\n**Framework:** <|Python|> 3.1<|>1+ with FastAPI deployed on **Render**\n",
      `**Python** – standard for Backend\n\nMinimum version: 3.11\n\n${FROM}`,
    );
    check("**Database:**\n- **Type:** <|Mon<|>go|>\n", `${OUTSIDE}\n\nNo deviation covers it.\n\n${FROM}`);
  });

  it("says how its deviation stands", () => {
    const entry = (approval: string): string =>
      `\n## Technology Deviations\n\n### Deviation 2: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** x\n**Approved By:** ${approval}\n`;
    const at = "### Database\n\n**Type:** <|Mongo<|>DB|> 7\n";
    const state = (text: string): string => `${OUTSIDE}\n\nDeviation 2: ${text}.\n\n${FROM}`;
    check(at + entry("NLR on [date]"), state("Nobody was asked yet"));
    check(at + entry("Pending – requested from NLR on 2026-01-30"), state("Asked NLR 2 days ago"));
    check(at + entry("NLR on 2026-01-30"), state("Approved by NLR on 2026-01-30, without a record of what for"));
    check(at + entry("Rejected by NLR on 2026-01-30"), state("Rejected by NLR on 2026-01-30, but still in use"));
    const standing = { technology: "MongoDB", by: "NLR", date: "2026-01-01" };
    const policy = service.policy(
      { ...NO_CONFIG, standingApprovals: [standing] },
      { text: STACK, source: "docs/core/tech-stack.md" },
    );
    check(at, `${OUTSIDE}\n\nApproved once for all missions, in the configuration.\n\n${FROM}`, policy);
  });

  it("names the built-in stack, and is silent without any", () => {
    check(
      "### Database\n\n**Type:** Mongo<|>DB\n",
      `${OUTSIDE}\n\nNo deviation covers it.\n\nFrom the built-in standard stack.`,
      BUILT_IN_POLICY,
    );
    const { text, cursor } = unmark(`${HEAD}### Database\n\n**Type:** Mongo<|>DB\n`);
    expect(hover(service.analyse(text), cursor)).toBeUndefined();
  });

  it("says that an approval is for what was there before", () => {
    const record = `<!-- mechanism-approval: {"mission":"Booking 🚲","area":"Database","standard":["PostgreSQL"],"actual":["MongoDB"],"date":"2026-01-30"} -->`;
    check(
      `### Database\n\n**Type:** Dynamo<|>DB\n\n## Technology Deviations\n\n### Deviation 1: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** x\n**Approved By:** NLR on 2026-01-30\n${record}\n`,
      `${OUTSIDE.replace("MongoDB", "DynamoDB")}\n\nDeviation 1: Approved by NLR on 2026-01-30, for something else than it says now.\n\n${FROM}`,
    );
  });

  it("asks for no deviation for what goes with another choice", () => {
    const NEEDLESS = "It needs no deviation of its own.";
    check(
      "### Frontend\n\n**Framework:** Next.js 14 with Rea<|>ct\n",
      `**React** – outside of the standard stack for Frontend (Next.js)\n\n${NEEDLESS}\n\nMinimum version: 18\n\n${FROM}`,
    );
    check(
      "### Backend\n\n**Framework:** Express\n**Language:** JavaSc<|>ript\n",
      `**JavaScript** – outside of the standard stack for Backend (Python, TypeScript)\n\n${NEEDLESS}\n\n${FROM}`,
    );
    check(
      "### Database\n\n**Type:** Supabase\n**Hosting:** Supa<|>base\n",
      `**Supabase** – outside of the standard stack for Database Hosting (Render)\n\n${NEEDLESS}\n\n${FROM}`,
    );
  });

  it("takes no minimum from a technology whose name only begins like it", () => {
    check(
      "### Frontend\n\n**Framework:** React Na<|>tive\n",
      `**React Native** – outside of the standard stack for Frontend (Next.js)\n\nNo deviation covers it.\n\n${FROM}`,
    );
    check(
      "### Backend\n\n**Framework:** <|Next.js API Rou<|>tes|>\n",
      `**Next.js API Routes** – standard for Backend

Minimum version: 14

Use when:
- No separate backend is needed
- The logic is simple, and lives best beside the pages that call it

Why: One repository and one deployment with the frontend.

${FROM}`,
    );
  });

  it("is silent on the template's placeholder", () => {
    check("### Frontend\n\n**Framework:** [Next<|>.js / React / Vue / etc.]\n**Version:** 14\n", undefined);
    check("**Frontend:**\n- **Framework:** [Next<|>.js / React / Vue / etc.]\n- **Version:** 14\n", undefined);
  });

  it("is silent on other words, in prose and in other sections", () => {
    check("### Database\n\n**Type:** MongoDB in two regi<|>ons\n", undefined);
    check("### Database\n\n**Type:** x\n\n**Why this choice:**\nLike Mongo<|>DB.\n", undefined);
    check("### Database\n\n**Type:** x\n\n## Notes\n\nMongo<|>DB\n", undefined);
  });
});

describe("on a technology in a deviation", () => {
  const FIELDS = (actual: string): string =>
    `Standard: PostgreSQL\nActual: ${actual}\nReason: x\nApproved By: NLR on [date]`;

  it("says the same, in an entry in a fence too", () => {
    const expected = `${OUTSIDE}\n\nDeviation 1: Nobody was asked yet.\n\n${FROM}`;
    const text = `### Database\n\n**Type:** MongoDB\n\n## Technology Deviations\n\n`;
    check(`${text}\`\`\`\nDeviation 1: Database\n\n${FIELDS("<|Mongo<|>DB|>")}\n\`\`\`\n`, expected);
    const labels = FIELDS("<|Mongo<|>DB|>").replace(/^([\w ]+):/gm, "**$1:**");
    check(`${text}### Deviation 1: Database\n\n${labels}\n`, expected);
  });

  const entry = (title: string, standard: string, actual: string, type = "MongoDB"): string =>
    `### Database\n\n**Type:** ${type}\n\n## Technology Deviations\n\n### Deviation 1: ${title}\n\n**Standard:** ${standard}\n**Actual:** ${actual}\n`;

  it("takes the part of the stack that the technology fits, of those that the heading names", () => {
    const { text, cursor } = unmark(HEAD + entry("Backend and Database", "Postgre<|>SQL", "Express with MongoDB"));
    const found = hover(service.analyse(text, { policy: POLICY, today: TODAY }), cursor)?.markdown;
    expect(found).toMatch(/^\*\*PostgreSQL\*\* – standard for Database\n\nMinimum version: 15\n\nUse when:\n/);
    check(
      entry("Database", "PostgreSQL on <|Ren<|>der|>", "x"),
      `**Render** – standard for Database Hosting\n\n${FROM}`,
    );
    check(
      entry("Data layer", "PostgreSQL on 😀 <|Ren<|>der|>", "MongoDB"),
      `**Render** – standard for Database Hosting\n\n${FROM}`,
    );
  });

  it("is silent on what no such part of the stack chooses", () => {
    check(entry("Backend", "FastAPI", "Django with Play<|>wright"), undefined);
    check(entry("Backend", "FastAPI", "Django with Mongo<|>DB", "PostgreSQL"), undefined);
    check(entry("Database", "PostgreSQL", "Re<|>dis"), undefined);
    check(entry("Data layer", "PostgreSQL", "Mongo<|>DB", "PostgreSQL"), undefined);
  });
});
