import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  type CodeAction,
  LSPErrorCodes,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node";
import { buildServer, Client, type ClientOptions, FULL } from "./client.ts";
import { SMALL } from "./documents.ts";

let server: Awaited<ReturnType<typeof buildServer>>;
let folder = "";
let root = "";

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mechanism-all-"));
  root = pathToFileURL(folder).href;
  return () => rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function start(options: ClientOptions = {}): Promise<Client> {
  return Client.start(server.file, { folder: root, ...options });
}

const changed = (client: Client, ...paths: readonly string[]): Promise<void> =>
  client.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: paths.map((path) => ({ uri: `${root}/${path}`, type: 2 })),
  });

/** What a client knows of all documents: it asks with what it has, as editors do. */
class Problems {
  readonly ids = new Map<string, string>();
  readonly codes = new Map<string, readonly unknown[]>();
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks once; the paths that the answer is about. */
  async ask(): Promise<string[]> {
    const previousResultIds = [...this.ids].map(([uri, value]) => ({ uri, value }));
    const { items } = await this.#client.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds,
    });
    for (const item of items) {
      const path = item.uri.slice(root.length + 1);
      if (item.kind !== "full") throw new Error(`There is no news of ${path}.`);
      if (item.resultId === undefined) this.ids.delete(item.uri);
      else this.ids.set(item.uri, item.resultId);
      if (item.items.length === 0) this.codes.delete(path);
      else this.codes.set(path, [...new Set(item.items.map((one) => one.code))].sort());
    }
    return items.map((item) => item.uri.slice(root.length + 1)).sort();
  }
}

const LEFTOVER = "# MECHANISM: Booking\n\n## Notes\n\nSee `docs/gone.md`.\n";

describe("findings of the whole workspace", () => {
  it("are told of documents that aren't open, without what .gitignore and the configuration leave out", async () => {
    write({
      "a/MECHANISM.md": SMALL,
      "b/MECHANISM.md": SMALL,
      "build/MECHANISM.md": SMALL,
      "c/old/MECHANISM.md": SMALL,
      "_templates/MECHANISM.md": SMALL,
      "c/README.md": SMALL,
      ".gitignore": "build/\n",
      "mechanism.config.json": '{ "ignore": ["**/old"] }',
    });
    const client = await start();
    await client.open(`${root}/b/MECHANISM.md`, SMALL);
    const problems = new Problems(client);
    expect(await problems.ask()).toEqual(["a/MECHANISM.md"]);
    expect(problems.codes.get("a/MECHANISM.md")).toContain("tbd-unresolved");
    await client.stop();
  });

  it("are told of files in folders with any name, by one URI each, and of those that the setting names", async () => {
    write({
      "a b (ü) #1/MECHANISM.md": SMALL,
      "x/ARCH.md": SMALL,
      "y/100%/MECHANISM.md": SMALL,
      ".gitignore": "100%/\n",
    });
    const client = await start({ settings: { files: ["MECHANISM.md", "x/*.md"] } });
    const { items } = await client.connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", {
      previousResultIds: [],
    });
    const spaced = `${root}/a%20b%20%28%C3%BC%29%20%231/MECHANISM.md`;
    expect(items.map((one) => one.uri).sort()).toEqual([spaced, `${root}/x/ARCH.md`]);
    await client.stop();
  });

  it("wait until a file changes, and then tell of that one only", async () => {
    write({ "a/MECHANISM.md": SMALL, "b/MECHANISM.md": SMALL, "c/MECHANISM.md": SMALL });
    const client = await start();
    const problems = new Problems(client);
    expect(await problems.ask()).toEqual(["a/MECHANISM.md", "b/MECHANISM.md", "c/MECHANISM.md"]);
    const next = problems.ask();
    write({ "b/MECHANISM.md": SMALL.replace("TBD", "Redis") });
    rmSync(join(folder, "c"), { recursive: true });
    await changed(client, "b/MECHANISM.md", "c/MECHANISM.md");
    expect(await next).toEqual(["b/MECHANISM.md", "c/MECHANISM.md"]);
    expect(problems.codes.get("b/MECHANISM.md") ?? []).not.toContain("tbd-unresolved");
    expect(problems.codes.has("c/MECHANISM.md")).toBe(false);
    await client.stop();
  });

  it("are told again once a document is closed", async () => {
    write({ "a/MECHANISM.md": SMALL });
    const client = await start();
    const uri = `${root}/a/MECHANISM.md`;
    await client.open(uri, SMALL);
    await client.diagnostics(uri);
    const answer = new Problems(client).ask();
    await client.close(uri);
    expect(await answer).toEqual(["a/MECHANISM.md"]);
    await client.stop();
  });

  it("go away when the user no longer wants them", async () => {
    write({ "a/MECHANISM.md": SMALL });
    const client = await start();
    const problems = new Problems(client);
    await problems.ask();
    const next = problems.ask();
    client.settings = { checkWorkspace: false };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    expect(await next).toEqual(["a/MECHANISM.md"]);
    expect([...problems.codes]).toEqual([]);
    await client.stop();
  });

  it("are not waited for once they are cancelled", async () => {
    const client = await start();
    const source = new CancellationTokenSource();
    const params = { previousResultIds: [] };
    const answer = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, params, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await client.stop();
  });

  it("follow the configuration of each document", async () => {
    write({ "a/MECHANISM.md": SMALL, "a/mechanism.config.json": '{ "rules": { "tbd-unresolved": "off" } }' });
    const client = await start();
    const problems = new Problems(client);
    await problems.ask();
    expect(problems.codes.get("a/MECHANISM.md")).not.toContain("tbd-unresolved");
    const next = problems.ask();
    write({ "a/mechanism.config.json": "{}" });
    await changed(client, "a/mechanism.config.json");
    await next;
    expect(problems.codes.get("a/MECHANISM.md")).toContain("tbd-unresolved");
    await client.stop();
  });
});

describe("files around a document", () => {
  async function codes(client: Client, path: string): Promise<unknown[]> {
    return (await client.diagnostics(`${root}/${path}`)).map((one) => one.code);
  }

  it("are known with the first answer, and looked at again when they change", async () => {
    write({ "docs/a.md": "# A\n" });
    const client = await start();
    await client.open(`${root}/MECHANISM.md`, LEFTOVER);
    expect(await codes(client, "MECHANISM.md")).toContain("doc-link-broken");
    write({ "docs/gone.md": "# Here again\n" });
    await changed(client, "docs/gone.md");
    await client.message("workspace/diagnostic/refresh");
    expect(await codes(client, "MECHANISM.md")).not.toContain("doc-link-broken");
    await client.stop();
  });

  it("are known of documents that aren't open, and where nobody asks for findings", async () => {
    write({ "a/MECHANISM.md": LEFTOVER });
    const asking = await start();
    const problems = new Problems(asking);
    await problems.ask();
    expect(problems.codes.get("a/MECHANISM.md")).toContain("doc-link-broken");
    await asking.stop();
    const client = await start({ capabilities: { ...FULL, textDocument: { publishDiagnostics: {} } } });
    const uri = `${root}/a/MECHANISM.md`;
    await client.open(uri, LEFTOVER);
    await client.pushed(uri, ({ diagnostics }) => diagnostics.some((one) => one.code === "doc-link-broken"));
    await client.stop();
  });

  it("are not asked about outside of workspace folders", async () => {
    write({ "MECHANISM.md": LEFTOVER });
    const client = await start({ folder: `${root}/other` });
    await client.open(`${root}/MECHANISM.md`, LEFTOVER);
    expect(await codes(client, "MECHANISM.md")).not.toContain("doc-link-broken");
    await client.stop();
  });

  it("lead to the document of the other mission", async () => {
    write({ "therapy-desk/MECHANISM.md": "# MECHANISM: Therapy Desk\n\n## Notes\n\nNone.\n" });
    const client = await start({ commands: true });
    const uri = `${root}/booking/MECHANISM.md`;
    await client.open(uri, "# MECHANISM: Therapy Desk\n\n## Notes\n\nNone.\n");
    await client.message("workspace/diagnostic/refresh");
    const found = (await client.diagnostics(uri)).find((one) => one.code === "other-mission-leftover");
    expect(found?.message).toBe('therapy-desk/MECHANISM.md is about the mission "Therapy Desk" too.');
    expect(found?.relatedInformation?.[0]?.location.uri).toBe(`${root}/therapy-desk/MECHANISM.md`);
    const context = { diagnostics: [] };
    const range = found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", uri, { range, context });
    expect(actions.find((one) => one.title === "Open therapy-desk/MECHANISM.md")?.command).toMatchObject({
      command: "mechanism.openFile",
      arguments: [uri, `${root}/therapy-desk/MECHANISM.md`],
    });
    await client.stop();
  });
});
