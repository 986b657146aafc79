import { describe, it } from "vitest";
import { check, HEAD } from "../support/completionCheck.ts";

const SCHEMA = `${HEAD}## Database Schema

### Tables/Collections

#### Table: users

**Fields:**
- \`id\`: UUID (primary key)
- \`email\`: CITEXT

**Indexes:**
- Primary: \`id\`

#### Table: orders

**Fields:**
- \`id\`: UUID (primary key)

`;

describe("tables", () => {
  it("are offered in relationships, as far as they are typed", () => {
    check(`${SCHEMA}### Relationships\n\n- 🔗 \`us<|>`, { labels: ["users"], kind: "name" });
    check(`${SCHEMA}### Relationships\n\n- <|>`, { some: ["users", "orders"] });
    check(`${SCHEMA}### Relationships\n\n**users → <||>|>:** one-to-many\n`.replace("<||>|>", "<|<|>|>"), {
      labels: ["users", "orders"],
      take: "orders",
      result: `${SCHEMA}### Relationships\n\n**users → orders:** one-to-many\n`,
    });
    check(`${SCHEMA}### Relationships\n\n(:Vessel)-[:CALLS_AT]->o<|>`, { labels: ["orders"] });
  });

  it("are not offered in prose", () => {
    check(`${SCHEMA}### Relationships\n\nEach of our us<|>`, { labels: [] });
    check(`${SCHEMA}## Notes\n\n- us<|>`, { labels: [] });
  });
});

describe("fields", () => {
  it("are offered in the indexes of their table", () => {
    check(`${SCHEMA}**Indexes:**\n- Primary: \`<|>\`\n`, { labels: ["id"] });
    const users = SCHEMA.replace("- Primary: `id`\n", "- Primary: `id`\n- Unique: em<|>\n");
    check(users, { labels: ["email"], result: users.replace("em<|>", "email") });
  });
});

describe("types", () => {
  it("are offered behind the name of a field, those in use first", () => {
    const source = SCHEMA.replace("- `email`: CITEXT\n", "- `email`: CITEXT\n- `name`: <|>\n");
    check(source, { some: ["UUID", "CITEXT", "TEXT"] });
    check(source.replace("<|>", "ti<|>"), { labels: ["TIMESTAMPTZ"] });
    check(SCHEMA.replace("- `email`: CITEXT\n", "- `email`: CITEXT\n- `na<|>\n"), { none: ["TEXT"] });
  });
});

describe("endpoints", () => {
  const API = `${HEAD}## API Design

### Endpoints

#### \`POST /api/boats\`

**Purpose:** x

#### \`GET /api/boats/{id}\`

**Purpose:** x

## External Integrations

### Stripe

**Purpose:** Payment
**Rate Limits:** 100 requests a second

**Integration Points:**
`;
  it("are offered where an integration is used", () => {
    check(`${API}- <|>`, { labels: ["POST /api/boats", "GET /api/boats/{id}"] });
    check(`${API}- Webhook (PO<|>)`, { labels: ["POST /api/boats"], result: `${API}- Webhook (POST /api/boats)` });
    check(`${API}- Checkout <|>`, { labels: [] });
  });
});

describe("secrets", () => {
  const DEPLOYMENT = `## Deployment Architecture

**Environments:**
- Development: localhost:3000
- Staging: https://staging.boats.example
- Production: https://boats.example
`;
  it("know the environments, and the variables that aren't listed yet", () => {
    const secrets = `${HEAD}## Security Approach\n\n### Secrets Management\n\n**Environment Variables:**\n- S<|>\n\n${DEPLOYMENT}`;
    check(secrets, { labels: ["Staging"] });
    const required = `${HEAD}## Security Approach\n\n### Secrets Management\n\n**Required Secrets:**\n- \`A_KEY\` - a\n- \`<|>\`\n\n## Notes\n\n\`\`\`env\nA_KEY=...\nMAIL_TOKEN=...\nNEXT_PUBLIC_X=1\n\`\`\`\n`;
    check(required, { labels: ["MAIL_TOKEN"] });
  });
});
