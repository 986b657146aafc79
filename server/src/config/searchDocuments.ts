import { DEFAULT_FILES } from "./config.ts";
import { GitIgnore } from "./gitIgnore.ts";
import { matchesFile, matchesGlob } from "./globs.ts";
import { folderOf } from "./paths.ts";
import type { ResolvedConfig } from "./resolveConfig.ts";

/** What a search needs of a file system. Paths are whole, `/` between folders; they may be addresses. */
export interface SearchedFiles {
  /** The names in a folder, `/` behind those of folders; nothing if it can't be read, which is this one's to report. */
  list(folder: string): Promise<readonly string[] | undefined>;
  /** Whether a git repository starts in a folder. */
  isRepository(folder: string): Promise<boolean>;
  /** The text of a file; nothing if it can't be read. */
  text(path: string): Promise<string | undefined>;
  /** The configuration for what lies in a folder. */
  configOf(folder: string): Promise<ResolvedConfig>;
  /** The whole path of what has a name in a folder. */
  join(folder: string, name: string): string;
  /** The path of a file from a folder around it, as people write it. */
  relative(folder: string, path: string): string;
}

const NEVER = new Set([".git", "node_modules"]);
const TEMPLATES = /^_template/i;
/** Deeper folders are not searched: links that lead in circles are, for some file systems, folders like others. */
const DEEPEST = 40;

/**
 * The documents below a folder: what the configuration takes for documents, without what it or a .gitignore ignores, and
 * without templates. Links to folders are not followed.
 *
 * @returns whole paths, as they are found
 */
export async function* searchDocuments(folder: string, files: SearchedFiles): AsyncGenerator<string> {
  yield* search(folder, folder, await ignoredAt(folder, files), files, 0);
}

/**
 * Whether git ignores a file, or a folder around it.
 *
 * @param folder the folder that a search would start in
 */
export async function isIgnored(path: string, folder: string, files: SearchedFiles): Promise<boolean> {
  let git = await ignoredAt(folder, files);
  let at = folder;
  const names = files.relative(folder, path).split("/");
  for (const [i, name] of names.entries()) {
    at = files.join(at, name);
    const isFolder = i < names.length - 1;
    if (git.ignores(at, isFolder)) return true;
    if (isFolder) git = git.enter(at, await files.text(files.join(at, ".gitignore")));
  }
  return false;
}

async function* search(
  folder: string,
  from: string,
  git: GitIgnore,
  files: SearchedFiles,
  depth: number,
): AsyncGenerator<string> {
  const names = await files.list(folder);
  if (!names) return;
  const config = await files.configOf(folder);
  const base = config.folder ?? from;
  for (const name of names) {
    const isFolder = name.endsWith("/");
    const bare = isFolder ? name.slice(0, -1) : name;
    const path = files.join(folder, bare);
    const inside = files.relative(base, path);
    if (config.ignore.some((glob) => matchesGlob(glob, inside))) continue;
    if (isFolder) {
      if (NEVER.has(bare) || TEMPLATES.test(bare) || depth === DEEPEST || git.ignores(path, true)) continue;
      yield* search(path, from, git.enter(path, await files.text(files.join(path, ".gitignore"))), files, depth + 1);
    } else if (matchesFile(config.files ?? DEFAULT_FILES, inside) && path !== config.template) {
      if (!git.ignores(path, false)) yield path;
    }
  }
}

/**
 * What git ignores in the folder that a search starts in: with the files above it as far as its repository reaches. If
 * they ignore the folder itself, they don't count, because whoever names it wants it.
 */
async function ignoredAt(folder: string, files: SearchedFiles): Promise<GitIgnore> {
  const enter = async (git: GitIgnore, at: string): Promise<GitIgnore> =>
    git.enter(at, await files.text(files.join(at, ".gitignore")));
  const none = new GitIgnore((from, path) => files.relative(from, path));
  const above: string[] = [];
  for (let at = folder; above.length <= DEEPEST; at = folderOf(at)) {
    if (await files.isRepository(at)) {
      let outside = none;
      for (const one of above
        .slice(1)
        .concat(at === folder ? [] : [at])
        .reverse())
        outside = await enter(outside, one);
      return enter(outside.ignores(folder, true) ? none : outside, folder);
    }
    above.push(at);
    const parent = folderOf(at);
    // Nothing is above the root of a disk, nor above that of an address.
    if (parent === at || /^(?:|\.|[A-Za-z]:|[A-Za-z][\w+.-]*:\/*)$/.test(parent)) break;
  }
  return enter(none, folder);
}
