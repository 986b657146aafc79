import picomatch from "picomatch/posix.js";

/**
 * A path as globs see it: `/` between folders, and nothing that leads out of the folder that globs are relative to, so
 * that a document beside that folder is still matched by what stands in all globs, its own folders and name.
 */
export function globPath(path: string): string {
  return path
    .replace(/\\/g, "/")
    .replace(/^[A-Za-z]:/, "")
    .replace(/^(?:\.{0,2}\/)+/, "");
}

/** Whether a glob names a path, or a folder that the path lies in. */
export function matchesGlob(glob: string, path: string): boolean {
  const matches = matcher(glob);
  const parts = globPath(path).split("/");
  return parts.some((_, i) => matches(parts.slice(0, i + 1).join("/")));
}

/** Whether one of the globs names exactly this path. */
export function matchesFile(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => matcher(glob)(globPath(path)));
}

/** Says what is wrong with a glob, as the end of a sentence; nothing for a good one. */
export function globProblem(glob: string): string | undefined {
  if (glob.trim() === "") return "it is empty";
  if (/^!(?!\()/.test(glob)) return 'a glob can\'t exclude by a leading "!"; write what is meant under "ignore"';
  try {
    matcher(glob);
    return undefined;
  } catch {
    return "it can't be read as a glob";
  }
}

function matcher(glob: string): (path: string) => boolean {
  const pattern = glob
    .replace(/\\/g, "/")
    .replace(/^(?:\.?\/)+|^\.$/, "")
    .replace(/\/+$/, "");
  return pattern === "" ? () => true : picomatch(pattern, { dot: true });
}
