import type { StackChoice } from "./stack.ts";
import type { Part } from "./stackOutline.ts";
import { withoutProhibitions } from "./stackWords.ts";
import { mentionsIn } from "./technologies.ts";
import type { Technology } from "./technology.ts";

/*
 * The choices of an area while they are read: what several parts of a document say of one choice comes together here.
 */

/** What the fields of a choice say. */
export interface Fields {
  readonly products: Part[];
  readonly languages: Technology[];
  readonly hosting: Technology[];
  readonly useWhen: string[];
  readonly reasons: string[];
}

/** A choice while it is read. */
export type Draft = Omit<StackChoice, "useWhen" | "reasons"> & {
  readonly useWhen: string[];
  readonly reasons: string[];
  readonly isDefault: boolean;
};

/** A choice with what its fields say, which counts more than what its name says. */
export function withFields(draft: Draft, fields: Fields): Draft {
  return {
    ...draft,
    languages: fields.languages.length > 0 ? unique(fields.languages) : draft.languages,
    hosting: fields.hosting.length > 0 ? unique(fields.hosting) : draft.hosting,
    useWhen: [...draft.useWhen, ...fields.useWhen],
    reasons: [...draft.reasons, ...fields.reasons],
  };
}

/** Drafts of the same technologies as one: a list of the choices, and a section on each. */
export function merged(drafts: readonly Draft[]): Draft[] {
  const idOf = ({ technologies }: Draft): string =>
    technologies
      .map((one) => one.id)
      .sort()
      .join(" ");
  const found: Draft[] = [];
  for (const draft of drafts) {
    const at = found.findIndex((one) => idOf(one) === idOf(draft));
    const same = found[at];
    if (!same) {
      found.push(draft);
      continue;
    }
    found[at] = {
      ...same,
      languages: same.languages.length > 0 ? same.languages : draft.languages,
      hosting: same.hosting.length > 0 ? same.hosting : draft.hosting,
      useWhen: [...same.useWhen, ...draft.useWhen],
      reasons: [...same.reasons, ...draft.reasons],
      isDefault: same.isDefault || draft.isDefault,
    };
  }
  return found;
}

/** The languages or hosts that a text names and allows. */
export function technologiesOf(text: string, kind: "language" | "hosting"): Technology[] {
  const all = mentionsIn(withoutProhibitions(text)).map((mention) => mention.technology);
  return unique(all.filter((technology) => technology.kinds.includes(kind)));
}

export function unique(technologies: readonly Technology[]): Technology[] {
  return technologies.filter((one, i) => technologies.findIndex((other) => other.id === one.id) === i);
}
