import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type {
  ClientCapabilities,
  DocumentHighlight,
  DocumentLink,
  Location,
  Range,
  WorkspaceEdit,
  WorkspaceSymbol,
} from "vscode-languageserver/node";
import { buildServer, Client, FULL } from "./client.ts";
import { rangeOf } from "./documents.ts";

let server: Awaited<ReturnType<typeof buildServer>>;
let client: Client;
let folder = "";
let root = "";
let uri = "";

const RENAMING: ClientCapabilities = {
  textDocument: { ...FULL.textDocument, rename: { prepareSupport: true } },
  workspace: {
    ...FULL.workspace,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
};

const TEXT = `# MECHANISM: Booking

## API Design

### Endpoints

#### 🛶 \`GET /api/boats\`

**Purpose:** All boats, as \`docs/boats.md\` and [the guide](docs/guide.md) say.

## Notes

Slow: \`GET /api/boats\`. See \`/docs/boats.md\` and \`docs/gone.md\`.

\`\`\`env
BOAT_KEY=...
\`\`\`
`;

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.remove());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mechanism-navigation-"));
  root = pathToFileURL(folder).href;
  for (const [path, text] of Object.entries({
    "docs/boats.md": "# Boats\n",
    "docs/guide.md": "# Guide\n",
    "other/MECHANISM.md": TEXT.replace("Booking", "Ferries").replaceAll("boats", "ships"),
    "build/MECHANISM.md": TEXT.replace("Booking", "Built"),
    ".gitignore": "build\n",
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  uri = `${root}/MECHANISM.md`;
  client = await Client.start(server.file, { folder: root, capabilities: RENAMING });
  await client.open(uri, TEXT);
  return async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});

const at = (part: string): { position: Range["start"] } => ({ position: rangeOf(TEXT, part).start });

describe("navigation", () => {
  it("leads to where a part is described", async () => {
    const found = await client.request<Location[]>("textDocument/definition", uri, at("GET /api/boats`. See"));
    expect(found).toEqual([{ uri, range: { start: { line: 6, character: 9 }, end: { line: 6, character: 23 } } }]);
    expect(await client.request("textDocument/definition", uri, at("Purpose"))).toEqual([]);
  });

  it("leads to all places, without the described one if nobody wants it", async () => {
    const ask = (includeDeclaration: boolean): Promise<Location[]> =>
      client.request("textDocument/references", uri, { ...at("/api/boats`\n"), context: { includeDeclaration } });
    expect((await ask(true)).map((one) => one.range.start.line)).toEqual([6, 12]);
    expect((await ask(false)).map((one) => one.range.start.line)).toEqual([12]);
  });

  it("highlights them, the described one as written", async () => {
    const found = await client.request<DocumentHighlight[]>("textDocument/documentHighlight", uri, at("/api/boats`\n"));
    expect(found.map((one) => [one.range.start.line, one.kind])).toEqual([
      [6, 3],
      [12, 2],
    ]);
  });

  it("makes links of paths in back-ticks that lead somewhere", async () => {
    // The folder is read once somebody asked for it.
    await client.diagnostics(uri);
    const found = await client.request<DocumentLink[]>("textDocument/documentLink", uri);
    expect(found).toEqual([
      { range: rangeOf(TEXT, "docs/boats.md"), target: `${root}/docs/boats.md` },
      { range: rangeOf(TEXT, "/docs/boats.md"), target: `${root}/docs/boats.md` },
    ]);
  });

  it("finds symbols in all documents, open ones as they are typed", async () => {
    await client.change(uri, 2, TEXT.replace("GET /api/boats`\n", "GET /api/canoes`\n"));
    const ask = (query: string): Promise<WorkspaceSymbol[]> =>
      client.connection.sendRequest("workspace/symbol", { query });
    expect((await ask("get api")).map((one) => `${one.name} in ${one.containerName}`)).toEqual([
      "GET /api/canoes in Booking",
      "GET /api/ships in Ferries",
    ]);
    expect((await ask("ferr")).map((one) => [one.name, one.location.uri])).toEqual([
      ["Ferries", `${root}/other/MECHANISM.md`],
    ]);
  });
});

describe("renaming", () => {
  it("is offered on the path, and changes every place", async () => {
    const path = { position: { line: 6, character: 16 } };
    expect(await client.request("textDocument/prepareRename", uri, path)).toEqual({
      range: { start: { line: 6, character: 13 }, end: { line: 6, character: 23 } },
      placeholder: "/api/boats",
    });
    const edit = await client.request<WorkspaceEdit>("textDocument/rename", uri, { ...path, newName: "/v2/boats" });
    const [change] = edit.documentChanges ?? [];
    const edits = change && "edits" in change ? change.edits : [];
    expect(edits.map((one) => ("range" in one ? one.range.start.line : -1))).toEqual([6, 12]);
    expect(edits.map((one) => ("newText" in one ? one.newText : ""))).toEqual(["/v2/boats", "/v2/boats"]);
  });

  it("is refused with a sentence, and left to others on an ordinary heading and link", async () => {
    const path = { position: { line: 6, character: 16 } };
    await expect(client.request("textDocument/rename", uri, { ...path, newName: "boats" })).rejects.toMatchObject({
      message: '"boats" is no name for an endpoint; expected a path that starts with /.',
    });
    for (const part of ["## Notes", "the guide", "All boats"])
      await expect(client.request("textDocument/prepareRename", uri, at(part))).rejects.toMatchObject({
        message: expect.stringMatching(/nothing here that can be renamed/) as string,
      });
  });
});
