// What a configuration file changes in the editor, besides the rules.
import * as vscode from "vscode";
import { findingsIn, openFile, scratch, until } from "../mechanism.ts";

const TEXT = "# MECHANISM: Booking\n\n## API Design\n\n**Base URL:** [Production/staging URL]\n";

describe("A configuration file", () => {
  const config = (): vscode.Uri => vscode.Uri.joinPath(scratch(), "mechanism.config.json");

  after(async () => {
    await vscode.workspace.fs.delete(config());
  });

  it("makes documents of the files that it names, as soon as it is there and as long as it names them", async () => {
    const { document } = await openFile(TEXT, "booking.arch.md");
    const rules = (): readonly unknown[] => findingsIn(document.uri);
    await write({ files: ["**/*.arch.md"] });
    await until(rules, (found) => found.length > 0);
    await write({ files: ["**/MECHANISM.md"] });
    await until(rules, (found) => found.length === 0);
    await write({ files: ["**/*.arch.md"] });
    await until(rules, (found) => found.length > 0);
  });

  it("takes documents away that it ignores", async () => {
    await write({});
    const { document } = await openFile(TEXT);
    const rules = (): readonly unknown[] => findingsIn(document.uri);
    await until(rules, (found) => found.length > 0);
    await write({ ignore: ["**"] });
    await until(rules, (found) => found.length === 0);
  });

  function write(content: object): Thenable<void> {
    return vscode.workspace.fs.writeFile(config(), new TextEncoder().encode(JSON.stringify(content)));
  }
});
