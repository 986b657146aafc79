/*
 * Paths as values: the core can't ask a file system. They may be plain paths or addresses such as `file:///a/b.json`;
 * `/` stands between folders.
 */

const ROOT = /^(?:[A-Za-z][A-Za-z0-9+.-]+:\/\/[^/]*|[A-Za-z]:)?(?=\/)/;

/**
 * The path that a file means when it names another.
 *
 * @param file the file that names it
 * @param written what it writes, relative to its own folder or absolute; `\` counts as `/`
 */
export function resolvePath(file: string, written: string): string {
  const path = written.replace(/\\/g, "/");
  if (/^[A-Za-z]:\//.test(path)) return tidy(path);
  const root = ROOT.exec(file)?.[0] ?? "";
  return tidy(path.startsWith("/") ? root + path : `${folderOf(file)}/${path}`);
}

/** The folder that a file lies in, without a `/` at its end; `.` for a bare name. */
export function folderOf(file: string): string {
  const at = file.lastIndexOf("/");
  return at < 0 ? "." : file.slice(0, at);
}

/** A path without `.`, and without `..` as far as it can be taken. */
function tidy(path: string): string {
  const root = ROOT.exec(path)?.[0];
  const parts: string[] = [];
  for (const part of path.slice(root?.length ?? 0).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || root === undefined) parts.push(part);
  }
  const rest = parts.join("/");
  return root === undefined ? rest || "." : `${root}/${rest}`;
}
