import { type Dirent, existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { type SearchedFiles, searchDocuments } from "../config/searchDocuments.ts";
import { explain, kindOf, readText } from "./readText.ts";
import { type Session, slashes } from "./session.ts";

/**
 * The documents below a folder. Folders that can't be read are reported; links to folders are not followed, since they
 * may lead in circles.
 *
 * @returns whole paths
 */
export async function searchFolder(folder: string, session: Session): Promise<string[]> {
  const files: SearchedFiles = {
    list: async (path) => entriesOf(path, session)?.flatMap((entry) => nameOf(path, entry)),
    isRepository: async (path) => existsSync(join(path, ".git")),
    async text(path) {
      const read = readText(path);
      return read.problem === undefined ? read.text : undefined;
    },
    configOf: async (path) => session.configOf(path),
    join: (path, name) => slashes(join(path, name)),
    relative: (from, path) => slashes(relative(from, path)),
  };
  const found: string[] = [];
  for await (const path of searchDocuments(slashes(folder), files)) found.push(join(path));
  return found;
}

function entriesOf(folder: string, session: Session): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    session.fail(folder, explain(error));
    return undefined;
  }
}

/** The name of a folder or a file; nothing for what is neither. */
function nameOf(folder: string, entry: Dirent): string[] {
  if (entry.isDirectory()) return [`${entry.name}/`];
  // A link that leads nowhere is a document that can't be read; the reader will say so.
  const isFile = entry.isSymbolicLink() ? (kindOf(join(folder, entry.name)) ?? "file") === "file" : entry.isFile();
  return isFile ? [entry.name] : [];
}
