// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets have this syntax

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  SymbolInformation,
  TextEdit,
} from "vscode-languageserver/node";
import { InsertTextFormat, SymbolKind } from "vscode-languageserver/node";
import { withoutStops } from "../../server/src/lsp/plainText.ts";
import { buildServer, Client, FULL } from "./client.ts";
import { edited, rangeOf, SMALL } from "./documents.ts";

const URI = "file:///w/MECHANISM.md";
const STACK = `${SMALL}
## Technology Stack

### Frontend

**Framework:** 
`;

let server: Awaited<ReturnType<typeof buildServer>>;
let client: Client;
let plain: Client;

beforeAll(async () => {
  server = await buildServer();
  client = await Client.start(server.file);
  plain = await Client.start(server.file, {
    capabilities: { ...FULL, textDocument: { hover: { contentFormat: ["plaintext"] } } },
  });
  await client.open(URI, STACK);
  await plain.open(URI, STACK);
});
afterAll(async () => {
  await client.stop();
  await plain.stop();
  await server.remove();
});

const position = rangeOf(STACK, "**Framework:** ").end;

describe("completion", () => {
  it("offers the template's choices as a client takes them", async () => {
    const items = await client.request<CompletionItem[]>("textDocument/completion", URI, { position });
    const next = items.find((one) => one.label === "Next.js");
    expect(next).toMatchObject({ insertTextFormat: InsertTextFormat.Snippet, documentation: { kind: "markdown" } });
    expect(edited(STACK, [next?.textEdit as TextEdit])).toBe(
      STACK.replace("**Framework:** \n", "**Framework:** Next.js\n"),
    );
  });

  it("marks what is standard, where the client has a place for it", async () => {
    const items = await client.request<CompletionItem[]>("textDocument/completion", URI, { position });
    const marks = items.slice(0, 2).map((one) => [one.label, one.labelDetails, one.detail]);
    expect(marks).toEqual([
      ["Next.js", { description: "standard" }, "Standard for Frontend"],
      ["React", undefined, "Choice in the template, outside of the standard stack for Frontend"],
    ]);
  });

  it("offers sections as snippets, and as plain text where the client has none", async () => {
    const text = `${SMALL}\n## `;
    const at = { position: rangeOf(`${text}|`, "|").start };
    const item = async (of: Client): Promise<CompletionItem | undefined> => {
      await of.open("file:///w/2/MECHANISM.md", text);
      const items = await of.request<CompletionItem[]>("textDocument/completion", "file:///w/2/MECHANISM.md", at);
      return items.find((one) => one.label === "Technology Stack");
    };
    expect((await item(client))?.textEdit?.newText).toContain("${1");
    const bare = await item(plain);
    expect(bare?.insertTextFormat).toBe(InsertTextFormat.PlainText);
    expect(bare?.textEdit?.newText).not.toMatch(/\$\{|\$0|\\/);
    expect(bare?.textEdit?.newText).toContain("**Version:** [specific version]");
  });

  it("is empty where nothing fits, and in unknown documents nothing", async () => {
    expect(await client.request("textDocument/completion", URI, { position: rangeOf(STACK, "The site").end })).toEqual(
      [],
    );
    expect(await client.request("textDocument/completion", "file:///w/no.md", { position })).toBeNull();
  });
});

describe("a snippet without stops", () => {
  it.each([
    ["**A:** ${1:a value}$0", "**A:** a value"],
    ["**A:** ${1|a\\, b,c,d|}", "**A:** a, b"],
    ["**A:** ${1|[a / b\\, c / etc.],a,b\\, c|}", "**A:** [a / b, c / etc.]"],
    ["**A:** ${1|a / b,a,b|}", "**A:** a / b"],
    ["${1:[kept]} $2 ${3}", "[kept]  "],
    ["\\$5 \\} \\\\ ${1:two\nlines}", "$5 } \\ two\nlines"],
    ["${1:a \\} b}", "a } b"],
  ])("%j reads %j", (snippet, text) => expect(withoutStops(snippet)).toBe(text));
});

describe("hover", () => {
  it("says what the template says", async () => {
    const at = rangeOf(STACK, "Technology Stack");
    const found = await client.request<Hover>("textDocument/hover", URI, { position: at.start });
    expect(found).toMatchObject({ range: at, contents: { kind: "markdown" } });
    expect(await plain.request("textDocument/hover", URI, { position: at.start })).toMatchObject({
      contents: { kind: "plaintext" },
    });
    expect(await client.request("textDocument/hover", URI, { position: rangeOf(STACK, "The site").end })).toBeNull();
    expect(await client.request("textDocument/hover", "file:///w/no.md", { position })).toBeNull();
  });
});

describe("symbols", () => {
  it("are a tree, or a row where the client has no trees", async () => {
    const [root] = await client.request<DocumentSymbol[]>("textDocument/documentSymbol", URI);
    expect(root).toMatchObject({ name: "MECHANISM: Booking", kind: SymbolKind.File });
    expect(root?.children?.map((one) => one.name)).toContain("Technology Stack");
    const row = await plain.request<SymbolInformation[]>("textDocument/documentSymbol", URI);
    expect(row.find((one) => one.name === "Frontend")).toMatchObject({
      containerName: "Technology Stack",
      location: { uri: URI },
    });
    expect(await client.request("textDocument/documentSymbol", "file:///w/no.md")).toBeNull();
  });
});

describe("folding", () => {
  it("folds what editors don't", async () => {
    const uri = "file:///w/3/MECHANISM.md";
    await client.open(uri, SMALL.replace("## Performance", "<!-- a\ncomment -->\n\n## Performance"));
    const found = await client.request<FoldingRange[]>("textDocument/foldingRange", uri);
    expect(found).toEqual([{ startLine: 17, endLine: 18, kind: "comment" }]);
    expect(await client.request("textDocument/foldingRange", "file:///w/no.md")).toBeNull();
  });
});
