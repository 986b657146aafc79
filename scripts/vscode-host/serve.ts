// Starts the installed VS Code as a local server with nothing in it but what the caller asks for.
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Installation } from "./install.ts";
import { cleanEnvironment, endGroup, signalGroup } from "./processes.ts";
import { writeUserSettings } from "./settings.ts";

/** A running VS Code server. */
export interface Server {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  origin: string;
  /** The file with everything that it wrote to its outputs. */
  logFile: string;
  /** The folder with VS Code's own logs: a folder for each start, with a file for each of its processes. */
  logsFolder: string;
  /** Settles when the server has ended by itself or was disposed. */
  ended: Promise<void>;
  /** Ends the server with all its processes and removes its temporary folders. */
  dispose(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/**
 * Starts a server on a free port of 127.0.0.1, in its own process group and with fresh data folders.
 *
 * @param environment Variables that the server and the extension host get in addition to ours.
 * @throws Error with the server's output when it ends or stays silent before it listens.
 */
export async function serve(installation: Installation, environment: NodeJS.ProcessEnv = {}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "mechanism-vscode-"));
  const data = join(folder, "data");
  const logFile = join(folder, "server.log");
  await writeUserSettings(join(data, "data"));

  const child = spawn(installation.node, serverArguments(installation, data, join(folder, "extensions")), {
    env: { ...cleanEnvironment(), ...environment },
    // A group of its own, so that one signal ends the extension host and the language servers too.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const abandon = () => {
    signalGroup(child, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", abandon);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const dispose = async () => {
    await endGroup(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.removeListener("exit", abandon);
  };

  try {
    const port = await listeningPort(child, logFile);
    return { origin: `http://127.0.0.1:${port}`, logFile, logsFolder: join(data, "data", "logs"), ended, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What a page of the server shows and runs. */
export interface PageOptions {
  /** The folder to open as the workspace. */
  folder: string;
  /** The extension to load from its source folder. */
  extension: string;
  /** The bundled suite to run in the extension host, if any. */
  tests?: string;
}

/** The address of a page of the server. */
export function pageAddress(origin: string, options: PageOptions): string {
  const remote = (path: string) => `vscode-remote://${new URL(origin).host}${pathToFileURL(path).pathname}`;
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ["extensionDevelopmentPath", remote(options.extension)],
    ...(options.tests === undefined ? [] : [["extensionTestsPath", remote(options.tests)]]),
  ];
  const address = new URL("/", origin);
  address.searchParams.set("folder", decodeURIComponent(pathToFileURL(options.folder).pathname));
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

function serverArguments(installation: Installation, data: string, extensions: string): string[] {
  return [
    join(installation.folder, "out", "server-main.js"),
    "--host=127.0.0.1",
    "--port=0",
    "--without-connection-token",
    "--accept-server-license-terms",
    `--server-data-dir=${data}`,
    `--extensions-dir=${extensions}`,
    "--disable-telemetry",
    "--disable-workspace-trust",
    "--disable-update-check",
    "--disable-experiments",
    "--disable-getting-started-override",
    // Without it the page ignores the payload that names the extension and the suite.
    "--enable-smoke-test-driver",
  ];
}

/** Keeps what the server writes in its log file, and reads from it on which port the server listens. */
function listeningPort(child: ChildProcess, logFile: string): Promise<string> {
  const log = createWriteStream(logFile);
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (reason: string) => reject(new Error(`The VS Code server ${reason}.\n${output.slice(-2000)}`));
    const limit = setTimeout(() => fail("did not start in time"), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      log.write(chunk);
      if (output.length < 100_000) output += chunk.toString("utf8");
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(port);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", (error) => {
      clearTimeout(limit);
      fail(`could not be started: ${error.message}`);
    });
    child.once("close", (code, signal) => {
      clearTimeout(limit);
      log.end();
      fail(`ended with ${code ?? signal}`);
    });
  });
}
