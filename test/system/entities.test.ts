import { describe, expect, it } from "vitest";
import type { Named } from "../../server/src/system/entities.ts";
import { analyse } from "../support/service.ts";

const HEAD = "# MECHANISM: Booking\n\n## Database Schema\n\n### Tables/Collections\n\n";

/**
 * What is read from a schema with both kinds of line endings, a line for each table: `name: field type* →table.field`,
 * then its indexes in brackets. Every name must stand in the text where it says.
 */
function check(body: string, expected: readonly string[], relationships: readonly string[] = []): void {
  for (const write of [(text: string) => text, (text: string) => text.replace(/\n/g, "\r\n")]) {
    const { context } = analyse(write(HEAD + body));
    const { system, document } = context;
    const at = (chunk: number, { name, span }: Named): string => {
      expect(document.chunks[chunk]?.facts.text.slice(span.start, span.end)).toBe(name);
      return name;
    };
    const entities = system.entities.map((one) => {
      const fields = one.fields.map((field) => {
        const { references } = field;
        const target =
          references &&
          `${at(one.chunk, references.entity)}${references.field ? `.${at(one.chunk, references.field)}` : ""}`;
        return [
          at(one.chunk, field) + (field.primary ? "*" : "") + (field.unique ? "!" : ""),
          field.type,
          target && `→${target}`,
        ]
          .filter(Boolean)
          .join(" ");
      });
      const indexes = one.indexes.map(
        (index) => `[${index.primary ? "*" : ""}${index.fields.map((field) => at(one.chunk, field)).join(" ")}]`,
      );
      const kind = `${one.source === "code" ? "code " : ""}${one.graph ? "node " : ""}`;
      const name = `${kind}${at(one.chunk, one)}${one.qualifier === "" ? "" : ` (${one.qualifier})`}${one.complete ? "" : "…"}`;
      return [`${name}:`, fields.join(", "), ...indexes].filter((part) => part !== "").join(" ");
    });
    expect(entities).toEqual(expected);
    expect(system.relationships.map((one) => one.ends.map((end) => at(one.chunk, end)).join(" → "))).toEqual(
      relationships,
    );
  }
}

describe("tables", () => {
  it("are read from lists of fields", () => {
    check(
      "#### 🧑 Table: `users`\n\n**Fields:**\n- `id`: UUID (primary key)\n- 📧 **email**: VARCHAR(255) NOT NULL UNIQUE - to sign in\n- `role`: ENUM('user', 'admin') DEFAULT 'user'\n- name (TEXT)\n- `created_at`, `updated_at`: TIMESTAMP\n\n**Indexes:**\n- Primary: `id`\n- Unique: `email` (for lookups)\n",
      [
        "users: id* UUID, email! VARCHAR(255), role ENUM('user', 'admin'), name TEXT), created_at TIMESTAMP, updated_at TIMESTAMP [*id] [email]".replace(
          "TEXT)",
          "TEXT",
        ),
      ],
    );
  });

  it("are read from tables of fields, with and without a label", () => {
    const rows =
      "| Field | Type | Key | Remark |\n|---|---|---|---|\n| id | UUID | PK | |\n| `shop_id` | UUID | FK | `shops.id` |\n| owner | UUID | FK users | UQ |\n";
    const fields = "id* UUID, shop_id UUID →shops.id, owner! UUID →users";
    check(`#### Table: orders\n\n**Purpose:** x\n\n${rows}`, [`orders: ${fields}`]);
    check(`#### Table: orders\n\n**Fields:**\n\n${rows}\n**Indexes:** id (primary), shop_id with owner (search)\n`, [
      `orders: ${fields} [*id] [shop_id owner]`,
    ]);
  });

  it("are read from entries in fences, and from bullets below bullets", () => {
    check(
      "```\nTable: orders\n\nPurpose: x\n\nFields:\n- id: UUID (primary key)\n- total: NUMERIC(10,2) - with tax\n\nIndexes:\n- Primary: id\n- Secondary: user_id + total (grid)\n```\n",
      ["orders: id* UUID, total NUMERIC(10,2) [*id] [user_id total]"],
    );
    check(
      "#### Table: cafes\n\n- **Purpose:** x\n- **Fields:**\n  - `id`: Airtable record id (primary key)\n  - `slot`: Link to `slots` - one\n",
      ["cafes: id* Airtable record id, slot Link to slots →slots"],
    );
  });

  it("are read from ordinary headings with fields, and from no other heading", () => {
    check(
      "#### users\n\n**Fields:**\n- `id`: UUID (primary key)\n\n#### How we name things\n\n- in English\n- in the singular\n",
      ["users: id* UUID"],
    );
  });

  it("are told apart by their schema or remark", () => {
    check(
      "#### Table: public.users\n\n**Fields:**\n- `id`: UUID\n\n#### Node: Work (draft)\n\n**Fields:**\n- `id`: STRING\n",
      ["users (public): id UUID", "node Work (draft): id STRING"],
    );
  });

  it("are incomplete where a line is no field", () => {
    check("#### Table: users\n\n**Fields:**\n- `id`: UUID\n- and the usual timestamps\n", ["users…: id UUID"]);
    check("#### Table: users\n\n**Fields:** see the model\n", ["users…:"]);
    check("#### Collection: varieties\n\n```ts\ninterface Variety { _id: string }\n```\n", ["varieties…:"]);
  });

  it("are not read from placeholders, examples and sections that don't apply", () => {
    check("#### Table: [table_name]\n\n**Purpose:** x\n", []);
    check("#### Table: users\n\nN/A – the client's own\n", []);
    check(
      "#### Table: users\n\n**Fields:**\n- `id`: UUID\n\n**Example:**\n```\nTable: orders\n\nFields:\n- id: UUID\n\nIndexes:\n- Primary: id\n```\n",
      ["users: id UUID"],
    );
  });
});

describe("references", () => {
  it("are read in the words that authors use", () => {
    const line = (text: string): string => `#### Table: a\n\n**Fields:**\n- \`b_id\`: UUID ${text}\n`;
    for (const [text, target] of [
      ["- → `users.id`", "users.id"],
      ["(foreign key → users.id)", "users.id"],
      ["NOT NULL - foreign key to `users`", "users"],
      ["REFERENCES users(id)", "users.id"],
      ["- FK users", "users"],
    ] as const)
      check(line(text), [`a: b_id UUID →${target}`]);
    check(line("- a foreign key by convention"), ["a: b_id UUID"]);
  });
});

describe("indexes", () => {
  const index = (text: string): string => `#### Table: a\n\n**Fields:**\n- \`id\`: UUID\n\n**Indexes:**\n- ${text}\n`;
  it("name fields, not expressions, names of their own and prose", () => {
    for (const [text, fields] of [
      ["Composite: `(kind, size)`", "[kind size]"],
      ["Unique: `lower(email)`", "[email]"],
      ["`idx_users_email` on `email`", "[email]"],
      ["Secondary: `held_until DESC`", "[held_until]"],
      ["Exclusion: `room_id WITH =, during WITH &&` (only where `status` is `held`)", "[room_id during]"],
      ["Primary: `orchard_id, member_id`", "[*orchard_id member_id]"],
      ["Secondary: area (GiST), name", "[area] [name]"],
      ["None beside the primary key", ""],
      ["nothing else at this size", ""],
    ] as const)
      check(index(text), [`a: id UUID${fields === "" ? "" : ` ${fields}`}`]);
  });
});

describe("tables in code", () => {
  it("are read from SQL, Prisma and diagrams", () => {
    check(
      "```sql\nCREATE TABLE IF NOT EXISTS shop.loans (\n  id BIGINT PRIMARY KEY,\n  due_on DATE NOT NULL, -- x\n  PRIMARY KEY (id)\n);\nCREATE INDEX ON loans (due_on);\n```\n\n```prisma\nmodel Boat {\n  id Int @id\n  name String?\n  @@index([name])\n}\n```\n\n```mermaid\nerDiagram\n  LOANS ||--o{ BOATS : has\n  BOATS {\n    uuid id PK\n    text name\n  }\n```\n",
      [
        "code loans (shop)…: id* BIGINT, due_on DATE",
        "code Boat…: id* Int, name String?",
        "code BOATS…: id* uuid, name text",
      ],
    );
  });
});

describe("relationships", () => {
  const REL = "### Relationships\n\n";
  it("are read from lines with arrows, in any markup", () => {
    check(
      `${REL}- \`users\` → \`orders\`: one-to-many\n- 🔗 **orders → products:** many-to-many (orders, via order_products)\n- a.b_id -> b.id\n\nusers → orders → lines: a chain\n`,
      [],
      ["users → orders", "orders → products", "a → b", "users → orders → lines"],
    );
  });

  it("are read from graph patterns, tables and diagrams", () => {
    check(
      `${REL}- \`(:Vessel)-[:CALLS_AT {since: 1}]->(b:Berth)\`: where\n\n| From | To | Kind |\n|---|---|---|\n| \`users\` | orders | 1:n |\n| a few | words | x |\n\n\`\`\`mermaid\nerDiagram\n  USERS ||--o{ ORDERS : places\n\`\`\`\n`,
      [],
      ["Vessel → Berth", "users → orders", "USERS → ORDERS"],
    );
  });

  it("are not read from prose and from the template's example", () => {
    check(`${REL}One user has many orders – see [the diagram](x.md) -> there.\n`, []);
    check(`${REL}**[Table 1] → [Table 2]:** [Relationship type, e.g., one-to-many]\n`, []);
  });
});
