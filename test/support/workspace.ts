import { readdirSync, readFileSync } from "node:fs";
import type { OtherMission, Workspace } from "../../server/src/config/workspace.ts";
import { missionFacts } from "../../server/src/features/missionFacts.ts";
import { analyse } from "./service.ts";

/**
 * A workspace of files that exist only in a test.
 *
 * @param path the document's own path
 * @param files the other files by their paths from the workspace folder
 */
export function workspaceOf(
  path: string,
  files: ReadonlyMap<string, string>,
  confidentialNames: readonly string[] = [],
): Workspace {
  const paths = [...files.keys(), path];
  const missions = [...files].flatMap(([file, text]): OtherMission[] => {
    const mission = file.endsWith("MECHANISM.md") && file !== path ? missionFacts(analyse(text), file) : undefined;
    return mission ? [mission] : [];
  });
  return {
    path,
    missions,
    confidentialNames,
    text: (file) => files.get(file),
    entries(folder) {
      const prefix = folder === "" ? "" : `${folder}/`;
      const below = paths.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length).split("/"));
      return [...new Set(below.map(([name = "", ...rest]) => (rest.length > 0 ? `${name}/` : name)))];
    },
  };
}

/** The workspace of a folder on disk, such as one of the corpus. */
export function workspaceIn(folder: string, document = "MECHANISM.md"): Workspace {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map((entry): [string, string] => {
    const path = `${entry.parentPath}/${entry.name}`;
    return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
  });
  return workspaceOf(document, new Map(files.filter(([path]) => path !== document)));
}
