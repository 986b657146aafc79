import { describe, expect, it } from "vitest";
import { secretsIn } from "../../server/src/document/secrets.ts";

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
  ])("is not %s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});
