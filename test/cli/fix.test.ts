import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ACCIDENTAL, folderWith, run, unprivileged } from "./harness.ts";

const FIXED = ACCIDENTAL.replace("\n---", "\n\n---");

describe("fix", () => {
  it("repairs what changes no word, and says what it did", async () => {
    const folder = folderWith({ "MECHANISM.md": ACCIDENTAL, "b/MECHANISM.md": FIXED });
    const outcome = await run(["fix"], { cwd: folder });
    expect(outcome).toEqual({
      code: 0,
      out: "MECHANISM.md:3:1  Insert a blank line  setext-heading\nFixed 1 finding in 1 document.\n",
      err: "",
    });
    expect(readFileSync(join(folder, "MECHANISM.md"), "utf8")).toBe(FIXED);
    expect((await run(["fix"], { cwd: folder })).out).toBe("Nothing to fix.\n");
    expect(readdirSync(folder).sort()).toEqual(["MECHANISM.md", "b"]);
  });

  it("keeps line endings, byte order mark, permissions and links", async () => {
    const crlf = (text: string): string => `\uFEFF${text.replace(/\n/g, "\r\n")}`;
    const folder = folderWith({ "real/doc.md": crlf(ACCIDENTAL) });
    chmodSync(join(folder, "real/doc.md"), 0o640);
    symlinkSync(join(folder, "real/doc.md"), join(folder, "MECHANISM.md"));
    expect((await run(["fix", "MECHANISM.md"], { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, "real/doc.md"), "utf8")).toBe(crlf(FIXED));
    expect(statSync(join(folder, "real/doc.md")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, "MECHANISM.md")).isSymbolicLink()).toBe(true);
  });

  it("changes nothing with --dry-run", async () => {
    const folder = folderWith({ "MECHANISM.md": ACCIDENTAL });
    const { out } = await run(["fix", "--dry-run"], { cwd: folder });
    expect(out).toBe("MECHANISM.md:3:1  Insert a blank line  setext-heading\nWould fix 1 finding in 1 document.\n");
    expect(readFileSync(join(folder, "MECHANISM.md"), "utf8")).toBe(ACCIDENTAL);
  });

  it("writes standard input to standard output, repaired or not", async () => {
    const repaired = await run(["fix", "-"], { stdin: ACCIDENTAL });
    expect(repaired.out).toBe(FIXED);
    expect(repaired.err).toBe("<stdin>:3:1  Insert a blank line  setext-heading\nFixed 1 finding in 1 document.\n");
    expect((await run(["fix", "-"], { stdin: `\uFEFF${FIXED}` })).out).toBe(`\uFEFF${FIXED}`);
    expect((await run(["fix", "-"], { stdin: "" })).out).toBe("");
    expect((await run(["fix", "-", "--dry-run"], { stdin: ACCIDENTAL })).out).toBe(
      "<stdin>:3:1  Insert a blank line  setext-heading\nWould fix 1 finding in 1 document.\n",
    );
  });

  it("leaves alone what the configuration switches off, and what can't be read", async () => {
    const folder = folderWith({
      "mechanism.config.json": '{ "rules": { "setext-heading": "off" } }',
      "MECHANISM.md": ACCIDENTAL,
      "binary/MECHANISM.md": `${ACCIDENTAL}\0`,
    });
    const { code, out, err } = await run(["fix"], { cwd: folder });
    expect({ code, out }).toEqual({ code: 2, out: "Nothing to fix.\n" });
    expect(err).toBe("binary/MECHANISM.md: The file is not text; expected text in UTF-8.\n");
    expect(readFileSync(join(folder, "MECHANISM.md"), "utf8")).toBe(ACCIDENTAL);
  });

  it("says that a file can't be written", async () => {
    const folder = folderWith({ "MECHANISM.md": ACCIDENTAL });
    chmodSync(join(folder, "MECHANISM.md"), 0o444);
    const { code, out, err } = await unprivileged(folder, () => run(["fix"], { cwd: folder }));
    expect({ code, out, err }).toEqual({
      code: 2,
      out: "Nothing to fix.\n",
      err: "MECHANISM.md: Permission denied.\n",
    });
  });

  it("leaves finished corpus documents as they are, but for accidental headings and trailing commas", async () => {
    for (const name of readdirSync("test/corpus").filter((one) => !one.includes("."))) {
      const text = readFileSync(`test/corpus/${name}/MECHANISM.md`, "utf8");
      const { out } = await run(["fix", "-"], { stdin: text });
      const words = (all: string): string => all.replace(/\s+/g, " ");
      expect(words(out)).toBe(words(withoutCommas(name, text)));
    }
  });
});

/** A document of the corpus without the commas that its reader called trailing. */
function withoutCommas(name: string, text: string): string {
  const { findings } = JSON.parse(readFileSync(`test/corpus/${name}/expected.json`, "utf8")) as {
    readonly findings: readonly { readonly rule: string; readonly line: number; readonly text: string }[];
  };
  const lines = findings.filter((one) => one.rule === "json-invalid" && one.text === ",").map((one) => one.line);
  return text
    .split("\n")
    .map((line, i) => (lines.includes(i + 1) ? line.replace(/,(?=\s*$)/, "") : line))
    .join("\n");
}
