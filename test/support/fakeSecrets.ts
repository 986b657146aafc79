/*
 * Secrets as if they were live, put together from parts: no file holds one as a whole, so that nothing that looks for
 * pasted secrets finds any here.
 */

/** Characters as if drawn by chance. */
export function drawn(length: number): string {
  return "a7Kq2ZpX9mWv4RtB8nLc3HdJ6fGs5YxTe1uQo0iP".repeat(4).slice(0, length);
}

const FAKES: Readonly<Record<string, string>> = {
  drawn: drawn(40),
  password: drawn(12),
  strong: ["Tr0ub4", "dor&3x"].join(""),
  uuid: ["8f14e45f-ceea-467e", "9a3b-1f0e2c3d4b5a"].join("-"),
  aws: ["AKIA", "Q7ZP2XW9MV4RTB8N"].join(""),
  github: ["ghp", drawn(36)].join("_"),
  stripe: ["sk", "live", drawn(24)].join("_"),
  pem: [["-----BEGIN", "PRIVATE KEY-----"].join(" "), drawn(64), drawn(30), "-----END PRIVATE KEY-----"].join("\n"),
};

/** A text with a fake secret in place of each `{{fake:…}}`. */
export function withFakes(text: string): string {
  return text.replace(/\{\{fake:([a-z]+)\}\}/g, (found, name: string) => {
    const fake = FAKES[name];
    if (fake === undefined) throw new Error(`There is no fake secret for ${found}.`);
    return fake;
  });
}
