import { closeSync, openSync, readSync, statSync } from "node:fs";

/** The largest file that is read, in bytes. */
export const SIZE_LIMIT = 5 * 1024 * 1024;

/** A text file as it was read, or a sentence that says why it can't be. */
export type ReadText =
  | { readonly text: string; readonly mark: string; readonly problem?: never }
  | { readonly problem: string };

/** Reads a file as UTF-8. Never throws. */
export function readText(path: string): ReadText {
  try {
    return decode(readUpTo(path, SIZE_LIMIT + 1));
  } catch (error) {
    return { problem: explain(error) };
  }
}

/** Reads bytes as UTF-8; a byte order mark is no part of the text, and is kept beside it. */
export function decode(bytes: Uint8Array): ReadText {
  if (bytes.length > SIZE_LIMIT) return { problem: "The file is larger than 5 MB, too large for a document." };
  if (bytes.includes(0)) return { problem: "The file is not text; expected text in UTF-8." };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith(MARK) ? { text: text.slice(1), mark: MARK } : { text, mark: "" };
  } catch {
    return { problem: "The file is not text in UTF-8; save it as UTF-8." };
  }
}

/** What a path leads to, links followed; nothing where there is nothing, or nobody may look. Never throws. */
export function kindOf(path: string): "file" | "folder" | "other" | undefined {
  try {
    const status = statSync(path);
    return status.isDirectory() ? "folder" : status.isFile() ? "file" : "other";
  } catch {
    return undefined;
  }
}

/** Says in a sentence why the file system refused. */
export function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? `The file system refused: ${error instanceof Error ? error.message : String(error)}.`;
}

const MARK = "\uFEFF";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "There is no such file or folder.",
  ENOTDIR: "There is no such file or folder.",
  EACCES: "Permission denied.",
  EPERM: "Permission denied.",
  EEXIST: "There is a file where a folder would have to be.",
  EISDIR: "This is a folder; expected a file.",
  ELOOP: "The link leads in a circle.",
  ENAMETOOLONG: "The name is too long.",
  ENOSPC: "There is no space left on the disk.",
  EROFS: "The disk is read-only.",
};

/** Reads in pieces, so that a pipe or a device without an end can't fill the memory. */
function readUpTo(path: string, limit: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (size < limit) {
      const piece = new Uint8Array(Math.min(1 << 16, limit - size));
      const length = readSync(file, piece);
      if (length === 0) break;
      pieces.push(piece.subarray(0, length));
      size += length;
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(file);
  }
}
