import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AnnotatedTextEdit,
  type CodeAction,
  LSPErrorCodes,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import {
  CHANGE_TECHNOLOGY,
  type ChangeTechnologyResult,
  TECHNOLOGIES,
  TECHNOLOGY_CHOICES,
  type TechnologyChoicesResult,
} from "../../server/src/lsp/protocol.ts";
import { buildServer, Client, FULL } from "./client.ts";
import { edited, rangeOf } from "./documents.ts";

const URI = "file:///w/MECHANISM.md";
const TEXT = `# MECHANISM: Booking

## Technology Stack

### Database

**Type:** 😀 MongoDB
**Version:** 7

**Why this choice:**
MongoDB is known.

## Notes

Text.
`;
const CHANGED = TEXT.replace("😀 MongoDB", "😀 PostgreSQL").replace("**Version:** 7", "**Version:** 15");

const RENAMING = {
  ...FULL,
  textDocument: { ...FULL.textDocument, rename: { prepareSupport: true } },
  workspace: { ...FULL.workspace, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
};

let server: Awaited<ReturnType<typeof buildServer>>;
let client: Client;

beforeAll(async () => {
  server = await buildServer();
  client = await Client.start(server.file, { commands: true, capabilities: RENAMING });
  await client.open(URI, TEXT);
});
afterAll(async () => {
  await client.stop();
  await server.remove();
});

const at = (part: string): object => ({ position: rangeOf(TEXT, part).end });
const NAME = "😀 MongoDB";

function editsOf(edit: WorkspaceEdit | null): TextDocumentEdit["edits"] {
  const [change] = edit?.documentChanges ?? [];
  if (!change || !("edits" in change)) throw new Error("There is no edit.");
  expect(change.textDocument).toEqual({ uri: URI, version: 1 });
  return change.edits;
}

const refused = (message: RegExp): object =>
  expect.objectContaining({
    code: LSPErrorCodes.RequestFailed,
    message: expect.stringMatching(message) as string,
  }) as object;

describe("renaming a technology", () => {
  it("is offered where the client asks first, for a name and not for an ordinary heading", async () => {
    expect(client.result.capabilities.renameProvider).toEqual({ prepareProvider: true });
    expect(await client.request("textDocument/prepareRename", URI, at(NAME))).toEqual({
      range: { start: { line: 6, character: 13 }, end: { line: 6, character: 20 } },
      placeholder: "MongoDB",
    });
    await expect(client.request("textDocument/prepareRename", URI, at("### Database"))).rejects.toEqual(
      refused(/nothing here that can be renamed/),
    );
    const plain = await Client.start(server.file);
    expect(plain.result.capabilities.renameProvider).toBeUndefined();
    await plain.stop();
  });

  it("changes the field, and asks to confirm every other mention", async () => {
    const edit = await client.request<WorkspaceEdit>("textDocument/rename", URI, {
      ...at(NAME),
      newName: "PostgreSQL",
    });
    expect(edit.changeAnnotations).toMatchObject({
      "Technology stack": { needsConfirmation: false },
      "Other mentions": { needsConfirmation: true },
    });
    const edits = editsOf(edit) as AnnotatedTextEdit[];
    expect(
      edited(
        TEXT,
        edits.filter((one) => one.annotationId === "Technology stack"),
      ),
    ).toBe(CHANGED);
    expect(edited(TEXT, edits)).toBe(CHANGED.replace("MongoDB is known", "PostgreSQL is known"));
  });

  it("changes only what is certain where the client can't show the rest", async () => {
    const { changeAnnotationSupport: _, ...workspaceEdit } = RENAMING.workspace.workspaceEdit;
    const capabilities = { ...RENAMING, workspace: { ...RENAMING.workspace, workspaceEdit } };
    const simple = await Client.start(server.file, { capabilities });
    await simple.open(URI, TEXT);
    const edit = await simple.request<WorkspaceEdit>("textDocument/rename", URI, {
      ...at(NAME),
      newName: "PostgreSQL",
    });
    expect(edited(TEXT, editsOf(edit) as never)).toBe(CHANGED);
    await simple.stop();
  });

  it("refuses an empty name, and a place without a technology", async () => {
    const rename = (part: string, newName: string): Promise<unknown> =>
      client.request("textDocument/rename", URI, { ...at(part), newName });
    await expect(rename(NAME, "  ")).rejects.toEqual(refused(/is empty/));
    await expect(rename(NAME, "a\nb")).rejects.toEqual(refused(/several lines/));
    await expect(rename("is known", "PostgreSQL")).rejects.toEqual(refused(/nothing here that can be renamed/));
  });
});

describe("the command", () => {
  it("knows the parts, what can stand there, and the edit with its version", async () => {
    expect(await client.request(TECHNOLOGIES, URI)).toEqual([
      {
        title: "Database",
        current: "MongoDB",
        range: { start: { line: 6, character: 13 }, end: { line: 6, character: 20 } },
      },
    ]);
    const choices = await client.request<TechnologyChoicesResult>(TECHNOLOGY_CHOICES, URI, at("**Version:** 7"));
    expect(choices?.choices[0]?.name).toBe("PostgreSQL");
    expect(await client.request(TECHNOLOGY_CHOICES, URI, at("## Notes"))).toBeNull();
    const result = await client.request<ChangeTechnologyResult>(CHANGE_TECHNOLOGY, URI, {
      ...at(NAME),
      change: { name: "PostgreSQL", version: "16" },
    });
    expect(result.version).toBe(1);
    expect(edited(TEXT, editsOf(result.edit as WorkspaceEdit) as never)).toContain("**Version:** 16");
  });

  it("is offered at a finding about a technology", async () => {
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", URI, {
      range: rangeOf(TEXT, "MongoDB"),
      context: { diagnostics: [] },
    });
    expect(actions.find((one) => one.title === "Change technology…")?.command).toEqual({
      title: "Change technology…",
      command: "mechanism.changeTechnology",
      arguments: [URI, rangeOf(TEXT, "MongoDB")],
    });
  });
});
