import { type Dirent, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { DEFAULT_FILES } from "../config/config.ts";
import { matchesFile, matchesGlob } from "../config/globs.ts";
import { GitIgnore } from "./gitignore.ts";
import { explain, kindOf } from "./readText.ts";
import type { Session } from "./session.ts";

/**
 * The documents below a folder: what the configuration takes for documents, without what it or a .gitignore ignores, and
 * without templates. Folders that can't be read are reported; links to folders are not followed, since they may lead in
 * circles.
 *
 * @returns whole paths
 */
export function searchFolder(folder: string, session: Session): string[] {
  return search(folder, folder, GitIgnore.at(folder), session);
}

const NEVER = new Set([".git", "node_modules"]);
const TEMPLATES = /^_template/i;

function search(folder: string, from: string, git: GitIgnore, session: Session): string[] {
  const config = session.configOf(folder);
  const base = config.folder ?? from;
  const template = config.template === undefined ? undefined : resolve(config.template);
  return entriesOf(folder, session).flatMap((entry): string[] => {
    const path = join(folder, entry.name);
    const inside = relative(base, path);
    if (config.ignore.some((glob) => matchesGlob(glob, inside))) return [];
    if (entry.isDirectory()) {
      if (NEVER.has(entry.name) || TEMPLATES.test(entry.name) || git.ignores(path, true)) return [];
      return search(path, from, git.enter(path), session);
    }
    const isWanted =
      matchesFile(config.files ?? DEFAULT_FILES, inside) && path !== template && !git.ignores(path, false);
    return isWanted && isFile(entry, path) ? [path] : [];
  });
}

function entriesOf(folder: string, session: Session): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    session.fail(folder, explain(error));
    return [];
  }
}

function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  // A link that leads nowhere is a document that can't be read; the reader will say so.
  return (kindOf(path) ?? "file") === "file";
}
