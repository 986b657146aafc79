import type { Deviation } from "./deviations.ts";
import type { StackArea, StackChoice, StandardStack } from "./stack.ts";
import type { Technology } from "./technology.ts";
import type { StackPart, StackUse } from "./uses.ts";

/*
 * What of a document's stack is standard, and which deviation covers what isn't.
 */

/** What the stack document says about a part of the stack; nothing if it doesn't settle that part. */
export function areaOf(stack: StandardStack, area: string): StackArea | undefined {
  return stack.areas.find((one) => one.role === area);
}

/** The technologies that are standard for what a use chooses; empty if the stack document doesn't say. */
export function standardsFor(stack: StandardStack, { area, choice }: Pick<StackUse, "area" | "choice">): Technology[] {
  const choices = areaOf(stack, area)?.choices ?? [];
  const of = (one: StackChoice): readonly Technology[] =>
    choice === "product" ? one.technologies : choice === "language" ? one.languages : one.hosting;
  return [...new Set(choices.flatMap(of))];
}

/** The uses of a part that are outside of the standard stack: of each field's value at most one of each choice. */
export function outsideStandard(stack: StandardStack, part: StackPart): StackUse[] {
  const isOutside = (use: StackUse): boolean => {
    const standards = standardsFor(stack, use);
    return standards.length > 0 && !standards.some((one) => isSame(one, use.mention.technology));
  };
  const products = part.uses.filter((use) => use.choice === "product");
  const areProductsStandard = products.some((use) => !isOutside(use));
  return part.uses.filter((use, i) => {
    if (!isOutside(use)) return false;
    // A framework's own library beside it ("Next.js with React") is no second choice; a second database is.
    if (use.choice === "product" && areProductsStandard && use.area !== "stack.database") return false;
    // The language goes with the framework: one deviation, one finding.
    if (use.choice === "language" && products.length > 0) return false;
    // A hosted product runs at its maker's.
    if (use.choice === "hosting" && products.some((one) => isSame(one.mention.technology, use.mention.technology)))
      return false;
    const isFirst = (other: StackUse): boolean => other.choice === use.choice && other.value === use.value;
    return use.area === "stack.database" || part.uses.findIndex(isFirst) === i;
  });
}

/** Whether a deviation is about a use: it names the technology, and its heading no other part of the stack. */
export function covers(deviation: Deviation, use: StackUse): boolean {
  const isNamed = deviation.technologies.some((one) => isSame(one, use.mention.technology));
  return isNamed && (deviation.areas.length === 0 || deviation.areas.includes(use.area));
}

/** Whether two names mean one technology: the same, or a product and its maker's ("AWS" and "AWS RDS"). */
export function isSame(one: Technology, other: Technology): boolean {
  return one.id === other.id || one.name.startsWith(`${other.name} `) || other.name.startsWith(`${one.name} `);
}
