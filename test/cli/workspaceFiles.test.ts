import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, type JsonFinding, run } from "./harness.ts";

const RULES = ["doc-link-broken", "deviation-not-in-pattern", "other-mission-leftover"];

const DESK =
  "# MECHANISM: Therapy Desk\n\n## Notes\n\nSee `docs/runbook.md`, `docs/core/limits.md` and `docs/gone.md`.\n";
const BOOKING = "# MECHANISM: Therapy Desk\n\n## Notes\n\nAs at Nordlicht.\n";

/** What the rules about other files say, each as `file line rule → related file`. */
async function check(folder: string, argv: readonly string[] = ["."]): Promise<string[]> {
  const { out } = await run(["check", "--format", "json", ...argv], { cwd: folder });
  const files = JSON.parse(out) as { readonly file: string; readonly findings: readonly JsonFinding[] }[];
  return files.flatMap(({ file, findings }) =>
    findings
      .filter(({ rule }) => RULES.includes(rule))
      .map(({ rule, range, related }) => `${file} ${range.start.line + 1} ${rule} → ${related[0]?.file ?? "–"}`),
  );
}

const FILES = {
  ".git/HEAD": "",
  "mechanism.config.json": '{ "confidentialNames": ["Nordlicht"] }',
  "docs/runbook.md": "# Runbook",
  "docs/core/limits.md": "# Limits",
  "docs/therapy-desk/MECHANISM.md": DESK,
  "docs/booking/MECHANISM.md": BOOKING,
};

describe("a check", () => {
  it("knows the files of the repository, and the other documents of the search", async () => {
    const folder = folderWith(FILES);
    const found = [
      "docs/booking/MECHANISM.md 1 other-mission-leftover → docs/therapy-desk/MECHANISM.md",
      "docs/booking/MECHANISM.md 5 other-mission-leftover → –",
      "docs/therapy-desk/MECHANISM.md 5 doc-link-broken → –",
    ];
    expect(await check(folder)).toEqual(found);
    const below = found.map((one) => one.replaceAll("docs/", ""));
    expect(await check(join(folder, "docs"))).toEqual(below);
  });

  it("says nothing of documents that it wasn't asked about", async () => {
    const folder = folderWith(FILES);
    expect(await check(folder, ["docs/booking/MECHANISM.md"])).toEqual([
      "docs/booking/MECHANISM.md 5 other-mission-leftover → –",
    ]);
  });

  it("takes the folder of the configuration where there is no repository, and says nothing of files outside", async () => {
    const { ".git/HEAD": _, ...files } = FILES;
    const folder = folderWith(files);
    expect(await check(folder, ["docs/therapy-desk"])).toEqual([
      "docs/therapy-desk/MECHANISM.md 5 doc-link-broken → –",
    ]);
    const plain = folderWith({ "a/MECHANISM.md": DESK, "b/x": "" });
    expect(await check(join(plain, "b"), [join(plain, "a/MECHANISM.md")])).toEqual([]);
  });
});
