import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderWith, TITLE } from "./harness.ts";

const TBD = `${TITLE}\n## Notes\n\nTBD\n`;

let dist = "";

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), "mechanism-dist-"));
  await build({
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    loader: { ".md": "text" },
    logLevel: "silent",
    entryPoints: { cli: "server/src/cli/main.ts" },
    outdir: dist,
    // The server has tests of its own; here it only must not be loaded.
    external: ["../lsp/node.ts"],
  });
});

afterAll(() => rmSync(dist, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bundle; `onOutput` sees the process at its first output. */
function start(
  argv: readonly string[],
  cwd: string,
  stdin = "",
  onOutput?: (close: () => void) => void,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(dist, "cli.js"), ...argv], { cwd });
    let out = "";
    let err = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
      onOutput?.(() => child.stdout.destroy());
    });
    child.stderr.on("data", (data: Buffer) => {
      err += data.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(stdin);
  });
}

describe("the bundled command", () => {
  it("brings the template along, and needs nothing beside it", async () => {
    const folder = folderWith({ "MECHANISM.md": TBD });
    const { code, out, err } = await start(["check"], folder);
    expect(out).toContain('MECHANISM.md:8:1  warning  "TBD" is unresolved.  tbd-unresolved\n');
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect((await start(["check", "--profile", "handoff"], folder)).code).toBe(1);
    expect((await start(["check", "gone"], folder)).code).toBe(2);
    expect((await start(["new"], folder)).code).toBe(2);
  });

  it("reads its configuration file", async () => {
    const folder = folderWith({ "MECHANISM.md": TBD, "mechanism.config.json": '{ "profile": "handoff", }' });
    expect(await start(["check"], folder)).toMatchObject({ code: 1, err: "" });
  });

  it("reads standard input and writes standard output", async () => {
    const text = "# MECHANISM: Ä 🏮\n\n**Mission:** X\n**Date Created:** 2026-01-31\n---\n";
    const { code, out } = await start(["fix", "-"], folderWith({}), text);
    expect({ code, out }).toEqual({ code: 0, out: text.replace("\n---", "\n\n---") });
  });

  it("ends quietly with its code when nobody reads on", async () => {
    const large = `${TITLE}\n## Notes\n\n${"TBD\n\n".repeat(20_000)}`;
    const argv = ["check", "-", "--format", "json", "--fail-on", "warning"];
    const { code, err } = await start(argv, folderWith({}), large, (close) => close());
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });
});
