// Running other programs: one place for the differences between operating systems and for process groups.
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const WINDOWS = process.platform === "win32";

/**
 * Runs a program to its end and returns what it wrote to its standard output.
 *
 * @throws Error naming the program, its exit code and the end of what it wrote, when it can't start or doesn't exit with 0.
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let all = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      all += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      all += text;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${command} ${args[0] ?? ""} ended with ${code ?? signal}:\n${all.slice(-2000)}`));
    });
  });
}

/** Where and how {@link run} starts its program. */
export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  shell?: boolean;
}

/**
 * Runs npm in a folder.
 *
 * @throws Error with npm's own message when npm fails.
 */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  // Below `npm run` this is the npm that runs us, so that no second version or shell gets involved.
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...args], { cwd });
  return run("npm", args, { cwd, shell: WINDOWS });
}

/** The absolute path of a program on the PATH, or undefined when there is none. */
export function findOnPath(name: string): string | undefined {
  const names = WINDOWS ? [`${name}.cmd`, `${name}.exe`] : [name];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const candidate of names) {
      const path = join(folder, candidate);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/** True when this machine can show a window to the person who runs us. */
export function hasScreen(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** True for the root user, for whom desktop VS Code and Chromium's sandbox refuse to start. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Our environment for a VS Code of its own: without the variables by which an outer VS Code or npm would reach into it,
 * but with the variables that are meant for tests.
 */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => /^VSCODE_TEST_/.test(name) || !/^(VSCODE_|ELECTRON_|npm_)/.test(name),
    ),
  );
}

/** Sends a signal to a process started with `detached` and to everything that it started in turn. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

/** Ends a process started with `detached` and its group: politely first, by force after `graceMs`. */
export async function endGroup(child: ChildProcess, graceMs = 3000): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const force = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
    signalGroup(child, "SIGTERM");
    await ended;
    clearTimeout(force);
  }
  // A grandchild may outlive the child; nothing of the group may outlive this call.
  signalGroup(child, "SIGKILL");
}
