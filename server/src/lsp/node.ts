import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import template from "../../../template/MECHANISM.md";
import stack from "../../../template/tech-stack.md";
import type { Host } from "./host.ts";
import { Lifecycle } from "./lifecycle.ts";
import { startServer as start } from "./server.ts";

/** Serves one client over what the command line names: `--stdio`, `--node-ipc`, `--socket=…` or `--pipe=…`. */
export function startServer(): void {
  // A server that works for moments and rests for minutes shouldn't hold what it once needed: V8 would let the heap grow
  // to a multiple before it looks for what is no longer used.
  setFlagsFromString("--heap-growing-percent=40");
  // Nor do young objects need the 32 MB and more that opening a document would make of their space: at the size that it
  // starts with, the peak is 20 to 30 MB lower at any length, and an edit takes as long. The largest size itself is
  // settled before any code of ours runs; only the growth can be stopped here, for every client.
  setFlagsFromString("--semi-space-growth-factor=1");
  const lifecycle = new Lifecycle();
  // Ends with the client: the connection watches its input and the process that initialize names.
  start(createConnection(ProposedFeatures.all, { messageStrategy: lifecycle }), nodeHost(), lifecycle);
}

const QUARTER_OF_AN_HOUR = 15 * 60 * 1000;

function nodeHost(): Host {
  return {
    session: randomUUID(),
    template,
    stack,
    read,
    list,
    today,
    defer: (task) => setImmediate(task),
    clock: () => performance.now(),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds).unref()),
    onNewDay(listener) {
      let day = today();
      // A laptop sleeps: a timer until midnight would be late.
      const watch = setInterval(() => {
        if (day === today()) return;
        day = today();
        listener();
      }, QUARTER_OF_AN_HOUR);
      watch.unref();
    },
  };
}

async function read(uri: string): Promise<string | undefined> {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return await readFile(fileURLToPath(uri), "utf8");
  } catch {
    // Not there, a folder, or not for us: all the same to whoever asks.
    return undefined;
  }
}

async function list(uri: string): Promise<readonly string[] | undefined> {
  if (!uri.startsWith("file:")) return undefined;
  try {
    const entries = await readdir(fileURLToPath(uri), { withFileTypes: true });
    return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  } catch {
    return undefined;
  }
}

function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

if (isEntry()) startServer();

/** Whether this file itself was started; in the bundle of the command line, that one decides. */
function isEntry(): boolean {
  return (
    typeof require !== "undefined" &&
    require.main === module &&
    /(?:^|[\\/])server\.[cm]?js$/.test(process.argv[1] ?? "")
  );
}
