import { describe, expect, it } from "vitest";
import { completions } from "../../server/src/features/completion.ts";
import { check, HEAD, ours, stack } from "../support/completionCheck.ts";
import { unmark } from "../support/marker.ts";

describe("missing sections", () => {
  const filled = (title: string, body: string): string => `${HEAD}## ${title}\n\n${body}\n\n`;

  it("stand behind number signs, the nearest parent's first, in the template's order", () => {
    check(`${stack("**Framework:** Svelte\n\n")}### Database\n\n**Type:** PostgreSQL\n\n<|## <|>|>\n`, {
      labels: [
        "Architecture Overview",
        "Database Schema",
        "API Design",
        "External Integrations",
        "Security Approach",
        "Performance Considerations",
        "Deployment Architecture",
        "Monitoring & Observability",
        "Technology Deviations",
        "Notes",
      ],
      kind: "section",
      detail: "Section of MECHANISM: Booking",
    });
    check(`${stack("**Framework:** Svelte\n\n")}### Database\n\n**Type:** PostgreSQL\n\n<|### <|>|>\n`, {
      labels: ["Backend", "AI & External Services"],
      detail: "Section of Technology Stack",
    });
    check(`${stack("**Framework:** Svelte\n\n")}<|##<|>|>\n`, {
      some: ["Backend", "Notes"],
      detail: "Section of Technology Stack",
    });
  });

  it("come as a skeleton that holds everything below", () => {
    check(`${HEAD}<|## Mon<|>|>\n`, {
      labels: ["Monitoring & Observability"],
      result: `${HEAD}## Monitoring & Observability

**Error Tracking:** [Sentry / LogRocket / etc.]
**Performance Monitoring:** [Vercel Analytics / New Relic / etc.]
**Uptime Monitoring:** [Better Uptime / Pingdom / etc.]

**Alerts:**
- [When alerts are triggered]
`,
    });
  });

  it("are found by their other names", () => {
    check(`${HEAD}<|## tech<|>|>\n`, { labels: ["Technology Stack", "Technology Deviations"] });
    check(`${HEAD}<|## infra<|>|>\n`, { labels: ["Deployment Architecture"] });
  });

  it("are still offered when their name is typed already", () => {
    check(`${HEAD}<|## Notes<|>|>\n`, { labels: ["Notes"], detail: "Section of MECHANISM: Booking, optional" });
  });

  it("move with the level that the document uses", () => {
    check(`${HEAD}### Security Approach\n\n<|#### Authen<|>|>`, {
      labels: ["Authentication"],
      result: `${HEAD}### Security Approach\n\n#### Authentication\n\n**Method:** [JWT / Session cookies / OAuth / etc.]\n\n**Token Storage:** [Where tokens are stored on client]\n\n**Token Expiry:** [How long tokens are valid]`,
    });
  });

  it("stand on a blank line behind all text too, apart from their neighbours", () => {
    check(`${filled("Notes", "Text.")}<|<|>|>`, {
      some: ["Architecture Overview", "Technology Deviations"],
      none: ["Notes", "Backend", "Authentication"],
    });
    check(
      `${filled("Notes", "Text.")}## Performance\n\n**Caching:** x\n**Optimizations:** y\n<|<|>|>\n## Deployment\n`,
      {
        take: "Architecture Overview",
        some: ["Architecture Overview"],
        none: ["Caching", "Performance Considerations", "Deployment Architecture"],
      },
    );
  });

  it("don't take in what stands behind the cursor", () => {
    check(`${filled("Notes", "Text.")}<|>\n\nMore text.\n`, { labels: [] });
    check(`${filled("Notes", "Text.")}## <|>\n\nMore text.\n`, { labels: [] });
    check(`${HEAD}## Technology Stack\n\n## <|>\n\n### Backend\n\n**Language:** Go\n`, { labels: [] });
  });

  it("are not what is there, in any shape, or does not apply", () => {
    check(`${filled("Security", "N/A – a static page")}### <|>`, { labels: [] });
    check(`${HEAD}## Tech Stack\n\n**Frontend:**\n- **Framework:** Svelte\n\n### <|>`, {
      none: ["Frontend"],
      some: ["Backend"],
    });
    check(`${HEAD}## Data Model\n\n### Table: users\n\n**Purpose:** x\n\n### <|>`, { none: ["Tables/Collections"] });
  });
});

describe("new entries", () => {
  const schema = `${HEAD}## Database Schema\n\n### Tables/Collections\n\n#### Table: users\n\n**Purpose:** x\n\n`;

  it("go into their section, as often as wanted", () => {
    check(`${schema}<|#### <|>|>\n\n### Relationships\n`, {
      labels: ["Table: [table_name]"],
      kind: "entry",
      detail: "New entry of Tables/Collections",
      result: `${schema}#### Table: [table_name]

**Purpose:** [What this table stores]

**Fields:**
- \`id\`: UUID (primary key)
- \`[field_1]\`: [type] - [description]
- \`[field_2]\`: [type] - [description]
- \`created_at\`: TIMESTAMP - Record creation time
- \`updated_at\`: TIMESTAMP - Last update time

**Indexes:**
- Primary: \`id\`
- Secondary: \`[field]\` (for fast lookups)

### Relationships
`,
    });
  });

  it("stand beside their own kind where the section for them was left out", () => {
    check(`${HEAD}## Data Model\n\n### Node: Person\n\n**Purpose:** x\n\n<|### <|>|>\n`, {
      labels: ["Table: [table_name]", "Relationships"],
    });
  });

  it("count on", () => {
    const deviations = `${HEAD}## Technology Deviations\n\n### Deviation 1: Database\n\n**Standard:** a\n\n### Deviation 4: Host\n\n**Standard:** b\n\n`;
    check(`${deviations}<|### <|>|>`, {
      labels: ["Deviation 1: [Technology/Stack]"],
      result: `${deviations}### Deviation 5: [Technology/Stack]

**Standard:** [What standard stack recommends]
**Actual:** [What we're using instead]
**Reason:** [Why deviation is necessary]
**Approved By:** NLR on [date]`,
    });
  });
});

describe("missing fields", () => {
  it("stand on a blank line", () => {
    check(stack("**Framework:** Svelte\n<|<|>|>\n**Deployment:** Vercel\n"), {
      labels: ["Version", "Why this choice"],
      kind: "field",
      detail: "Field of Frontend",
      result: stack("**Framework:** Svelte\n**Version:** [specific version]\n**Deployment:** Vercel\n"),
    });
    check(stack("<|<|>|>"), {
      some: ["Framework", "Version", "Deployment", "Why this choice"],
      result: stack("**Framework:** [Next.js / React / Vue / etc.]"),
    });
  });

  it("stand behind stars", () => {
    const result = stack("**Framework:** Svelte\n**Version:** [specific version]\n");
    check(stack("**Framework:** Svelte\n<|*<|>|>\n"), { labels: ["Version", "Deployment", "Why this choice"], result });
    check(stack("**Framework:** Svelte\n<|**<|>|>\n"), {
      labels: ["Version", "Deployment", "Why this choice"],
      result,
    });
    check(stack("**Framework:** Svelte\n<|**Ver<|>**|>\n"), { labels: ["Version"], result });
    check(stack("**Framework:** Svelte\n<|Ver<|>|>\n"), { labels: ["Version"], result });
  });

  it("are kept apart from lists and text around them", () => {
    check(stack("**Framework:**\n- Svelte\n<|**<|>|>\n"), {
      labels: ["Version", "Deployment", "Why this choice"],
      result: stack("**Framework:**\n- Svelte\n\n**Version:** [specific version]\n"),
    });
    check(stack("**Framework:** Svelte\n<|**W<|>|>\n**Deployment:** Vercel\n"), {
      labels: ["Why this choice"],
      result: stack(
        "**Framework:** Svelte\n**Why this choice:**\n[Justification - must align with standard stack or explain deviation]\n\n**Deployment:** Vercel\n",
      ),
    });
  });

  it("take the bulleted style where the section has it", () => {
    const result = stack("- **Framework:** Svelte\n- **Version:** [specific version]\n- **Deployment:** Vercel\n");
    check(stack("- **Framework:** Svelte\n<|- <|>|>\n- **Deployment:** Vercel\n"), {
      labels: ["Version", "Why this choice"],
      result,
    });
    check(stack("- **Framework:** Svelte\n<|- **<|>|>\n- **Deployment:** Vercel\n"), {
      labels: ["Version", "Why this choice"],
      result,
    });
    check(stack("- **Framework:** Svelte\n<|**<|>|>\n- **Deployment:** Vercel\n"), {
      labels: ["Version", "Why this choice"],
      result,
    });
    check(stack("- **Framework:** Svelte\n<|- Ver<|>|>\n- **Deployment:** Vercel\n"), { labels: ["Version"], result });
    check(stack("* **Framework:** Svelte\n<|* <|>|>\n"), {
      take: "Version",
      result: stack("* **Framework:** Svelte\n* **Version:** [specific version]\n"),
    });
  });

  it("take the document's style in a section without fields", () => {
    check(`${stack("- **Framework:** Svelte\n- **Version:** 4\n\n")}### Database\n\n<|- <|>|>`, {
      labels: ["Type", "Version", "Hosting", "Why this choice"],
    });
  });

  it("go into a group that is written as a label", () => {
    check(`${HEAD}## Tech Stack\n\n**Frontend:**\n- **Framework:** Svelte\n<|- <|>|>\n`, {
      labels: ["Version", "Deployment", "Why this choice"],
      result: `${HEAD}## Tech Stack\n\n**Frontend:**\n- **Framework:** Svelte\n- **Version:** [specific version]\n`,
    });
  });

  it("are those of the field in its list", () => {
    const data = (body: string): string => `${HEAD}## Security Approach\n\n### Data Protection\n\n${body}`;
    check(data("**Password Security:**\n- Hashing: bcrypt\n<|- <|>|>\n"), {
      labels: ["Cost factor"],
      result: data("**Password Security:**\n- Hashing: bcrypt\n- Cost factor: [e.g., bcrypt cost 12]\n"),
    });
    check(data("**Password Security:**\n<|- <|>|>\n"), { labels: ["Hashing", "Cost factor"] });
    check(data("**Password Security:**\n<|-<|>|>\n"), { labels: ["Hashing", "Cost factor"] });
    check(data("- **Password Security:**\n  - Hashing: bcrypt\n  <|- <|>|>\n"), { labels: ["Cost factor"] });
  });

  it("are those of the entry", () => {
    const entry = `${HEAD}## API Design\n\n### Endpoints\n\n#### \`GET /v1/papers\`\n\n**Purpose:** List\n\n`;
    check(`${entry}<|**<|>|>\n`, {
      labels: ["Authentication", "Request", "Response (Success)", "Response (Error)"],
      detail: "Field of POST /api/[resource]",
      result: `${entry}**Authentication:** Required / Optional / None\n`,
    });
    check(`${entry}**Auth:** None\n\n**Body:** None\n\n<|**<|>|>\n`, {
      labels: ["Response (Success)", "Response (Error)"],
    });
  });

  it("are not asked for where a table stands for them", () => {
    const table = `${HEAD}## Data Model\n\n### Table: users\n\n**Purpose:** x\n\n| Field | Type |\n|---|---|\n| id | UUID |\n\n`;
    check(`${table}<|**<|>|>\n`, { labels: ["Indexes"] });
  });

  it("repeat where the label is a bracket, but not in every list", () => {
    const relations = `${HEAD}## Database Schema\n\n### Relationships\n\n`;
    check(`${relations}<|**<|>|>\n`, {
      labels: ["[Table 1] → [Table 2]"],
      result: `${relations}**[Table 1] → [Table 2]:** [Relationship type, e.g., one-to-many]\n`,
    });
    const components = `${HEAD}## Architecture Overview\n\n**System Components:**\n- **Web:** pages\n`;
    check(`${components}<|- **<|>|>\n`, { labels: ["[Component 1]"] });
    check(`${components}- <|>\n`, { labels: [] });
  });

  it("keep the line endings of the document", () => {
    check(`${stack("**Framework:** Svelte\n\n<|**W<|>|>\n").replace(/\n/g, "\r\n")}`, {
      labels: ["Why this choice"],
      result: stack(
        "**Framework:** Svelte\n\n**Why this choice:**\n[Justification - must align with standard stack or explain deviation]\n",
      ).replace(/\n/g, "\r\n"),
    });
    const { text, cursor } = unmark(stack("**W<|>\n").replace(/\n/g, "\r\n"));
    expect(completions(ours.analyse(text), cursor)[0]?.newText).toMatch(
      /^\*\*Why this choice:\*\*\r\n\$\{1:\[Justification/,
    );
  });
});
