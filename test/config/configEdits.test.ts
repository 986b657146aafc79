import { describe, expect, it } from "vitest";
import { addingStandingApproval } from "../../server/src/config/addStandingApproval.ts";
import { type ConfigChange, configEdits } from "../../server/src/config/configEdits.ts";
import { turningRuleOff } from "../../server/src/config/turnRuleOff.ts";

/** The text after the edits; nothing if it can't be edited. */
function changed(text: string | undefined, change: ConfigChange): string | undefined {
  const edits = configEdits(text, change);
  return (
    edits &&
    [...edits]
      .sort((a, b) => b.offset - a.offset)
      .reduce(
        (all, edit) => all.slice(0, edit.offset) + edit.content + all.slice(edit.offset + edit.length),
        text ?? "",
      )
  );
}

describe("switching a rule off", () => {
  it.each<[string, string | undefined, string | undefined]>([
    ["writes a new file", undefined, '{\n  "rules": {\n    "section-missing": "off"\n  }\n}\n'],
    ["fills an empty file", " \n", '{\n  "rules": {\n    "section-missing": "off"\n  }\n}\n'],
    ["fills an empty object", "{}", '{\n  "rules": {\n    "section-missing": "off"\n  }\n}'],
    [
      "keeps comments and formatting",
      '// ours\n{\n    "profile": "draft", // for now\n    "rules": {\n        "tbd-unresolved": "hint" // really\n    }\n}\n',
      '// ours\n{\n    "profile": "draft", // for now\n    "rules": {\n        "tbd-unresolved": "hint",\n        "section-missing": "off" // really\n    }\n}\n',
    ],
    [
      "keeps tabs and line endings",
      '{\r\n\t"rules": {\r\n\t\t"tbd-unresolved": "hint"\r\n\t}\r\n}\r\n',
      '{\r\n\t"rules": {\r\n\t\t"tbd-unresolved": "hint",\r\n\t\t"section-missing": "off"\r\n\t}\r\n}\r\n',
    ],
    ["replaces a severity", '{ "rules": { "section-missing": "error" } }', '{ "rules": { "section-missing": "off" } }'],
    [
      "replaces overrides, which would keep it on somewhere",
      '{ "rules": { "section-missing": { "severity": "off", "overrides": { "a": "error" } } } }',
      '{ "rules": { "section-missing": "off" } }',
    ],
    ["replaces rules that are none", '{ "rules": 5 }', '{ "rules": {\n    "section-missing": "off"\n  } }'],
    [
      "leaves a file alone where it is off",
      '{ "rules": { "section-missing": "off" } }',
      '{ "rules": { "section-missing": "off" } }',
    ],
    [
      "keeps a byte order mark",
      '\uFEFF{ "rules": { "section-missing": "hint" } }',
      '\uFEFF{ "rules": { "section-missing": "off" } }',
    ],
    ["refuses broken JSON", '{ "rules": { "section-missing": ', undefined],
    ["refuses what is no object", "[]", undefined],
    ["refuses a key that stands twice", '{ "rules": {}, "rules": {} }', undefined],
    ["refuses what is nested too deeply", "[".repeat(5000), undefined],
  ])("%s", (_, text, expected) => {
    expect(changed(text, turningRuleOff("section-missing"))).toBe(expected);
  });
});

describe("adding a standing approval", () => {
  const approval = { technology: "MongoDB", area: "Database", by: "Ada", date: "2026-02-01" };
  const other = '{ "technology": "Railway", "by": "Ada", "date": "2026-01-01" }';

  it.each<[string, string | undefined, string | undefined]>([
    ["writes a new file", undefined, `${JSON.stringify({ standingApprovals: [approval] }, undefined, 2)}\n`],
    [
      "adds the key, with the comments kept",
      '{\n  "profile": "draft" // for now\n}\n',
      `{\n  "profile": "draft",\n  "standingApprovals": [\n    {\n      "technology": "MongoDB",\n      "area": "Database",\n      "by": "Ada",\n      "date": "2026-02-01"\n    }\n  ] // for now\n}\n`,
    ],
    [
      "adds it behind those that are there",
      `{\n  "standingApprovals": [\n    ${other}\n  ]\n}\n`,
      `{\n  "standingApprovals": [\n    {\n      "technology": "Railway",\n      "by": "Ada",\n      "date": "2026-01-01"\n    },\n    {\n      "technology": "MongoDB",\n      "area": "Database",\n      "by": "Ada",\n      "date": "2026-02-01"\n    }\n  ]\n}\n`,
    ],
    [
      "leaves a file alone that has it",
      `{ "standingApprovals": [${JSON.stringify(approval)}] }`,
      `{ "standingApprovals": [${JSON.stringify(approval)}] }`,
    ],
    ["refuses broken JSON", '{ "standingApprovals": [', undefined],
  ])("%s", (_, text, expected) => {
    expect(changed(text, addingStandingApproval(approval))).toBe(expected);
  });
});
