import { type ConfigChange, valueOfKey } from "./configEdits.ts";
import { parseConfig } from "./parseConfig.ts";

/** The change that switches a rule off everywhere. */
export function turningRuleOff(rule: string): ConfigChange {
  return {
    fresh: { rules: { [rule]: "off" } },
    place: (root) =>
      valueOfKey(root, "rules")?.type === "object"
        ? { path: ["rules", rule], value: "off" }
        : { path: ["rules"], value: { [rule]: "off" } },
    holds(text) {
      const setting = parseConfig(text, [rule]).config.rules?.get(rule);
      return setting?.severity === "off" && setting.overrides.length === 0;
    },
  };
}
