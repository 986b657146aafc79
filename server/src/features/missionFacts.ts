import type { OtherMission } from "../config/workspace.ts";
import { missionOf } from "../rules/deviationParts.ts";
import { missionAddresses } from "../rules/missionAddresses.ts";
import type { Analysis } from "./analysis.ts";
import { isTemplateCopy } from "./templateCopy.ts";

/**
 * What a document says that no other document should; nothing for a copy of the template, and for a document of another
 * kind.
 *
 * @param path the document's path from the workspace folder
 */
export function missionFacts(analysis: Analysis, path: string): OtherMission | undefined {
  const mission = missionOf(analysis.context);
  if (!analysis.alignment.recognised || mission === "" || isTemplateCopy(analysis)) return undefined;
  const addresses = [...new Set(missionAddresses(analysis.context).map((one) => one.key))];
  return { path, mission, addresses };
}
