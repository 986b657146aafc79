// `npm start`: checks the example on the command line, then opens VS Code with the extension on the examples folder.
import { spawn, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { codeCommand } from "./vscode-host/desktop.ts";
import { install } from "./vscode-host/install.ts";
import { cleanEnvironment, hasScreen, isRoot, run } from "./vscode-host/processes.ts";
import { pageAddress, serve } from "./vscode-host/serve.ts";

/** The repository, seen from the bundle in dist/scripts. */
const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");

/** How long a download may stand still; behind a closed network we want to know soon. */
const DOWNLOAD_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { "no-open": { type: "boolean", default: false } } });
  check();
  if (values["no-open"]) {
    console.log("\nTo see it in VS Code, run `npm start` where a window or a browser can be opened, or");
    console.log(`  code --extensionDevelopmentPath="${ROOT}" "${EXAMPLES}"`);
    return;
  }
  if (await openWithCode()) return;
  if (await openDownloaded()) return;
  await openInBrowser();
}

/** Shows what the command line tool says about the example. It ends with an error code when it has findings. */
function check(): void {
  const file = join("examples", "MECHANISM.md");
  console.log(`> mechanism check ${file}\n`);
  const { error } = spawnSync(process.execPath, [join("dist", "cli.js"), "check", file], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (error) throw error;
}

async function openWithCode(): Promise<boolean> {
  const command = codeCommand();
  if (command === undefined) return false;
  console.log("\nOpening VS Code ...");
  try {
    await run(command, [`--extensionDevelopmentPath=${ROOT}`, EXAMPLES], { shell: process.platform === "win32" });
    return true;
  } catch (error) {
    report("The installed VS Code does not open", error);
    return false;
  }
}

async function openDownloaded(): Promise<boolean> {
  if (!hasScreen() || isRoot()) return false;
  const cachePath = join(ROOT, ".vscode-test");
  try {
    const executable = await downloadAndUnzipVSCode({ cachePath, timeout: DOWNLOAD_LIMIT_MS });
    const userData = join(cachePath, "start");
    await mkdir(userData, { recursive: true });
    const args = [`--user-data-dir=${userData}`, `--extensionDevelopmentPath=${ROOT}`, EXAMPLES];
    console.log("\nOpening VS Code ...");
    spawn(executable, args, { env: cleanEnvironment(), detached: true, stdio: "ignore" }).unref();
    return true;
  } catch (error) {
    report("Desktop VS Code can't be downloaded here", error);
    return false;
  }
}

async function openInBrowser(): Promise<void> {
  const server = await serve(await install(ROOT));
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  console.log("\nVS Code with the extension is ready. Open this address in a browser; Ctrl+C ends it.");
  console.log("Notifications do not pop up there; they wait under the bell at the bottom right.\n");
  console.log(pageAddress(server.origin, { folder: EXAMPLES, extension: ROOT }));
  await Promise.race([interrupted, server.ended]);
  await server.dispose();
}

function report(what: string, error: unknown): void {
  console.log(`${what}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
