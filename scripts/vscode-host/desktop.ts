// Finds the desktop VS Code of the person who runs us.
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnPath, hasScreen, isRoot } from "./processes.ts";

/** The `code` command where it can open a window: not without a screen, and not for root, for whom it refuses. */
export function codeCommand(): string | undefined {
  return hasScreen() && !isRoot() ? findOnPath("code") : undefined;
}

/**
 * The program behind the `code` command. Tests need it because the command itself returns at once, before VS Code ends.
 * Undefined where there is none, or not where VS Code's own installers put it.
 */
export function desktopExecutable(): string | undefined {
  const command = codeCommand();
  if (command === undefined) return undefined;
  const folder = dirname(realpathSync(command));
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(folder, "..", "..", "..", "MacOS", "Electron"),
    linux: join(folder, "..", "code"),
    win32: join(folder, "..", "Code.exe"),
  };
  const executable = places[process.platform];
  return executable !== undefined && existsSync(executable) ? executable : undefined;
}
