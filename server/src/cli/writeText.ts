import { accessSync, chmodSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { OpenDocument } from "./documents.ts";
import { explain } from "./readText.ts";
import type { Session } from "./session.ts";

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

/** Writes a document where it came from; false if it can't be written, which has been reported then. */
export function writeDocument(document: OpenDocument, text: string, session: Session): boolean {
  if (document.path === undefined) {
    session.io.out(document.mark + text);
    return true;
  }
  if (text === document.text) return true;
  try {
    replaceText(document.path, document.mark + text);
    return true;
  } catch (error) {
    session.fail(document.path, explain(error));
    return false;
  }
}
