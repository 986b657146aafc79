import { describe, expect, it } from "vitest";
import { compareVersions, versionIn } from "../../server/src/stack/technologies.ts";

describe("a version by itself", () => {
  it.each<[string, string, string, boolean]>([
    ["14.0.0 or later", "14.0.0", "14.0.0 or later", true],
    ["15+", "15", "15+", true],
    ["v3.11", "3.11", "v3.11", false],
    ["latest stable", "", "latest stable", true],
    ["the latest stable release", "", "the latest stable release", true],
    [">= 4.2", "4.2", ">= 4.2", true],
    ["14 (App Router)", "14", "14", false],
    ["5.26 LTS", "5.26", "5.26 LTS", false],
    ["**16.6**", "16.6", "16.6", false],
    ["🕰️ 1.30.4, because of the old browser", "1.30.4", "1.30.4", false],
    ["📌 FastAPI 0.103.2 (pinned, see Notes)", "0.103.2", "0.103.2", false],
    ["pinned to v15", "15", "v15", false],
    ["as of now 15.2", "15.2", "15.2", false],
    ["Version 15", "15", "Version 15", false],
    ["2022", "2022", "2022", false],
  ])("%s", (text, number, written, orLater) => {
    const version = versionIn(text);
    expect(version).toMatchObject({ number, text: written, orLater });
    if (number) expect(text.slice(version?.span.start, version?.span.end)).toBe(number);
  });

  it.each([
    "",
    "???",
    "N/A – hosted product, there is nothing to pin",
    "[specific version]",
    "15.[specific version]",
    "since 2014",
    "2026-02-01",
    "3 replicas",
    "as the host has it",
    "https://example.com/1.2",
  ])("is none: %s", (text) => expect(versionIn(text)).toBeUndefined());
});

describe("versions", () => {
  it.each<[string, string, number]>([
    ["14", "14.0.0", 0],
    ["3.11", "3.9", 1],
    ["0.95", "0.104", -1],
    ["5", "4.2.9", 1],
    ["15.2", "15.10", -1],
    ["", "14", 0],
  ])("compare by number: %s against %s", (a, b, expected) => {
    expect(Math.sign(compareVersions(a, b))).toBe(expected);
    expect(Math.sign(compareVersions(b, a))).toBe(expected === 0 ? 0 : -expected);
  });
});
