import { matchesFile, matchesGlob } from "./globs.ts";
import type { ResolvedConfig } from "./resolveConfig.ts";

/**
 * Whether a configuration leaves a file out: it ignores the file or a folder around it, or it names the files that it
 * wants and this is none of them.
 *
 * @param relativePath the file's path from the folder of the configuration file
 */
export function excludes({ files, ignore }: ResolvedConfig, relativePath: string): boolean {
  return (
    ignore.some((glob) => matchesGlob(glob, relativePath)) || (files && !matchesFile(files, relativePath)) === true
  );
}
