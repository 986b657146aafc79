import { build, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { common } from "../../scripts/bundles.mjs";

const ENTRY = "client/src/extension.ts";

let inputs: Metafile["inputs"];

beforeAll(async () => {
  const { metafile } = await build({
    ...common,
    entryPoints: [ENTRY],
    external: ["vscode"],
    write: false,
    outdir: "dist",
    metafile: true,
  });
  inputs = metafile.inputs;
});

/** All modules that run before `activate` does: those that are imported, one by the other, and not asked for later. */
function modulesOfActivation(): readonly string[] {
  const seen = new Set([ENTRY]);
  for (const path of seen)
    for (const { kind, path: imported, external } of inputs[path]?.imports ?? [])
      if (kind !== "dynamic-import" && !external) seen.add(imported);
  return [...seen].sort();
}

describe("the extension's bundle", () => {
  it("runs, to be activated, nothing but its own modules and the words that it shares with the server", () => {
    const others = modulesOfActivation().filter((path) => !path.startsWith("client/src/"));
    expect(others).toEqual(["server/src/features/approval/order.ts", "server/src/lsp/protocol.ts"]);
  });

  it("holds the language client for later", () => {
    const later = Object.keys(inputs).filter((path) => path.includes("node_modules/vscode-languageclient/"));
    expect(later.length).toBeGreaterThan(0);
  });
});
