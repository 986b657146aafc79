import type { Span } from "../document/positions.ts";
import { isSame } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import { absenceOf } from "../template/conventions.ts";
import { valuesOf } from "../template/values.ts";
import { defineRule, type Found, factsOf } from "./rule.ts";

interface Data {
  readonly label: string;
  readonly says: string;
  readonly hosts: readonly string[];
}

/** Where the document says on what its production runs. */
const PRODUCTION = "environment.production";

/** What stands beside the host of a program: whoever does that need not be in the stack. */
const BESIDE =
  /\b(?:dns|cdn|waf|domains?|registrar|nameservers?|proxy|proxied|in front|behind|cach\w*|buckets?|files?|uploads?|images?|assets|backups?|e-?mails?|certificates?|tunnel)\b/iu;

/** Production runs on a host that the stack doesn't have. */
export const deploymentMismatch = defineRule<Data>({
  id: "deployment-mismatch",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { technologies, alignment, schema } = context;
    const fields = technologies.parts.flatMap((part) => part.values.flatMap((value) => mentionsIn(value.text)));
    const hosts = technologies.parts.flatMap((part) => part.uses.filter((use) => use.choice === "hosting"));
    if (hosts.length === 0) return;
    for (const section of alignment.sections) {
      if (!section.schema || section.notApplicable || section.untouched) continue;
      const facts = factsOf(context, section);
      for (const value of valuesOf(section, facts, schema.conventions)) {
        if (value.schema.role !== PRODUCTION || absenceOf(value.text, schema.conventions)) continue;
        const named = mentionsIn(value.text).filter(
          (one) => one.technology.kinds.includes("hosting") && !BESIDE.test(clauseAround(value.text, one.span)),
        );
        const isKnown = named.some((one) => fields.some((other) => isSame(one.technology, other.technology)));
        const [first] = named;
        if (!first || isKnown) continue;
        const span = { start: value.span.start + first.span.start, end: value.span.start + first.span.end };
        const names = [...new Set(hosts.map((use) => use.mention.technology.name))];
        yield {
          chunk: section.chunk,
          span,
          data: { label: value.schema.label, says: first.technology.name, hosts: names },
        };
      }
    }
  },
  message: ({ label, says, hosts }) => `The stack runs on ${hosts.join(" and ")}, ${label} says ${says}.`,
  fixes: ({ span, data }) =>
    data.hosts.map((host) => ({
      title: `Write "${host}" in place of "${data.says}"`,
      kind: "choice",
      edits: [{ span, text: host }],
    })),
});

/** The part of a value between commas, brackets and the like that holds a span. */
function clauseAround(text: string, { start, end }: Span): string {
  const before = /[^,;()[\]]*$/u.exec(text.slice(0, start))?.[0] ?? "";
  const behind = /^[^,;()[\]]*/u.exec(text.slice(end))?.[0] ?? "";
  return `${before} ${behind}`;
}
