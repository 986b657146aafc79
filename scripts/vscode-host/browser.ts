// Finds a Chromium and starts it: the one from the npm registry first, since it is the same everywhere.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { findOnPath, isRoot, run } from "./processes.ts";

const ARGUMENTS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Starts a headless Chromium.
 *
 * @param root The folder whose node_modules holds the packaged Chromium and whose .vscode-host it is unpacked into.
 * @throws Error listing what was tried when no Chromium starts.
 */
export async function startBrowser(root: string): Promise<Browser> {
  const failures: string[] = [];
  for (const [name, find] of candidates(root)) {
    try {
      const options = await find();
      if (options === undefined) continue;
      const args = isRoot() ? [...ARGUMENTS, "--no-sandbox"] : ARGUMENTS;
      return await chromium.launch({ ...options, args });
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    }
  }
  throw new Error(["No Chromium starts here; install Chrome or Chromium.", ...failures].join("\n"));
}

type Candidate = [name: string, find: () => Promise<LaunchOptions | undefined>];

function candidates(root: string): Candidate[] {
  const installed = ["chromium", "chromium-browser"].map(
    (name): Candidate => [name, async () => launchable(findOnPath(name))],
  );
  return [
    ["@sparticuz/chromium", async () => packagedChromium(root)],
    ["Chrome", async () => ({ channel: "chrome" })],
    ...installed,
    ["Edge", async () => ({ channel: "msedge" })],
  ];
}

function launchable(executablePath: string | undefined): LaunchOptions | undefined {
  return executablePath === undefined ? undefined : { executablePath };
}

/** The Chromium inside the npm package, unpacked once; undefined where the package has none for this machine. */
async function packagedChromium(root: string): Promise<LaunchOptions | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const manifest: { version: string } = JSON.parse(
    await readFile(join(root, "node_modules", "@sparticuz", "chromium", "package.json"), "utf8"),
  );
  const hosts = join(root, ".vscode-host");
  const target = join(hosts, `chromium-${manifest.version}`);
  if (!existsSync(target)) {
    await mkdir(hosts, { recursive: true });
    const work = await mkdtemp(`${target}.`);
    try {
      // The package always unpacks into the temporary folder and takes a half-written file there for finished. A
      // process of its own gives it a folder of its own.
      const script = `require("@sparticuz/chromium").executablePath().catch((e) => { console.error(e); process.exit(1); })`;
      await run(process.execPath, ["-e", script], { cwd: root, env: { ...process.env, TMPDIR: work } });
      await writeFile(join(work, "fonts.conf"), fontConfiguration(join(target, "fonts")));
      await rename(work, target).catch((error: unknown) => {
        // Another process may have been faster.
        if (!existsSync(target)) throw error;
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return {
    executablePath: join(target, "chromium"),
    env: { ...definedEnvironment(), FONTCONFIG_FILE: join(target, "fonts.conf") },
  };
}

/** Adds the package's fonts to the machine's own: without any font, Chromium shows no text. */
function fontConfiguration(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}</dir>
</fontconfig>
`;
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
