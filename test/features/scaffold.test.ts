import { describe, expect, it } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { scaffold } from "../../server/src/features/scaffold.ts";
import { createMechanismService } from "../../server/src/service.ts";
import { analyse, findingsOf, service, TODAY } from "../support/service.ts";

const ENDINGS = ["\n", "\r\n"] as const;
const ASKED = "**IMPORTANT:** Verify against standard ScopeLock stack. See `docs/core/tech-stack.md`.";
const CHECKED =
  "**IMPORTANT:** Verified against the standard ScopeLock stack of 2026-01-15. See `docs/core/tech-stack.md`.";

function written(options: { stackDate?: string; eol?: "\n" | "\r\n" }): string {
  return scaffold(service.schema, { mission: "Booking", today: TODAY, ...options }).text;
}

/** Line and rule of each finding that isn't about text to be filled in. */
function rulesIn(text: string): string[] {
  return diagnostics(analyse(text)).map((one) => `${one.range.start.line} ${one.rule} ${one.severity} ${one.message}`);
}

describe("a new document", () => {
  it("states which stack it was verified against", () => {
    expect(written({ stackDate: "2026-01-15" })).toBe(written({}).replace(ASKED, CHECKED));
    expect(written({})).toContain(ASKED);
  });

  for (const eol of ENDINGS) {
    const name = eol === "\n" ? "LF" : "CRLF";

    it(`has the findings of the template with the statement as without it, ${name}`, () => {
      const text = written({ stackDate: "2026-01-15", eol });
      expect(text).toContain(CHECKED + eol);
      expect(rulesIn(text)).toEqual(rulesIn(written({ eol })));
      expect(findingsOf(text).filter((one) => one.includes("not started")).length).toBeGreaterThan(5);
    });

    it(`stays clean where the statement stands in a stack that is filled in, ${name}`, () => {
      const text = [
        ...["# MECHANISM: Booking", "", "## Technology Stack", "", CHECKED, "", "### Database", ""],
        ...["**Type:** PostgreSQL", "**Version:** 16", "**Hosting:** Render", "", "**Why this choice:** Standard", ""],
      ].join(eol);
      const own = diagnostics(analyse(text)).filter((one) => one.range.start.line > 2);
      expect(own.map((one) => one.message)).toEqual([]);
    });
  }

  it("has a date where the template has the bracket, whatever the date looks like", () => {
    expect(written({ stackDate: "$& and $1" })).toContain("stack of $& and $1. See");
  });

  it("keeps the sentence of a template that has no statement for it", () => {
    const bare = createMechanismService("# T: [Name]\n\n## A\n\n**NOTE:** Verify against the stack.\n\n**B:** [b]\n");
    expect(scaffold(bare.schema, { mission: "X", stackDate: "2026-01-15" }).text).toBe(
      "# T: X\n\n## A\n\n**NOTE:** Verify against the stack.\n\n**B:** [b]\n",
    );
  });

  it("takes the statement of any template that has one", () => {
    const own = createMechanismService(
      '# T: [Name]\n\n## A\n<!-- mechanism: field "NOTE" policy checked="Done on [day]." -->\n\n- **NOTE:** Do it.\n- **B:** [b]\n',
    );
    expect(own.schema.problems).toEqual([]);
    const text = "# T: X\n\n## A\n\n- **NOTE:** Done on 2026-01-15.\n- **B:** [b]\n";
    expect(scaffold(own.schema, { mission: "X", stackDate: "2026-01-15" }).text).toBe(text);
    expect(findingsOf(text, "draft", own)).toEqual(
      findingsOf(text.replace("Done on 2026-01-15", "Do it"), "draft", own),
    );
    expect(findingsOf(text, "draft", own)).toEqual([
      '3 section-unstarted "A" is not started: 1 open item.',
      '6 placeholder-unfilled "[b]" is still the template\'s placeholder.',
    ]);
  });
});
