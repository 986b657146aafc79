import type { Policy } from "../config/policy.ts";
import { escapeMarkdown } from "../document/text.ts";
import type { StackChoice } from "../stack/stack.ts";
import { areaOf, isSame, standardsFor } from "../stack/standard.ts";
import type { Technology } from "../stack/technology.ts";
import type { Choice } from "../stack/uses.ts";

/*
 * What the stack document says about a technology, in Markdown: hover and completion show it.
 */

/** A place in the stack that a technology may be chosen for. */
export interface StackPlace {
  /** The role of the part of the stack, such as `stack.database`. */
  readonly area: string;
  readonly choice: Choice;
  /** What the part is called: "Database". */
  readonly title: string;
}

/** Whether a technology is what the stack document wants at a place; nothing if it doesn't settle that place. */
export function isStandardAt({ stack }: Policy, technology: Technology, place: StackPlace): boolean | undefined {
  const standards = standardsFor(stack, place);
  return standards.length === 0 ? undefined : standards.some((one) => isSame(one, technology));
}

/** Says whether a technology is standard at a place: "standard for Database". */
export function standingOf(policy: Policy, technology: Technology, place: StackPlace): string {
  if (isStandardAt(policy, technology, place)) return `standard for ${place.title}`;
  const standards = standardsFor(policy.stack, place).map((one) => one.name);
  return `outside of the standard stack for ${place.title} (${standards.join(", ")})`;
}

/** The lowest version that is recommended of a technology; nothing if the stack document names none. */
export function minimumOf({ stack }: Policy, technology: Technology): string | undefined {
  const own = stack.minimums.find((one) => one.technology.id === technology.id);
  if (own) return own.version;
  // Next.js API Routes have the version of Next.js, since the document has both. React Native has not that of React.
  const choices = stack.areas.flatMap((area) => area.choices);
  const isNamed = choices.some((choice) => choice.technologies.some((one) => one.id === technology.id));
  return isNamed ? stack.minimums.find((one) => isSame(one.technology, technology))?.version : undefined;
}

/** The recommended minimum, the reasons and the conditions that the stack document has for a technology at a place. */
export function adviceOn(policy: Policy, technology: Technology, place: StackPlace): string[] {
  const minimum = minimumOf(policy, technology);
  const choices = areaOf(policy.stack, place.area)?.choices ?? [];
  const choice = choices.find((one) => namedIn(one, place.choice).some((other) => isSame(other, technology)));
  const about = choice && place.choice === "product" ? choice : undefined;
  return [
    minimum === undefined ? "" : `Minimum version: ${escapeMarkdown(minimum)}`,
    about ? listOf("Use when", about.useWhen) : "",
    about ? listOf("Why", about.reasons) : "",
  ].filter((part) => part !== "");
}

/** Where the advice is from. */
export function sourceOf({ stack }: Policy): string {
  return stack.source === undefined ? "From the built-in standard stack." : `From ${escapeMarkdown(stack.source)}.`;
}

function namedIn(choice: StackChoice, kind: Choice): readonly Technology[] {
  if (kind === "language") return choice.languages;
  return kind === "hosting" ? choice.hosting : choice.technologies;
}

function listOf(title: string, lines: readonly string[]): string {
  const [only] = lines;
  if (only === undefined) return "";
  if (lines.length === 1) return `${title}: ${escapeMarkdown(only)}`;
  return `${title}:\n${lines.map((line) => `- ${escapeMarkdown(line)}`).join("\n")}`;
}
