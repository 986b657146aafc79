import { describe, expect, it } from "vitest";
import { secretsIn, withoutSecrets } from "../../server/src/document/secrets.ts";

/** Characters as if drawn by chance, so that no file holds a whole secret. */
const drawn = (length: number): string => "a7Kq2ZpX9mWv4RtB8nLc3HdJ6fGs5YxTe1uQo0iP".repeat(4).slice(0, length);

describe("what looks like a live secret", () => {
  it.each<[string, string]>([
    ["a key of AWS", ["AKIA", "Q7ZP2XW9MV4RTB8N"].join("")],
    ["a token of GitHub", ["ghp", drawn(36)].join("_")],
    ["a key of Stripe", ["sk", "live", drawn(24)].join("_")],
    ["a key of a language model", ["sk", "ant", drawn(40)].join("-")],
    ["a token of Slack", ["xoxb", "123456789012", drawn(20)].join("-")],
    ["a private key", ["-----BEGIN", "RSA PRIVATE KEY-----"].join(" ")],
    ["a token with three parts", ["eyJ", drawn(20), ".eyJ", drawn(20), ".", drawn(30)].join("")],
    ["a bot's token", [`1234567890:AA${drawn(33)}`].join("")],
    ["an address with a password", ["postgres://app:", drawn(12), "@db.example/x"].join("")],
    ["a value with a telling name", `API_KEY=${drawn(32)}`],
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
    // Words and names, also with a number in them.
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
    `aws: ${["AKIA", "IOSFODNN7EXAMPLE"].join("")}`,
  ])("is not %s", (text) => {
    expect(secretsIn(text)).toEqual([]);
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
