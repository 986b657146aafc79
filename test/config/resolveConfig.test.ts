import { describe, expect, it } from "vitest";
import { resolvePath } from "../../server/src/config/paths.ts";
import { type ResolvedConfig, resolveConfig } from "../../server/src/config/resolveConfig.ts";

/** Reads `/team/mechanism.config.json` from these files. */
function resolve(files: Readonly<Record<string, string>>): ResolvedConfig {
  return resolveConfig("/team/mechanism.config.json", (path) => files[path], ["section-missing", "tbd-unresolved"]);
}

describe("extends", () => {
  it("takes the nearer file's word, rule by rule, and adds up standing approvals", () => {
    const approval = (technology: string): string =>
      `{ "technology": "${technology}", "by": "Ada", "date": "2026-02-01" }`;
    const { problems, sources, ...config } = resolve({
      "/team/mechanism.config.json": `{
        "extends": ["../org/base.json", "more.json"],
        "rules": { "tbd-unresolved": "hint" },
        "standingApprovals": [${approval("MongoDB")}]
      }`,
      "/org/base.json": `{
        "template": "templates/M.md", "profile": "handoff", "files": ["a.md"], "approval": { "patienceDays": 1, "evidence": false },
        "rules": { "tbd-unresolved": "off", "section-missing": "off" }, "standingApprovals": [${approval("Redis")}]
      }`,
      "/team/more.json": '{ "stack": "./stack.md", "files": ["b.md"], "approval": { "evidence": true } }',
    });
    expect(problems).toEqual([]);
    expect(sources).toEqual(["/team/mechanism.config.json", "/org/base.json", "/team/more.json"]);
    expect(config).toMatchObject({
      folder: "/team",
      template: "/org/templates/M.md",
      stack: "/team/stack.md",
      files: ["b.md"],
      ignore: [],
      profile: [{ glob: "**", value: "handoff" }],
      approval: { patienceDays: 1, evidence: true },
    });
    expect([...config.rules].map(([id, { severity }]) => [id, severity])).toEqual([
      ["tbd-unresolved", "hint"],
      ["section-missing", "off"],
    ]);
    expect(config.standingApprovals.map((one) => one.technology)).toEqual(["Redis", "MongoDB"]);
  });

  it("reports a file that isn't there, where it is named", () => {
    const { problems, stack } = resolve({
      "/team/mechanism.config.json": '{\n  "extends": "gone.json",\n  "stack": "s.md"\n}',
    });
    expect(stack).toBe("/team/s.md");
    expect(problems).toEqual([
      {
        file: "/team/mechanism.config.json",
        range: { start: { line: 1, character: 13 }, end: { line: 1, character: 24 } },
        message: '"gone.json" can\'t be read; expected the path of another configuration file.',
      },
    ]);
  });

  it("reports a cycle once and keeps what the files say", () => {
    const { problems, stack, template } = resolve({
      "/team/mechanism.config.json": '{ "extends": "b.json", "stack": "s.md" }',
      "/team/b.json": '{ "template": "t.md", "extends": "mechanism.config.json" }',
    });
    expect({ stack, template }).toEqual({ stack: "/team/s.md", template: "/team/t.md" });
    expect(problems.map(({ file, message }) => [file, message])).toEqual([
      ["/team/b.json", '"mechanism.config.json" leads back to this file; it is left out.'],
    ]);
  });

  it("reads a file that is reached twice once, and reports its problems once", () => {
    const { problems } = resolve({
      "/team/mechanism.config.json": '{ "extends": ["a.json", "b.json"] }',
      "/team/a.json": '{ "extends": "c.json" }',
      "/team/b.json": '{ "extends": "c.json" }',
      "/team/c.json": '{ "profile": 1 }',
    });
    expect(problems.map((one) => one.file)).toEqual(["/team/c.json"]);
  });

  it("has defaults and one problem without the file itself", () => {
    const { problems, files, ignore } = resolve({});
    expect({ files, ignore }).toEqual({ files: undefined, ignore: [] });
    expect(problems.map((one) => one.message)).toEqual(["The file can't be read."]);
  });
});

describe("a path in a file", () => {
  it.each([
    ["/a/b/c.json", "d.json", "/a/b/d.json"],
    ["/a/b/c.json", "../x/./d.json", "/a/x/d.json"],
    ["/a/b/c.json", "..\\d.json", "/a/d.json"],
    ["/a/c.json", "../../../d.json", "/d.json"],
    ["/a/c.json", "/d.json", "/d.json"],
    ["C:/a/c.json", "../d.json", "C:/d.json"],
    ["C:/a/c.json", "D:\\x\\d.json", "D:/x/d.json"],
    ["c.json", "../d.json", "../d.json"],
    ["file:///a/b/c.json", "../d.json", "file:///a/d.json"],
    ["vscode-vfs://github/a/b.json", "/d.json", "vscode-vfs://github/d.json"],
  ])("from %s, %s is %s", (file, written, path) => {
    expect(resolvePath(file, written)).toBe(path);
  });
});
