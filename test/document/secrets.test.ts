import { describe, expect, it } from "vitest";
import { secretsIn, withoutSecrets } from "../../server/src/document/secrets.ts";
import { drawn } from "../support/fakeSecrets.ts";

describe("what looks like a live secret", () => {
  it.each<[string, string]>([
    ["a key of AWS", ["AKIA", "Q7ZP2XW9MV4RTB8N"].join("")],
    ["a token of GitHub", ["ghp", drawn(36)].join("_")],
    ["a key of Stripe", ["sk", "live", drawn(24)].join("_")],
    ["a key of a language model", ["sk", "ant", drawn(40)].join("-")],
    ["a token of Slack", ["xoxb", "123456789012", drawn(20)].join("-")],
    [
      "a private key",
      [["-----BEGIN", "RSA PRIVATE KEY-----"].join(" "), drawn(64), drawn(30), "-----END RSA PRIVATE KEY-----"].join(
        "\n",
      ),
    ],
    ["a token with three parts", ["eyJ", drawn(20), ".eyJ", drawn(20), ".", drawn(30)].join("")],
    ["a bot's token", [`1234567890:AA${drawn(33)}`].join("")],
    ["an address with a password", ["postgres://app:", drawn(12), "@db.example/x"].join("")],
    ["a value with a telling name", `API_KEY=${drawn(32)}`],
    ["a value in a table", `| \`SESSION_SECRET\` | ${drawn(40)} |`],
    ["a value behind a dash", `\`SESSION_SECRET\` – ${drawn(40)}`],
    ["a value behind a bold label", `**API key:** ${drawn(32)}`],
    ["a value in code", `stripeKey = "${drawn(24)}"`],
    ["digits and letters of a number", `HOOK_TOKEN=${["9f86d081884c7d65", "9a2feaa0c55ad015"].join("")}`],
    ["a number of many digits with hyphens", `MAIL_TOKEN=${["8f14e45f-ceea-467e", "9a3b-1f0e2c3d4b5a"].join("-")}`],
    ["a password in capitals", `DB_PASSWORD=${["Tr0ub4", "dor&3x"].join("")}`],
    ["a key of Google", ["AIza", drawn(35)].join("")],
    ["a token of npm", ["npm", drawn(36)].join("_")],
    ["a secret of a hook", ["whsec", drawn(32)].join("_")],
    ["a hook of Slack", ["https://hooks.slack.com/services", "T0A1B2C3D", "B0A1B2C3D", drawn(24)].join("/")],
    ["a key of AWS with its name", `aws_secret_access_key = ${drawn(40)}`],
  ])("is found: %s", (_, secret) => {
    const text = `🚲 before ${secret} behind`;
    const [span, ...others] = secretsIn(text);
    expect(others).toEqual([]);
    expect(span && secret.includes(text.slice(span.start, span.end))).toBe(true);
  });

  it.each<string>([
    "STRIPE_SECRET_KEY=your-secret-key-goes-here",
    "API_KEY=<the key of the client>",
    "password: $DATABASE_PASSWORD_OF_2024",
    "postgres://user:[password]@host/db",
    "The secret is kept by the client, and the token expires after 24 hours.",
    "API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx",
    "PRIMARY_KEY: customer_identifier_id",
    "https://example.com/a/very/long/path/with/many/parts/and-words-in-it",
    "sk_test_ is how test keys start",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "the file starts with -----BEGIN PRIVATE KEY-----",
    ["sk", "live", "x".repeat(24)].join("_"),
    ["sk", "live", "your_key_goes_here_please"].join("_"),
    ["AKIA", "1234567890ABCDEF"].join(""),
    `{ "token": "${drawn(32)}", "password": "${drawn(20)}" }`,
    `Idempotency key: ${drawn(32)}`,
    `the commit ${["3f0c6f1d2b9be6d1f4b8", "f3f07c2c1f6f5a9e0d47"].join("")}`,
    // Words and names, also with a number in them.
    "secret: oauth2ClientSecretV1",
    "DB_PASSWORD=<from-the-vault>",
    "DB_PASSWORD=Password123!",
    "DB_PASSWORD=correct-horse-battery",
    "key: client-existing-infrastructure",
    "API key: our-own-service-account-for-the-client",
    "STRIPE_KEY=STRIPE_SECRET_KEY_OF_2024",
    "key: docs/core/keys-of-2026-02-01.md",
    "secret: postgres15-2026-on-render",
    "the class sk-loading-indicator-wrapper-large",
    // What examples have.
    "postgres://user:password@localhost:5432/db",
    "postgres://USER:PASSWORD@HOST/db",
    "redis://:your-password@host",
    "postgresql://harbour:harbour@localhost:5432/harbour",
    "postgresql://harbour:hush99@db:5432/harbour",
    `postgres://app:${drawn(12)}@localhost/x`,
    `aws: ${["AKIA", "IOSFODNN7EXAMPLE"].join("")}`,
  ])("is not %s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});

describe("the name for a secret", () => {
  it.each<[string, string]>([
    [`SESSION_SECRET=${drawn(40)}`, "SESSION_SECRET"],
    [`stripeKey: "${drawn(24)}"`, "STRIPE_KEY"],
    [`const mailToken = "${drawn(24)}"`, "MAIL_TOKEN"],
    [`export MAIL_TOKEN=${drawn(24)}`, "MAIL_TOKEN"],
    [`**API key:** ${drawn(32)}`, "API_KEY"],
    [`postgres://app:${drawn(12)}@db.example/x`, "PASSWORD"],
    [`sent with ${["ghp", drawn(36)].join("_")}`, "GITHUB_TOKEN"],
    [`${drawn(20)}_KEY=${drawn(32)}`, "SECRET"],
  ])("%#", (text, name) => {
    expect(secretsIn(text).map((one) => one.name)).toEqual([name]);
  });
});

describe("a text with secrets", () => {
  const key = ["sk", "live", drawn(24)].join("_");

  it("tells each place once, in order", () => {
    const text = `B ${["AKIA", "Q7ZP2XW9MV4RTB8N"].join("")} and STRIPE_KEY=${key}, API_TOKEN: ${drawn(20)}`;
    const found = secretsIn(text).map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual([["AKIA", "Q7ZP2XW9MV4RTB8N"].join(""), key, drawn(20)]);
  });

  it("can be said without them", () => {
    const password = drawn(12);
    expect(withoutSecrets(`🚲 STRIPE_KEY=${key}; postgres://app:${password}@db.example/x`)).toBe(
      "🚲 STRIPE_KEY=•••; postgres://app:•••@db.example/x",
    );
    expect(withoutSecrets("nothing here")).toBe("nothing here");
  });
});
