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

/** Finds the paths of a method that match others without a look at each of them. */
export class PathTree<T> {
  readonly #roots = new Map<string, Branch<T>>();

  add(method: string, path: readonly PathPart[], value: T): void {
    let branch = this.#roots.get(method) ?? emptyBranch();
    this.#roots.set(method, branch);
    for (const { text, parameter } of path) {
      const next: Branch<T> = (parameter ? branch.parameter : branch.words.get(text)) ?? emptyBranch();
      if (parameter) branch.parameter = next;
      else branch.words.set(text, next);
      branch = next;
    }
    branch.values.push(value);
  }

  /** What was added with the method and paths that have the same word or a parameter at each part of a path. */
  matching(method: string, path: readonly PathPart[]): T[] {
    const found: T[] = [];
    const visit = (branch: Branch<T> | undefined, depth: number): void => {
      if (!branch) return;
      const part = path[depth];
      if (!part) {
        for (const value of branch.values) found.push(value);
        return;
      }
      if (!part.parameter) visit(branch.words.get(part.text), depth + 1);
      visit(branch.parameter, depth + 1);
    };
    visit(this.#roots.get(method), 0);
    return found;
  }
}

interface Branch<T> {
  readonly words: Map<string, Branch<T>>;
  parameter: Branch<T> | undefined;
  readonly values: T[];
}

function emptyBranch<T>(): Branch<T> {
  return { words: new Map(), parameter: undefined, values: [] };
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
