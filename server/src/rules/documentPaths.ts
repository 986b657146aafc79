import { foldersUp, hasFile, pathIn, type Workspace } from "../config/workspace.ts";
import type { PathMention } from "../system/documentPaths.ts";
import type { RuleContext } from "./rule.ts";

/** The path of another document, with what it may mean. */
export interface DocumentPath extends PathMention {
  /** From the workspace folder, the likeliest first. */
  readonly candidates: readonly string[];
}

/** The paths of other documents that a document names; none where no workspace is known. */
export function documentPaths({ system, workspace }: RuleContext): DocumentPath[] {
  if (!workspace) return [];
  return system.documentPaths.map((one) => ({ ...one, candidates: candidatesOf(one, workspace.path) }));
}

/** Where a path leads: to the first of its candidates that is there; nothing if none is, or if that isn't known. */
export function targetOf({ candidates }: DocumentPath, workspace: Workspace): string | undefined {
  return candidates.find((one) => hasFile(workspace, one) === true);
}

/** Whether a path is known to lead nowhere. */
export function isBroken({ candidates }: DocumentPath, workspace: Workspace): boolean {
  return candidates.length > 0 && candidates.every((one) => hasFile(workspace, one) === false);
}

function candidatesOf({ written, linked }: PathMention, path: string): string[] {
  const plain = written.replaceAll("%20", " ");
  const folders = foldersUp(path);
  const from = plain.startsWith("/") ? [""] : plain.startsWith(".") || linked ? folders.slice(0, 1) : folders;
  const found = from.map((folder) => pathIn(folder, plain));
  // What leads out of the workspace folder may be anywhere.
  return found.includes(undefined) ? [] : found.filter((one) => one !== undefined);
}
