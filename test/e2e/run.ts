// Runs the end-to-end suites in a real VS Code: a desktop one where there is one (named by VSCODE_EXECUTABLE, or the
// installed one), else the one that is installed on demand and shown in a headless browser.
import { rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desktopExecutable } from "../../scripts/vscode-host/desktop.ts";
import { startInBrowser } from "./launcher/browser-host.ts";
import { startOnDesktop } from "./launcher/desktop-host.ts";
import type { Host, Run } from "./launcher/host.ts";
import { openSession } from "./launcher/session.ts";
import { COLOURS_VARIABLE, type Result } from "./protocol.ts";

/** The repository, seen from the bundle in dist/test/e2e. */
const ROOT = join(__dirname, "..", "..", "..");
const RESULTS = join(ROOT, "test-results");
const FAILURE = join(RESULTS, "failure");
const PICTURES = join(RESULTS, "screens");

/** For the suites alone; installing VS Code doesn't count. A hanging VS Code would never say so itself. */
const LIMIT_MS = 5 * 60_000;

async function main(): Promise<number> {
  await Promise.all([FAILURE, PICTURES].map((folder) => rm(folder, { recursive: true, force: true })));
  await mkdir(PICTURES, { recursive: true });
  const temporary = await mkdtemp(join(tmpdir(), "mechanism-e2e-"));
  process.once("exit", () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));
  const workspace = join(temporary, "workspace");
  await cp(join(ROOT, "test", "e2e", "workspace"), workspace, { recursive: true });
  const runWith = async (extension: string, suite: string): Promise<Result> =>
    runIn({
      root: ROOT,
      extension,
      suite: join(ROOT, "dist", "test", "e2e", `${suite}.js`),
      workspace,
      temporary,
      pictures: PICTURES,
      session: await openSession(temporary, suite),
      environment: { [COLOURS_VARIABLE]: join(temporary, "colours.json") },
    });
  const without = await runWith(join(ROOT, "test", "e2e", "without"), "without");
  if (without.failures > 0) throw new Error("VS Code without the extension could not be looked at.");
  const { passed, failures } = await runWith(ROOT, "suite");
  console.log(`e2e: ${passed} passed, ${failures} failed`);
  // A run without any test proves nothing.
  return failures === 0 && passed > 0 ? 0 : 1;
}

async function runIn(run: Run): Promise<Result> {
  const executable = process.env.VSCODE_EXECUTABLE || desktopExecutable();
  const host = await (executable ? startOnDesktop(run, executable) : startInBrowser(run));
  let result: Result | undefined;
  try {
    result = await resultOf(run, host);
    return result;
  } finally {
    if (result === undefined || result.failures > 0) {
      await host.keepEvidence(FAILURE).catch((error: unknown) => console.error("No evidence could be kept:", error));
    }
    await host.dispose();
  }
}

async function resultOf(run: Run, host: Host): Promise<Result> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`No result after ${LIMIT_MS / 1000} seconds.`)), LIMIT_MS);
  });
  // VS Code may say that it ends before the last message has been read from the socket; that message still counts.
  const ended = host.exited.then(async (reason) => {
    const pending = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`${reason} without a result.`)), 2000).unref();
    });
    return Promise.race([run.session.result, pending]);
  });
  try {
    return await Promise.race([run.session.result, ended, late]);
  } finally {
    clearTimeout(limit);
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Ends the VS Code server too: it listens to our exit.
  process.once(signal, () => process.exit(130));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    // Not having run is a failure too.
    console.log("e2e: 0 passed, 1 failed");
    process.exit(1);
  },
);
