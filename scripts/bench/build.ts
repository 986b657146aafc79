import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { common } from "../bundles.mjs";

/** What is measured, in a folder of its own. */
export interface Built {
  readonly folder: string;
  /** The language server, bundled and minified as it ships. */
  readonly server: string;
  /** A process that parses texts with remark, see `parserProcess.ts`. */
  readonly parser: string;
  /** A language server without work, see `idleServer.ts`. */
  readonly idle: string;
  remove(): Promise<void>;
}

/** Bundles the server as `scripts/build.mjs` does for a release, and what is measured beside it. */
export async function buildAll(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), "mechanism-bench-"));
  await build({
    ...common,
    entryPoints: {
      server: "server/src/lsp/node.ts",
      parser: "scripts/bench/parserProcess.ts",
      idle: "scripts/bench/idleServer.ts",
    },
    outdir: folder,
    minify: true,
    logLevel: "error",
  });
  return {
    folder,
    server: join(folder, "server.js"),
    parser: join(folder, "parser.js"),
    idle: join(folder, "idle.js"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
