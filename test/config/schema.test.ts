import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { configSchema } from "../../server/src/config/schema.ts";
import { RULES } from "../../server/src/rules/index.ts";

const ruleIds = RULES.map((rule) => rule.id);
const KEYS = [
  "$schema",
  "extends",
  "files",
  "ignore",
  "template",
  "stack",
  "profile",
  "rules",
  "approvers",
  "approval",
  "standingApprovals",
  "confidentialNames",
];

describe("the JSON schema of the configuration", () => {
  it("is the committed file; write it anew with `npm run generate`", () => {
    const committed: unknown = JSON.parse(readFileSync("schemas/mechanism.config.schema.json", "utf8"));
    expect(committed).toEqual(configSchema(ruleIds));
  });

  it("describes every key and knows every rule", () => {
    const { properties } = configSchema(ruleIds) as {
      properties: Record<string, { description?: string; propertyNames?: unknown }>;
    };
    expect(Object.keys(properties)).toEqual(KEYS);
    for (const property of Object.values(properties)) expect(property.description).toMatch(/\.$/);
    const names = JSON.stringify(properties.rules);
    for (const id of ruleIds) expect(names).toContain(`"${id}"`);
  });
});
