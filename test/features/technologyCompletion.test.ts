import { describe, expect, it } from "vitest";
import { completions } from "../../server/src/features/completion.ts";
import { offsetOf, replaceRange, shown, unmark } from "../support/marker.ts";
import { analyse } from "../support/service.ts";

const HEAD = "# MECHANISM: Booking 🚲\n\n**Mission:** Booking 🚲\n\n## Technology Stack\n\n";

interface Expected {
  /** The first labels with their details, as `label – detail`. */
  readonly first?: readonly string[];
  /** All labels, in order. */
  readonly labels?: readonly string[];
  /** Labels that are not first, in this order. */
  readonly later?: readonly string[];
  readonly none?: readonly string[];
  /** The body after the offer with this label was taken. */
  readonly take?: string;
  readonly result?: string;
  readonly documentation?: RegExp;
}

/** Asks at `<|>` in a document with a standard stack of its own, and compares offers and the text that results. */
function check(body: string, expected: Expected, eol = "\n"): void {
  const { text, cursor } = unmark((HEAD + body).replaceAll("\n", eol));
  const found = completions(analyse(text), cursor);
  const labels = found.map((one) => one.label);
  if (expected.labels) expect(labels).toEqual(expected.labels);
  if (expected.first) {
    const shownFirst = found.slice(0, expected.first.length).map((one) => `${one.label} – ${one.detail}`);
    expect(shownFirst).toEqual(expected.first);
  }
  const places = (expected.later ?? []).map((label) => labels.indexOf(label));
  expect(places, "in this order").toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  for (const label of expected.none ?? []) expect(labels).not.toContain(label);
  expect(new Set(labels).size, "nothing twice").toBe(labels.length);
  const taken = found.find((one) => one.label === (expected.take ?? labels[0]));
  if (expected.documentation) expect(taken?.documentation).toMatch(expected.documentation);
  if (expected.result === undefined) return;
  if (!taken) throw new Error(`There is no ${expected.take} among ${labels.join(", ")}`);
  const typed = text.slice(offsetOf(text, taken.range.start), offsetOf(text, cursor));
  expect(taken.filterText.toLowerCase()).toContain(typed.trim().toLowerCase());
  const result = replaceRange(text, taken.range, shown(taken.newText).replaceAll("\r\n", "\n"));
  expect(result).toBe((HEAD + expected.result).replaceAll("\n", eol));
}

describe("technologies in a field of the stack", () => {
  it("are the standard ones first, then the template's, then all others of the kind", () => {
    check("### Database\n\n**Type:** <|>\n", {
      first: [
        "PostgreSQL – Standard for Database",
        "Airtable – Standard for Database",
        "MySQL – Outside of the standard stack for Database",
        "MongoDB – Outside of the standard stack for Database",
      ],
      later: ["MongoDB", "DynamoDB", "Neo4j"],
      none: ["Render", "React", "Postgres"],
      result: "### Database\n\n**Type:** PostgreSQL\n",
    });
  });

  it("say why and when, with the recommended minimum and where that is from", () => {
    check("### Database\n\n**Type:** <|>\n", {
      documentation:
        /^Minimum version: 15\n\nUse when:\n- The data is relational: tables that refer to each other\n[\s\S]*\n\nWhy: It keeps related data correct[\s\S]*\n\nFrom docs\/core\/tech-stack\.md\.\n\n---\n\n\*\*Type\*\*/,
    });
  });

  it("replace the placeholder as a whole, also with CRLF", () => {
    for (const eol of ["\n", "\r\n"]) {
      check(
        "### Database\n\n**Type:** [PostgreSQL / MySQL <|>/ MongoDB / Airtable / etc.]\n**Version:** 15\n",
        { take: "Airtable", result: "### Database\n\n**Type:** Airtable\n**Version:** 15\n" },
        eol,
      );
    }
  });

  it("are found by what was typed, also in a list and in a group with a bold label", () => {
    check("### Database\n\n- **Type:** mongo<|>\n", {
      labels: ["MongoDB", "MongoDB Atlas"],
      result: "### Database\n\n- **Type:** MongoDB\n",
    });
    check("**Database:**\n- **Type:** postg<|>\n", { first: ["PostgreSQL – Standard for Database"] });
  });

  it("come with their minimum version where the section has no field for it", () => {
    check("### Backend\n\n**Framework:** <|>\n", {
      first: [
        "FastAPI – Standard for Backend",
        "FastAPI 0.104+ – Standard for Backend, with its minimum version",
        "Django – Standard for Backend",
        "Django 4.2+ – Standard for Backend, with its minimum version",
      ],
      take: "FastAPI 0.104+",
      result: "### Backend\n\n**Framework:** FastAPI 0.104+\n",
    });
    check("### Frontend\n\n**Framework:** <|>\n", {
      first: ["Next.js – Standard for Frontend"],
      none: ["Next.js 14+"],
    });
  });

  it("are hosts where a host is asked for, those that fit the framework first", () => {
    check("### Backend\n\n**Framework:** FastAPI 0.110\n**Deployment:** <|>\n", {
      first: ["Render – Standard with FastAPI", "Vercel – Standard for Backend, but not with FastAPI"],
      later: ["Railway", "Fly.io"],
      none: ["FastAPI", "PostgreSQL"],
    });
    check("### Backend\n\n**Framework:** Next.js API Routes\n**Deployment:** <|>\n", {
      first: ["Vercel – Standard with Next.js API Routes"],
    });
  });

  it("are languages where a language is asked for", () => {
    check("### Backend\n\n**Framework:** FastAPI\n**Language:** <|>\n", {
      first: ["Python – Standard for Backend", "TypeScript – Standard for Backend"],
      later: ["JavaScript", "Go"],
      none: ["FastAPI"],
    });
  });
});

describe("versions", () => {
  it("are the recommended minimum of what the part is built with", () => {
    check("### Database\n\n**Type:** PostgreSQL\n**Version:** [specific <|>version]\n", {
      labels: ["15", "15+"],
      take: "15+",
      result: "### Database\n\n**Type:** PostgreSQL\n**Version:** 15+\n",
    });
    check("### Frontend\n\n**Framework:** Next.js (App Router)\n**Version:** <|>\n", { labels: ["14", "14+"] });
  });

  it("are none where the stack document has no minimum", () => {
    check("### Database\n\n**Type:** MongoDB\n**Version:** <|>\n", { labels: [] });
    check("### Database\n\n**Version:** <|>\n", { labels: [] });
  });
});

describe("in a deviation", () => {
  const deviation = (fields: string): string =>
    `### Database\n\n**Type:** MongoDB\n\n## Technology Deviations\n\n### Deviation 1: Database\n\n${fields}`;

  it("the standard and what the stack has are offered for the part that the heading names", () => {
    check(deviation("**Standard:** <|>\n**Actual:** x\n"), { labels: ["PostgreSQL", "Airtable"] });
    check(deviation("**Standard:** x\n**Actual:** <|>\n**Reason:** x\n"), { labels: ["MongoDB"] });
  });

  it("the grounds of the stack document begin the reason", () => {
    check(deviation("**Reason:** [Why deviation <|>is necessary]\n"), {
      labels: [
        "The client's existing infrastructure",
        "The client's hard constraint",
        "The client asks for it and pays for it",
      ],
      take: "The client's hard constraint",
      result: deviation("**Reason:** The client's hard constraint – \n"),
    });
  });

  it("the approvers are offered, but not in place of a date", () => {
    check(deviation("**Reason:** x\n**Approved By:** <|>\n"), { labels: ["NLR on [date]", "NLR"] });
    check(deviation("**Reason:** x\n**Approved By:** NLR on [da<|>te]\n"), { labels: [] });
  });
});

describe("nothing of the stack is offered", () => {
  it("behind a value that is finished, in prose, in code, or in other fields", () => {
    check("### Database\n\n**Type:** PostgreSQL 15 on Render<|>\n", { labels: [] });
    check("### Database\n\n**Type:** PostgreSQL\n\n**Why this choice:**\nIt is rel<|>\n", { labels: [] });
    check("### Database\n\n```\nType: <|>\n```\n", { labels: [] });
  });
});
