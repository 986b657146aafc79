import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hover } from "../../server/src/features/hover.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { unmark } from "../support/marker.ts";

const ours = createMechanismService(readFileSync("template/MECHANISM.md", "utf8"));
const HEAD = "# MECHANISM: Booking\n\n**Mission:** Booking\n\n";

/** Points at `<|>` and compares the Markdown; `<|…|>` is the range. `undefined`: nothing is shown. */
function check(source: string, expected: string | undefined, service = ours): void {
  const { text, cursor, ranges } = unmark(source);
  const found = hover(service.analyse(text), cursor);
  expect(found?.markdown).toBe(expected);
  if (ranges[0]) expect(found?.range).toEqual(ranges[0]);
}

/** As `check`, for a part of the Markdown. */
function checkPart(source: string, expected: string | RegExp): void {
  const { text, cursor, ranges } = unmark(source);
  const found = hover(ours.analyse(text), cursor);
  expect(found?.markdown).toMatch(expected);
  if (ranges[0]) expect(found?.range).toEqual(ranges[0]);
}

describe("on a heading", () => {
  it("says what the section is for, with guidance and example", () => {
    check(
      `${HEAD}## <|Secrets<|> Management|>\n\n**Required Secrets:** none\n`,
      `**Secrets Management**

Which secrets there are, and where their values are kept.

Example:

\`\`\`markdown
- Development: \`.env.local\` (gitignored)
- Staging: Vercel environment variables
- Production: Vercel environment variables (encrypted)
\`\`\``,
    );
    check(
      `${HEAD}## <|No<|>tes|>\n\nText.\n`,
      "**Notes**\n\nContext, trade-offs and what may come.\n\n> Any additional architectural context, trade-offs considered, future considerations",
    );
  });

  it("works anywhere on the heading, with numbers, emoji and remarks around the name", () => {
    checkPart(`${HEAD}##<|> 3. 🔐 <|Security Approach|> (draft)\n\nText.\n`, /^\*\*Security Approach\*\*\n\nWho may/);
    checkPart(`${HEAD}## 3. 🔐 <|Security Approach|> (dra<|>ft)\n\nText.\n`, /^\*\*Security Approach\*\*\n\nWho may/);
    checkPart(`${HEAD}## 🏮 <|Notes|><|>\n\nText.\n`, /Context, trade-offs/);
    checkPart(`${HEAD}## <|No<|>tes|>\r\n\r\nText.\r\n`, /Context, trade-offs/);
  });

  it("names the template's section for a renamed one", () => {
    checkPart(
      `${HEAD}## <|Secu<|>rity|>\n\nText.\n`,
      /^\*\*Security Approach\*\*\n\nIn the template, "Security" is called "Security Approach"\.\n\nWho may/,
    );
  });

  it("says what an entry is", () => {
    const entry = `${HEAD}## API Design\n\n### Endpoints\n\n#### <|\`GET /v1/pa<|>pers\`|>\n\n**Purpose:** List\n`;
    checkPart(
      entry.replace("<|`", "`<|").replace("`|>", "|>`"),
      /^\*\*POST \/api\/\\\[resource\\\]\*\*\n\nOne endpoint: /,
    );
  });

  it("says what an entry in a fence is, on its first line", () => {
    const fence =
      "```\n<|Table: us<|>ers|>\n\nPurpose: People\n\nFields:\n- id: UUID\n\nIndexes:\n- Primary: id\n```\n";
    checkPart(`${HEAD}## Database Schema\n\n### Tables/Collections\n\n${fence}`, /^\*\*Table: /);
  });

  it("says what the document is", () => {
    check(
      "# <|MECHANISM: Boo<|>king|>\n",
      "**MECHANISM: \\[Mission Name\\]**\n\nOne document per mission: what is built, with what, and why.",
    );
  });

  it("fences an example that holds a fence", () => {
    const service = createMechanismService(
      '# Doc: [x y]\n\n## A\n<!-- mechanism: about="All." -->\n\n**Example:**\n- one\n  ```\n  two\n  ```\n',
    );
    check(
      "# Doc: z\n\n## <|A<|>|>\n\nText.\n",
      "**A**\n\nAll.\n\nExample:\n\n````markdown\n- one\n  ```\n  two\n  ```\n````",
      service,
    );
  });
});

describe("on a label", () => {
  const stack = `${HEAD}## Technology Stack\n\n### Frontend\n\n`;

  it("says what the field is for, its choices, and its line of the example", () => {
    check(
      `${stack}**<|Deploy<|>ment|>:** Vercel\n`,
      "**Deployment**\n\nWhere it runs.\n\nChoices: `Vercel` · `Netlify` · …\n\nExample:\n\n```markdown\n**Deployment:** Vercel\n```",
    );
    check(
      `${stack}- **🕰️ <|Ver<|>sion|>:** 4\n`,
      "**Version**\n\nThe exact version in use.\n\n> specific version\n\nExample:\n\n```markdown\n**Version:** 14.0.4\n```",
    );
  });

  it("finds the line by another name, and names the template's label", () => {
    checkPart(
      `${stack}**<|Ra<|>tionale|>:** it fits\n`,
      /^\*\*Why this choice\*\*\n\nIn the template, "Rationale" is called "Why this choice"\./,
    );
    checkPart(`${stack}**Why this <|>choice:** it fits\n`, /```markdown\n\*\*Why:\*\* Standard [^\n]+\n```$/);
  });

  it("finds its lines in an example that is fenced", () => {
    checkPart(
      `${HEAD}## Database Schema\n\n### Tables\n\n#### Table: x\n\n**<|Inde<|>xes|>:**\n- Primary: id\n`,
      /Example:\n\n```markdown\nIndexes:\n- Primary: id\n- Unique: email \(for login lookups\)\n```$/,
    );
  });

  it("knows sub-fields and groups that are written as labels", () => {
    checkPart(
      `${HEAD}## Security Approach\n\n### Data Protection\n\n**Password Security:**\n- <|Hash<|>ing|>: bcrypt\n`,
      /^\*\*Hashing\*\*\n\nChoices: `bcrypt` · `argon2` · …/,
    );
    checkPart(
      `${HEAD}## Tech Stack\n\n**<|Front<|>end|>:**\n- **Framework:** Svelte\n`,
      /^\*\*Frontend\*\*\n\nWhat people see and use\./,
    );
    checkPart(`${HEAD}## Tech Stack\n\n**Frontend:**\n- **<|Frame<|>work|>:** Svelte\n`, /^\*\*Framework\*\*/);
  });
});

describe("nothing is shown", () => {
  it.each([
    ["on a value", `${HEAD.replace("** Booking", "** Boo<|>king")}`],
    ["in prose", `${HEAD}## Notes\n\nSome <|>text.\n`],
    ["on the author's own heading", `${HEAD}## How the <|>label prints\n\nText.\n`],
    ["on the author's own label", `${HEAD}## Notes\n\n**Col<|>our:** red\n`],
    ["in fenced code", `${HEAD}## Notes\n\n\`\`\`\n## No<|>tes\n\`\`\`\n`],
    ["where the template has nothing but the name", `${HEAD}## Technology Stack\n\n**IMPOR<|>TANT:** x\n`],
    ["in a document of another kind", "# Shopping\n\n## No<|>tes\n\nMilk\n"],
    ["in an empty document", "<|>"],
  ])("%s", (_, source) => {
    check(source, undefined);
  });
});
