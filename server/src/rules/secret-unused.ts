import { linesOf, listMarker } from "../document/lines.ts";
import { allMatches } from "../document/matches.ts";
import { contains } from "../document/positions.ts";
import { serviceOf } from "../system/variableMentions.ts";
import { isConnectionName } from "../system/variableNames.ts";
import type { Variable } from "../system/variables.ts";
import { escapeRegExp } from "../template/conventions.ts";
import { removeBlock } from "./edits.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";
import { lineIn, lineOf, listedSecrets, requiredField, writtenByAuthor } from "./secretList.ts";

interface Data {
  readonly name: string;
  readonly service: string;
}

/** A secret is required for a service that nothing else in the document names. */
export const secretUnused = defineRule<Data>({
  id: "secret-unused",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    const listed = listedSecrets(context);
    const told = new Set<string>();
    for (const one of listed) {
      const { name, chunk, span } = one;
      const subject = told.has(name) ? undefined : subjectOf(context, one);
      if (!subject || isUsed(context, listed, one, subject.words)) continue;
      told.add(name);
      yield { chunk, span, data: { name, service: subject.name } };
    }
  },
  message: ({ name, service }) => `${name} is required, but nothing here uses ${service}.`,
  fixes({ data: { name } }, context) {
    const listed = listedSecrets(context);
    const variable = listed.find((one) => one.name === name);
    const line = variable && lineOf(context, variable);
    // A line with others on it is left to its author.
    if (!line || listed.some((one) => one.name !== name && contains(line, placeOf(context, one)))) return [];
    const text = context.document.text.slice(line.start, line.end);
    const isTemplates = isTemplateLine(context, text);
    const edits = [removeBlock(context, line)];
    return [{ title: `Delete the line of ${name}`, kind: isTemplates ? "safe" : "choice", edits }];
  },
});

interface Subject {
  readonly name: string;
  /** Any of these words elsewhere says that it is used. */
  readonly words: readonly string[];
}

/** What a secret is for: a service that its name starts with; for a line of the template's also another word. */
function subjectOf(context: RuleContext, variable: Variable): Subject | undefined {
  const { name } = variable;
  const [first = ""] = name.split("_");
  const service = serviceOf(name);
  if (service) {
    const isService = service.kinds.every((kind) => kind === "other" || kind === "llm");
    return isService ? { name: service.name, words: [first, service.name] } : undefined;
  }
  // What an author wrote about a secret of the mission's own is its use.
  if (isConnectionName(name) || !requiredField(context)?.source.includes(name)) return undefined;
  const { start, end } = lineIn(context, variable);
  const isSample = isTemplateLine(context, context.readings.factsAt(variable.chunk)?.text.slice(start, end) ?? "");
  return isSample ? { name: first, words: [first] } : undefined;
}

/** Whether a line of the list is one of the template's. */
function isTemplateLine(context: RuleContext, text: string): boolean {
  const bare = (line: string): string => line.slice(listMarker(line).length).trim();
  return linesOf(requiredField(context)?.source ?? "").some((line) => bare(line) === bare(text));
}

function isUsed(
  context: RuleContext,
  listed: readonly Variable[],
  { name }: Variable,
  words: readonly string[],
): boolean {
  const { alignment, readings, system } = context;
  if (system.variables.some((one) => one.name === name && !one.declared)) return true;
  const isOwn = writtenByAuthor(context);
  // Its own line, and those of other secrets of the same service, are no use.
  const [first = ""] = name.split("_");
  const own = listed.filter((one) => one.name.startsWith(first));
  const lines = own.map((one) => ({ chunk: one.chunk, line: lineIn(context, one) }));
  const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escapeRegExp).join("|")})`, "giu");
  return alignment.sections.some(({ chunk, shape }) => {
    const text = shape === "heading" ? (readings.factsAt(chunk)?.text ?? "") : "";
    return allMatches(text, word).some(({ index }) => {
      const at = { start: index, end: index };
      return isOwn(chunk, index) && !lines.some((one) => one.chunk === chunk && contains(one.line, at));
    });
  });
}

function placeOf({ document }: RuleContext, { chunk, span }: Variable): { start: number; end: number } {
  const at = (document.chunks[chunk]?.start ?? 0) + span.start;
  return { start: at, end: at };
}
