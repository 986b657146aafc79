import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { OtherMission, Workspace } from "../config/workspace.ts";
import { readText } from "./readText.ts";
import { type Session, slashes } from "./session.ts";

/**
 * The files around a document, read when a rule asks for them. The workspace folder is the one of the repository, else
 * the one of the configuration file, else the current folder if the document lies in it.
 *
 * @param file the document's whole path
 * @param missions what the other documents of this run are about, by their whole paths
 * @returns nothing for a document that lies in no workspace
 */
export function workspaceAround(
  file: string,
  session: Session,
  missions: readonly OtherMission[],
): Workspace | undefined {
  const config = session.configOf(dirname(file));
  const root = repositoryOf(dirname(file)) ?? config.folder ?? session.io.cwd;
  const path = slashes(relative(root, file));
  if (path.startsWith("../") || path === "") return undefined;
  const inside = (one: string): string => slashes(relative(root, one));
  return {
    path,
    entries: (folder) => session.namesIn(join(root, folder)),
    text(wanted) {
      const read = readText(join(root, wanted));
      return read.problem === undefined ? read.text : undefined;
    },
    missions: missions.filter((one) => one.path !== file).map((one) => ({ ...one, path: inside(one.path) })),
    confidentialNames: config.confidentialNames,
  };
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}
