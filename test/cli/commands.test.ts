import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run, TITLE } from "./harness.ts";

describe("new", () => {
  it("writes a document with mission and date", async () => {
    const folder = folderWith({ "docs/x": "" });
    expect(await run(["new", "docs", "--mission", "Booking $& MVP"], { cwd: folder })).toEqual({
      code: 0,
      out: "Wrote docs/MECHANISM.md.\n",
      err: "",
    });
    const text = readFileSync(join(folder, "docs/MECHANISM.md"), "utf8");
    expect(text).toMatch(/^# MECHANISM: Booking \$& MVP\n/);
    expect(text).toContain("2026-02-01");
    expect(text).not.toContain("<!-- mechanism:");
  });

  it("states which standard stack the document was verified against: the nearest, or ours", async () => {
    const stack = "# Ours\n\n**Last Updated:** 2025-03-04\n\n### Database\n\n**Type:** MySQL\n";
    const folder = folderWith({ "a/docs/core/tech-stack.md": stack, "b/docs/core/tech-stack.md": "# Ours\n" });
    const sentence = async (path: string): Promise<string | undefined> => {
      await run(["new", path, "--mission", "X"], { cwd: folder });
      return /^\*\*IMPORTANT:\*\* .*$/m.exec(readFileSync(join(folder, path, "MECHANISM.md"), "utf8"))?.[0];
    };
    const behind = "See `docs/core/tech-stack.md`.";
    const own = `**IMPORTANT:** Verified against the standard ScopeLock stack of 2025-03-04. ${behind}`;
    expect(await sentence("a/x/")).toBe(own);
    expect(await sentence("b/")).toBe(`**IMPORTANT:** Verify against standard ScopeLock stack. ${behind}`);
    expect(await sentence("c/")).toBe(own.replace("2025-03-04", "2026-01-15"));
  });

  it.each([
    [[], "MECHANISM.md"],
    [["plan.md"], "plan.md"],
    [["fresh/"], "fresh/MECHANISM.md"],
    [["a/b/plan.md"], "a/b/plan.md"],
  ])("%j writes %s", async (path, file) => {
    const folder = folderWith({});
    const { out } = await run(["new", ...path, "--mission", "X", "--today", "2025-12-24"], { cwd: folder });
    expect(out).toBe(`Wrote ${file}.\n`);
    expect(readFileSync(join(folder, file), "utf8")).toContain("2025-12-24");
  });

  it("overwrites only with --force", async () => {
    const folder = folderWith({ "MECHANISM.md": "mine" });
    const refused = await run(["new", "--mission", "X"], { cwd: folder });
    expect(refused).toEqual({
      code: 2,
      out: "",
      err: "MECHANISM.md: There is already such a file; replace it with --force.\n",
    });
    expect(readFileSync(join(folder, "MECHANISM.md"), "utf8")).toBe("mine");
    expect((await run(["new", "--mission", "X", "--force"], { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, "MECHANISM.md"), "utf8")).toMatch(/^# MECHANISM: X\n/);
  });

  it("says what stands in its way", async () => {
    const folder = folderWith({ file: "" });
    expect(await run(["new", "file/MECHANISM.md", "--mission", "X"], { cwd: folder })).toEqual({
      code: 2,
      out: "",
      err: "file/MECHANISM.md: There is a file where a folder would have to be.\n",
    });
    expect(await run(["new", "--mission", " "], { cwd: folder })).toMatchObject({
      code: 2,
      err: "The mission's name is empty; give one with --mission.\n",
    });
  });

  it("uses the configured template", async () => {
    const template = readFileSync("template/MECHANISM.md", "utf8").replace("## Notes", "## Remarks");
    const folder = folderWith({ "mechanism.config.json": '{ "template": "t.md" }', "t.md": template });
    await run(["new", "deep/er/", "--mission", "X"], { cwd: folder });
    expect(readFileSync(join(folder, "deep/er/MECHANISM.md"), "utf8")).toContain("\n## Remarks\n");
  });

  it("writes what check does not fail on", async () => {
    const folder = folderWith({});
    await run(["new", "--mission", "X"], { cwd: folder });
    expect((await run(["check"], { cwd: folder })).code).toBe(0);
  });
});

describe("outline", () => {
  interface Node {
    readonly kind: string;
    readonly children: readonly Node[];
  }

  it("prints the tree as JSON, with these keys only", async () => {
    const { code, out } = await run(["outline", "test/corpus/clinic-half-filled/MECHANISM.md", "--format", "json"]);
    const tree = JSON.parse(out) as readonly Node[];
    const visit = (node: Node): void => {
      expect(Object.keys(node)).toEqual(["title", "role", "kind", "state", "range", "children"]);
      node.children.forEach(visit);
    };
    tree.forEach(visit);
    expect(tree.map((node) => node.kind)).toEqual(["document"]);
    expect(code).toBe(0);
  });

  it("prints an indented tree with states and counts", async () => {
    const { out } = await run(["outline", "-"], { stdin: `${TITLE}\n## Notes\n\nTBD\n` });
    expect(out).toMatch(/^○ MECHANISM: Booking {2}\d+\/\d+\n/);
    expect(out).toContain("\n  ✓ Date Created\n");
    expect(out).toContain("\n  ○ Notes\n");
    expect(out).toMatch(/\n {2}✗ [^\n]+\n/);
    expect(out).toMatch(
      /\n\n✓ filled {2}○ open {2}✗ missing {2}– not applicable\n\d+ of \d+ parts are done; \d+ open items?\.\n$/,
    );
  });

  it("says that it can't read a file", async () => {
    expect(await run(["outline", "gone.md"], { cwd: folderWith({}) })).toEqual({
      code: 2,
      out: "",
      err: "gone.md: There is no such file or folder.\n",
    });
    expect((await run(["outline", "."], { cwd: folderWith({}) })).err).toBe(".: This is a folder; expected a file.\n");
  });
});

describe("lsp", () => {
  it("starts the server, whatever else an editor adds", async () => {
    let starts = 0;
    const onServer = (): void => {
      starts++;
    };
    expect(await run(["lsp", "--stdio", "--clientProcessId=1"], { onServer })).toEqual({ code: 0, out: "", err: "" });
    expect(starts).toBe(1);
    const { code, err } = await run(["lsp"], { onServer });
    expect({ code, err }).toEqual({
      code: 2,
      err: "The language server speaks over standard input and output; add --stdio.\n",
    });
    expect(starts).toBe(1);
  });
});

describe("arguments", () => {
  it.each([
    [[], "No command is given; see what there is with mechanism --help."],
    [["chek"], "Unknown command 'chek' (Did you mean check?) See mechanism --help."],
    [["check", "--frmat", "json"], "Unknown option '--frmat' (Did you mean --format?) See mechanism --help."],
    [
      ["check", "--format", "xml"],
      "Option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json. See mechanism --help.",
    ],
    [
      ["check", "--today", "2026-02-30"],
      "Option '--today <date>' argument '2026-02-30' is invalid. Expected a date as year-month-day. See mechanism --help.",
    ],
    [["new"], "Required option '--mission <name>' not specified. See mechanism --help."],
    [["outline"], "Missing required argument 'file'. See mechanism --help."],
    [["outline", "a", "b"], "Too many arguments for 'outline'. Expected 1 argument but got 2. See mechanism --help."],
  ])("%j: one line on standard error, and 2", async (argv, message) => {
    const { code, out, err } = await run(argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.trimEnd()).toBe(message);
  });

  it("--version and --help are answers", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await run(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    for (const argv of [["--help"], ["check", "--help"], ["help", "fix"]]) {
      const { code, out, err } = await run(argv);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^Usage: mechanism /);
    }
  });
});
