import { describe, expect, it } from "vitest";
import { LSPErrorCodes } from "vscode-languageserver/node";
import type { Outline } from "../../server/src/features/outline.ts";
import type {
  ChangedParams,
  EditResult,
  InsertableResult,
  OutlineReport,
  PlaceholdersResult,
  ScaffoldResult,
} from "../../server/src/lsp/protocol.ts";
import { service } from "../support/service.ts";
import { Client } from "./client.ts";
import { edited, rangeOf, SCAFFOLD, SMALL } from "./documents.ts";
import { type Shared, sharedClient } from "./sharedClient.ts";

const URI = "file:///w/MECHANISM.md";
const NO = "file:///w/no.md";

let server: Shared["server"];
let client: Client;
let version = 0;

sharedClient(
  (shared) => {
    ({ server, client } = shared);
  },
  { commands: true },
);

async function ask<T>(text: string, method: string, params: object = {}): Promise<T> {
  await client.open(URI, text, ++version);
  try {
    return await client.request<T>(method, URI, params);
  } finally {
    await client.close(URI);
  }
}

/** The text after the edit that the server answers, with the selection in it marked. */
async function result(text: string, method: string, params: object = {}): Promise<string> {
  const found = await ask<EditResult>(text, method, params);
  expect(found.version).toBe(version);
  const after = edited(text, found.edits);
  if (!found.select) return after;
  const marks = [
    { range: { start: found.select.start, end: found.select.start }, newText: "<|" },
    { range: { start: found.select.end, end: found.select.end }, newText: "|>" },
  ];
  return edited(after, marks);
}

/** The template's path of a section. */
function pathOf(title: string): string {
  return service.schema.sections.find((section) => section.title === title)?.path ?? "";
}

const error = (code: number, message: RegExp): object =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as object;

describe("the outline", () => {
  it("has sections and open items", async () => {
    const outline = await ask<Outline>(SMALL, "mechanism/outline");
    expect(outline).toMatchObject({ recognised: true, profile: "draft" });
    expect(outline.openItems.map((one) => one.rule)).toContain("tbd-unresolved");
    expect(await client.request("mechanism/outline", NO)).toBeNull();
  });

  it("is sent again only if it is another than the client has", async () => {
    const other = "file:///w/other/MECHANISM.md";
    const asked = (uri: string, previousResultId?: string): Promise<OutlineReport> =>
      client.request("mechanism/outline", uri, { previousResultId });
    await client.open(URI, SMALL);
    await client.open(other, SMALL);
    const { kind, resultId } = await asked(URI);
    expect(kind).toBe("full");
    const unchanged = { kind: "unchanged", resultId };
    expect(await asked(URI, resultId)).toEqual(unchanged);
    expect(await asked(URI)).toMatchObject({ kind: "full", recognised: true });
    const next = await asked(URI, resultId);
    expect(next.kind).toBe("full");
    await client.change(URI, 2, "Booking and ", rangeOf(SMALL, "TBD"));
    const changed = await asked(URI, next.resultId);
    expect(changed).toMatchObject({ kind: "full", recognised: true });
    // Another document has another outline, whatever it says.
    expect((await asked(other, changed.resultId)).kind).toBe("full");
    await client.close(URI);
    await client.close(other);
  });

  it("is the one that the client has behind a keystroke in a line that ends no part", async () => {
    await client.open(URI, SMALL);
    const { resultId } = await client.request<OutlineReport>("mechanism/outline", URI);
    await client.change(URI, 2, "page", rangeOf(SMALL, "site"));
    expect(await client.request("mechanism/outline", URI, { previousResultId: resultId })).toEqual({
      kind: "unchanged",
      resultId,
    });
    await client.close(URI);
  });
});

describe("a new document", () => {
  it("carries mission and date", async () => {
    const { text } = await client.connection.sendRequest<ScaffoldResult>("mechanism/scaffold", { mission: "Booking" });
    expect(text).toContain("\n**IMPORTANT:** Verified against the standard ScopeLock stack of 2026-01-15. See ");
    expect(text).toMatch(/^# MECHANISM: Booking\n\n\*\*Mission:\*\* Booking\n/);
    expect(text).toMatch(/\*\*Date Created:\*\* \d{4}-\d\d-\d\d\n/);
  });
});

describe("inserting", () => {
  it("knows what there is to insert", async () => {
    const all = await ask<InsertableResult>(SMALL, "mechanism/insertable");
    const find = (title: string) => all.find((one) => one.title === title);
    expect(find("Architecture Overview")).toMatchObject({ kind: "section", present: true });
    expect(find("Technology Stack")).toMatchObject({ kind: "section", present: false });
    expect(find("Table: [table_name]")).toMatchObject({ kind: "entry", present: false });
    expect(await client.request("mechanism/insertable", NO)).toEqual([]);
  });

  it("puts a section at its place", async () => {
    const text = await result(SMALL, "mechanism/insert", { path: pathOf("Frontend") });
    expect(text).toContain("**Framework:** <|[Next.js / React / Vue / etc.]|>");
    expect(text.indexOf("## Architecture Overview")).toBeLessThan(text.indexOf("## Technology Stack"));
    expect(text.indexOf("## Technology Stack")).toBeLessThan(text.indexOf("## Performance"));
  });

  it("puts one more entry behind the last", async () => {
    const text = `${SMALL}\n## Technology Deviations\n\n### Deviation 1: Database\n\n**Standard:** PostgreSQL\n**Actual:** MongoDB\n**Reason:** theirs\n**Approved By:** NLR on 2026-01-30\n`;
    const path = pathOf("Deviation 1: [Technology/Stack]");
    const after = await result(text, "mechanism/insert", { path });
    expect(after).toContain("NLR on 2026-01-30\n\n### Deviation 2: <|[Technology/Stack]|>\n\n**Standard:** [What");
    expect(after.endsWith("**Approved By:** NLR on [date]\n")).toBe(true);
  });

  it("puts a field where the template has it", async () => {
    const text = SMALL.replace("**Data Flow:**\nSite to API to database.\n\n", "").replace(
      "**Caching:**\n- TBD\n\n",
      "",
    );
    const after = await result(text, "mechanism/insert", {
      path: pathOf("Performance Considerations"),
      field: "Caching",
    });
    expect(after).toContain("**Caching:**\n- <|[What is cached, where, and for how long]|>");
    expect(after.indexOf("**Caching:**")).toBeLessThan(after.indexOf("**Optimization Strategies:**"));
  });

  it("puts a field into the list that it belongs to, and a section where its field is asked for", async () => {
    const text = `${SMALL}\n## Security Approach\n\n### Data Protection\n\n**Password Security:**\n- Hashing: bcrypt\n`;
    const path = pathOf("Data Protection");
    expect(await result(text, "mechanism/insert", { path, field: "Cost factor" })).toBe(
      `${text}- Cost factor: <|[e.g., bcrypt cost 12]|>\n`,
    );
    const absent = await result(text, "mechanism/notApplicable", { path, field: "Cost factor", reason: "argon2" });
    expect(absent).toBe(`${text}- Cost factor: N/A – argon2<||>\n`);
    expect(await result(SMALL, "mechanism/insert", { path, field: "Cost factor" })).toContain("## Security Approach");
  });

  it("has nothing to do where it is there, and says what it does not know", async () => {
    expect(await ask(SMALL, "mechanism/insert", { path: pathOf("Architecture Overview") })).toBeNull();
    await expect(ask(SMALL, "mechanism/insert", { path: "nothing" })).rejects.toEqual(
      error(LSPErrorCodes.RequestFailed, /no section "nothing"/),
    );
    await expect(client.request("mechanism/insert", NO, { path: pathOf("Notes") })).rejects.toEqual(
      error(LSPErrorCodes.RequestFailed, /not open/),
    );
  });
});

describe("marking as not applicable", () => {
  it("replaces the content of a section", async () => {
    const after = await result(SMALL, "mechanism/notApplicable", {
      path: pathOf("Performance Considerations"),
      reason: "one user",
    });
    expect(after).toBe(SMALL.replace(/## Performance[\s\S]*$/, "## Performance\n\nN/A – one user<||>\n"));
  });

  it("replaces the value of a field, on its line or below it", async () => {
    const inline = await result(SMALL, "mechanism/notApplicable", {
      path: pathOf("Architecture Overview"),
      field: "Data Flow",
      reason: "static",
    });
    expect(inline).toContain("**Data Flow:** N/A – static<||>\n\n## Performance");
    const list = await result(SMALL, "mechanism/notApplicable", {
      path: pathOf("Performance Considerations"),
      field: "Caching",
      reason: "static",
    });
    expect(list).toContain("**Caching:** N/A – static<||>\n\n**Optimization");
  });

  it("says where it can't", async () => {
    const text = SMALL.replace(
      "## Performance",
      "## Technology Stack\n\n**Frontend:**\n- Framework: Next.js\n\n## Performance",
    );
    const params = { path: pathOf("Frontend"), reason: "none" };
    await expect(ask(text, "mechanism/notApplicable", params)).rejects.toEqual(
      error(LSPErrorCodes.RequestFailed, /mark it by hand/),
    );
  });

  it("keeps a rule below it a rule", async () => {
    const text = SMALL.replace("- Indexes\n", "- Indexes\n---\n");
    const path = pathOf("Performance Considerations");
    const section = await result(text, "mechanism/notApplicable", { path, reason: "one user" });
    expect(section).toContain("N/A – one user<||>\n\n---\n");
    const field = await result(text, "mechanism/notApplicable", {
      path,
      field: "Optimization Strategies",
      reason: "one user",
    });
    expect(field).toContain("**Optimization Strategies:** N/A – one user<||>\n\n---\n");
  });

  it("inserts what is missing", async () => {
    const after = await result(SMALL, "mechanism/notApplicable", {
      path: pathOf("Monitoring & Observability"),
      reason: "a prototype",
    });
    expect(after).toContain("## Monitoring & Observability\n\nN/A – a prototype");
    const text = SMALL.replace("**Caching:**\n- TBD\n\n", "");
    const field = await result(text, "mechanism/notApplicable", {
      path: pathOf("Performance Considerations"),
      field: "Caching",
      reason: "none needed",
    });
    expect(field).toContain("## Performance\n\n**Caching:** N/A – none needed<||>\n\n**Optimization Strategies:**");
  });
});

describe("silencing", () => {
  it("writes the reason under the heading", async () => {
    const params = { rule: "tbd-unresolved", range: rangeOf(SMALL, "TBD"), reason: "in March" };
    const after = await result(SMALL, "mechanism/ignore", params);
    expect(after).toContain("## Performance\n<!-- mechanism-ignore tbd-unresolved -- in March -->\n\n**Caching:**");
  });
});

describe("removing examples", () => {
  it("removes all that are the template's, also one behind the other", async () => {
    const example =
      "**Example:**\n- API responses: Redis cache (5 minute TTL)\n- Static assets: CDN edge caching (1 year TTL)\n- Database queries: In-memory LRU cache (100 items, 1 minute TTL)\n\n";
    const other =
      "**Example:**\n- Database: Indexes on frequently queried fields (email, user_id)\n- Images: Next.js Image component (automatic WebP conversion, lazy loading)\n- Code: Dynamic imports for heavy components\n\n";
    const text = SMALL.replace("**Optimization", `${example}${other}**Optimization`);
    expect(await result(text, "mechanism/removeExamples")).toBe(SMALL);
    expect(await ask(SMALL, "mechanism/removeExamples")).toBeNull();
  });
});

describe("placeholders", () => {
  it("come in order, with their choices", async () => {
    const all = await ask<PlaceholdersResult>(SCAFFOLD, "mechanism/placeholders");
    expect(all[0]).toMatchObject({
      text: "[High-level description of system architecture + diagram if helpful]",
      field: "",
    });
    expect(all.find((one) => one.field === "Framework")).toMatchObject({
      text: "[Next.js / React / Vue / etc.]",
      choices: ["Next.js", "React", "Vue"],
    });
    const lines = all.map((one) => one.range.start.line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(await client.request("mechanism/placeholders", NO)).toEqual([]);
  });
});

describe("a change", () => {
  it("is told to clients with our commands once it is read", async () => {
    const uri = "file:///w/changed/MECHANISM.md";
    await client.open(uri, SMALL, 3);
    await client.message<ChangedParams>("mechanism/changed", (params) => params.uri === uri && params.version === 3);
    await client.change(uri, 4, "x", { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    await client.message<ChangedParams>("mechanism/changed", (params) => params.uri === uri && params.version === 4);
    const quiet = await Client.start(server.file);
    await quiet.open(uri, SMALL);
    await quiet.diagnostics(uri);
    expect(quiet.count("mechanism/changed")).toBe(0);
    await quiet.stop();
  });
});
