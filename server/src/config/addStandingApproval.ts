import type { StandingApproval } from "./config.ts";
import { type ConfigChange, valueOfKey } from "./configEdits.ts";
import { parseConfig } from "./parseConfig.ts";

/** The change that adds an approval for all missions behind those that are there. */
export function addingStandingApproval(approval: StandingApproval): ConfigChange {
  return {
    fresh: { standingApprovals: [approval] },
    place(root) {
      const list = valueOfKey(root, "standingApprovals");
      if (list?.type !== "array") return { path: ["standingApprovals"], value: [approval] };
      const end = list.children?.length ?? 0;
      return { path: ["standingApprovals", end], value: approval, isInsertion: true };
    },
    holds: (text) =>
      (parseConfig(text, []).config.standingApprovals ?? []).some(
        (one) => one.technology === approval.technology && one.area === approval.area && one.until === approval.until,
      ),
  };
}
