import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readStack } from "../../server/src/stack/readStack.ts";
import { stackReport } from "../../server/src/stack/stackReport.ts";
import { service } from "../support/service.ts";

function report(path: string, source: string | undefined): string {
  return stackReport(readStack(readFileSync(path, "utf8"), service.schema, source));
}

it("the report of a stack says what was understood, where it stands, and what was not", () => {
  expect(report("test/fixtures/stack/emoji-crlf.md", "docs/core/tech-stack.md")).toBe(`# The standard stack in use

Read from: docs/core/tech-stack.md, last changed 2026-01-07

## Frontend

Line 5.

- **Next.js**, the default (line 7)
  - Technologies: Next.js
  - Languages: TypeScript
  - Runs on: Vercel

## Database

Line 11.

- **PostgreSQL**, the default (line 13)
  - Technologies: PostgreSQL
  - Runs on: Render
  - Use when: relational data, joins
- **Airtable** (line 16)
  - Technologies: Airtable
  - Use when: simple CRUD, fewer than five tables
  - Use when: the client edits the data

## Minimum versions

- PostgreSQL 15 (line 15)

## Limits

- Airtable: fewer than 5 tables (line 16)

## Language models

- Inside the team: only Claude Code, never the OpenAI API
- Tools of the team: Claude Code
- For clients: the client pays for the keys

## Deviations

- Approved by: NLR, TK
- Ground: The client already runs it
- Ground: The client pays for it
`);
});

it("the report names what was left out by its line", () => {
  expect(report("test/fixtures/stack/tables.md", "stack.md")).toContain(`## Not understood

- Monitoring (line 12)
- Meetings (line 32)
`);
});

it("the report of the built-in stack says so", () => {
  const built = report("template/tech-stack.md", undefined);
  expect(built).toContain("Read from: the built-in standard stack, last changed 2026-01-15\n");
  expect(built).toContain(
    "- **Python with FastAPI or Django**, the default (line 24)\n  - Technologies: FastAPI, Django\n",
  );
});

it("the report of a document without areas says what follows from that", () => {
  expect(stackReport(readStack("# Notes\n", service.schema, "notes.md"))).toBe(`# The standard stack in use

Read from: notes.md

No area of the stack was recognised, so no technology is checked against it.
`);
});
