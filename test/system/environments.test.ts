import { describe, expect, it } from "vitest";
import { hostsIn } from "../../server/src/system/environments.ts";
import { systemOf } from "../support/systemOf.ts";

/** The environments of a deployment, each as `kind name: addresses`. */
function environments(...lines: string[]): string[] {
  const text = ["# MECHANISM: Booking", "", "## Deployment Architecture", "", ...lines, ""].join("\n");
  const { document, system } = systemOf(text);
  return system.environments.map(({ name, span, chunk, kind, addresses }) => {
    const facts = document.chunks[chunk]?.facts;
    const slice = (at: { start: number; end: number }): string | undefined => facts?.text.slice(at.start, at.end);
    expect(slice(span)).toBe(name);
    for (const address of addresses) expect(slice(address.span)).toBe(address.url);
    return `${kind} ${name}: ${addresses.map((one) => one.host).join(" ")}`;
  });
}

describe("the environments", () => {
  it.each<[string, string[], string[]]>([
    [
      "a list",
      [
        "**Environments:**",
        "- Development: Local (localhost:3000)",
        "- 🧪 **Staging**: https://staging.harbour.se, nightly",
        "- Production: <https://harbour.se>",
        "- Demo: https://demo.harbour.se",
      ],
      [
        "development Development: localhost:3000",
        "staging Staging: staging.harbour.se",
        "production Production: harbour.se",
        "other Demo: demo.harbour.se",
      ],
    ],
    [
      "labels without a list",
      ["**Production:** harbour.se", "", "**Staging:** none yet"],
      ["production Production: harbour.se", "staging Staging: "],
    ],
    [
      "rows",
      [
        "**Environments:**",
        "",
        "| Environment | Site | Data |",
        "|---|---|---|",
        "| Development | `http://localhost:3000` | seed |",
        "| **Production** | [harbour](https://harbour.se) | all |",
      ],
      ["development Development: localhost:3000", "production Production: harbour.se"],
    ],
    [
      "columns",
      [
        "| | Staging | Production |",
        "|---|---|---|",
        "| Site | https://s.harbour.se | https://harbour.se |",
        "| Data | old | |",
      ],
      ["staging Staging: s.harbour.se", "production Production: harbour.se"],
    ],
    [
      "headings",
      [
        "Two of them.",
        "",
        "### Staging",
        "",
        "https://s.harbour.se",
        "",
        "### Production environment",
        "",
        "https://harbour.se",
      ],
      ["staging Staging: s.harbour.se", "production Production environment: harbour.se"],
    ],
  ])("are read from %s", (_, lines, expected) => {
    expect(environments(...lines)).toEqual(expected);
  });

  it("are none in other tables and headings", () => {
    expect(environments("| Step | Who |", "|---|---|", "| merge | Ada |", "", "### Rollback", "", "By hand.")).toEqual(
      [],
    );
  });
});

describe("the hosts in a text", () => {
  it.each<[string, string[]]>([
    ["Local (localhost:3000), API on 127.0.0.1:8000", ["localhost:3000", "127.0.0.1:8000"]],
    ["🚲 app.harbour.se and https://HARBOUR.se/x.", ["app.harbour.se", "harbour.se"]],
    ["`harbour.co.uk:8443`", ["harbour.co.uk:8443"]],
    ["Next.js with main.py, .env.local, next.config.js, Socket.io; e.g. v1.2.3 by mail@harbour.se", []],
  ])("%s", (text, hosts) => {
    expect(hostsIn(text).map((one) => one.host)).toEqual(hosts);
  });
});
