import { accessSync, chmodSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file's content as a whole: whoever reads it sees the old or the new one, never a part. Links stay links, and
 * permissions stay.
 *
 * @throws what the file system says, if the file can't be written
 */
export function replaceText(path: string, text: string): void {
  const target = realpathSync(path);
  // A rename would replace a file that its owner has made read-only.
  accessSync(target, constants.W_OK);
  const mode = statSync(target).mode & 0o7777;
  const fresh = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(fresh, text, { flag: "wx" });
    chmodSync(fresh, mode);
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
