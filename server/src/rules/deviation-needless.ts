import type { StackChoice, StandardStack } from "../stack/stack.ts";
import { areaOf, isSame } from "../stack/standard.ts";
import { compareVersions, mentionsIn } from "../stack/technologies.ts";
import type { Mention, Technology } from "../stack/technology.ts";
import { deletion } from "./deviationEntry.ts";
import { defineRule, type Found, type RuleContext } from "./rule.ts";
import { standardPlace } from "./stackFields.ts";

interface Data {
  readonly technologies: readonly string[];
}

/** Everything that a deviation names is standard. */
export const deviationNeedless = defineRule<Data>({
  id: "deviation-needless",
  scope: "document",
  severity: { draft: "information", handoff: "information" },
  *check(_facts, _root, context): Iterable<Found<Data>> {
    for (const { technologies, actual, areas, chunk, line } of context.technologies.deviations) {
      if (!actual || technologies.length === 0 || line.kind === "rejected" || saysMore(actual.text)) continue;
      if (areas.length === 0 || !areas.every((area) => isStandardIn(context, area, technologies))) continue;
      if (mentionsIn(actual.text).some((mention) => isOld(mention, context.policy.stack))) continue;
      const related = areas.flatMap((area) => standardPlace(context, area));
      yield { chunk, span: actual.span, data: { technologies: technologies.map((one) => one.name) }, related };
    }
  },
  message: ({ technologies }) =>
    `${technologies.join(" and ")} ${technologies.length > 1 ? "are" : "is"} standard; no deviation is needed.`,
  fixes: (target, context) => deletion(target, context),
});

/** Words that say nothing about what is used. */
const FILLERS =
  /^(?:an?|and|as|at|by|deployed|for|hosted|in|later|latest|newer|on|or|stable|the|using|version|via|with)$/i;

/** Whether a value says more than names and versions, such as a place or a condition that may well be no standard. */
function saysMore(text: string): boolean {
  const named = mentionsIn(text).reduceRight(
    (rest, { span }) => `${rest.slice(0, span.start)} ${rest.slice(span.end)}`,
    text,
  );
  const words = named.match(/[\p{L}\p{N}.+]*\p{L}[\p{L}\p{N}.+]*/gu) ?? [];
  return words.some((word) => !FILLERS.test(word) && !/^v?\d+(?:\.[\dx]+)*\+?$/i.test(word));
}

/**
 * Whether technologies together are what a part of the stack is built with unless a condition says otherwise. Those
 * with a condition may need a deviation after all.
 */
function isStandardIn(context: RuleContext, area: string, technologies: readonly Technology[]): boolean {
  const choices = areaOf(context.policy.stack, area)?.choices ?? [];
  const products = context.technologies.parts
    .filter((part) => part.area === area)
    .flatMap((part) => part.uses.filter((use) => use.choice === "product").map((use) => use.mention.technology));
  const has = (all: readonly Technology[], one: Technology): boolean => all.some((other) => isSame(other, one));
  const fits = (choice: StackChoice): boolean => {
    const all = [...choice.technologies, ...choice.languages, ...choice.hosting];
    if (!technologies.every((one) => has(all, one))) return false;
    // A host is standard for what the document runs on it.
    const isWhole = technologies.some((one) => has(choice.technologies, one));
    return isWhole || (products.length > 0 && products.every((one) => has(choice.technologies, one)));
  };
  return choices.some((choice, i) => (i === 0 || choice.useWhen.length === 0) && fits(choice));
}

function isOld({ technology, version }: Mention, { minimums }: StandardStack): boolean {
  const minimum = minimums.find((one) => isSame(one.technology, technology));
  return minimum !== undefined && !!version?.number && compareVersions(version.number, minimum.version) < 0;
}
