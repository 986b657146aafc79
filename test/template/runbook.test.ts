import { describe, expect, it } from "vitest";
import { outline } from "../../server/src/features/outline.ts";
import { scaffold } from "../../server/src/features/scaffold.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { analyse, findingsOf, TODAY } from "../support/service.ts";

/** A template of another kind: nothing about it is known to the code. */
const RUNBOOK = `# RUNBOOK: [System]

**System:** [Name of the system]
**Last Drill:** YYYY-MM-DD

---

## Contacts
<!-- mechanism: role=contacts aliases="Who to call" about="Who is called, in which order." -->

**First Call:** [Name and telephone]
**Escalation:** [Duty manager / Vendor / etc.]

**Example:**
- **First Call:** Imke, 0470 00 00 00
- **Escalation:** Duty manager

---

## Procedures

### Procedure: [what it is for]
<!-- mechanism: role=procedure repeat aliases="Play: [name]" -->

**Trigger:** [What starts it]
**Severity:** High / Medium / Low

**Steps:**
1. [Step 1]
2. [Step 2]

---

## Afterwards
<!-- mechanism: optional -->

[What is written down]
`;

const runbook = createMechanismService(RUNBOOK);

describe("a template of another kind", () => {
  it("has no problems", () => {
    expect(runbook.schema.problems).toEqual([]);
  });

  it("gives findings of structure and unfilled text", () => {
    const text = `# RUNBOOK: Lighthouse

**System:** Lighthouse
**Last Drill:** soon

## Who to call

**First Call:** Imke

## Procedures

### Procedure: lamp out

**Trigger:** [What starts it]
**Severity:** High / Medium / Low
`;
    expect(findingsOf(text, "draft", runbook)).toEqual([
      '4 date-invalid Last Drill "soon" is not a date; expected year-month-day.',
      '6 field-missing "Who to call" lacks Escalation.',
      '6 section-renamed "Who to call" stands for the template\'s "Contacts".',
      '12 field-missing "Procedure: lamp out" lacks Steps.',
      '14 placeholder-unfilled "[What starts it]" is still the template\'s placeholder.',
      "15 placeholder-options Choose one of High / Medium / Low.",
    ]);
  });

  it("reports a missing section at the title", () => {
    expect(
      findingsOf(
        "# RUNBOOK: X\n\n**System:** X\n**Last Drill:** 2026-01-01\n\n## Procedures\n\nNone.\n",
        "draft",
        runbook,
      ),
    ).toEqual(['1 section-missing Section "Contacts" is missing.']);
  });

  it("gives a new document that asks for everything", () => {
    const { text } = scaffold(runbook.schema, { mission: "Lighthouse", today: TODAY });
    expect(text).toBe(`# RUNBOOK: Lighthouse

**System:** [Name of the system]
**Last Drill:** ${TODAY}

---

## Contacts

**First Call:** [Name and telephone]
**Escalation:** [Duty manager / Vendor / etc.]

---

## Procedures

### Procedure: [what it is for]

**Trigger:** [What starts it]
**Severity:** High / Medium / Low

**Steps:**
1. [Step 1]
2. [Step 2]

---

## Afterwards

[What is written down]
`);
  });

  it("gives an outline with counts", () => {
    const { text } = scaffold(runbook.schema, { mission: "Lighthouse", today: TODAY });
    const { root, done, required } = outline(analyse(text, "draft", runbook));
    expect(root.children.map((child) => `${child.title}: ${child.state}`)).toEqual([
      "System: open",
      "Last Drill: filled",
      "Contacts: open",
      "Procedures: open",
      "Afterwards: open",
    ]);
    expect([done, required]).toEqual([1, 7]);
  });
});
