import { describe, expect, it } from "vitest";
import { systemOf } from "../support/systemOf.ts";

/** The variables of a document, each as its name with `!` if it is declared and `*` if it is a secret. */
function variables(...lines: string[]): string[] {
  const text = ["# MECHANISM: Booking", "", ...lines, ""].join("\n");
  const { document, system } = systemOf(text);
  return system.variables.map(({ name, span, chunk, declared, secret }) => {
    expect(document.chunks[chunk]?.facts.text.slice(span.start, span.end)).toBe(name);
    return `${name}${declared ? "!" : ""}${secret ? "*" : ""}`;
  });
}

const SECRETS = ["## Security Approach", "", "### Secrets Management", ""];

describe("the variables of a document", () => {
  it.each<[string, string[], string[]]>([
    [
      "a list below its label",
      [
        ...SECRETS,
        "**Required Secrets:**",
        "- `DATABASE_URL` - PostgreSQL",
        "- **STRIPE_KEY**: payments",
        "- `LOG_LEVEL`",
      ],
      ["DATABASE_URL!*", "STRIPE_KEY!*", "LOG_LEVEL!"],
    ],
    [
      "a table in a list item",
      [...SECRETS, "* **Required Secrets**:", "", "\t| Name | For |", "\t|---|---|", "\t| `SMS_KEY` | the operator |"],
      ["SMS_KEY!*"],
    ],
    [
      "a list without a label",
      [
        ...SECRETS,
        "Kept in the vault.",
        "",
        "- `SESSION_SECRET`: cookies",
        "- `SITE_URL`",
        "",
        "```env",
        "PORT=1",
        "```",
      ],
      ["SESSION_SECRET!*", "SITE_URL!", "PORT"],
    ],
    [
      "settings in a fence",
      [
        "## Notes",
        "",
        "```bash",
        "# NOT_THIS_KEY=x",
        "export MAIL_TOKEN=<vault>",
        "NEXT_PUBLIC_KEY=1",
        'curl -H "x: $HOOK_KEY" localhost',
        "```",
      ],
      ["MAIL_TOKEN*", "NEXT_PUBLIC_KEY", "HOOK_KEY*"],
    ],
    [
      "code that reads them",
      [
        "## Notes",
        "",
        "- in code: `process.env.MAIL_TOKEN`",
        "",
        "```py",
        'key = os.environ["SMS_KEY"]',
        'os.getenv("PORT")',
        "MAX_KEY = 3",
        "```",
        "",
        "```yaml",
        ["    API_HOST: $", "{{ secrets.DEPLOY_KEY }}"].join(""),
        "```",
      ],
      ["MAIL_TOKEN*", "SMS_KEY*", "PORT", "API_HOST", "DEPLOY_KEY*"],
    ],
    [
      "text that names a secret",
      [
        "## Notes",
        "",
        "Signed with `BUNDLE_SIGNING_KEY`; the header must equal CRON_SECRET, and STRIPE_KEY.",
        "",
        "| Route | How |",
        "|---|---|",
        "| POST /hooks | header must equal POSTMARK_HOOK_TOKEN |",
      ],
      ["BUNDLE_SIGNING_KEY*", "CRON_SECRET*", "STRIPE_KEY*", "POSTMARK_HOOK_TOKEN*"],
    ],
    [
      "other places that name what is listed",
      ["## Notes", "", "`METER_TOKEN` is new.", "", ...SECRETS, "**Required Secrets:**", "- `METER_TOKEN`"],
      ["METER_TOKEN*", "METER_TOKEN!*"],
    ],
  ])("are read from %s", (_, lines, expected) => {
    expect(variables(...lines)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["relationships of a graph", ["## Notes", "", "`IN_KEY` is music: (w)-[:IN_KEY]->(k), HAS_SECRET too"]],
    ["codes of errors", ["## Notes", "", "`INVALID_TOKEN`, `EXPIRED_API_KEY`, WRONG_PASSWORD, MISSING_CLIENT_SECRET"]],
    ["bodies", ["## Notes", "", "```json", '{ "code": "STRIPE_API_KEY" }', "```"]],
    ["constants", ["## Notes", "", "```ts", "const MAX_TOKENS = 5, RETRY_KEY = 'x';", "```"]],
    ["keys of a schema", ["## Notes", "", "PRIMARY_KEY, IDEMPOTENCY_KEY and CACHE_KEY"]],
    ["stand-ins", ["## Notes", "", "YOUR_API_KEY goes here"]],
    ["files and addresses", ["## Notes", "", "docs/STRIPE_SECRET_KEY.md https://x.se/STRIPE_SECRET_KEY"]],
  ])("are not %s", (_, lines) => {
    expect(variables(...lines)).toEqual([]);
  });
});
