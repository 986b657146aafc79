import { describe, expect, it } from "vitest";
import { NO_POLICY } from "../../server/src/config/policy.ts";
import { NO_CONFIG } from "../../server/src/config/resolveConfig.ts";
import { completions } from "../../server/src/features/completion.ts";
import { offsetOf, replaceRange, shown, unmark } from "../support/marker.ts";
import { POLICY, service, TODAY } from "../support/service.ts";

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
function check(body: string, expected: Expected, eol = "\n", policy = POLICY): void {
  const { text, cursor } = unmark((HEAD + body).replaceAll("\n", eol));
  const found = completions(service.analyse(text, { policy, today: TODAY }), cursor);
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
        "MySQL – Choice in the template, outside of the standard stack for Database",
        "MongoDB – Choice in the template, outside of the standard stack for Database",
        "Apache Cassandra – Outside of the standard stack for Database",
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

  it("are hosts without a preference while no framework is chosen", () => {
    check("### Frontend\n\n**Framework:** [Next.js / React / Vue / etc.]\n**Version:** 14\n**Deployment:** <|>\n", {
      first: [
        "Vercel – Standard for Frontend",
        "Netlify – Choice in the template, outside of the standard stack for Frontend",
      ],
    });
    check("### Database\n\n**Type:** MongoDB\n**Hosting:** <|>\n", { first: ["Render – Standard for Database"] });
  });

  it("are no standard hosts for what runs at its maker's", () => {
    check("### Database\n\n**Type:** Airtable\n**Hosting:** <|>\n", {
      first: ["Render – Standard for Database, but not with Airtable"],
    });
  });

  it("are called as the rules see them, also by a longer name", () => {
    check("### Backend\n\n**Framework:** django re<|>\n", {
      labels: ["Django REST Framework"],
      first: ["Django REST Framework – Counts as standard for Backend"],
    });
  });

  it("follow an emoji, and stand in a group with a bold label", () => {
    check("**Backend 😀:**\n- **Framework:** FastAPI\n- **Deployment:** [Render / <|>Railway / Vercel / other]\n", {
      first: ["Render – Standard with FastAPI", "Vercel – Standard for Backend, but not with FastAPI"],
      take: "Render",
      result: "**Backend 😀:**\n- **Framework:** FastAPI\n- **Deployment:** Render\n",
    });
    check("### 🗄️ Database\n\n**🗄️ Type:** air<|>\n", {
      labels: ["Airtable"],
      result: "### 🗄️ Database\n\n**🗄️ Type:** Airtable\n",
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

  it("are none while the product is still to be chosen", () => {
    check(
      "### Frontend\n\n**Framework:** [Next.js / React / Vue / etc.]\n**Version:** [<|>specific version]\n**Deployment:** Vercel\n",
      {
        labels: [],
      },
    );
  });

  it("are never below the minimum", () => {
    check("### Database\n\n**Type:** PostgreSQL\n**Version:** 1<|>\n", { labels: ["15", "15+"] });
    check("### Database\n\n**Type:** PostgreSQL\n**Version:** 14<|>\n", { labels: [] });
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

describe("a stack document of one's own", () => {
  const OWN = service.policy(
    { ...NO_CONFIG, approvers: ["Ada", "Grace"] },
    {
      source: "docs/core/tech-stack.md",
      text: `# Stack

## Core Stack

### Backend

#### Option 1: FastAPI or Django (default)

**Framework:** FastAPI or Django
**Language:** Python
**Deployment:** Render

#### Option 2: Django or Flask

**Framework:** Django or Flask
**Language:** Python
**Deployment:** Fly.io or AWS

### Database

**Type:** MongoDB
`,
    },
  );
  const own = (body: string, expected: Expected): void => check(body, expected, "\n", OWN);

  it("replaces ours wholly", () => {
    own("### Database\n\n**Type:** <|>\n", {
      first: [
        "MongoDB – Standard for Database",
        "PostgreSQL – Choice in the template, outside of the standard stack for Database",
      ],
    });
    own("### Database\n\n**Type:** MongoDB\n**Version:** <|>\n", { labels: [] });
    own("### Database\n\n**Type:** PostgreSQL\n**Version:** <|>\n", { labels: [] });
    own("### Backend\n\n**Framework:** <|>\n", {
      first: ["FastAPI – Standard for Backend", "Django – Standard for Backend", "Flask – Standard for Backend"],
      none: ["FastAPI 0.104+"],
    });
  });

  it("may host one framework in several places", () => {
    own("### Backend\n\n**Framework:** Django\n**Deployment:** <|>\n", {
      first: ["Render – Standard with Django", "Fly.io – Standard with Django", "AWS – Standard with Django"],
    });
    own("### Backend\n\n**Framework:** FastAPI\n**Deployment:** <|>\n", {
      first: [
        "Render – Standard with FastAPI",
        "Fly.io – Standard for Backend, but not with FastAPI",
        "AWS – Standard for Backend, but not with FastAPI",
      ],
    });
  });

  it("leaves what it doesn't settle to the template", () => {
    own("### Database\n\n**Type:** MongoDB\n**Hosting:** <|>\n", { labels: ["Render", "AWS RDS", "Supabase"] });
    own("### Frontend\n\n**Framework:** <|>\n", { labels: ["Next.js", "React", "Vue"] });
    const none = (body: string, labels: readonly string[]): void => check(body, { labels }, "\n", NO_POLICY);
    none("### Frontend\n\n**Framework:** <|>\n", ["Next.js", "React", "Vue"]);
    none("### Frontend\n\n**Framework:** Next.js\n**Version:** <|>\n", []);
    none("## Technology Deviations\n\n### Deviation 1: Database\n\n**Reason:** <|>\n", []);
  });

  it("has its approvers from the configuration, if that names any", () => {
    own("## Technology Deviations\n\n### Deviation 1: Database\n\n**Approved By:** <|>\n", {
      labels: ["Ada on [date]", "Ada", "Grace"],
    });
  });
});
