/** Where the pages of the rules are published, with a slash at the end. Empty: nowhere, and no links are sent. */
const BASE: string = "";

/** The address of a rule's page; nothing while the pages are not published. */
export function ruleUrl(rule: string): string | undefined {
  return BASE === "" ? undefined : `${BASE}${rule}.md`;
}
