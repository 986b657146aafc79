// The entry that VS Code calls inside its extension host: finds the suites, runs them with mocha, and reports to the
// launcher everything that they print and how they ended.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { disconnect, tell } from "../connection.ts";
import type { Result } from "../protocol.ts";
import { screen } from "../screen.ts";

const TEST_LIMIT_MS = 60_000;

/** Where the sources of the suites are, seen from the bundle in dist/test/e2e. */
const SOURCES = join(__dirname, "..", "..", "..", "test", "e2e", "suite");

/**
 * Runs all suites.
 *
 * @throws Error when a test failed, as VS Code expects it, or when the launcher can't be reached.
 */
export async function run(): Promise<void> {
  forwardConsole();
  let result: Result;
  try {
    result = await runMocha();
  } catch (error) {
    await tell({ type: "output", text: `The suites can't be run: ${error instanceof Error ? error.stack : error}` });
    throw error;
  }
  await tell({ type: "result", result });
  await disconnect();
  if (result.failures > 0) throw new Error(`${result.failures} tests failed.`);
}

async function runMocha(): Promise<Result> {
  const mocha = new Mocha({
    ui: "bdd",
    color: true,
    timeout: TEST_LIMIT_MS,
    forbidOnly: Boolean(process.env.CI),
    ...(process.env.MECHANISM_E2E_GREP ? { grep: process.env.MECHANISM_E2E_GREP } : {}),
    rootHooks: { afterEach: pictureOfFailure },
  });
  // mocha's reporters keep the console of the moment they are loaded.
  Mocha.reporters.Base.consoleLog = console.log;
  // Puts describe, it and the rest in place, which the suites use as soon as they are loaded.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  for (const file of readdirSync(SOURCES).sort()) {
    if (!file.endsWith(".test.ts")) continue;
    // The bundler turns this into a table of all suites. A suite that is missing there, because it was written after
    // the last build, throws.
    await import(`./${basename(file, ".test.ts")}.test.ts`);
  }
  return new Promise((resolve) => {
    const runner = mocha.run((failures) => resolve({ passed: runner.stats?.passes ?? 0, failures }));
  });
}

async function pictureOfFailure(this: Mocha.Context): Promise<void> {
  if (this.currentTest?.state !== "failed" || !screen.available) return;
  // A second failure here would hide the first.
  await screen.screenshot(`failed ${this.currentTest.fullTitle()}`).catch(console.error);
}

/** Lets the launcher print what is printed here. VS Code's console ignores assignments, so its methods are redefined. */
function forwardConsole(): void {
  for (const name of ["log", "info", "warn", "error"] as const) {
    Object.defineProperty(console, name, {
      configurable: true,
      value: (...values: unknown[]) => void tell({ type: "output", text: format(...values) }),
    });
  }
}
