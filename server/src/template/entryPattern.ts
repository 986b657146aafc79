import { withoutRemark } from "../document/text.ts";
import { escapeRegExp } from "./conventions.ts";
import type { EntryPattern } from "./schema.ts";

/** A method and a path, as HTTP and WebSocket endpoints are written; "Get started" is none. */
const ENDPOINT = /^(?<name>(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|WS|WSS|SSE|WEBSOCKET)\s+\S*\/\S*)/iu;

/** How the headings of entries look, from the template's heading and its aliases. */
export function entryPattern(titles: readonly string[], role: string): EntryPattern {
  if (role === "endpoint") return { titles: [ENDPOINT], open: false };
  const patterns = titles.map((title) => ({
    title,
    literal: withoutRemark(title)
      .replace(/\[[^\]]*\]/g, "")
      .trim(),
  }));
  const open = patterns.every((pattern) => pattern.literal.replace(/[\d\s]/g, "") === "");
  return { titles: open ? [] : patterns.filter((p) => p.literal !== "").map((p) => titlePattern(p.title)), open };
}

/** `Deviation 1: [Technology]` matches "Deviation 2: Database (remark)". */
function titlePattern(title: string): RegExp {
  const source = title.split(/(\[[^\]]*\]|\d+)/).map((part) => {
    if (/^\[n\]$|^\d+$/.test(part)) return "\\d+";
    if (part.startsWith("[")) return "(?<name>.+)";
    return escapeRegExp(part)
      .replace(/\s*:\s*/g, "\\s*[:–—-]\\s*")
      .replace(/\s+/g, "\\s+");
  });
  return new RegExp(`^${source.join("")}$`, "iu");
}
