// Runs the suite in a VS Code server, whose window is a page of a headless browser.
import { appendFile, cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../../../scripts/vscode-host/browser.ts";
import { install } from "../../../scripts/vscode-host/install.ts";
import { pageAddress, type Server, serve } from "../../../scripts/vscode-host/serve.ts";
import { SCREEN_VARIABLE, SOCKET_VARIABLE } from "../protocol.ts";
import { perform } from "./actions.ts";
import type { Host, Run } from "./host.ts";

const LOAD_LIMIT_MS = 60_000;

/**
 * Installs VS Code if needed and starts it with the suite.
 *
 * @throws Error when VS Code or a browser can't be installed or started.
 */
export async function startInBrowser(run: Run): Promise<Host> {
  const installation = await install(run.root);
  console.log(`VS Code ${installation.version} in a browser`);
  const environment = { ...run.environment, [SOCKET_VARIABLE]: run.session.path, [SCREEN_VARIABLE]: "1" };
  const started = await Promise.allSettled([serve(installation, environment), startBrowser(run.root)]);
  const [server, browser] = started;
  const dispose = async () => {
    if (browser.status === "fulfilled") await browser.value.close();
    if (server.status === "fulfilled") await server.value.dispose();
  };
  try {
    if (server.status === "rejected") throw server.reason;
    if (browser.status === "rejected") throw browser.reason;
    return { ...(await openPage(run, server.value, browser.value)), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function openPage(run: Run, server: Server, browser: Browser): Promise<Omit<Host, "dispose">> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const log: string[] = [];
  page.on("console", (message) => log.push(`${message.type()}: ${message.text()}`));
  const exited = new Promise<string>((resolve) => {
    void page.exposeFunction("codeAutomationExit", (code: number) => resolve(`VS Code ended with code ${code}`));
    page.once("crash", () => resolve("The browser page crashed"));
    void server.ended.then(() => resolve("The VS Code server ended"));
  });
  await page.exposeFunction("codeAutomationLog", (type: string, values: unknown[]) => {
    log.push(`${type}: ${values.map(String).join(" ")}`);
  });
  run.session.actor = (action) => perform(page, run.pictures, action);
  const address = pageAddress(server.origin, { folder: run.workspace, extension: run.extension, tests: run.suite });
  await page.goto(address, { timeout: LOAD_LIMIT_MS });
  return { exited, keepEvidence: (folder) => keepEvidence(folder, page, server, log) };
}

async function keepEvidence(folder: string, page: Page, server: Server, log: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, "window.log"), `${log.join("\n")}\n`);
  await cp(server.logFile, join(folder, "server.log"));
  await cp(server.logsFolder, join(folder, "logs"), { recursive: true });
  await page.screenshot({ path: join(folder, "screen.png") });
  console.error(`VS Code's logs and a picture of its last moment are in ${folder}`);
}
