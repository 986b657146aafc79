/** Schemes of documents that people edit. The old side of a diff, output and the like have others and stay alone. */
const SERVED = new Set([
  "file",
  "untitled",
  "vscode-remote",
  "vscode-vfs",
  "vscode-userdata",
  "memfs",
  "vscode-test-web",
  "vsls",
]);

/** Whether documents of a URI are served; those of a virtual workspace have the scheme of one of its folders. */
export function isServed(uri: string, folders: readonly string[]): boolean {
  const scheme = schemeOf(uri);
  return SERVED.has(scheme) || folders.some((folder) => schemeOf(folder) === scheme);
}

/** The folders around a document that lie in its workspace folder, the nearest first; none outside of all. */
export function foldersAround(uri: string, workspaceFolders: readonly string[]): string[] {
  const root = workspaceFolderOf(uri, workspaceFolders);
  if (root === undefined) return [];
  const found: string[] = [];
  for (let folder = parent(uri); folder.length >= root.length; folder = parent(folder)) {
    found.push(folder);
    if (folder === root) break;
  }
  return found;
}

/** The innermost workspace folder that holds a document. */
export function workspaceFolderOf(uri: string, workspaceFolders: readonly string[]): string | undefined {
  const holding = workspaceFolders.map(withoutSlash).filter((folder) => uri.startsWith(`${folder}/`));
  return holding.sort((a, b) => b.length - a.length)[0];
}

/** The path of a URI below a folder, decoded; the URI itself if it lies elsewhere. */
export function relativePath(uri: string, folder: string): string {
  const base = `${withoutSlash(folder)}/`;
  const path = uri.startsWith(base) ? uri.slice(base.length) : uri;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function parent(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf("/")));
}

function withoutSlash(uri: string): string {
  return uri.endsWith("/") ? uri.slice(0, -1) : uri;
}

function schemeOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.indexOf(":"))).toLowerCase();
}
