import type { ApprovalConfig } from "../../config/config.ts";
import { linesOf } from "../../document/lines.ts";

/** A way for a request to leave the machine: always an address that the user's own programs open. */
export type Channel = "email" | "github" | "telegram";

/** What is to leave. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  /** The address of the document, if it has one that others can open. */
  readonly link: string | undefined;
}

export interface Address {
  readonly uri: string;
  /** Whether the whole text is in it; if not, it says that the text is to be pasted from the clipboard. */
  readonly whole: boolean;
}

/** How long an address may be, in characters: what the programs behind them are known to take. */
const LONGEST: Readonly<Record<Channel, number>> = { email: 2000, github: 8000, telegram: 4000 };

/** Of a subject so many characters are kept where the text is too long. */
const LONGEST_SUBJECT = 60;

const PASTE = "The request is on the clipboard: please paste it here.";

/** The channels that a configuration allows for; issues need a repository to go to. */
export function channelsFor({ repository }: ApprovalConfig): Channel[] {
  return repository === undefined ? ["email", "telegram"] : ["email", "github", "telegram"];
}

/**
 * The address by which a message leaves through a channel: `mailto:` as RFC 6068 has it, a new issue on GitHub, or
 * Telegram's share link. Where the whole text would make it too long it holds the link and a line that asks for the text
 * to be pasted.
 */
export function addressOf(channel: Channel, message: Message, config: ApprovalConfig): Address {
  const uri = write(channel, message, config);
  if (uri.length <= LONGEST[channel]) return { uri, whole: true };
  const subject = [...message.subject].slice(0, LONGEST_SUBJECT).join("");
  const short = (link: string | undefined): string =>
    write(channel, { subject, link, text: link === undefined ? PASTE : `${PASTE}\n\n${link}` }, config);
  const linked = short(message.link);
  // A path can be so long that its link is no help either; it is in the text on the clipboard.
  return { uri: linked.length <= LONGEST[channel] ? linked : short(undefined), whole: false };
}

function write(channel: Channel, message: Message, config: ApprovalConfig): string {
  const { subject, text } = message;
  switch (channel) {
    case "email":
      return `mailto:${encodeURIComponent(config.email ?? "").replace("%40", "@")}?subject=${encode(subject)}&body=${encode(text, "\r\n")}`;
    case "github":
      return `https://github.com/${config.repository ?? ""}/issues/new?title=${encode(subject)}&body=${encode(text)}`;
    case "telegram":
      return telegram(message);
  }
}

/** Telegram writes the address, a line end, and the text: so the parts are chosen such that it writes our text. */
function telegram({ text, link }: Message): string {
  const lines = linesOf(text);
  const at = link === undefined ? 0 : lines.indexOf(link);
  const first = lines[at] ?? lines[0] ?? "";
  const rest = lines.filter((_, i) => i !== Math.max(at, 0)).join("\n");
  return `https://t.me/share/url?url=${encode(first)}&text=${encode(rest)}`;
}

/** Everything that isn't a letter or digit as its UTF-8 bytes, so that no program takes a sign of ours for one of its own. */
function encode(text: string, lineEnd = "\n"): string {
  // Half of a character has no bytes.
  const whole = text.replace(/\p{Surrogate}/gu, "\uFFFD");
  return encodeURIComponent(linesOf(whole).join(lineEnd)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
