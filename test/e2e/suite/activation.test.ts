// What the extension does in a window before any file in it is ours. The first suite by its name, since there is only
// one activation.
import assert from "node:assert/strict";
import childProcess from "node:child_process";
import * as vscode from "vscode";
import type { MechanismApi } from "../../../client/src/extension.ts";
import { cleanUp, openDocument, openFile, until } from "../mechanism.ts";

/** The files of our server that processes were started with, in the order of their starts. */
const started: string[] = [];
const { fork } = childProcess;

describe("Activation", () => {
  before(function () {
    // Chosen together with other suites, another one may have come first.
    if (extension().isActive) this.skip();
    childProcess.fork = ((file: string, ...rest: never[]) => {
      if (/dist[\\/]server\.js$/.test(file)) started.push(file);
      return fork(file, ...rest);
    }) as typeof fork;
  });

  after(async () => {
    childProcess.fork = fork;
    await cleanUp();
  });

  it("waits for a Markdown file", async () => {
    await openFile("Milk\n", "shopping.txt");
    await openFile("{}\n", "settings.json");
    assert.equal(extension().isActive, false);
  });

  it("comes with a Markdown file, by itself", async () => {
    const opening = openFile("# Minutes\n", "minutes.md");
    const start = performance.now();
    // Whoever waits for the activation asks for it; this only looks.
    await until(() => extension().isActive, Boolean);
    console.log(`      active ${Math.round(performance.now() - start)} ms after a Markdown file was to be opened`);
    await opening;
    assert.equal(extension().exports.outline(), undefined);
  });

  it("starts no server before a document is ours", async () => {
    assert.deepEqual(started, []);
    await openDocument("# MECHANISM: Ferries\n\n## Security Approach\n\n**Passwords:** bcrypt\n");
    assert.equal(started.length, 1);
  });
});

function extension(): vscode.Extension<MechanismApi> {
  const found = vscode.extensions.getExtension<MechanismApi>("scopelock.scopelock-mechanism");
  assert.ok(found, "the extension is not loaded");
  return found;
}
