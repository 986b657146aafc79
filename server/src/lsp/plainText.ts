import { escapeSnippet } from "../features/snippets.ts";

/**
 * A snippet in the syntax of LSP 3.17 as plain text, for editors that know no snippets. What was a stop is a bracket
 * then, with all choices if there are any: nothing is decided, and it is recognised as open.
 */
export function withoutStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:\\[\s\S]|[^\\|])*)\|\}/g, (_, options: string) => escapeSnippet(undecided(options)))
    .replace(/\$\{\d+:((?:\\[\s\S]|[^\\}])*)\}/g, (_, text: string) => (/^\[|[\r\n]/.test(text) ? text : `[${text}]`))
    .replace(/(\\[\s\S])|\$(?:\d+|\{\d+\})/g, "$1")
    .replace(/\\([$}\\])/g, "$1");
}

/** The template's open text where it is the first choice, as in completions; else a bracket with all choices. */
function undecided(options: string): string {
  const all = [...options.matchAll(/(?:\\[\s\S]|[^\\,])+/g)].map(([option]) => option.replace(/\\([\s\S])/g, "$1"));
  const [first = ""] = all;
  return first.startsWith("[") || first.includes(" / ") ? first : `[${all.join(" / ")}]`;
}
