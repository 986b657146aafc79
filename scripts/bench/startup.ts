import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerKind } from "./kinds.ts";
import type { Results } from "./results.ts";
import { Session } from "./session.ts";

/** The name of the yardstick: what any program in Node needs. */
export const EMPTY_NODE = "an empty Node";

/** Starts each server in turn, up to its reply to `initialize`, beside a Node that does nothing. */
export async function measureStarts(
  kinds: readonly ServerKind[],
  rounds: number,
  { results, folder }: { readonly results: Results; readonly folder: string },
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
    results.add("start", 1, EMPTY_NODE, performance.now() - start);
    for (const kind of kinds) {
      const session = await Session.start(kind, folder);
      results.add("start", 1, kind.name, session.startup);
      session.kill();
    }
  }
}
