import { describe, expect, it } from "vitest";
import type { Profile, Severity } from "../../server/src/config/settings.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { POLICY, service, TODAY } from "../support/service.ts";
import { workspaceOf } from "../support/workspace.ts";

const RULE = "unused-suppression";

function findings(text: string, profile: Profile = "draft", rules: Record<string, Severity | "off"> = {}): string[] {
  const analysis = service.analyse(text, {
    settings: { profile, rules: new Map(Object.entries(rules)) },
    policy: POLICY,
    today: TODAY,
  });
  return diagnostics(analysis).map((one) => `${one.rule} ${one.severity}`);
}

const DEVIATION = `# MECHANISM: Booking
<!-- mechanism-ignore deviation-field-missing -- the reason is secret -->

## Technology Deviations

### Deviation 1: Database

**Standard:** PostgreSQL
**Actual:** MongoDB
**Approved By:** NLR on 2026-02-01
`;

describe("a rule about deviations", () => {
  it("can be suppressed and switched off in draft", () => {
    expect(findings(DEVIATION)).not.toContain("deviation-field-missing error");
    const audible = DEVIATION.replace("mechanism-ignore", "a remark");
    expect(findings(audible)).toContain("deviation-field-missing error");
    expect(findings(audible, "draft", { "deviation-field-missing": "off" })).not.toContain(
      "deviation-field-missing error",
    );
  });

  it("can be neither suppressed nor switched off in handoff", () => {
    expect(findings(DEVIATION, "handoff")).toContain("deviation-field-missing error");
    expect(findings(DEVIATION, "handoff", { "deviation-field-missing": "off" })).toContain(
      "deviation-field-missing error",
    );
  });
});

describe("a secret that was pasted", () => {
  const secret = ["ghp", "a8Kq2Zt7Lm4Xw9Rb3Vn6Yc1Dp5Hs0Jf8Ge2U"].join("_");
  const text = `# MECHANISM: Booking\n\n## Notes\n<!-- mechanism-ignore secret-pasted -- an old one -->\n\n${secret}\n`;

  it("can be suppressed in draft, and not in handoff", () => {
    expect(findings(text)).not.toContain("secret-pasted error");
    expect(findings(text, "handoff")).toContain("secret-pasted error");
    expect(findings(text, "handoff", { "secret-pasted": "off" })).toContain("secret-pasted error");
  });

  it("is all that counts in a document that is only kept", () => {
    const audible = `${text.replace("mechanism-ignore", "a remark")}\nTBD\n`;
    expect(findings(audible, "archived")).toEqual(["secret-pasted error"]);
    expect(findings(text, "archived")).toEqual([]);
    expect(findings(audible, "archived", { "secret-pasted": "off" })).toEqual([]);
  });
});

describe("a comment for a rule", () => {
  const idle = "# MECHANISM: Booking\n\n## Notes\n<!-- mechanism-ignore tbd-unresolved -- later -->\n\nNone.\n";

  it("that finds nothing is said to be idle", () => {
    expect(findings(idle)).toContain(`${RULE} hint`);
    expect(findings(idle, "handoff")).toContain(`${RULE} hint`);
  });

  it("that is switched off may stay", () => {
    expect(findings(idle, "draft", { "tbd-unresolved": "off" })).not.toContain(`${RULE} hint`);
  });

  it("that is only reported otherwise is judged as ever", () => {
    expect(findings(idle, "draft", { "tbd-unresolved": "error", [RULE]: "warning" })).toContain(`${RULE} warning`);
  });

  it("is left alone where the rule about it is off, in kept documents and in others", () => {
    const rules = (text: string, profile: Profile, off: Record<string, "off"> = {}): string[] =>
      findings(text, profile, off).filter((one) => one.startsWith(RULE));
    expect(rules(idle, "draft", { [RULE]: "off" })).toEqual([]);
    expect(rules(idle, "archived")).toEqual([]);
    expect(rules("# Sorting\n\n<!-- mechanism-ignore tbd-unresolved -- later -->\n\nHow it works.\n", "draft")).toEqual(
      [],
    );
    expect(rules(`${idle}\n<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n`, "draft")).toEqual([]);
  });

  it("that looks at other files is left alone", () => {
    const text = (body: string): string =>
      `# MECHANISM: Booking\n\n## Notes\n<!-- mechanism-ignore doc-link-broken -- comes next week -->\n\n${body}\n`;
    const rules = (body: string, files: ReadonlyMap<string, string>): string[] =>
      diagnostics(
        service.analyse(text(body), {
          policy: POLICY,
          today: TODAY,
          workspace: workspaceOf("docs/booking/MECHANISM.md", files),
        }),
      ).flatMap((one) => (one.rule === RULE ? [one.message] : []));
    expect(rules("See [the plan](plan.md).", new Map([["docs/booking/plan.md", "Plan\n"]]))).toEqual([]);
    expect(rules("See [the plan](plan.md).", new Map())).toEqual([]);
  });
});
