import type { CodeBlock } from "../document/facts.ts";
import { allMatches } from "../document/matches.ts";
import type { Span } from "../document/positions.ts";
import { isSame } from "../stack/standard.ts";
import { mentionsIn, technologyNamed } from "../stack/technologies.ts";
import type { Technology } from "../stack/technology.ts";
import { absenceOf } from "../template/conventions.ts";
import type { SectionReader } from "../template/readings.ts";
import { askForBudget, budgetsIn } from "./llmBudget.ts";
import { defineRule, type Found, type Related, type RuleContext } from "./rule.ts";

interface Data {
  readonly provider: string;
  /** What the team uses for its own work, as the stack document says. */
  readonly tool: string;
}

/** Code calls the API of a provider of language models that no budget of the client's covers. */
export const llmDirectApi = defineRule<Data>({
  id: "llm-direct-api",
  scope: "document",
  severity: { draft: "error", handoff: "error" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const { stack } = context.policy;
    const tool = stack.llm?.tools[0]?.name;
    if (tool === undefined) return;
    const covered = coveredProviders(context);
    const calls = context.readings
      .gather(CALLS)
      .flatMap(({ chunk, values }) => values.map((call) => ({ ...call, chunk })));
    const found = calls.filter((call) => !covered.some((one) => isSame(one, call.provider)));
    // What names the provider's software shows it best; a key alone does too.
    const first = found.find((call) => call.isImport) ?? found[0];
    if (!first) return;
    const related = found
      .filter((call) => call !== first)
      .map(({ chunk, span, provider }): Related => ({ chunk, span, message: `${provider.name} is used here too.` }));
    const policy = { stackLine: stack.llm?.line ?? 0, message: "The standard for language models is here." };
    yield {
      chunk: first.chunk,
      span: first.span,
      data: { provider: first.provider.name, tool },
      related: [...related, policy],
    };
  },
  message: ({ provider, tool }) =>
    `A direct API call to ${provider}, and no client budget covers it; work inside the team uses ${tool}.`,
  fixes({ data }, context) {
    const edits = askForBudget(context, data.provider);
    const title = `Ask for the client's key and budget for ${data.provider}`;
    return edits.length === 0 ? [] : [{ title, kind: "choice", edits }];
  },
});

interface Call {
  readonly provider: Technology;
  readonly span: Span;
  readonly isImport: boolean;
}

const CALLS: SectionReader<Call> = {
  isAbout: (section) => section.shape === "heading",
  read: ({ blocks, text }) => blocks.flatMap((block) => (block.kind === "code" ? callsIn(text, block) : [])),
};

/** Statements that load software, and names of packages as they stand in lists of them; a sentence in code is neither. */
const IMPORT =
  /^\s*import\s|^\s*from\s+\S+\s+import\b|\bfrom\s+["']|\b(?:require|import)\s*\(|(?<![\w.])@[\w.-]+\/|^\s*#?(?:use|using|include|require)\b.*[;"'>]\s*$/;
/** A file of the mission's own, whatever its name. */
const OWN_FILE = /\bfrom\s+["']?(?:\.|@\/|~\/)/;
/** A line that is a remark as a whole: code that is written down and not run. */
const REMARK = /^\s*(?:#(?!\s*include\b)|\/\/|--\s|\*)/;
/** A line that forbids something doesn't do it. */
const FORBIDS = /\b(?:never|not|no|don't|without|forbid\w*)\b/i;

/** The lines of code that import a provider's software, name its host, or read its key. */
function callsIn(text: string, block: CodeBlock): Call[] {
  return block.lines.flatMap((line) => {
    const source = text.slice(line.start, line.end);
    if ([FORBIDS, REMARK, OWN_FILE].some((one) => one.test(source))) return [];
    const isImport = IMPORT.test(source);
    const words = isImport ? (source.match(/[A-Za-z][A-Za-z]+/g) ?? []) : [];
    const keys = allMatches(source, /\b([A-Z][A-Z]+)_API_KEY\b/g).map((match) => match[1] ?? "");
    const hosts = allMatches(source, /\bapi\.([a-z]+)\.(?:com|ai)\b/g).map((match) => match[1] ?? "");
    const provider = [...words, ...keys, ...hosts].map(providerNamed).find((one) => one !== undefined);
    if (!provider) return [];
    const start = line.start + source.length - source.trimStart().length;
    return [{ provider, span: { start, end: line.start + source.trimEnd().length }, isImport }];
  });
}

function providerNamed(name: string): Technology | undefined {
  const technology = technologyNamed(name);
  return technology?.kinds.includes("llm") ? technology : undefined;
}

/** The providers that the document's part about the client's own features names, unless there is none. */
function coveredProviders(context: RuleContext): Technology[] {
  return budgetsIn(context)
    .filter(({ value }) => !absenceOf(value.text, context.schema.conventions))
    .flatMap(({ value }) => mentionsIn(value.text).map((mention) => mention.technology))
    .flatMap(withMaker);
}

/** A model is paid to its maker: who covers Claude covers Anthropic. */
function withMaker(technology: Technology): Technology[] {
  const maker = MAKERS.find(([product]) => technology.id.startsWith(product));
  const known = maker && technologyNamed(maker[1]);
  return known ? [technology, known] : [technology];
}

const MAKERS: readonly (readonly [string, string])[] = [
  ["claude", "Anthropic"],
  ["gpt", "OpenAI"],
  ["chatgpt", "OpenAI"],
];
