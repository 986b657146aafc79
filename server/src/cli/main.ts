import { runCli } from "./run.ts";

/** Ends quietly where the reader of our output has gone, as `head` does; the exit code still tells what was found. */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  process.exitCode = 2;
  process.stderr.write(`The output can't be written: ${error.message}.\n`);
}

async function readStdin(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks);
}

function today(): string {
  const now = new Date();
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
}

process.stdout.on("error", onBrokenPipe);
process.stderr.on("error", () => undefined);

runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readStdin,
  today,
  startServer: async () => (await import("../lsp/node.ts")).startServer(),
}).then(
  (code) => {
    // Not exit(): what is still on its way to a pipe would be lost.
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 2;
    process.stderr.write(`The command failed by a mistake in it: ${error instanceof Error ? error.stack : error}\n`);
  },
);
