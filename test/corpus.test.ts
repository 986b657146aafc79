import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Profile } from "../server/src/config/settings.ts";
import { diagnostics } from "../server/src/features/diagnostics.ts";
import { type OutlineNode, outline } from "../server/src/features/outline.ts";
import { RULES } from "../server/src/rules/index.ts";
import { policyIn, service } from "./support/service.ts";
import { workspaceIn } from "./support/workspace.ts";

interface Expectation {
  readonly rule: string;
  readonly line?: number;
  readonly text?: string;
}

interface Expected {
  readonly document?: string;
  readonly today: string;
  readonly profile: Profile;
  readonly findings: readonly Expectation[];
  readonly allowed: readonly Expectation[];
}

const known = new Set(RULES.map((rule) => rule.id));

describe("the corpus", () => {
  it("is called incomplete by the outline only where a finding says so", () => {
    for (const { name } of readdirSync("test/corpus", { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const folder = `test/corpus/${name}`;
      const { document, today } = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")) as Expected;
      // What an author silences is still missing.
      const text = readFileSync(`${folder}/${document ?? "MECHANISM.md"}`, "utf8").replace(
        /<!-- mechanism-ignore/g,
        "<!--",
      );
      const analysis = service.analyse(text, { today, policy: policyIn(folder) });
      const messages = diagnostics(analysis).map((one) => one.message);
      // Of a section that is empty, nobody has to say what it lacks.
      const isKnown = (node: OutlineNode, parent: OutlineNode): boolean =>
        messages.some((message) => message.includes(node.title) || message.includes(`"${parent.title}"`));
      const visit = (node: OutlineNode): string[] =>
        node.children.flatMap((child) => [
          ...(child.state === "missing" && !isKnown(child, node) ? [child.title] : []),
          ...visit(child),
        ]);
      expect({ name, unsaid: visit(outline(analysis).root) }).toEqual({ name, unsaid: [] });
    }
  });

  for (const name of readdirSync("test/corpus", { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    it(`${name.name} has what a careful reviewer expects, and no false alarm`, () => {
      const folder = `test/corpus/${name.name}`;
      const expected = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")) as Expected;
      const text = readFileSync(`${folder}/${expected.document ?? "MECHANISM.md"}`, "utf8");
      const analysis = service.analyse(text, {
        settings: { profile: expected.profile, rules: new Map() },
        policy: policyIn(folder),
        today: expected.today,
        workspace: workspaceIn(folder, expected.document),
      });
      const lines = text.split(/\r\n|\n/);
      const found = diagnostics(analysis).map((one) => ({
        rule: one.rule,
        line: one.range.start.line + 1,
        text: (lines[one.range.start.line] ?? "").slice(one.range.start.character),
        message: one.message,
      }));
      const wanted = expected.findings.filter((one) => known.has(one.rule));
      const isMet = (want: Expectation): boolean =>
        found.some(
          (one) => one.rule === want.rule && one.line === want.line && one.text.startsWith(firstLine(want.text)),
        );
      const isExpected = (one: (typeof found)[number]): boolean =>
        wanted.some(
          (want) => want.rule === one.rule && want.line === one.line && one.text.startsWith(firstLine(want.text)),
        ) ||
        expected.allowed.some(
          (allowed) => allowed.rule === one.rule && (allowed.line === undefined || allowed.line === one.line),
        );
      const missed = wanted
        .filter((want) => !isMet(want))
        .map((want) => `${want.line} ${want.rule} ${want.text ?? ""}`);
      const alarms = found.filter((one) => !isExpected(one)).map((one) => `${one.line} ${one.rule} ${one.message}`);
      expect({ missed, alarms }).toEqual({ missed: [], alarms: [] });
    });
  }
});

function firstLine(text: string | undefined): string {
  return text?.split("\n")[0] ?? "";
}
