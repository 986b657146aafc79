import { describe, expect, it } from "vitest";
import { hover } from "../../server/src/features/hover.ts";
import { unmark } from "../support/marker.ts";
import { analyse } from "../support/service.ts";

/** Asks at `<|>`; the answer's Markdown, and the text that it is about. */
function check(source: string, about: string | undefined, markdown = ""): void {
  for (const write of [(text: string) => text, (text: string) => text.replace(/\n/g, "\r\n")]) {
    const { text, cursor } = unmark(write(source));
    const analysis = analyse(text);
    const found = hover(analysis, cursor);
    const { lines } = analysis.document;
    expect(found && text.slice(lines.offsetAt(found.range.start), lines.offsetAt(found.range.end))).toBe(about);
    if (about !== undefined) expect(found?.markdown).toBe(markdown);
  }
}

const SCHEMA = `# MECHANISM: Booking

## Database Schema

### Tables/Collections

#### Table: users

**Fields:**
- \`id\`: UUID (primary key)
- 📧 \`email\`: VARCHAR(255) NOT NULL UNIQUE - to sign in

`;

const USERS = `**users**

| Field | Type | |
|---|---|---|
| id | UUID | primary key |
| email | VARCHAR(255) | unique |`;

describe("a card", () => {
  it("of a table has its fields, where something refers to it", () => {
    check(`${SCHEMA}### Relationships\n\n- 🔗 \`us<|>ers\` → \`orders\`: one-to-many\n`, "users", USERS);
  });

  it("of a field has its line", () => {
    check(
      `${SCHEMA}## Notes\n\nLooked up by \`users.em<|>ail\`.\n`,
      "email",
      "**users.email**\n\n📧 email: VARCHAR(255) NOT NULL UNIQUE - to sign in",
    );
  });

  it("of a table with many fields says how many more there are", () => {
    const many = Array.from({ length: 15 }, (_, i) => `- \`f${i}\`: TEXT\n`).join("");
    const rows = Array.from({ length: 12 }, (_, i) => `| f${i} | TEXT |  |`).join("\n");
    check(
      `# MECHANISM: B\n\n## Database Schema\n\n### Tables/Collections\n\n#### Table: big\n\n**Fields:**\n${many}\n### Relationships\n\nb<|>ig → big: self\n`,
      "big",
      `**big**\n\n| Field | Type | |\n|---|---|---|\n${rows}\n\nand 3 more`,
    );
  });

  it("of an endpoint has what its entry says, a line for each label", () => {
    check(
      `# MECHANISM: B\n\n## API Design\n\n### Endpoints\n\n#### \`GET /api/boats/{id}\`\n\n**Purpose:** One **boat**\n**Authentication:** Required\n\n**Response (Success):**\n\`\`\`json\n{ "id": 1 }\n\`\`\`\n\n## Notes\n\nSee \`GET /api/bo<|>ats/:id\`.\n`,
      "GET /api/boats/:id",
      '**GET /api/boats/{id}**\n\n- Purpose: One boat\n- Authentication: Required\n- Response \\(Success\\): { "id": 1 }'.replace(
        /\\([()])/g,
        "$1",
      ),
    );
  });

  it("is not shown where the part is described, nor in prose", () => {
    check(SCHEMA.replace("`email`", "`em<|>ail`"), undefined);
    check(`${SCHEMA}## Notes\n\nOur us<|>ers.\n`, undefined);
  });
});
