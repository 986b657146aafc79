import { chmodSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diagnostics, type FixableDiagnostic } from "../../server/src/features/diagnostics.ts";
import { policyIn, service } from "../support/service.ts";
import { workspaceIn } from "../support/workspace.ts";
import { folderWith, jsonOf, run, TITLE, unprivileged } from "./harness.ts";

const template = readFileSync("template/MECHANISM.md", "utf8");
const corpus = readdirSync("test/corpus").filter((name) => !name.includes("."));

/** A document with a TBD: a warning in draft, an error in handoff. */
const TBD = `${TITLE}\n## Notes\n\nTBD\n`;

async function filesFound(folder: string, argv: readonly string[] = ["."]): Promise<readonly string[]> {
  const outcome = await run(["check", "--format", "json", ...argv], { cwd: folder });
  return jsonOf(outcome).map((file) => file.file);
}

/** The lines of the stack document that a finding is about: the corpus' own, or the built-in one without a file. */
function stackPlaces(source: string | undefined, name: string, one: FixableDiagnostic): object[] {
  const at = (line: number): object => ({ start: { line, character: 0 }, end: { line, character: 0 } });
  if (source === undefined)
    return one.stackLines.slice(0, 1).map(() => ({ range: at(0), message: "built-in standard stack" }));
  const file = `test/corpus/${name}/${source}`;
  return one.stackLines.map(({ line, message }) => ({ file, range: at(line), message }));
}

describe("check --format json", () => {
  it.each(corpus)("says of corpus document %s what the engine says", async (name) => {
    const { today, profile } = JSON.parse(readFileSync(`test/corpus/${name}/expected.json`, "utf8")) as {
      today: string;
      profile: "draft";
    };
    const file = `test/corpus/${name}/MECHANISM.md`;
    const outcome = await run(["check", file, "--format", "json", "--today", today, "--profile", profile]);
    const text = readFileSync(file, "utf8");
    const policy = policyIn(`test/corpus/${name}`);
    // The command line takes the whole repository for the workspace; what the documents refer to lies beside them.
    const workspace = workspaceIn(`test/corpus/${name}`);
    const analysis = service.analyse(text, { settings: { profile, rules: new Map() }, today, policy, workspace });
    const expected = diagnostics(analysis).map((one) => ({
      rule: one.rule,
      severity: one.severity,
      message: one.message,
      range: one.range,
      related: [
        ...one.related.map((related) => ({ file, ...related })),
        ...stackPlaces(policy.stack.source, name, one),
      ],
      fixable: one.fixable,
    }));
    expect(jsonOf(outcome)).toEqual([{ file, findings: expected }]);
    const isFailing = expected.some(
      (one) => one.severity === "error" || (profile !== "draft" && one.severity === "warning"),
    );
    expect(outcome).toMatchObject({ code: isFailing ? 1 : 0, err: "" });
  });

  it("sorts by file, and lists files without findings and files of another kind", async () => {
    const folder = folderWith({ "b/MECHANISM.md": TBD, "a/MECHANISM.md": "# Something else\n", "MECHANISM.md": "" });
    const outcome = await run(["check", "--format", "json"], { cwd: folder });
    const files = jsonOf(outcome);
    expect(files.map((file) => file.file)).toEqual(["MECHANISM.md", "a/MECHANISM.md", "b/MECHANISM.md"]);
    expect(files.map((file) => file.findings.length > 0)).toEqual([false, false, true]);
    const found = files[2]?.findings.find((one) => one.rule === "tbd-unresolved");
    expect(found).toMatchObject({
      severity: "warning",
      message: '"TBD" is unresolved.',
      range: { start: { line: 7, character: 0 }, end: { line: 7, character: 3 } },
    });
  });

  it("prints every finding", async () => {
    const many = Array.from({ length: 700 }, () => "TBD").join("\n\n");
    const outcome = await run(["check", "-", "--format", "json"], { stdin: `${TITLE}\n## Notes\n\n${many}\n` });
    expect(jsonOf(outcome)[0]?.findings.filter((one) => one.rule === "tbd-unresolved")).toHaveLength(700);
  });
});

describe("check --format text", () => {
  it("prints a line for each finding, and a summary", async () => {
    const folder = folderWith({ "MECHANISM.md": TBD });
    const { code, out, err } = await run(["check"], { cwd: folder });
    expect(out).toContain('MECHANISM.md:8:1  warning  "TBD" is unresolved.  tbd-unresolved\n');
    expect(out).toMatch(/\n\n\d+ findings in 1 document: [^\n]*\.\n$/);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("says that a document is of another kind", async () => {
    const { code, out } = await run(["check", "-"], { stdin: "# A cake\n\nTBD\n" });
    expect(out).toBe(
      "<stdin>  This does not look like a document of the template; it was not checked.\n\nNo findings in 1 document.\n",
    );
    expect(code).toBe(0);
  });

  it("says that there is nothing to check", async () => {
    const outcome = await run(["check"], { cwd: folderWith({}) });
    expect(outcome).toEqual({ code: 0, out: "No documents found.\n", err: "" });
  });

  it("keeps what steers a terminal away from it", async () => {
    const outcome = await run(["check", "-"], { stdin: `${TITLE}\n## Security \u001b[31mThings\u202e\n` });
    expect(outcome.out).toContain("[31mThings");
    for (const character of ["\u001b", "\u202e"]) expect(outcome.out).not.toContain(character);
  });
});

describe("the exit code", () => {
  it.each([
    [[], 0],
    [["--profile", "handoff"], 1],
    [["--fail-on", "warning"], 1],
    [["--fail-on", "hint"], 1],
    [["--fail-on", "error"], 0],
    [["--fail-on", "never", "--profile", "handoff"], 0],
    [["--profile", "archived", "--fail-on", "hint"], 0],
  ])("with %j is %i", async (options, code) => {
    expect((await run(["check", "-", ...options], { stdin: TBD })).code).toBe(code);
  });

  it("counts warnings in handoff, but not what lies below", async () => {
    const rules = (severity: string): string =>
      JSON.stringify({ profile: "handoff", rules: Object.fromEntries(RULE_IDS.map((id) => [id, severity])) });
    const code = async (severity: string): Promise<number> =>
      (await run(["check"], { cwd: folderWith({ "MECHANISM.md": TBD, "mechanism.config.json": rules(severity) }) }))
        .code;
    expect([await code("warning"), await code("information")]).toEqual([1, 0]);
  });
});

const RULE_IDS = ["section-missing", "field-missing", "tbd-unresolved"];

describe("a search", () => {
  it("honours .gitignore at every level, and never looks into node_modules and .git", async () => {
    const folder = folderWith({
      ".git/HEAD": "",
      ".git/MECHANISM.md": TBD,
      ".gitignore": "build/\n/x/MECHANISM.md\n*.tmp/\n",
      "MECHANISM.md": TBD,
      "build/MECHANISM.md": TBD,
      "a.tmp/MECHANISM.md": TBD,
      "x/MECHANISM.md": TBD,
      "y/x/MECHANISM.md": TBD,
      "y/.gitignore": "MECHANISM.md\n!x/MECHANISM.md\n",
      "y/MECHANISM.md": TBD,
      "node_modules/p/MECHANISM.md": TBD,
      ".hidden/MECHANISM.md": TBD,
    });
    expect(await filesFound(folder)).toEqual([".hidden/MECHANISM.md", "MECHANISM.md", "y/x/MECHANISM.md"]);
    expect(await filesFound(join(folder, "y"))).toEqual(["x/MECHANISM.md"]);
    expect(await filesFound(folder, ["x"])).toEqual([]);
    // Whoever names an ignored folder or file wants it.
    expect(await filesFound(folder, ["build", "x/MECHANISM.md"])).toEqual(["build/MECHANISM.md", "x/MECHANISM.md"]);
  });

  it("skips templates, which are checked when they are named", async () => {
    const verbatim = readFileSync("test/fixtures/template-verbatim.md", "utf8");
    const folder = folderWith({
      "mechanism.config.json": '{ "template": "own/MECHANISM.md" }',
      "own/MECHANISM.md": template.replace("# MECHANISM:", "# MECHANISM of"),
      "copy/MECHANISM.md": template,
      "_template/MECHANISM.md": TBD,
      "_Templates-old/MECHANISM.md": TBD,
      "begun/MECHANISM.md": template.replace("YYYY-MM-DD", "2026-02-01"),
    });
    expect(await filesFound(folder)).toEqual(["begun/MECHANISM.md", "copy/MECHANISM.md"]);
    expect(await filesFound(folder, ["own/MECHANISM.md", "_template"])).toEqual([
      "_template/MECHANISM.md",
      "own/MECHANISM.md",
    ]);
    const bare = folderWith({ "MECHANISM.md": verbatim, "crlf/MECHANISM.md": verbatim.replace(/\n/g, "\r\n") });
    expect(await filesFound(bare)).toEqual([]);
    expect(await filesFound(bare, ["MECHANISM.md"])).toEqual(["MECHANISM.md"]);
  });

  it("takes the configuration's word for what is a document, and each folder's own configuration", async () => {
    const folder = folderWith({
      "mechanism.config.json": '{ "files": ["docs/**/*.md"], "ignore": ["docs/old"] }',
      "MECHANISM.md": TBD,
      "docs/a.md": TBD,
      "docs/old/b.md": TBD,
      "inner/mechanism.config.json": '{ "ignore": "skip/**" }',
      "inner/MECHANISM.md": TBD,
      "inner/skip/MECHANISM.md": TBD,
    });
    expect(await filesFound(folder)).toEqual(["docs/a.md", "inner/MECHANISM.md"]);
    expect(await filesFound(join(folder, "docs"))).toEqual(["a.md"]);
    expect(await filesFound(folder, ["docs/old/b.md"])).toEqual(["docs/old/b.md"]);
  });

  it("lists a file once, and follows links to files but not to folders", async () => {
    const folder = folderWith({ "a/MECHANISM.md": TBD, "other.md": TBD, "b/x": "" });
    symlinkSync(folder, join(folder, "a/circle"));
    symlinkSync(join(folder, "other.md"), join(folder, "b/MECHANISM.md"));
    expect(await filesFound(folder, [".", "a", "a/MECHANISM.md", "a/../a/MECHANISM.md"])).toEqual([
      "a/MECHANISM.md",
      "b/MECHANISM.md",
    ]);
  });
});

describe("what can't be read", () => {
  it("does not keep the rest from being checked, and makes the exit code 2", async () => {
    const folder = folderWith({
      "MECHANISM.md": TBD,
      "nul.md": "# MECHANISM: X\0\n",
      "latin1.md": Buffer.from("# MECHANISM: caf\xe9\n", "latin1"),
      "utf16.md": Buffer.from("\ufeff# MECHANISM: X\n", "utf16le"),
      "large.md": "x".repeat(10 * 1024 * 1024),
      "empty.md": "",
    });
    const names = ["nul.md", "latin1.md", "utf16.md", "large.md", "empty.md", "gone.md", "MECHANISM.md/x"];
    const outcome = await run(["check", ".", ...names, "--format", "json"], { cwd: folder });
    expect(outcome.code).toBe(2);
    expect(jsonOf(outcome).map((file) => file.file)).toEqual(["MECHANISM.md", "empty.md"]);
    expect(outcome.err.trimEnd().split("\n").sort()).toEqual([
      "MECHANISM.md/x: There is no such file or folder.",
      "gone.md: There is no such file or folder.",
      "large.md: The file is larger than 5 MB, too large for a document.",
      "latin1.md: The file is not text in UTF-8; save it as UTF-8.",
      "nul.md: The file is not text; expected text in UTF-8.",
      "utf16.md: The file is not text; expected text in UTF-8.",
    ]);
  });

  it("is a link that leads nowhere, too", async () => {
    const folder = folderWith({});
    symlinkSync(join(folder, "gone"), join(folder, "MECHANISM.md"));
    const { code, err } = await run(["check"], { cwd: folder });
    expect({ code, err }).toEqual({ code: 2, err: "MECHANISM.md: There is no such file or folder.\n" });
  });

  it("is a folder without permission, too", async () => {
    const folder = folderWith({ "a/MECHANISM.md": TBD, "b/MECHANISM.md": TBD });
    chmodSync(join(folder, "a"), 0);
    const outcome = await unprivileged(folder, () => run(["check", "--format", "json"], { cwd: folder }));
    chmodSync(join(folder, "a"), 0o755);
    expect(jsonOf(outcome).map((file) => file.file)).toEqual(["b/MECHANISM.md"]);
    expect({ code: outcome.code, err: outcome.err }).toEqual({ code: 2, err: "a: Permission denied.\n" });
  });

  it("is standard input that is no text", async () => {
    const { code, err } = await run(["check", "-"], { stdin: new Uint8Array([0, 1]) });
    expect({ code, err }).toEqual({ code: 2, err: "<stdin>: The file is not text; expected text in UTF-8.\n" });
  });
});

describe("a byte order mark", () => {
  it("is no part of the text", async () => {
    const marked = jsonOf(await run(["check", "-", "--format", "json"], { stdin: `\uFEFF${TBD}` }));
    expect(marked).toEqual(jsonOf(await run(["check", "-", "--format", "json"], { stdin: TBD })));
  });
});
