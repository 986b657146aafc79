// Runs the suite in a desktop VS Code, in a window of its own with profile folders of its own.
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { runTests } from "@vscode/test-electron";
import { cleanEnvironment } from "../../../scripts/vscode-host/processes.ts";
import { writeUserSettings } from "../../../scripts/vscode-host/settings.ts";
import { SOCKET_VARIABLE } from "../protocol.ts";
import type { Host, Run } from "./host.ts";

const CLOSE_LIMIT_MS = 10_000;

/**
 * Starts a desktop VS Code with the suite.
 *
 * @throws Error when its profile folder can't be written.
 */
export async function startOnDesktop(run: Run, executable: string): Promise<Host> {
  console.log(`VS Code at ${executable}`);
  const userData = join(run.temporary, basename(run.extension), "user-data");
  await writeUserSettings(userData);
  const kept = cleanEnvironment();
  for (const name of Object.keys(process.env)) {
    // The test runner hands our whole environment on.
    if (!(name in kept)) delete process.env[name];
  }
  const exited = runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.suite,
    extensionTestsEnv: { ...run.environment, [SOCKET_VARIABLE]: run.session.path },
    launchArgs: [
      run.workspace,
      "--disable-extensions",
      `--user-data-dir=${userData}`,
      `--extensions-dir=${join(run.temporary, "extensions")}`,
    ],
  }).then(
    () => "VS Code ended",
    (error: unknown) => `VS Code ended: ${error instanceof Error ? error.message : error}`,
  );
  return {
    exited,
    // VS Code's messages are on our output already.
    keepEvidence: async () => {},
    // The suite's end closes the window; the test runner offers no other way. A hanging window is left to its user.
    dispose: async () => {
      const late = setTimeout(CLOSE_LIMIT_MS, "VS Code's window is still open", { ref: false });
      console.log(await Promise.race([exited, late]));
    },
  };
}
