/*
 * What is known of the files around a document. The core can't ask a file system: whoever has one gives it a value that
 * answers from what was loaded. Paths start at the workspace folder and have `/` between folders; the folder itself is "".
 */

/** The files around a document. A new value whenever any of it is new. */
export interface Workspace {
  /** The document's own path. */
  readonly path: string;
  /** Where an editor finds the workspace folder; nothing where nobody asks. */
  readonly rootUri?: string;
  /**
   * The names in a folder, `/` behind those of folders; empty for a folder that isn't there. Nothing as long as that
   * isn't known: then it is wanted, and whoever made the value asks again.
   */
  entries(folder: string): readonly string[] | undefined;
  /** The text of a file; nothing if it isn't there, or isn't known yet. */
  text(path: string): string | undefined;
  /** What the other documents of the workspace are about. */
  readonly missions: readonly OtherMission[];
  /** Names that belong in one document each, and in no other, as the configuration lists them. */
  readonly confidentialNames: readonly string[];
}

/** What another document says that no second document should. */
export interface OtherMission {
  /** Its path from the workspace folder. */
  readonly path: string;
  /** The name of its mission. */
  readonly mission: string;
  /** Where it can be reached: base, staging and production addresses. */
  readonly addresses: readonly string[];
}

/** The URI of a file by its path from a workspace folder; `rootUri` is that folder's. */
export function fileUri(rootUri: string, path: string): string {
  return path === "" ? rootUri : `${rootUri}/${path.split("/").map(encodeName).join("/")}`;
}

/** A name as a part of a URI, in the spelling of VS Code, so that one file has one URI. */
export function encodeName(name: string): string {
  const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(name).replace(/[!'()*]/g, percent);
}

/** Whether a file is there; nothing as long as that isn't known. */
export function hasFile(workspace: Workspace, path: string): boolean | undefined {
  const at = path.lastIndexOf("/");
  const entries = workspace.entries(at < 0 ? "" : path.slice(0, at));
  return entries?.includes(path.slice(at + 1));
}

/** The folders from the one of a document up to the workspace folder, the nearest first. */
export function foldersUp(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return [...parts.keys(), parts.length].reverse().map((length) => parts.slice(0, length).join("/"));
}

/** A path below a folder, where `.` and `..` are taken; nothing if it leads out of the workspace folder. */
export function pathIn(folder: string, written: string): string | undefined {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of written.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
