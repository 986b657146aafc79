import { describe, expect, it } from "vitest";
import { DiagnosticSeverity, type PublishDiagnosticsParams } from "vscode-languageserver/node";
import { Client, FULL } from "./client.ts";
import { rangeOf, SCAFFOLD, SMALL } from "./documents.ts";
import { type Shared, sharedClient } from "./sharedClient.ts";

const URI = "file:///w/MECHANISM.md";
const PUSH = { ...FULL, textDocument: { publishDiagnostics: {} } };

let server: Shared["server"];
let client: Client;

sharedClient((shared) => {
  ({ server, client } = shared);
});

describe("findings that are asked for", () => {
  it("have rule, words, severity and place", async () => {
    await client.open(URI, SMALL);
    const found = await client.diagnostics(URI);
    expect(found.filter((one) => one.code === "tbd-unresolved" || one.code === "setext-heading")).toEqual([
      {
        code: "setext-heading",
        source: "mechanism",
        severity: DiagnosticSeverity.Warning,
        message: 'The text above "---" became a heading; expected a blank line before "---".',
        range: { start: { line: 2, character: 0 }, end: { line: 4, character: 28 } },
      },
      {
        code: "tbd-unresolved",
        source: "mechanism",
        severity: DiagnosticSeverity.Warning,
        message: expect.stringContaining("TBD") as string,
        range: rangeOf(SMALL, "TBD"),
      },
    ]);
    await client.close(URI);
  });

  it("are unchanged as long as the document is", async () => {
    await client.open(URI, SMALL);
    await client.diagnostics(URI);
    const first = await client.pull(URI);
    expect(first.resultId).toBeDefined();
    expect(await client.pull(URI, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
    await client.change(URI, 2, "Redis", rangeOf(SMALL, "TBD"));
    const second = await client.pull(URI, first.resultId);
    expect(second.kind).toBe("full");
    expect(second.resultId).not.toBe(first.resultId);
    await client.close(URI);
  });

  it("follow edits in CRLF and behind characters of two units", async () => {
    const text = SMALL.replace("- TBD", "- 🏮🏮 TBD").replace(/\n/g, "\r\n");
    await client.open(URI, text);
    expect((await client.diagnostics(URI)).find((one) => one.code === "tbd-unresolved")?.range).toEqual(
      rangeOf(text, "TBD"),
    );
    const line = rangeOf(text, "TBD").start.line;
    await client.change(URI, 2, "🏮", { start: { line, character: 4 }, end: { line, character: 4 } });
    await client.change(URI, 3, "\r\n\r\nMore.", {
      start: { line: line - 4, character: 0 },
      end: { line: line - 4, character: 0 },
    });
    const after = (await client.diagnostics(URI)).find((one) => one.code === "tbd-unresolved")?.range;
    expect(after).toEqual({ start: { line: line + 2, character: 9 }, end: { line: line + 2, character: 12 } });
    await client.close(URI);
  });

  it("are right after two hundred quick edits", async () => {
    await client.open(URI, SCAFFOLD);
    let text = SCAFFOLD;
    for (let i = 0; i < 200; i++) {
      const word = `word${i} `;
      const { start } = rangeOf(text, "Notes");
      const place = { line: start.line, character: 3 };
      await client.change(URI, i + 2, word, { start: place, end: place });
      text = text.replace(/## (?=[^\n]*Notes)/, `## ${word}`);
    }
    const other = "file:///w/other/MECHANISM.md";
    const found = await client.diagnostics(URI);
    await client.open(other, text);
    expect(found).toEqual(await client.diagnostics(other));
    await client.close(URI);
    await client.close(other);
  });

  it("are none for a document of another kind or scheme", async () => {
    await client.open("git:/w/MECHANISM.md?ref=HEAD", SMALL);
    await client.open("file:///w/README.md", "# Something else\n\nTBD\n");
    expect(await client.pull("git:/w/MECHANISM.md?ref=HEAD")).toEqual({ kind: "full", items: [] });
    expect(await client.diagnostics("file:///w/README.md")).toEqual([]);
    expect(await client.pull("file:///w/nowhere.md")).toEqual({ kind: "full", items: [] });
  });

  it("are the same in untitled documents", async () => {
    await client.open("untitled:Untitled-1", SMALL);
    expect((await client.diagnostics("untitled:Untitled-1")).map((one) => one.code)).toContain("tbd-unresolved");
  });
});

describe("findings that are sent", () => {
  it("come with the version, follow edits, and are cleared on close", async () => {
    const pushing = await Client.start(server.file, { capabilities: PUSH });
    await pushing.open(URI, SMALL, 7);
    const has = (params: PublishDiagnosticsParams): boolean =>
      params.diagnostics.some((one) => one.code === "tbd-unresolved");
    expect(has(await pushing.pushed(URI, (params) => params.version === 7))).toBe(true);
    await pushing.change(URI, 8, "Redis", rangeOf(SMALL, "TBD"));
    expect(has(await pushing.pushed(URI, (params) => params.version === 8))).toBe(false);
    await pushing.close(URI);
    expect((await pushing.pushed(URI, (params) => params.version === undefined)).diagnostics).toEqual([]);
    await pushing.stop();
  });

  it("are those of the newest text after quick edits", async () => {
    const pushing = await Client.start(server.file, { capabilities: PUSH });
    await pushing.open(URI, SMALL);
    const { start } = rangeOf(SMALL, "TBD");
    for (let i = 0; i < 50; i++) await pushing.change(URI, i + 2, "x", { start, end: start });
    const last = await pushing.pushed(URI, (params) => params.version === 51);
    expect(last.diagnostics.map((one) => one.code)).not.toContain("tbd-unresolved");
    await pushing.stop();
  });
});
