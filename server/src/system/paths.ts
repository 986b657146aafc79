/** One part of a path: a word, or a parameter (`:id`, `{id}`). */
export interface PathPart {
  readonly text: string;
  readonly parameter: boolean;
  /** A parameter that says what it takes (`{id:int}`, `<int:id>`), or that takes several parts (`*`). */
  readonly constrained: boolean;
}

/** The parts of a path between its slashes. */
export function pathParts(path: string): PathPart[] {
  return path
    .split("/")
    .filter((text) => text !== "")
    .map((text) => ({ text, parameter: PARAMETER.test(text), constrained: CONSTRAINED.test(text) }));
}

/** Whether two paths are one: whatever sign their parameters have, `/a/{id}` is `/a/:id` and `/a/{a_id}`. */
export function isSamePath(one: readonly PathPart[], other: readonly PathPart[]): boolean {
  return pairs(one, other, (a, b) => {
    if (a.parameter !== b.parameter) return false;
    return a.parameter ? isSameParameter(a.text, b.text) : a.text === b.text;
  });
}

/**
 * Whether a path that is meant for `path` is also matched by `general`: the same, with a parameter where `path` has a
 * word, or with parameters of other names throughout. Silent where a parameter says what it takes.
 */
export function isAlsoMatchedBy(path: readonly PathPart[], general: readonly PathPart[]): boolean {
  if (isSamePath(path, general)) return false;
  return pairs(path, general, (a, b) =>
    b.parameter ? !b.constrained && (!a.parameter || !a.constrained) : !a.parameter && a.text === b.text,
  );
}

/** Finds the paths that match others without a look at each of them. */
export class PathTree<T> {
  readonly #root: Branch<T> = { words: new Map(), parameter: undefined, values: [] };

  add(path: readonly (PathPart | string)[], value: T): void {
    let branch = this.#root;
    for (const part of path) {
      const isParameter = typeof part !== "string" && part.parameter;
      const text = typeof part === "string" ? part : part.text;
      const known = isParameter ? branch.parameter : branch.words.get(text);
      const next = known ?? { words: new Map(), parameter: undefined, values: [] };
      if (isParameter) branch.parameter = next;
      else branch.words.set(text, next);
      branch = next;
    }
    branch.values.push(value);
  }

  /** What was added with paths that have the same word or a parameter at each part of a path. */
  matching(path: readonly (PathPart | string)[]): T[] {
    let branches: Branch<T>[] = [this.#root];
    for (const part of path) {
      const word = typeof part === "string" ? part : part.parameter ? undefined : part.text;
      branches = branches
        .flatMap((branch) => [word === undefined ? undefined : branch.words.get(word), branch.parameter])
        .filter((branch) => branch !== undefined);
    }
    return branches.flatMap((branch) => branch.values);
  }
}

interface Branch<T> {
  readonly words: Map<string, Branch<T>>;
  parameter: Branch<T> | undefined;
  readonly values: T[];
}

const PARAMETER = /^(?::[^/]+|\{[^{}]*\}|\{\{[^{}]*\}\}|<[^<>]*>|\[[^[\]]*\]|\*+|\$\{?\w+\}?)$/;
const CONSTRAINED = /^\*|[(]|.:|\.\.\.|…/;

function pairs(
  one: readonly PathPart[],
  other: readonly PathPart[],
  test: (one: PathPart, other: PathPart) => boolean,
): boolean {
  return (
    one.length === other.length &&
    one.every((part, i) => {
      const counterpart = other[i];
      return counterpart !== undefined && test(part, counterpart);
    })
  );
}

/** `id` and `booking_id` name the same thing behind the same words; `id` and `email` don't. */
function isSameParameter(one: string, other: string): boolean {
  const [a, b] = [parameterName(one), parameterName(other)];
  return a.endsWith(b) || b.endsWith(a);
}

function parameterName(text: string): string {
  return text
    .replace(/^<\w+:/, "")
    .replace(/(?<=.)[:(].*$/, "")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
