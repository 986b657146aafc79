// Installs the VS Code that the npm package code-server carries, without its native parts and without a compiler:
// what tests and a first look at the extension need, in seconds and from the npm registry alone.
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { npm, run } from "./processes.ts";
import { STUBS } from "./stubs.ts";

/** Which VS Code to run: the oldest one that the extension supports, or the newest one known to work. */
export type Choice = "minimum" | "newest";

/** An installed VS Code server and the Node that runs it. */
export interface Installation {
  /** The version of VS Code. */
  version: string;
  /** The folder that holds out/server-main.js. */
  folder: string;
  /** The Node binary to run the server with. */
  node: string;
}

interface Release {
  codeServer: string;
  vscode: string;
  /** The Node binary's package version, for a release that can't run on every Node that can run us. */
  node?: string;
}

const RELEASES: Record<Choice, Release> = {
  minimum: { codeServer: "4.100.3", vscode: "1.100.3" },
  newest: { codeServer: "4.139.1", vscode: "1.139.1", node: "24.21.0" },
};

/** Native or heavy parts that neither the tests nor a demonstration need; they would be compiled or downloaded. */
const DROPPED = [
  "@devcontainers/cli",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/windows-ca-certs",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "ssh2",
  ...Object.keys(STUBS),
];

/** A ripgrep wrapper whose binary is a package of its own: the one of 2025 downloads it in an install script. */
const RIPGREP = "1.18.0";

const DROPPED_EXTENSIONS = ["copilot", "mermaid-markdown-features", "microsoft-authentication"];

/**
 * The choice made by the environment variable MECHANISM_VSCODE; the newest without one.
 *
 * @throws Error when the variable holds anything but `minimum` or `newest`.
 */
export function chosen(): Choice {
  const value = process.env.MECHANISM_VSCODE || "newest";
  if (value === "minimum" || value === "newest") return value;
  throw new Error(`MECHANISM_VSCODE must be "minimum" or "newest", not "${value}".`);
}

/**
 * Makes sure that a VS Code is installed below `root`/.vscode-host and tells where. Installing takes about 20 seconds,
 * a second call none.
 *
 * @throws Error when a package can't be fetched or unpacked; nothing half-done is left behind.
 */
export async function install(root: string, choice: Choice = chosen()): Promise<Installation> {
  const release = RELEASES[choice];
  const nodePackage = neededNode(release);
  const name = [`vscode-${release.vscode}`, ...(nodePackage ? [nodePackage.replace("@", "-")] : [])].join("_");
  const target = join(root, ".vscode-host", name);
  const stamp = join(target, "complete");
  if (!existsSync(stamp)) {
    console.log(`Installing VS Code ${release.vscode} into .vscode-host (once) ...`);
    await mkdir(dirname(target), { recursive: true });
    const work = await mkdtemp(`${target}.`);
    try {
      await installInto(work, release, nodePackage);
      await writeFile(join(work, "complete"), "");
      await moveIntoPlace(work, target, stamp);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return {
    version: release.vscode,
    folder: join(target, "vscode"),
    node: nodePackage ? join(target, "node", "bin", "node") : process.execPath,
  };
}

/** The npm package with the Node binary that a release needs, or undefined when our own Node will do. */
function neededNode(release: Release): string | undefined {
  if (release.node === undefined) return undefined;
  if (Number.parseInt(process.versions.node, 10) >= Number.parseInt(release.node, 10)) return undefined;
  if (process.platform === "linux" && (process.arch === "x64" || process.arch === "arm64")) {
    return `node-linux-${process.arch}@${release.node}`;
  }
  throw new Error(
    `VS Code ${release.vscode} needs Node ${release.node} or later here; ` +
      `with this Node ${process.versions.node}, set MECHANISM_VSCODE=minimum.`,
  );
}

async function installInto(folder: string, release: Release, nodePackage: string | undefined): Promise<void> {
  const downloads = await mkdtemp(join(tmpdir(), "vscode-host-"));
  try {
    const vscode = join(folder, "vscode");
    const excluded = DROPPED_EXTENSIONS.map((name) => `--exclude=package/lib/vscode/extensions/${name}`);
    await unpack(
      `code-server@${release.codeServer}`,
      downloads,
      vscode,
      ["--strip-components=3", ...excluded],
      ["package/lib/vscode"],
    );
    if (nodePackage) {
      const node = join(folder, "node");
      await unpack(nodePackage, downloads, node, ["--strip-components=1"], ["package/bin/node"]);
      await chmod(join(node, "bin", "node"), 0o755);
    }
    await dropDependencies(join(vscode, "package.json"));
    // The package's own shrinkwrap stays: npm then changes only what was dropped and every version is the released one.
    await npm(["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], vscode);
    await writeStubs(join(vscode, "node_modules"));
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

async function unpack(
  spec: string,
  downloads: string,
  target: string,
  options: readonly string[],
  members: readonly string[],
): Promise<void> {
  await mkdir(target, { recursive: true });
  const printed = await npm(["pack", spec, "--silent"], downloads);
  const archive = printed.trim().split("\n").at(-1) ?? "";
  await run("tar", ["-xzf", join(downloads, archive), "-C", target, ...options, ...members]);
}

interface PackageJson {
  dependencies: Record<string, string>;
  overrides?: unknown;
  allowScripts?: unknown;
  scripts?: unknown;
}

async function dropDependencies(file: string): Promise<void> {
  const { overrides, allowScripts, scripts, ...rest }: PackageJson = JSON.parse(await readFile(file, "utf8"));
  const dependencies = Object.fromEntries(
    Object.entries(rest.dependencies).filter(([name]) => !DROPPED.includes(name)),
  );
  if ("@vscode/ripgrep" in dependencies) dependencies["@vscode/ripgrep"] = RIPGREP;
  await writeFile(file, JSON.stringify({ ...rest, dependencies }, null, 2));
}

async function writeStubs(modules: string): Promise<void> {
  for (const [name, source] of Object.entries(STUBS)) {
    const folder = join(modules, name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ name, version: "0.0.0", main: "index.js" }));
    await writeFile(join(folder, "index.js"), source);
  }
}

/** Renames a finished installation to its final name; a stamp there means that another process was faster. */
async function moveIntoPlace(work: string, target: string, stamp: string): Promise<void> {
  if (existsSync(stamp)) return;
  await rm(target, { recursive: true, force: true });
  try {
    await rename(work, target);
  } catch (error) {
    if (!existsSync(stamp)) throw error;
  }
}
