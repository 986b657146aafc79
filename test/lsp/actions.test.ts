import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeAction, Range, TextEdit } from "vscode-languageserver/node";
import { buildServer, Client } from "./client.ts";
import { edited, rangeOf, SMALL } from "./documents.ts";

const folder = mkdtempSync(join(tmpdir(), "mechanism-actions-"));
const FOLDER = pathToFileURL(folder).href;
const URI = `${FOLDER}/MECHANISM.md`;
const CONFIG = `${FOLDER}/mechanism.config.json`;
const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

let server: Awaited<ReturnType<typeof buildServer>>;
let client: Client;
let version = 0;

beforeAll(async () => {
  server = await buildServer();
  client = await Client.start(server.file, { folder: FOLDER });
});
afterAll(async () => {
  await client.stop();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function actionsAt(text: string, range: Range, only?: string[], of: Client = client): Promise<CodeAction[]> {
  await of.open(URI, text, ++version);
  const context = { diagnostics: [], ...(only ? { only } : {}) };
  const actions = await of.request<CodeAction[]>("textDocument/codeAction", URI, { range, context });
  await of.close(URI);
  return actions;
}

function editsOf(action: CodeAction | undefined): TextEdit[] {
  const [change] = action?.edit?.documentChanges ?? [];
  if (!change || !("textDocument" in change)) throw new Error("The action has no edit.");
  expect(change.textDocument).toEqual({ uri: URI, version });
  return change.edits as TextEdit[];
}

describe("quick fixes", () => {
  it("stand at their finding, the preferred first, and give the expected text", async () => {
    const actions = await actionsAt(SMALL, rangeOf(SMALL, "**Purpose:**"));
    expect(actions.map((one) => [one.title, one.isPreferred ?? false])).toEqual([
      ["Insert a blank line", true],
      ["Ignore setext-heading in this document…", false],
      ["Turn off setext-heading in mechanism.config.json", false],
    ]);
    expect(actions[0]?.diagnostics?.map((one) => one.code)).toEqual(["setext-heading"]);
    expect(edited(SMALL, editsOf(actions[0]))).toBe(SMALL.replace("\n---\n", "\n\n---\n"));
  });

  it("keep the line endings of the document", async () => {
    const text = SMALL.replace(/\n/g, "\r\n");
    const [action] = await actionsAt(text, rangeOf(text, "**Purpose:**"));
    expect(editsOf(action).map((edit) => edit.newText)).toEqual(["\r\n"]);
  });

  it("prefer no choice, but today where a date is wrong", async () => {
    const text = SMALL.replace("2026-01-31", "someday");
    const dates = await actionsAt(text.replace("\n---", "\n\n---"), rangeOf(text, "someday"));
    expect(dates[0]).toMatchObject({ title: 'Replace "someday" by today\'s date', isPreferred: true });
    const open = SMALL.replace("- **Site:** Shows what is free", "- **Site:** [Responsibility]");
    const [fill] = await actionsAt(open, rangeOf(open, "[Responsibility]"));
    expect(fill?.title).toBe("Ignore placeholder-unfilled here…");
  });

  it("are offered for all findings of a rule at once", async () => {
    const text = SMALL.replace("Site to API to database.\n", "Site to API to database.\n\n**Example:**\n- a\n");
    const actions = await actionsAt(text, rangeOf(text, "MECHANISM: Booking"));
    const all = actions.find((one) => one.title === "Fix all section-missing findings");
    const fixed = edited(text, editsOf(all));
    await client.open(URI, fixed, ++version);
    const left = await client.diagnostics(URI);
    await client.close(URI);
    expect(left.filter((one) => one.code === "section-missing")).toEqual([]);
  });

  it("are none where another kind is asked for, and none without findings", async () => {
    expect(await actionsAt(SMALL, rangeOf(SMALL, "TBD"), ["refactor"])).toEqual([]);
    expect(await actionsAt(SMALL, rangeOf(SMALL, "Indexes"))).toEqual([]);
  });
});

describe("silencing", () => {
  it("puts a comment under the heading, in the document's line endings", async () => {
    const text = SMALL.replace(/\n/g, "\r\n");
    const actions = await actionsAt(text, rangeOf(text, "TBD"));
    const ignore = actions.find((one) => one.title === "Ignore tbd-unresolved here…");
    const comment = "<!-- mechanism-ignore tbd-unresolved -- reason to be given -->";
    expect(edited(text, editsOf(ignore))).toBe(text.replace("## Performance\r\n", `## Performance\r\n${comment}\r\n`));
  });

  it("can't be done with a merge conflict", async () => {
    const text = SMALL.replace("- TBD", "<<<<<<< HEAD\n- TBD\n=======\n- Redis\n>>>>>>> other");
    expect(await actionsAt(text, rangeOf(text, "<<<<<<<"))).toEqual([]);
  });

  it("asks for the reason where the client can", async () => {
    const asking = await Client.start(server.file, { folder: FOLDER, commands: true });
    const actions = await actionsAt(SMALL, rangeOf(SMALL, "TBD"), undefined, asking);
    const ignore = actions.find((one) => one.title === "Ignore tbd-unresolved here…");
    expect(ignore?.edit).toBeUndefined();
    expect(ignore?.command).toMatchObject({
      command: "mechanism.ignoreHere",
      arguments: [URI, "tbd-unresolved", rangeOf(SMALL, "TBD")],
    });
    const open = SMALL.replace("Shows what is free", "[Responsibility]");
    const [fill] = await actionsAt(open, rangeOf(open, "[Responsibility]"), undefined, asking);
    expect(fill).toMatchObject({
      title: "Fill placeholder…",
      isPreferred: true,
      command: { command: "mechanism.fillPlaceholder", arguments: [URI, rangeOf(open, "[Responsibility]")] },
    });
    await asking.stop();
  });

  it("makes a configuration file, and edits the one that is there", async () => {
    const turnOff = async (): Promise<CodeAction | undefined> =>
      (await actionsAt(SMALL, rangeOf(SMALL, "TBD"))).find((one) => one.title.startsWith("Turn off"));
    expect((await turnOff())?.edit?.documentChanges).toEqual([
      { kind: "create", uri: CONFIG, options: { ignoreIfExists: true } },
      {
        textDocument: { uri: CONFIG, version: null },
        edits: [{ range: NOWHERE, newText: '{\n  "rules": {\n    "tbd-unresolved": "off"\n  }\n}\n' }],
      },
    ]);
    const text = '{\n  // ours\n  "rules": {\n    "date-invalid": "off"\n  }\n}\n';
    writeFileSync(join(folder, "mechanism.config.json"), text);
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: CONFIG, type: 1 }],
    });
    const [change] = (await turnOff())?.edit?.documentChanges ?? [];
    if (!change || !("textDocument" in change)) throw new Error("There is no edit.");
    expect(edited(text, change.edits as TextEdit[])).toBe(
      '{\n  // ours\n  "rules": {\n    "date-invalid": "off",\n    "tbd-unresolved": "off"\n  }\n}\n',
    );
  });
});

describe("fixing all", () => {
  it("changes only what changes no word", async () => {
    const actions = await actionsAt(SMALL, NOWHERE, ["source.fixAll"]);
    expect(actions.map((one) => one.kind)).toEqual(["source.fixAll.mechanism"]);
    expect(edited(SMALL, editsOf(actions[0]))).toBe(SMALL.replace("\n---\n", "\n\n---\n"));
    expect(await actionsAt(SMALL, NOWHERE, ["source.fixAll.mechanism"])).toHaveLength(1);
    expect(await actionsAt(SMALL, NOWHERE, ["source.fixAll.other"])).toEqual([]);
    expect(await actionsAt(SMALL.replace("\n---", "\n\n---"), NOWHERE, ["source.fixAll"])).toEqual([]);
  });
});

describe("a document that holds nothing", () => {
  it("can start from the template", async () => {
    const [action] = await actionsAt("\r\n", NOWHERE);
    expect(action?.title).toBe("Start from the template");
    const text = edited("\r\n", editsOf(action));
    expect(text).toMatch(/^# MECHANISM: \[Mission Name\]\r\n/);
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it("keeps the name that stands there", async () => {
    const [action] = await actionsAt("# Booking\n", NOWHERE);
    expect(action?.title).toBe('Start from the template (replaces "# Booking")');
    expect(edited("# Booking\n", editsOf(action))).toMatch(/^# MECHANISM: Booking\n/);
  });
});
