import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, type Channel, channelsFor } from "../../../server/src/features/approval/channels.ts";
import { documentLink } from "../../../server/src/features/approval/link.ts";

const CONFIG = { email: "approvals@agency.example", repository: "agency/approvals" };
const LINK = "https://github.com/agency/booking/blob/abc/MECHANISM.md";
const LIMITS: Readonly<Record<Channel, number>> = { email: 2000, github: 8000, telegram: 4000 };

/** What the program behind an address makes of it. */
function received(channel: Channel, uri: string): { readonly subject: string; readonly text: string } {
  const { searchParams, pathname } = new URL(uri);
  const get = (name: string): string => searchParams.get(name) ?? "";
  if (channel === "email") {
    expect(pathname).toBe("approvals@agency.example");
    // RFC 6068 knows no plus sign for a space, and wants CRLF between lines.
    const [, query = ""] = uri.split("?");
    const parts = Object.fromEntries(query.split("&").map((part) => part.split("=") as [string, string]));
    expect(decodeURIComponent(parts.body ?? "").replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    return {
      subject: decodeURIComponent(parts.subject ?? ""),
      text: decodeURIComponent(parts.body ?? "").replaceAll("\r\n", "\n"),
    };
  }
  if (channel === "github") return { subject: get("title"), text: get("body") };
  return { subject: "", text: `${get("url")}\n${get("text")}` };
}

describe("an address", () => {
  it.each<Channel>(["email", "github", "telegram"])("holds a text exactly: %s", (channel) => {
    const subject = "Für C# & 100 % + ü";
    const text = `${subject}\n\nD1 Database: PostgreSQL → MongoDB\nA=b&c?d#e+f%20 "g" 'h' (i) *j* 🚲`;
    const { uri, whole } = addressOf(channel, { subject, text, link: undefined }, CONFIG);
    expect(whole).toBe(true);
    expect(uri).toMatch(/^[\w.:/?&=%@~-]+$/);
    const found = received(channel, uri);
    expect(found.text).toBe(text);
    if (channel !== "telegram") expect(found.subject).toBe(subject);
  });

  it("puts a link where Telegram shows it first", () => {
    const text = `Approval needed\n\n${LINK}\n\nEnd`;
    const { uri } = addressOf("telegram", { subject: "", text, link: LINK }, CONFIG);
    expect(received("telegram", uri).text).toBe(`${LINK}\nApproval needed\n\n\nEnd`);
  });

  it.each<Channel>(["email", "github", "telegram"])(
    "of a long text has the link, and asks for the rest: %s",
    (channel) => {
      const text = `Approval needed\n\n${"ü & % ".repeat(3000)}\n${LINK}`;
      const { uri, whole } = addressOf(channel, { subject: "Approval needed", text, link: LINK }, CONFIG);
      expect(whole).toBe(false);
      expect(uri.length).toBeLessThanOrEqual(LIMITS[channel]);
      const found = received(channel, uri).text;
      expect(found).toContain(LINK);
      expect(found).toContain("The request is on the clipboard: please paste it here.");
      const without = addressOf(channel, { subject: "A", text, link: undefined }, CONFIG);
      expect(received(channel, without.uri).text.trim()).toBe("The request is on the clipboard: please paste it here.");
    },
  );

  it("stays short with a long subject too", () => {
    const message = { subject: "ü".repeat(5000), text: "ü".repeat(5000), link: undefined };
    for (const channel of ["email", "github", "telegram"] as const) {
      expect(addressOf(channel, message, CONFIG).uri.length).toBeLessThanOrEqual(LIMITS[channel]);
    }
  });

  it("leaves a link to the clipboard that is too long itself", () => {
    const link = `https://example.com/${"long/".repeat(2000)}`;
    for (const channel of ["email", "github", "telegram"] as const) {
      const { uri, whole } = addressOf(channel, { subject: "A", text: link, link }, CONFIG);
      expect(whole).toBe(false);
      expect(uri.length).toBeLessThanOrEqual(LIMITS[channel]);
      expect(received(channel, uri).text.trim()).toBe("The request is on the clipboard: please paste it here.");
    }
  });

  it("holds any text or says that it doesn't", () => {
    const line = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replace(/[\r\n\u2028\u2029]/g, " "));
    const texts = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(texts, fc.constantFrom<Channel>("email", "github", "telegram"), (text, channel) => {
        const { uri, whole } = addressOf(channel, { subject: "A", text, link: undefined }, CONFIG);
        const wanted = channel === "telegram" && !text.includes("\n") ? `${text}\n` : text;
        if (whole) expect(received(channel, uri).text).toBe(wanted);
        expect(uri.length).toBeLessThanOrEqual(LIMITS[channel]);
      }),
    );
  });
});

describe("channels", () => {
  it("need a repository for issues", () => {
    expect(channelsFor({})).toEqual(["email", "telegram"]);
    expect(channelsFor(CONFIG)).toEqual(["email", "github", "telegram"]);
    expect(addressOf("email", { subject: "A", text: "b", link: undefined }, {}).uri).toBe("mailto:?subject=A&body=b");
  });
});

describe("the link to a document", () => {
  const password = ["user", "word"].join(":");

  it.each<[string, string | undefined]>([
    ["git@github.com:agency/booking.git", "https://github.com/agency/booking/blob/abc/docs/My%20M.md"],
    ["https://github.com/agency/booking", "https://github.com/agency/booking/blob/abc/docs/My%20M.md"],
    [`https://${password}@github.com/agency/booking.git`, "https://github.com/agency/booking/blob/abc/docs/My%20M.md"],
    ["ssh://git@gitlab.example.com:22/a/b/c.git", "https://gitlab.example.com/a/b/c/-/blob/abc/docs/My%20M.md"],
    ["git@bitbucket.org:agency/booking.git", "https://bitbucket.org/agency/booking/src/abc/docs/My%20M.md"],
    ["https://git.example.com/agency/booking.git", undefined],
    ["/srv/git/booking.git", undefined],
    ["", undefined],
  ])("of %s", (remote, expected) => {
    expect(documentLink({ remote, commit: "abc", path: "docs/My M.md" })).toBe(expected);
  });
});
