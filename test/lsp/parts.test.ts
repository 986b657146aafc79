import { describe, expect, it } from "vitest";
import { CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { NO_POLICY } from "../../server/src/config/policy.ts";
import { DEFAULT_SETTINGS } from "../../server/src/config/settings.ts";
import { FileCache } from "../../server/src/lsp/fileCache.ts";
import { type Basis, OpenDocuments } from "../../server/src/lsp/openDocuments.ts";
import { OpenText } from "../../server/src/lsp/openText.ts";
import { OutlineReports } from "../../server/src/lsp/outlineReports.ts";
import { Requests } from "../../server/src/lsp/requests.ts";
import { Scheduler } from "../../server/src/lsp/scheduler.ts";
import { Slices } from "../../server/src/lsp/slices.ts";
import { foldersAround, isServed, relativePath, workspaceFolderOf } from "../../server/src/lsp/uris.ts";
import { WorkspaceHost } from "../../server/src/lsp/workspaceHost.ts";
import { analyse, service } from "../support/service.ts";
import { SMALL } from "./documents.ts";

const URI = "file:///w/MECHANISM.md";
const text = (content: string, version = 1): OpenText => new OpenText(URI, version, content);
const fail = (): never => {
  throw new Error("a mistake");
};
const basis: Basis = { service, settings: DEFAULT_SETTINGS, policy: NO_POLICY, today: "2026-02-01" };

/** A scheduler whose tasks wait until a test runs them, and what it has done. */
function schedulerOf(run: (uri: string) => void = () => {}) {
  const tasks: (() => void)[] = [];
  const done: string[] = [];
  const scheduler = new Scheduler(
    (task) => tasks.push(task),
    (uri) => {
      run(uri);
      done.push(uri);
    },
  );
  const runNext = (): void => tasks.shift()?.();
  const runAll = (): void => {
    while (tasks.length > 0) runNext();
  };
  return { scheduler, done, runNext, runAll };
}

describe("outlines", () => {
  it("of a server before are not taken for those of this one", () => {
    const known = analyse(SMALL);
    const [before, now] = ["before", "now"].map((session) => new OutlineReports(session));
    const sent = before?.report(URI, known, undefined);
    expect(before?.report(URI, known, sent?.resultId)).toEqual({ kind: "unchanged", resultId: sent?.resultId });
    now?.report(URI, known, undefined);
    expect(now?.report(URI, known, sent?.resultId)).toMatchObject({ kind: "full", recognised: true });
  });

  it("of very many sections are not remembered", () => {
    const known = analyse(`${SMALL}\n${"### More\n\n".repeat(1_001)}`);
    const reports = new OutlineReports("now");
    const { resultId } = reports.report(URI, known, undefined);
    expect(reports.report(URI, known, resultId).kind).toBe("full");
  });
});

describe("the scheduler", () => {
  it("does the work of a document once, when what waits is done", () => {
    const { scheduler, done, runAll } = schedulerOf();
    for (const uri of ["a", "b", "a", "c"]) scheduler.schedule(uri);
    scheduler.cancel("c");
    expect(done).toEqual([]);
    runAll();
    expect(done).toEqual(["b", "a"]);
    scheduler.schedule("a");
    runAll();
    expect(done).toEqual(["b", "a", "a"]);
  });

  it("waits for a turn without a change, so that a burst is worked on once", () => {
    const { scheduler, done, runNext, runAll } = schedulerOf();
    for (let i = 0; i < 200; i++) {
      scheduler.schedule("a");
      runNext();
    }
    expect(done).toEqual([]);
    runAll();
    expect(done).toEqual(["a"]);
  });

  it("waits for a turn in which an answer goes out", () => {
    const { scheduler, done, runNext } = schedulerOf();
    scheduler.schedule("a");
    runNext();
    scheduler.postpone();
    runNext();
    expect(done).toEqual([]);
    runNext();
    expect(done).toEqual(["a"]);
  });

  it("goes on after work that fails", () => {
    const { scheduler, done, runAll } = schedulerOf((uri) => {
      if (uri === "a") throw new Error("no");
    });
    scheduler.schedule("a");
    scheduler.schedule("b");
    expect(runAll).toThrow("no");
    runAll();
    expect(done).toEqual(["b"]);
  });
});

describe("open documents", () => {
  const failing: Basis = {
    ...basis,
    service: {
      ...service,
      analyse: (content, options) =>
        typeof content !== "string" && content.text.includes("fail") ? fail() : service.analyse(content, options),
    },
  };
  it("keep the last good result when reading fails, and say so once", () => {
    const failures: string[] = [];
    const documents = new OpenDocuments(() => failing, {
      analysed: () => {},
      failed: (_, error) => failures.push(String(error)),
    });
    documents.set(text(SMALL));
    const good = documents.current(URI);
    documents.set(text("fail", 2));
    expect(documents.current(URI)).toEqual({ ...good, isNewest: false });
    expect(documents.current(URI)?.id).toBe(good?.id);
    expect(failures).toEqual(["Error: a mistake"]);
    documents.set(text(SMALL, 3));
    expect(documents.current(URI)).toMatchObject({ version: 3, isNewest: true });
  });

  it("are read once for each text and basis", () => {
    let now = basis;
    let count = 0;
    const documents = new OpenDocuments(() => now, { analysed: () => count++, failed: fail });
    documents.set(text(SMALL));
    expect(documents.current(URI)).toBe(documents.current(URI));
    expect(count).toBe(1);
    now = { ...basis, today: "2026-02-02" };
    documents.current(URI);
    documents.current(URI);
    expect(count).toBe(2);
  });

  it("refuse edits for a text that could not be read, and log what fails", async () => {
    const log: string[] = [];
    let answers = 0;
    const documents = new OpenDocuments(() => failing, { analysed: () => {}, failed: () => {} });
    const pause = (): Promise<void> => Promise.resolve();
    const requests = new Requests({
      documents,
      slices: new Slices({ clock: () => 0, pause }),
      ready: pause,
      pause,
      answered: () => answers++,
      logError: (message) => log.push(message),
    });
    const params = { textDocument: { uri: URI } };
    documents.set(text(SMALL));
    documents.current(URI);
    documents.set(text("fail", 2));
    const refused = await requests.edit(params, CancellationToken.None, () => "edit");
    expect(refused).toBeInstanceOf(ResponseError);
    expect(refused).toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: expect.stringMatching(/could not be read/) as string,
    });
    const failed = await requests.show(params, CancellationToken.None, null, fail);
    expect(failed).toMatchObject({ code: LSPErrorCodes.RequestFailed });
    expect(log.join()).toMatch(/failed: Error: a mistake/);
    expect(answers).toBe(2);
    expect(await requests.background(params, CancellationToken.None, "none", ({ version }) => `shows ${version}`)).toBe(
      "shows 1",
    );
  });
});

describe("the workspace", () => {
  it("reads documents anew on a new day", async () => {
    let today = "2026-02-01";
    const host = {
      template: "# T: [x]\n",
      stack: "",
      read: () => Promise.resolve(undefined),
      list: () => Promise.resolve(undefined),
      today: () => today,
      clock: () => 0,
      defer: () => {},
      wait: () => Promise.resolve(),
      onNewDay: () => {},
      session: "a session",
    };
    const client = {
      settings: () => Promise.resolve(null),
      tell: () => {},
      report: () => {},
      failed: fail,
      watch: () => {},
    };
    const workspace = new WorkspaceHost(host, client);
    expect(workspace.basisOf(URI)).toBeUndefined();
    await workspace.ready(URI);
    const first = workspace.basisOf(URI);
    expect(workspace.basisOf(URI)).toBe(first);
    today = "2026-02-02";
    expect(workspace.basisOf(URI)?.today).toBe("2026-02-02");
    expect(workspace.basisOf(URI)).not.toBe(first);
    workspace.forget(URI);
    expect(workspace.basisOf(URI)).toBeUndefined();
  });

  it("reads documents with defaults where their settings can't be found out", async () => {
    const host = {
      template: "# T: [x]\n",
      stack: "",
      read: fail,
      list: fail,
      today: () => "2026-02-01",
      clock: () => 0,
      defer: () => {},
      wait: () => Promise.resolve(),
      onNewDay: () => {},
      session: "a session",
    };
    const log: unknown[] = [];
    const client = {
      settings: () => Promise.resolve(null),
      tell: fail,
      report: fail,
      watch: fail,
      failed: (error: unknown) => log.push(error),
    };
    const workspace = new WorkspaceHost(host, client);
    workspace.folders = ["file:///w"];
    await workspace.ready(URI);
    expect(workspace.basisOf(URI)?.settings).toBe(DEFAULT_SETTINGS);
    expect(log).toHaveLength(1);
  });

  it("takes what was forgotten while it was read as forgotten", async () => {
    let answer: (value: null) => void = () => {};
    const host = {
      template: "# T: [x]\n",
      stack: "",
      read: () => Promise.resolve(undefined),
      list: () => Promise.resolve(undefined),
      today: () => "2026-02-01",
      clock: () => 0,
      defer: () => {},
      wait: () => Promise.resolve(),
      onNewDay: () => {},
      session: "a session",
    };
    const client = {
      settings: () => new Promise<null>((resolve) => (answer = resolve)),
      tell: () => {},
      report: () => {},
      failed: fail,
      watch: () => {},
    };
    const workspace = new WorkspaceHost(host, client);
    const ready = workspace.ready(URI);
    workspace.forget(URI);
    answer(null);
    await ready;
    expect(workspace.basisOf(URI)).toBeUndefined();
  });
});

describe("files", () => {
  it("are loaded when they are wanted, each once", async () => {
    const read: string[] = [];
    const files = new FileCache({
      read(uri) {
        read.push(uri);
        return Promise.resolve(uri === "a" ? "b" : undefined);
      },
      list(uri) {
        read.push(`${uri}/`);
        return Promise.resolve(["x", "y/"]);
      },
    });
    const compute = (load: (uri: string) => string | undefined): string => `${load("a")} ${load(load("a") ?? "c")}`;
    expect(await files.compute(compute)).toBe("b undefined");
    expect(read).toEqual(["a", "c", "b"]);
    await files.compute(compute);
    expect(read).toHaveLength(3);
    expect(await files.names("d")).toEqual(["x", "y/"]);
    await files.names("d");
    expect(read.slice(3)).toEqual(["d/"]);
    files.clear();
    await files.text("a");
    await files.names("d");
    expect(read).toHaveLength(6);
  });
});

describe("addresses", () => {
  it("are served by their scheme", () => {
    expect(
      ["file:///a", "untitled:U", "vscode-vfs://github/a", "vscode-remote://ssh/a"].every((uri) => isServed(uri, [])),
    ).toBe(true);
    expect(
      ["git:/a", "gitfs:/a", "output:a", "vscode-local-history:/a", "review:/a"].some((uri) => isServed(uri, [])),
    ).toBe(false);
    expect(isServed("ftp://host/a", ["ftp://host"])).toBe(true);
  });

  it("lie in folders of the workspace", () => {
    const folders = ["file:///w", "file:///w/inner/"];
    expect(workspaceFolderOf("file:///w/inner/a/b.md", folders)).toBe("file:///w/inner");
    expect(foldersAround("file:///w/a/b/c.md", folders)).toEqual(["file:///w/a/b", "file:///w/a", "file:///w"]);
    expect(foldersAround("file:///w2/c.md", folders)).toEqual([]);
    expect(foldersAround("untitled:U", folders)).toEqual([]);
    expect(relativePath("file:///w/a%20b/c.md", "file:///w/")).toBe("a b/c.md");
    expect(relativePath("file:///w/100%/c.md", "file:///w")).toBe("100%/c.md");
  });
});
