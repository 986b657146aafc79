import { describe, expect, it } from "vitest";
import { type OutlineNode, outline } from "../../server/src/features/outline.ts";
import { analyse } from "../support/service.ts";

/** The outline of a text below its title: one line for each node, indented, with state and counts. */
function check(text: string, expected: string): void {
  const lines = (node: OutlineNode, indent: string): string[] => [
    `${indent}${node.title}: ${node.state}${node.required > 0 ? ` ${node.done}/${node.required}` : ""}`,
    ...node.children.flatMap((child) => lines(child, `${indent}  `)),
  ];
  const { root } = outline(
    analyse(`# MECHANISM: Pilot\n\n**Mission:** Pilot\n**Date Created:** 2026-01-31\n\n${text}`),
  );
  const own = root.children.filter(
    (child) => child.kind !== "field" && (child.state !== "missing" || child.range.start.line > 0),
  );
  expect(own.flatMap((child) => lines(child, ""))).toEqual(expected.trim().split("\n"));
}

describe("the outline", () => {
  it("tells filled, open, missing and not applicable apart", () => {
    check(
      "## Monitoring\n\n**Error Tracking:** Sentry\n**Performance Monitoring:** N/A – no traffic\n**Uptime Monitoring:** [Better Uptime / Pingdom / etc.]\n",
      `Monitoring: open 2/4
  Error Tracking: filled 1/1
  Performance Monitoring: not-applicable 1/1
  Uptime Monitoring: open 0/1
  Alerts: missing 0/1`,
    );
  });

  it("puts what is missing where the template has it", () => {
    check(
      "## Security Approach\n\n### Authentication\n\nN/A – no accounts\n\n### Secrets Management\n\nNone.\n",
      `Security Approach: open 4/13
  Authentication: not-applicable 3/3
  Authorization: missing 0/2
  Data Protection: missing 0/7
  Secrets Management: not-applicable 1/1`,
    );
  });

  it("shows entries with their fields", () => {
    check(
      "## External Integrations\n\n### Mollie\n\n**Purpose:** Payments\n**API:** https://docs.example.org\n**Authentication:** Key\n**Rate Limits:** [Request limits to be aware of]\n",
      `External Integrations: open 3/4
  Mollie: open 3/4
    Purpose: filled 1/1
    API: filled 1/1
    Authentication: filled 1/1
    Rate Limits: open 0/1`,
    );
  });

  it("counts sub-fields in place of their field", () => {
    check(
      "## Security Approach\n\n### Data Protection\n\n**Backups:**\n- Frequency: daily\n- Location: TBD\n",
      `Security Approach: open 1/13
  Authentication: missing 0/3
  Authorization: missing 0/2
  Data Protection: open 1/7
    Password Security: missing 0/2
    Encryption: missing 0/1
    Backups: open 1/3
      Frequency: filled 1/1
      Retention: missing 0/1
      Location: open 0/1
    Compliance: missing 0/1
  Secrets Management: missing 0/1`,
    );
  });
});

describe("open items", () => {
  const rules = (text: string): string[] => outline(analyse(text)).openItems.map((item) => item.rule);

  it("are findings of structure from warnings on, and all of unfilled text", () => {
    const text =
      "# MECHANISM: Pilot\n\n**Mission:** [Brief mission name]\n**Date Created:** 2026-01-31\n\n## Tech Stack\n\nNone.\n";
    const found = rules(text);
    expect(found).toContain("placeholder-unfilled");
    expect(found).toContain("section-missing");
    expect(found).not.toContain("section-renamed");
  });

  it("leave out what a comment silences", () => {
    const text =
      "# MECHANISM: Pilot\n<!-- mechanism-ignore placeholder-unfilled -- later -->\n\n**Mission:** [Brief mission name]\n";
    expect(rules(text)).not.toContain("placeholder-unfilled");
  });
});
