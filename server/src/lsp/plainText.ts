/**
 * A snippet in the syntax of LSP 3.17 as plain text, for editors that know no snippets: a stop is its text and a choice
 * its first option. In completions both are the template's open text, so nothing is decided and it is reported as open.
 */
export function withoutStops(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|((?:\\[\s\S]|[^\\,|])*)(?:\\[\s\S]|[^\\|])*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:\\[\s\S]|[^\\}])*)\}/g, "$1")
    .replace(/(\\[\s\S])|\$(?:\d+|\{\d+\})/g, "$1")
    .replace(/\\([$}\\,|])/g, "$1");
}
