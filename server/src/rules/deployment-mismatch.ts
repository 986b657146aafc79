import type { Span } from "../document/positions.ts";
import { isSame } from "../stack/standard.ts";
import { mentionsIn } from "../stack/technologies.ts";
import { absenceOf } from "../template/conventions.ts";
import { valuesReader } from "../template/values.ts";
import { defineRule, type Found } from "./rule.ts";

interface Data {
  readonly label: string;
  readonly says: string;
  readonly hosts: readonly string[];
}

/** Where the document says on what its production runs. */
const PRODUCTION = "environment.production";
/** Where it says how a change gets there: a host counts only where it says that the host has the program. */
const PROCESS = "deployment.process";
const HAS_PROGRAM = /^\s+(?:\w+\s+)?(?:builds|deploys|hosts|serves|runs|publishes|releases)\b/iu;
const PUT_THERE = /\b(?:deploy|publish|host|release)(?:s|es|ed)?\s+(?:[\w/`-]+\s+){0,4}(?:to|on|at|by)\s+$/iu;

/** What stands beside the host of a program: whoever does that need not be in the stack. */
const BESIDE =
  /\b(?:dns|cdn|waf|domains?|registrar|nameservers?|proxy|proxied|in front|behind|cach\w*|buckets?|files?|uploads?|images?|assets|backups?|e-?mails?|certificates?|tunnel)\b/iu;

const RUNS = valuesReader((role) => role === PRODUCTION || role === PROCESS);

/** Production runs on a host that the stack doesn't have. */
export const deploymentMismatch = defineRule<Data>({
  id: "deployment-mismatch",
  scope: "document",
  severity: { draft: "warning", handoff: "warning" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { technologies, readings, schema } = context;
    const fields = technologies.parts.flatMap((part) => part.values.flatMap((value) => mentionsIn(value.text)));
    const hosts = technologies.parts.flatMap((part) => part.uses.filter((use) => use.choice === "hosting"));
    if (hosts.length === 0) return;
    for (const { section, values } of readings.gather(RUNS)) {
      if (section.notApplicable || section.untouched) continue;
      for (const value of values) {
        const { role } = value.schema;
        if (absenceOf(value.text, schema.conventions)) continue;
        const counts = role === PRODUCTION ? isHost : hasProgram;
        const named = mentionsIn(value.text).filter(
          ({ technology, span }) => technology.kinds.includes("hosting") && counts(value.text, span),
        );
        const others = named.filter((one) => !fields.some((other) => isSame(one.technology, other.technology)));
        const [first] = others;
        // Where production runs on several hosts, one of the stack's is enough; a step of the process stands for itself.
        if (!first || (role === PRODUCTION && others.length < named.length)) continue;
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

function isHost(text: string, span: Span): boolean {
  return !BESIDE.test(clauseAround(text, span));
}

/** Whether a step says that the program is put on a host, or that the host does something with it. */
function hasProgram(text: string, { start, end }: Span): boolean {
  return HAS_PROGRAM.test(text.slice(end, end + 80)) || PUT_THERE.test(text.slice(Math.max(0, start - 120), start));
}

/** The part of a value between commas, brackets, line ends and the like that holds a span. */
function clauseAround(text: string, { start, end }: Span): string {
  const before = /[^,;()[\]\r\n]*$/u.exec(text.slice(0, start))?.[0] ?? "";
  const behind = /^[^,;()[\]\r\n]*/u.exec(text.slice(end))?.[0] ?? "";
  return `${before} ${behind}`;
}
