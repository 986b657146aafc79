import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { runCli } from "../../server/src/cli/run.ts";

/** A temporary folder with these files, removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "mechanism-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** Nobody, on every Unix. */
const NOBODY = 65534;

/** Does something in a folder without the rights of root, whom no permission stops. */
export async function unprivileged<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0 || !process.seteuid) return work();
  chmodSync(folder, 0o755);
  process.seteuid(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in process. */
export async function run(
  argv: readonly string[],
  options: { readonly cwd?: string; readonly stdin?: string | Uint8Array; readonly onServer?: () => void } = {},
): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await runCli(argv, {
    cwd: options.cwd ?? process.cwd(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readStdin: async () => Buffer.from(options.stdin ?? ""),
    today: () => "2026-02-01",
    startServer: async () => options.onServer?.(),
  });
  return { code, out, err };
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: JsonRange;
  readonly related: readonly { readonly file?: string; readonly range: JsonRange; readonly message: string }[];
  readonly fixable: boolean;
}

interface JsonRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface JsonFile {
  readonly file: string;
  readonly findings: readonly JsonFinding[];
}

export function jsonOf(outcome: Outcome): readonly JsonFile[] {
  return JSON.parse(outcome.out) as readonly JsonFile[];
}

/** The lines under the title, filled. */
export const TITLE = "# MECHANISM: Booking\n\n**Mission:** Booking\n**Date Created:** 2026-01-31\n";

/** A document with a heading by accident, which `fix` repairs, at line 3 (from 1). */
export const ACCIDENTAL = "# MECHANISM: Booking\n\n**Mission:** Booking\n**Date Created:** 2026-01-31\n---\n";
