import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CodeAction } from "vscode-languageserver/node";
import { buildServer, Client, type ClientOptions, FULL } from "./client.ts";
import { rangeOf, SMALL } from "./documents.ts";

let server: Awaited<ReturnType<typeof buildServer>>;
let folder = "";
let root = "";

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mechanism-workspace-"));
  root = pathToFileURL(folder).href;
  return () => rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: unknown): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
}

function start(options: ClientOptions = {}): Promise<Client> {
  return Client.start(server.file, { folder: root, ...options });
}

async function severityOf(client: Client, path: string): Promise<number | undefined> {
  return (await client.diagnostics(`${root}/${path}`)).find((one) => one.code === "tbd-unresolved")?.severity;
}

const configChanged = (client: Client): Promise<void> =>
  client.connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: `${root}/mechanism.config.json`, type: 2 }],
  });

describe("the configuration file", () => {
  it("holds for documents below it, the nearest one for each", async () => {
    write("mechanism.config.json", { rules: { "tbd-unresolved": "hint" } });
    write("b/mechanism.config.json", { rules: { "tbd-unresolved": "off" } });
    const client = await start();
    for (const path of ["MECHANISM.md", "a/MECHANISM.md", "b/c/MECHANISM.md"])
      await client.open(`${root}/${path}`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(4);
    expect(await severityOf(client, "a/MECHANISM.md")).toBe(4);
    expect(await severityOf(client, "b/c/MECHANISM.md")).toBeUndefined();
    await client.stop();
  });

  it("is watched, and findings are asked for again when it changes", async () => {
    const client = await start();
    await client.message<{ registrations: { method: string }[] }>("client/registerCapability", ({ registrations }) =>
      registrations.some((one) => one.method === "workspace/didChangeWatchedFiles"),
    );
    await client.open(`${root}/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(2);
    write("mechanism.config.json", { rules: { "tbd-unresolved": "error" } });
    await configChanged(client);
    await client.message("workspace/diagnostic/refresh");
    expect(await severityOf(client, "MECHANISM.md")).toBe(1);
    await client.stop();
  });

  it("leaves out what it ignores, and what it doesn't name by files", async () => {
    write("mechanism.config.json", { files: ["**/ARCHITECTURE.md", "old/*.md"], ignore: ["old"] });
    write("all/mechanism.config.json", { ignore: ["sketches/**"] });
    const client = await start();
    const paths = ["ARCHITECTURE.md", "MECHANISM.md", "old/ARCHITECTURE.md", "all/ANY.md", "all/sketches/MECHANISM.md"];
    for (const path of paths) await client.open(`${root}/${path}`, SMALL);
    const severities = await Promise.all(paths.map((path) => severityOf(client, path)));
    expect(severities).toEqual([2, undefined, undefined, 2, undefined]);
    await client.stop();
  });

  it("sends no findings of what it leaves out, and sends them once it no longer does", async () => {
    write("mechanism.config.json", { ignore: ["MECHANISM.md"] });
    const client = await start({ capabilities: { ...FULL, textDocument: { publishDiagnostics: {} } } });
    const uri = `${root}/MECHANISM.md`;
    await client.open(uri, SMALL);
    await client.pushed(uri, ({ diagnostics }) => diagnostics.length === 0);
    write("mechanism.config.json", {});
    await configChanged(client);
    await client.pushed(uri, ({ diagnostics }) => diagnostics.some((one) => one.code === "tbd-unresolved"));
    await client.stop();
  });

  it("says which files it wants, with what it extends", async () => {
    write("base.json", { files: ["**/*.arch.md"] });
    write("docs/mechanism.config.json", { extends: "../base.json" });
    const client = await start();
    const ask = (path: string): Promise<unknown> =>
      client.connection.sendRequest("mechanism/files", { uri: `${root}/${path}` });
    expect(await ask("docs/a/x.md")).toEqual({ folder: `${root}/docs`, globs: ["**/*.arch.md"] });
    expect(await ask("x.md")).toBeNull();
    // Who asks has seen the file; news of it may still be on the way.
    write("mechanism.config.json", { files: "*.md" });
    expect(await ask("x.md")).toEqual({ folder: root, globs: ["*.md"] });
    await client.stop();
  });

  it("sends findings again where the client doesn't ask", async () => {
    const client = await start({ capabilities: { ...FULL, textDocument: { publishDiagnostics: {} } } });
    const uri = `${root}/MECHANISM.md`;
    await client.open(uri, SMALL);
    await client.pushed(uri, () => true);
    write("mechanism.config.json", { rules: { "tbd-unresolved": "error" } });
    await configChanged(client);
    await client.pushed(uri, ({ diagnostics }) =>
      diagnostics.some((one) => one.code === "tbd-unresolved" && one.severity === 1),
    );
    await client.stop();
  });

  it("is looked at again on open where the client has no news of files", async () => {
    const { didChangeWatchedFiles: _, ...workspace } = FULL.workspace ?? {};
    const client = await start({ capabilities: { ...FULL, workspace } });
    await client.open(`${root}/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(2);
    write("mechanism.config.json", { rules: { "tbd-unresolved": "error" } });
    await client.open(`${root}/a/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "a/MECHANISM.md")).toBe(1);
    expect(await severityOf(client, "MECHANISM.md")).toBe(1);
    await client.stop();
  });

  it("shows its problems at their place, as long as they are there", async () => {
    write("mechanism.config.json", '{\n  "profil": "draft"\n}\n');
    const client = await start();
    const config = `${root}/mechanism.config.json`;
    await client.open(`${root}/MECHANISM.md`, SMALL);
    const { diagnostics } = await client.pushed(config, (params) => params.diagnostics.length > 0);
    expect(diagnostics).toMatchObject([{ source: "mechanism", range: { start: { line: 1, character: 2 } } }]);
    write("mechanism.config.json", '{\n  "profile": "draft"\n}\n');
    await configChanged(client);
    await client.pushed(config, (params) => params.diagnostics.length === 0);
    await client.stop();
  });

  it("is not looked for in virtual workspaces", async () => {
    const client = await start({ folder: "vscode-vfs://github/o/r" });
    await client.open("vscode-vfs://github/o/r/MECHANISM.md", SMALL);
    expect((await client.diagnostics("vscode-vfs://github/o/r/MECHANISM.md")).length).toBeGreaterThan(0);
    await client.stop();
  });
});

describe("the editor's settings", () => {
  it("hold where the configuration file says nothing", async () => {
    write("mechanism.config.json", { rules: { "tbd-unresolved": "hint" } });
    const client = await start({
      settings: { profile: "handoff", rules: { "tbd-unresolved": "off", "setext-heading": "off" } },
    });
    await client.open(`${root}/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(4);
    const found = await client.diagnostics(`${root}/MECHANISM.md`);
    expect(found.map((one) => one.code)).not.toContain("setext-heading");
    expect(found.find((one) => one.code === "section-missing")?.severity).toBe(1);
    await client.stop();
  });

  it("are asked for again when they change", async () => {
    const client = await start();
    await client.open(`${root}/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(2);
    client.settings = { rules: { "tbd-unresolved": "information" } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await client.message("workspace/diagnostic/refresh");
    expect(await severityOf(client, "MECHANISM.md")).toBe(3);
    await client.stop();
  });

  it("come with the change where the client can't be asked", async () => {
    const { configuration: _, ...workspace } = FULL.workspace ?? {};
    const client = await start({ capabilities: { ...FULL, workspace } });
    await client.open(`${root}/MECHANISM.md`, SMALL);
    const settings = { mechanism: { rules: { "tbd-unresolved": "information" } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
    await client.message("workspace/diagnostic/refresh");
    expect(await severityOf(client, "MECHANISM.md")).toBe(3);
    expect(client.count("workspace/configuration")).toBe(0);
    await client.stop();
  });
});

describe("workspace folders", () => {
  it("may come and go", async () => {
    write("mechanism.config.json", { rules: { "tbd-unresolved": "hint" } });
    const client = await start({ folder: "file:///elsewhere" });
    await client.open(`${root}/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(2);
    const event = { added: [{ uri: root, name: "w" }], removed: [{ uri: "file:///elsewhere", name: "e" }] };
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
    await client.message("workspace/diagnostic/refresh");
    expect(await severityOf(client, "MECHANISM.md")).toBe(4);
    await client.stop();
  });
});

describe("a template of the workspace", () => {
  it("serves", async () => {
    write("mechanism.config.json", { template: "ours/template.md" });
    write(
      "ours/template.md",
      "# MECHANISM: [Mission Name]\n\n## Risks\n\n[What may go wrong]\n\n## Costs\n\n[What it costs]\n",
    );
    const client = await start();
    await client.open(`${root}/MECHANISM.md`, "# MECHANISM: Booking\n\n## Risks\n\nNone that we know.\n");
    const found = await client.diagnostics(`${root}/MECHANISM.md`);
    expect(found.map((one) => one.message)).toEqual(['Section "Costs" is missing.']);
    const params = { mission: "Booking", uri: `${root}/new/MECHANISM.md` };
    const { text } = await client.connection.sendRequest<{ text: string }>("mechanism/scaffold", params);
    expect(text).toContain("# MECHANISM: Booking\n\n## Risks\n\n[What may go wrong]");
    await client.stop();
  });

  it("that can't be used is told once, and the built-in one serves", async () => {
    write("mechanism.config.json", { template: "nowhere.md" });
    const client = await start();
    await client.open(`${root}/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "MECHANISM.md")).toBe(2);
    await client.open(`${root}/a/MECHANISM.md`, SMALL);
    expect(await severityOf(client, "a/MECHANISM.md")).toBe(2);
    const { message } = await client.message<{ message: string }>("window/showMessage");
    expect(message).toMatch(/nowhere\.md can't be used, the built-in one serves: it can't be read/);
    expect(client.count("window/showMessage")).toBe(1);
    await client.stop();
  });
});

describe("the standard stack", () => {
  const STACK = "# Ours\n\n### Database\n\n**Type:** MySQL\n**Hosting:** Render\n\n**Approved by:** TK\n";
  const DOCUMENT = "# MECHANISM: Pilot\n\n## Technology Stack\n\n### Database\n\n**Type:** PostgreSQL 15\n";
  const undeclared = async (client: Client, path: string): Promise<readonly unknown[]> => {
    const found = (await client.diagnostics(`${root}/${path}`)).filter((one) => one.code === "deviation-undeclared");
    return found.flatMap((one) => [one.severity, one.message]);
  };

  it("is that of the nearest folder, is watched, and else ours", async () => {
    write("docs/core/tech-stack.md", STACK);
    write("b/docs/core/tech-stack.md", STACK.replace("MySQL", "PostgreSQL"));
    const client = await start();
    for (const path of ["a/MECHANISM.md", "b/MECHANISM.md"]) await client.open(`${root}/${path}`, DOCUMENT);
    const message = 'Database "PostgreSQL" is outside the standard stack (MySQL), and no deviation covers it.';
    expect(await undeclared(client, "a/MECHANISM.md")).toEqual([1, message]);
    expect(await undeclared(client, "b/MECHANISM.md")).toEqual([]);
    rmSync(join(folder, "docs"), { recursive: true });
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: `${root}/docs/core/tech-stack.md`, type: 3 }],
    });
    await client.message("workspace/diagnostic/refresh");
    expect(await undeclared(client, "a/MECHANISM.md")).toEqual([]);
    await client.stop();
  });

  it("may be named by the configuration, and is told about where it can't be read", async () => {
    write("mechanism.config.json", { stack: "team/stack.md" });
    write("team/stack.md", STACK);
    const client = await start();
    await client.open(`${root}/MECHANISM.md`, DOCUMENT);
    expect(await undeclared(client, "MECHANISM.md")).toHaveLength(2);
    const { markdown } = await client.connection.sendRequest<{ markdown: string }>("mechanism/stack", {
      uri: `${root}/MECHANISM.md`,
    });
    expect(markdown).toContain("Read from: team/stack.md");
    rmSync(join(folder, "team"), { recursive: true });
    await configChanged(client);
    await client.message("workspace/diagnostic/refresh");
    expect(await undeclared(client, "MECHANISM.md")).toEqual([]);
    await client.stop();
  });

  it("is where findings about it point: at a line of its document", async () => {
    write("docs/core/tech-stack.md", STACK);
    const client = await start();
    await client.open(`${root}/a/MECHANISM.md`, DOCUMENT);
    const [found] = (await client.diagnostics(`${root}/a/MECHANISM.md`)).filter(
      (one) => one.code === "deviation-undeclared",
    );
    const line = { line: 2, character: 0 };
    expect(found?.relatedInformation).toEqual([
      {
        location: { uri: `${root}/docs/core/tech-stack.md`, range: { start: line, end: line } },
        message: "The standard stack for Database is here.",
      },
    ]);
    await client.stop();
  });

  it("is a page where it is ours, for a client that shows it", async () => {
    const related = async (commands: boolean): Promise<unknown> => {
      const client = await Client.start(server.file, { folder: root, commands });
      await client.open(`${root}/a%20b/MECHANISM.md`, DOCUMENT.replace("PostgreSQL 15", "MongoDB 7"));
      const found = (await client.diagnostics(`${root}/a%20b/MECHANISM.md`)).find(
        (one) => one.code === "deviation-undeclared",
      );
      await client.stop();
      return found?.relatedInformation;
    };
    const query = encodeURIComponent(`${root}/a%20b/MECHANISM.md`);
    const line = { line: 0, character: 0 };
    expect(await related(true)).toEqual([
      {
        location: { uri: `mechanism-page://stack/Standard%20Stack.md?${query}`, range: { start: line, end: line } },
        message: "built-in standard stack",
      },
    ]);
    expect(await related(false)).toBeUndefined();
  });

  it("can be made the workspace's own, where nothing names another and none is there", async () => {
    const client = await start();
    const text = DOCUMENT.replace("PostgreSQL 15", "MongoDB 7");
    const create = async (uri: string, from: string = text): Promise<CodeAction | undefined> => {
      await client.open(uri, from);
      const actions = await client.request<CodeAction[]>("textDocument/codeAction", uri, {
        range: rangeOf(from, from.includes("MongoDB") ? "MongoDB" : "PostgreSQL"),
        context: { diagnostics: [] },
      });
      return actions.find((one) => one.title.startsWith("Create"));
    };
    const action = await create(`${root}/a/MECHANISM.md`);
    expect(action?.title).toBe("Create docs/core/tech-stack.md from the built-in standard stack");
    expect(action?.diagnostics?.map((one) => one.code)).toEqual(["deviation-undeclared"]);
    const start0 = { line: 0, character: 0 };
    expect(action?.edit?.documentChanges).toEqual([
      { kind: "create", uri: `${root}/docs/core/tech-stack.md`, options: { ignoreIfExists: true } },
      {
        textDocument: { uri: `${root}/docs/core/tech-stack.md`, version: null },
        edits: [{ range: { start: start0, end: start0 }, newText: readFileSync("template/tech-stack.md", "utf8") }],
      },
    ]);
    expect(await create("file:///elsewhere/MECHANISM.md")).toBeUndefined();
    write("c/docs/core/tech-stack.md", STACK);
    expect(await create(`${root}/c/MECHANISM.md`, DOCUMENT)).toBeUndefined();
    write("mechanism.config.json", { stack: "nowhere.md" });
    await configChanged(client);
    await client.message("workspace/diagnostic/refresh");
    expect(await create(`${root}/d/MECHANISM.md`)).toBeUndefined();
    await client.stop();
  });

  it("is only a recommendation where it is ours", async () => {
    const client = await start();
    await client.open(`${root}/MECHANISM.md`, DOCUMENT.replace("PostgreSQL 15", "MongoDB 7"));
    expect((await undeclared(client, "MECHANISM.md"))[0]).toBe(2);
    await client.stop();
  });
});
