import { describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/features/fixes.ts";
import { matchesQuery, namedParts } from "../../server/src/features/navigation/namedParts.ts";
import { definitions, places } from "../../server/src/features/navigation/navigate.ts";
import { renamableAt, renamePart } from "../../server/src/features/navigation/rename.ts";
import { unmark } from "../support/marker.ts";
import { analyse } from "../support/service.ts";

/*
 * In each text `<|>` is the cursor, `<[…]>` every place that means the same part, `<{…}>` those of them where it is
 * described, and `<?…?>` a place that only has its name.
 */

interface Expected {
  readonly text: string;
  readonly cursor: number;
  readonly places: readonly { readonly start: number; readonly end: number; readonly definition: boolean }[];
  readonly unsure: readonly { readonly start: number; readonly end: number }[];
}

function read(source: string): Expected {
  let text = "";
  let cursor = -1;
  let at = 0;
  const found: { start: number; end: number; definition: boolean }[] = [];
  const unsure: { start: number; end: number }[] = [];
  for (const match of source.matchAll(/<\|>|<\[|\]>|<\{|\}>|<\?|\?>/g)) {
    text += source.slice(at, match.index);
    at = match.index + match[0].length;
    const last = match[0] === "?>" ? unsure.at(-1) : found.findLast((one) => one.end < 0);
    if (match[0] === "<|>") cursor = text.length;
    else if (match[0] === "<?") unsure.push({ start: text.length, end: -1 });
    else if (match[0].startsWith("<")) found.push({ start: text.length, end: -1, definition: match[0] === "<{" });
    else if (last) last.end = text.length;
  }
  return { text: text + source.slice(at), cursor, places: found, unsure };
}

/** Checks the places of the part under the cursor, with both kinds of line endings. */
function check(source: string): void {
  for (const write of [(text: string) => text, (text: string) => text.replace(/\n/g, "\r\n")]) {
    const { text, cursor, places: wanted } = read(write(source));
    const analysis = analyse(text);
    const { lines } = analysis.document;
    const position = lines.positionAt(cursor);
    const show = (range: { start: { line: number; character: number }; end: { line: number; character: number } }) =>
      `${range.start.line + 1}:${range.start.character} ${text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end))}`;
    expect(places(analysis, position).map((one) => `${show(one.range)} ${one.definition}`)).toEqual(
      wanted.map((one) => `${show(lines.rangeOf(one))} ${one.definition}`),
    );
    expect(definitions(analysis, position).map(show)).toEqual(
      wanted.filter((one) => one.definition).map((one) => show(lines.rangeOf(one))),
    );
  }
}

/** Checks the text after renaming the part under the cursor, and that every other place is offered for a look. */
function checkRename(source: string, newName: string, wanted: string): void {
  for (const write of [(text: string) => text, (text: string) => text.replace(/\n/g, "\r\n")]) {
    const { text, cursor, unsure } = read(write(source));
    const analysis = analyse(text);
    const position = analysis.document.lines.positionAt(cursor);
    const renaming = renamePart(analysis, position, newName);
    if (!renaming || "refusal" in renaming) throw new Error(renaming?.refusal ?? "There is nothing to rename.");
    expect(applyEdits(analysis.document, renaming.own)).toBe(write(wanted));
    expect(renaming.mentions.map((edit) => edit.span)).toEqual(unsure);
    expect(new Set(renaming.mentions.map((edit) => edit.text)).size).toBeLessThanOrEqual(1);
  }
}

function refusalOf(source: string, newName: string): string | undefined {
  const { text, cursor: position } = unmark(source);
  const result = renamePart(analyse(text), position, newName);
  return result && "refusal" in result ? result.refusal : undefined;
}

const SCHEMA = `# MECHANISM: Booking

## Database Schema

### Tables/Collections

#### 🧑 Table: <{users}>

**Purpose:** Who books. See \`<[users]>\` in \`<[users]>.email\` and users in prose.

**Fields:**
- \`id\`: UUID (primary key)
- \`email\`: TEXT

**Indexes:**
- Primary: \`id\`

#### Table: orders

**Fields:**
- \`id\`: UUID (primary key)
- \`user_id\`: UUID (foreign key → <[us<|>ers]>.id)

**Indexes:**
- Primary: \`id\`

### Relationships

**<[users]> → orders:** one-to-many

\`\`\`sql
SELECT * FROM <?users?>;
\`\`\`
`;

describe("a table", () => {
  it("is found where it is described, related, referred to and named in back-ticks", () =>
    check(SCHEMA.replace(/<\?|\?>/g, "")));

  it("is renamed everywhere, code left to be looked at", () => {
    const after = read(SCHEMA).text.replace(/users/g, (name, offset: number, text: string) =>
      /in prose|FROM users/.test(text.slice(offset - 5, offset + 14)) ? name : "members",
    );
    checkRename(SCHEMA, "members", after);
  });

  it("is found in graph queries and among nodes", () =>
    check(`# MECHANISM: Ferries

## Database Schema

### Nodes

#### Node Type 1: <{Be<|>rth}> (harbour side)

**Properties:**
- \`name\`: string

#### Node Type 2: Vessel

**Properties:**
- \`name\`: string

### Relationships

- \`(:Vessel)-[:CALLS_AT]->(:<[Berth]>)\`: where it lands
`));
});

describe("a table that a diagram draws, too", () => {
  it("is described by its entry, and renamed in both", () =>
    check(`# MECHANISM: Booking

## Database Schema

### Tables/Collections

#### Table: <{use<|>rs}>

**Fields:**
- \`id\`: UUID (primary key)

\`\`\`mermaid
erDiagram
  <[users]> {
    uuid id PK
  }
\`\`\`
`));
});

describe("a field", () => {
  const FIELD = `# MECHANISM: Booking

## Database Schema

### Tables/Collections

#### Table: users

**Purpose:** The \`<[email]>\` is unique.

**Fields:**
- \`id\`: UUID (primary key)
- 📧 \`<{em<|>ail}>\`: TEXT

**Indexes:**
- Primary: \`id\`
- Unique: \`<[email]>\`

#### Table: guests

**Fields:**
- \`id\`: UUID (primary key)
- \`phone\`: TEXT

## API Design

Looked up by \`users.<[email]>\` or \`<?email?>\`.

### Endpoints

#### \`POST /api/login\`

**Request:**
\`\`\`json
{ "<?email?>": "ada@harbour.example" }
\`\`\`
`;
  it("is found in its table, its indexes and behind its table's name", () => check(FIELD.replace(/<\?|\?>/g, "")));

  it("is renamed there, and offered for a look where only its name stands", () => {
    const { text } = read(FIELD);
    const after = text
      .replace("The `email`", "The `address`")
      .replace("📧 `email`", "📧 `address`")
      .replace("Unique: `email`", "Unique: `address`")
      .replace("users.email", "users.address");
    checkRename(FIELD, "address", after);
  });

  it("of a name that several tables have is only the one of its table", () =>
    check(`# MECHANISM: Booking

## Database Schema

### Tables/Collections

#### Table: users

**Fields:**
- \`id\`: UUID (primary key)

#### Table: orders

**Fields:**
- \`<{i<|>d}>\`: UUID (primary key)

**Indexes:**
- Primary: \`<[id]>\`

## Notes

The \`id\` is drawn; \`orders.<[id]>\` too.
`));
});

describe("an endpoint", () => {
  const ENDPOINT = `# MECHANISM: Booking

## API Design

### Endpoints

#### 🛶 \`<{GET /api/boa<|>ts/{id}}>\`

**Purpose:** One boat.

#### \`DELETE /api/boats/{id}\`

**Purpose:** Sink it.

## External Integrations

### Stripe

**Purpose:** Payment

**Integration Points:**
- Shown by <[GET /api/boats/:id]>

## Notes

Slow: \`<[GET /api/boats/{boat_id}]>\`, unlike \`GET /api/boats\`.
`;
  it("is found where it is described and where text refers to it, however its parameters are written", () =>
    check(ENDPOINT));

  it("gets a new path, in the way in which each place writes parameters", () => {
    const after = read(ENDPOINT)
      .text.replace("GET /api/boats/{id}", "GET /v2/boats/{id}")
      .replace("GET /api/boats/:id", "GET /v2/boats/:id")
      .replace("GET /api/boats/{boat_id}", "GET /v2/boats/{id}");
    checkRename(ENDPOINT, "/v2/boats/{id}", after);
  });

  it("offers its path only", () => {
    const { text, cursor: position } = unmark(
      "# MECHANISM: B\n\n## API Design\n\n### Endpoints\n\n#### `G<|>ET /a`\n\n**Purpose:** x\n",
    );
    expect(renamableAt(analyse(text), position)).toBeUndefined();
    expect(renamableAt(analyse(text), { line: 6, character: 11 })).toMatchObject({ name: "/a" });
  });
});

describe("an environment variable", () => {
  it("is found where it is listed and used", () =>
    check(`# MECHANISM: Booking

## Security Approach

### Secrets Management

**Required Secrets:**
- \`<{MAIL_<|>KEY}>\` - 🔑 sends mail

## Notes

Without \`<[MAIL_KEY]>\` nothing is sent.

\`\`\`env
<[MAIL_KEY]>=...
\`\`\`
`));
});

describe("a deviation", () => {
  const DEVIATIONS = `# MECHANISM: Booking

## Technology Deviations

### 🔀 <{Deviation 2}>: Database

**Standard:** PostgreSQL

### Deviation 3: Frontend

**Standard:** Next.js

## Notes

As <[Deviation <|>2]> says; deviation 2 of 3 is no name, and Section 2 another.
`;
  it("is found by its number", () => check(DEVIATIONS));

  it("gets another number", () =>
    checkRename(DEVIATIONS, "1", read(DEVIATIONS).text.replace(/Deviation 2/g, "Deviation 1")));
});

describe("renaming", () => {
  it("is refused with a sentence where the new name can't be right", () => {
    const table = SCHEMA.replace(/<[[{?]|[\]}?]>/g, "");
    expect(refusalOf(table, "orders")).toBe('There is a table "orders" already; expected a name that is free.');
    expect(refusalOf(table, "Users")).toBeUndefined();
    expect(refusalOf(table, "")).toBe("The new name is empty; expected letters, digits and underscores.");
    expect(refusalOf(table, "a b")).toBe('"a b" is no name for a table; expected letters, digits and underscores.');
    expect(refusalOf(table.replace("Table: orders", "Table: users"), "members")).toMatch(/is described twice/);
  });

  it("is not offered on an ordinary heading, a link, prose and the template's own words", () => {
    for (const source of ["## No<|>tes", "[a li<|>nk](x.md)", "some pr<|>ose", "**Purp<|>ose:** x"]) {
      const { text, cursor: position } = unmark(`# MECHANISM: Booking\n\n## Database Schema\n\n${source}\n`);
      expect(renamableAt(analyse(text), position)).toBeUndefined();
    }
  });
});

describe("symbols of the workspace", () => {
  it("are what a document describes", () => {
    const { text } = read(SCHEMA);
    expect(namedParts(analyse(text)).map(({ kind, name, container }) => `${kind} ${name} (${container})`)).toEqual([
      "mission Booking ()",
      "table users (Booking)",
      "field id (users)",
      "field email (users)",
      "table orders (Booking)",
      "field id (orders)",
      "field user_id (orders)",
    ]);
  });

  it("match a query by the order of its characters", () => {
    expect(matchesQuery("user_accounts", "uacc")).toBe(true);
    expect(matchesQuery("user_accounts", "accu_")).toBe(false);
    expect(matchesQuery("POST /api/x", "post api")).toBe(true);
    expect(matchesQuery("x", "")).toBe(true);
  });
});
