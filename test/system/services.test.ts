import { describe, expect, it } from "vitest";
import { systemOf } from "../support/systemOf.ts";

/** The services of a stack, each as `name (technology): what is said`. */
function services(...lines: string[]): string[] {
  const text = ["# MECHANISM: Booking", "", "## Technology Stack", "", ...lines, ""].join("\n");
  const { document, system } = systemOf(text);
  return system.services.map(({ name, span, chunk, technology, text: said }) => {
    const { facts } = document.chunks[chunk] ?? { facts: { text: "" } };
    expect(facts.text.slice(span.start, span.end)).toBe(name);
    return `${name} (${technology?.name ?? "?"}): ${said}`;
  });
}

const HEADING = ["### AI & External Services", ""];

describe("the services of a stack", () => {
  it.each<[string, string[], string[]]>([
    [
      "a list below the label",
      [
        ...HEADING,
        "**Other External Services:**",
        "- Stripe API: payments (client provides the key)",
        "- ✉️ Postmark: mails",
      ],
      ["Stripe API (Stripe): payments (client provides the key)", "Postmark (Postmark): mails"],
    ],
    [
      "bold names, links, dashes and parentheses",
      [
        ...HEADING,
        "**Other External Services**:",
        "- **Stripe:** payments",
        "- [Postmark](https://postmarkapp.com): mails",
        "- [Ring scheme][scheme]: a file a month",
        "- Mollie – deposits",
        "- Géoplateforme (IGN): postal addresses",
      ],
      [
        "Stripe (Stripe): payments",
        "Postmark (Postmark): mails",
        "Ring scheme (?): a file a month",
        "Mollie (Mollie): – deposits",
        "Géoplateforme (IGN) (?): postal addresses",
      ],
    ],
    [
      "nested bullets",
      [
        ...HEADING,
        "- **Other External Services:**",
        "  - Stripe: payments",
        "    - Key: the client's",
        "  - Twilio: text messages",
      ],
      ["Stripe (Stripe): payments\n    - Key: the client's", "Twilio (Twilio): text messages"],
    ],
    [
      "a table",
      [
        ...HEADING,
        "**Other External Services:**",
        "",
        "| # | Service | Used for | Key |",
        "|---|---|---|---|",
        "| 1 | Stripe | payments | client |",
        "| 2 | `Postmark` | mails | |",
      ],
      ["Stripe (Stripe): #: 1; Used for: payments; Key: client", "Postmark (Postmark): #: 2; Used for: mails"],
    ],
    [
      "a sentence beside the label",
      [...HEADING, "**Other External Services:** Stripe (payments, refunds), Postmark for mails, and no Twilio"],
      ["Stripe (Stripe): (payments, refunds)", "Postmark (Postmark): for mails"],
    ],
    [
      "a list below a sentence",
      [...HEADING, "**Other External Services:** as agreed in March:", "", "- Stripe: payments"],
      ["Stripe (Stripe): payments"],
    ],
    [
      "a group label",
      [
        "**AI & External Services**:",
        "",
        "- **LLM Calls**: Claude Code only",
        "- **Other External Services**:",
        "  - Stripe: payments",
      ],
      ["Stripe (Stripe): payments"],
    ],
    [
      "a list without a label",
      ["### External Services", "", "- Stripe: payments", "- Kursbuch: timetables"],
      ["Stripe (Stripe): payments", "Kursbuch (?): timetables"],
    ],
    [
      "headings",
      [...HEADING, "#### Stripe", "", "Payments, on the client's account."],
      ["Stripe (Stripe): Payments, on the client's account."],
    ],
  ])("are read from %s", (_, lines, expected) => {
    expect(services(...lines)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["a section that says that there are none", [...HEADING, "**Other External Services:** None."]],
    ["a list that says so", [...HEADING, "**Other External Services:** N/A – a static site"]],
    ["the template's placeholders", [...HEADING, "**Other External Services:**", "- [Service 1]: [Purpose]", "- x"]],
    [
      "features of language models",
      [
        ...HEADING,
        "**Client-Facing AI:**",
        "Claude writes letters.",
        "",
        "- Per account: 3 letters a day",
        "- Anthropic: zero retention",
      ],
    ],
  ])("are none in %s", (_, lines) => {
    expect(services(...lines).filter((one) => !one.startsWith("x "))).toEqual([]);
  });
});

describe("the integrations", () => {
  const integrations = (...lines: string[]): string[] =>
    systemOf(
      ["# MECHANISM: Booking", "", "## External Integrations", "", ...lines, ""].join("\n"),
    ).system.integrations.map(
      ({ name, technology, source, values }) =>
        `${source} ${name} (${technology?.name ?? "?"}): ${values.map((one) => `${one.schema.label}=${one.text}`).join("; ")}`,
    );

  it("are read from headings and fences", () => {
    expect(
      integrations(
        "```",
        "Airtable Web API",
        "",
        "Purpose: all data",
        "Rate Limits: 5 a second",
        "```",
        "",
        "### 5.1 💶 Mollie",
        "",
        "**Purpose**: deposits",
        "**Rate Limits**: none published",
        "",
        "### How the file looks",
        "",
        "One a night.",
      ),
    ).toEqual([
      "entry Airtable Web API (Airtable): Purpose=all data; Rate Limits=5 a second",
      "entry Mollie (Mollie): Purpose=deposits; Rate Limits=none published",
    ]);
  });

  it("are read from the rows of a table", () => {
    expect(
      integrations(
        "| Service | Purpose | Auth |",
        "|---|---|---|",
        "| [Stripe](https://stripe.com) | payments | key |",
      ),
    ).toEqual(["row Stripe (Stripe): Purpose=payments; Authentication=key"]);
  });
});
