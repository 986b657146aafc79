const START = "<!-- figures: start -->";
const END = "<!-- figures: end -->";

/**
 * A page with the figures between its markers replaced.
 *
 * @throws Error if the page has no such markers
 */
export function insertTables(page: string, tables: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`The page has no ${START} … ${END}.`);
  return `${page.slice(0, start + START.length)}\n\n${tables}\n${page.slice(end)}`;
}
