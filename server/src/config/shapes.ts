import type { JsonValue, Placed } from "./config.ts";
import type { Node } from "./jsonc.ts";

/*
 * What a value in the configuration may look like. A shape reads a value and says what is wrong with it, and it gives the
 * JSON schema by which editors complete and check the same value: so the two can't say different things.
 */

export type JsonSchema = { readonly [key: string]: JsonValue };

/** Takes note of a problem at a place in the text. */
export type Report = (node: Node, message: string) => void;

export interface Shape<Value> {
  /** What is expected, for messages: "a path". */
  readonly expected: string;
  readonly schema: JsonSchema;
  /**
   * Reads a value; nothing if it can't be used, which has been reported then.
   *
   * @param place names the value for messages: `"profile"`
   */
  read(node: Node, place: string, report: Report): Value | undefined;
}

/** Says that a value is not what was expected. */
export function mismatch(node: Node, place: string, expected: string, report: Report): undefined {
  report(node, `${place} is ${describe(node)}; expected ${expected}.`);
  return undefined;
}

/**
 * Text.
 *
 * @param problem says what is wrong with a text, as the end of a sentence
 */
export function text(
  expected: string,
  problem: (value: string) => string | undefined = (value) => (value.trim() === "" ? "it is empty" : undefined),
  schema: JsonSchema = { minLength: 1 },
): Shape<string> {
  return {
    expected,
    schema: { type: "string", ...schema },
    read(node, place, report) {
      if (node.type !== "string") return mismatch(node, place, expected, report);
      const value = String(node.value);
      const wrong = problem(value);
      if (wrong === undefined) return value;
      report(node, `${place} is ${describe(node)}, but ${wrong}; expected ${expected}.`);
      return undefined;
    },
  };
}

/** A whole number that is not negative. */
export function wholeNumber(expected: string): Shape<number> {
  return {
    expected,
    schema: { type: "integer", minimum: 0 },
    read(node, place, report) {
      const value: unknown = node.type === "number" ? node.value : undefined;
      return typeof value === "number" && Number.isInteger(value) && value >= 0
        ? value
        : mismatch(node, place, expected, report);
    },
  };
}

/** true or false. */
export const YES_OR_NO: Shape<boolean> = {
  expected: "true or false",
  schema: { type: "boolean" },
  read: (node, place, report) =>
    node.type === "boolean" ? node.value === true : mismatch(node, place, "true or false", report),
};

/** One of several words; each has a sentence for the editor. */
export function choice<Word extends string>(words: Readonly<Record<Word, string>>): Shape<Word> {
  const known = new Map<string, Word>((Object.keys(words) as Word[]).map((word) => [word, word]));
  const quoted = [...known.keys()].map((word) => `"${word}"`);
  const expected = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return {
    expected,
    schema: { oneOf: [...known.values()].map((word) => ({ const: word, description: words[word] })) },
    read(node, place, report) {
      const word = node.type === "string" ? known.get(String(node.value)) : undefined;
      return word ?? mismatch(node, place, expected, report);
    },
  };
}

/** A list; items that can't be used are left out. Nothing if none of its items can be used. */
export function list<Item>(item: Shape<Item>, expected: string): Shape<readonly Item[]> {
  return {
    expected,
    schema: { type: "array", items: item.schema },
    read(node, place, report) {
      if (node.type !== "array") return mismatch(node, place, expected, report);
      const nodes = node.children ?? [];
      const items = nodes.flatMap((child, i) => {
        const value = item.read(child, `Item ${i + 1} of ${place}`, report);
        return value === undefined ? [] : [value];
      });
      return items.length === 0 && nodes.length > 0 ? undefined : items;
    },
  };
}

/** One value in one kind of JSON, another in another: the first shape for all kinds but that of the second. */
export function either<Value>(one: Shape<Value>, other: Shape<Value>, otherKind: "array" | "object"): Shape<Value> {
  const expected = `${one.expected}, or ${other.expected}`;
  return {
    expected,
    schema: { anyOf: [one.schema, other.schema] },
    read(node, place, report) {
      if (node.type === otherKind) return other.read(node, place, report);
      let isUsable = true;
      const value = one.read(node, place, () => {
        isUsable = false;
      });
      if (isUsable) return value;
      // A value of the right kind has a more exact message than one that could have been either.
      return node.type === "string" && one.schema.type === "string"
        ? one.read(node, place, report)
        : mismatch(node, place, expected, report);
    },
  };
}

/** The same value seen in another way. */
export function map<Value, Result>(shape: Shape<Value>, change: (value: Value) => Result): Shape<Result> {
  return {
    expected: shape.expected,
    schema: shape.schema,
    read(node, place, report) {
      const value = shape.read(node, place, report);
      return value === undefined ? undefined : change(value);
    },
  };
}

/** A value together with its place. */
export function placed<Value>(shape: Shape<Value>): Shape<Placed<Value>> {
  return {
    ...shape,
    read(node, place, report) {
      const value = shape.read(node, place, report);
      return value === undefined ? undefined : { value, offset: node.offset, length: node.length };
    },
  };
}

const MOST_SHOWN = 40;

/** A value in words. */
export function describe(node: Node): string {
  if (node.type === "object") return "an object";
  if (node.type === "array") return "a list";
  const shown = JSON.stringify(node.value) ?? "nothing";
  return shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown;
}
