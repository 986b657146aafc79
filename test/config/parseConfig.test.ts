import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../server/src/config/parseConfig.ts";

const RULES = ["section-missing", "tbd-unresolved"];

/** The problems of a text: what they cover, and what they say. */
function problems(text: string): [string, string][] {
  return parseConfig(text, RULES).problems.map((one) => [text.slice(one.offset, one.offset + one.length), one.message]);
}

function config(text: string): unknown {
  return parseConfig(text, RULES).config;
}

const PROFILES = '"draft", "handoff" or "archived", or an object of globs and profiles';
const SEVERITIES = '"error", "warning", "information", "hint" or "off"';

describe("a configuration file", () => {
  it("is read with comments, trailing commas and a byte order mark", () => {
    const text = '\uFEFF// Ours\n{ "files": ["docs/**/*.md",], /* as agreed */ "approvers": ["Ada"], }';
    expect(parseConfig(text, RULES)).toEqual({
      config: { files: ["docs/**/*.md"], approvers: ["Ada"] },
      problems: [],
    });
  });

  it.each(["", "  \n", "// nothing yet", "{}"])("is empty when it says %j", (text) => {
    expect(parseConfig(text, RULES)).toEqual({ config: {}, problems: [] });
  });

  it("is read whole", () => {
    const text = `{
      "$schema": "./schema.json",
      "extends": "../base.json",
      "files": "**/M.md",
      "ignore": ["old/**"],
      "template": "t.md",
      "stack": "s.md",
      "profile": { "archive/**": "archived", "1": "handoff", "**": "draft" },
      "rules": { "section-missing": "off", "tbd-unresolved": { "severity": "hint", "overrides": { "a/**": "error" } } },
      "approvers": ["Ada", "Bo"],
      "approval": { "patienceDays": 5, "email": "nlr@agency.example", "repository": "agency/approvals", "evidence": true },
      "standingApprovals": [{ "technology": "MongoDB", "area": "Database", "by": "Ada", "date": "2026-02-01", "until": "2028-02-29" }]
    }`;
    expect(parseConfig(text, RULES)).toEqual({
      config: {
        extends: [{ value: "../base.json", offset: text.indexOf('"../base'), length: 14 }],
        files: ["**/M.md"],
        ignore: ["old/**"],
        template: "t.md",
        stack: "s.md",
        profile: [
          { glob: "archive/**", value: "archived" },
          { glob: "1", value: "handoff" },
          { glob: "**", value: "draft" },
        ],
        rules: new Map([
          ["section-missing", { severity: "off", overrides: [] }],
          ["tbd-unresolved", { severity: "hint", overrides: [{ glob: "a/**", value: "error" }] }],
        ]),
        approvers: ["Ada", "Bo"],
        approval: { patienceDays: 5, email: "nlr@agency.example", repository: "agency/approvals", evidence: true },
        standingApprovals: [
          { technology: "MongoDB", area: "Database", by: "Ada", date: "2026-02-01", until: "2028-02-29" },
        ],
      },
      problems: [],
    });
  });
});

describe("a problem has its place and says what was expected", () => {
  it.each<[string, string, string, string]>([
    ["a number for a profile", '{ "profile": 5 }', "5", `"profile" is 5; expected ${PROFILES}.`],
    ["an unknown profile", '{ "profile": "final" }', '"final"', `"profile" is "final"; expected ${PROFILES}.`],
    ["an empty glob", '{ "files": "" }', '""', '"files" is "", but it is empty; expected a glob.'],
    ["a list of the wrong things", '{ "files": [3] }', "3", 'Item 1 of "files" is 3; expected a glob.'],
    ["neither form", '{ "files": true }', "true", '"files" is true; expected a glob, or a list of globs.'],
    ["null", '{ "template": null }', "null", '"template" is null; expected a path.'],
    ["no object", "[1]", "[1]", "The configuration is a list; expected an object."],
    [
      "a glob that excludes",
      '{ "ignore": ["!a"] }',
      '"!a"',
      'Item 1 of "ignore" is "!a", but a glob can\'t exclude by a leading "!"; write what is meant under "ignore"; expected a glob.',
    ],
    [
      "an unknown severity",
      '{ "rules": { "section-missing": "fatal" } }',
      '"fatal"',
      `"section-missing" is "fatal"; expected ${SEVERITIES}, or an object with "severity" and "overrides".`,
    ],
    [
      "an unknown rule",
      '{ "rules": { "section-mising": "off" } }',
      '"section-mising"',
      'There is no rule "section-mising"; expected the id of a rule, as findings show it.',
    ],
    [
      "an unknown key",
      '{ "rule": {} }',
      '"rule"',
      'There is no key "rule" here; expected $schema, extends, files, ignore, template, stack, profile, rules, approvers, approval, standingApprovals, confidentialNames.',
    ],
    [
      "a key of every object",
      '{ "__proto__": {} }',
      '"__proto__"',
      'There is no key "__proto__" here; expected $schema, extends, files, ignore, template, stack, profile, rules, approvers, approval, standingApprovals, confidentialNames.',
    ],
    [
      "an override by an empty glob",
      '{ "rules": { "section-missing": { "overrides": { "": "off" } } } }',
      '""',
      '"" is not a glob: it is empty.',
    ],
    [
      "a key that stands twice",
      '{ "stack": "a.md", "stack": "b.md" }',
      '"stack"',
      '"stack" stands here more than once; only the last one counts.',
    ],
    [
      "a day that isn't one",
      '{ "standingApprovals": [{ "technology": "X", "by": "Ada", "date": "2026-02-30" }] }',
      '"2026-02-30"',
      '"date" is "2026-02-30", but that is not a date; expected a date as year-month-day.',
    ],
    [
      "a time that isn't one",
      '{ "approval": { "patienceDays": -1, "evidence": true } }',
      "-1",
      '"patienceDays" is -1; expected a number of days.',
    ],
    [
      "an address that isn't one",
      '{ "approval": { "email": "nlr at agency" } }',
      '"nlr at agency"',
      '"email" is "nlr at agency", but that is not an e-mail address; expected an e-mail address.',
    ],
    [
      "a repository that isn't one",
      '{ "approval": { "repository": "https://github.com/agency/approvals" } }',
      '"https://github.com/agency/approvals"',
      '"repository" is "https://github.com/agency/approvals", but that is not a repository; expected a repository as owner/name.',
    ],
    [
      "neither true nor false",
      '{ "approval": { "evidence": "yes" } }',
      '"yes"',
      '"evidence" is "yes"; expected true or false.',
    ],
    [
      "an approval without its approver",
      '{ "standingApprovals": [{ "technology": "X", "date": "2026-02-01" }] }',
      '{ "technology": "X", "date": "2026-02-01" }',
      'Item 1 of "standingApprovals" lacks "by".',
    ],
    ["a value that isn't there", '{ "stack": }', "}", "Expected a value."],
    ["an end too early", '{ "stack": "a"', "", 'The object is not closed; expected "}".'],
    ["single quotes", "{ 'stack': 1 }", "'stack'", "This is not JSON; expected a value, with text in double quotes."],
  ])("%s", (_, text, covered, message) => {
    expect(problems(text)).toEqual([[covered, message]]);
  });

  it("and the rest of the file holds", () => {
    const text =
      '{ "files": ["a.md", 3], "profile": { "a": "x", "b": "handoff" }, "rules": { "no-such": "off", "tbd-unresolved": "hint" }, "stack": "s.md" }';
    expect(config(text)).toEqual({
      files: ["a.md"],
      profile: [{ glob: "b", value: "handoff" }],
      rules: new Map([["tbd-unresolved", { severity: "hint", overrides: [] }]]),
      stack: "s.md",
    });
  });

  it("also behind an error of syntax", () => {
    expect(config('{ "stack": "s.md" "template": "t.md" }')).toEqual({ stack: "s.md", template: "t.md" });
  });

  it("and a standing approval with any problem approves nothing, lest it holds longer than was granted", () => {
    const text = '{ "standingApprovals": [{ "technology": "X", "by": "Ada", "date": "2026-02-01", "until": "soon" }] }';
    expect(config(text)).toEqual({});
  });

  it("even in a file of nothing but brackets", () => {
    expect(problems("[".repeat(100_000)).map(([, message]) => message)).toEqual([
      "The file is nested too deeply to be read.",
    ]);
  });
});

describe("whatever the text", () => {
  const part = fc.constantFrom(
    '{"rules":',
    '"files"',
    ":",
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "draft",
    "5",
    "null",
    "//",
    "\n",
    "/*",
    '"**"',
    "\\u",
  );
  it("there is a configuration, and problems lie in the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join("")),
          fc.json(),
        ),
        (text) => {
          const read = parseConfig(text, RULES);
          for (const { offset, length, message } of read.problems) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThanOrEqual(0);
            expect(offset + length).toBeLessThanOrEqual(text.length);
            expect(message).toMatch(/^["A-Z].*\.$/s);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
