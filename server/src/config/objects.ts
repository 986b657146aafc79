import type { Node } from "./jsonc.ts";
import { type JsonSchema, mismatch, type Report, type Shape } from "./shapes.ts";

/** A key of an object with a closed list of keys. */
export interface Key<Value> {
  readonly shape: Shape<Value>;
  /** What the key is for: the editor shows it. */
  readonly about: string;
  readonly required?: boolean;
}

type Keys<Value> = { readonly [Name in keyof Value]-?: Key<Exclude<Value[Name], undefined>> };

/**
 * An object with known keys. A key that isn't known or can't be used is reported and left out.
 *
 * @param options.whole the object is of no use if any part of it can't be used or a required key is missing
 */
export function object<Value>(keys: Keys<Value>, options: { expected: string; whole?: boolean }): Shape<Value> {
  const { expected, whole = false } = options;
  const known = new Map<string, Key<unknown>>(Object.entries<Key<unknown>>(keys));
  const required = [...known].flatMap(([name, key]) => (key.required ? [name] : []));
  return {
    expected,
    schema: {
      type: "object",
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(
        [...known].map(([name, key]) => [name, { description: key.about, ...key.shape.schema }]),
      ),
    },
    read(node, place, report) {
      if (node.type !== "object") return mismatch(node, place, expected, report);
      let isWhole = true;
      const note: Report = (at, message) => {
        isWhole = false;
        report(at, message);
      };
      const values = new Map<string, unknown>();
      for (const { name, key, value } of properties(node, note)) {
        const found = known.get(name);
        if (!found) note(key, `There is no key "${name}" here; expected ${[...known.keys()].join(", ")}.`);
        else if (value) values.set(name, found.shape.read(value, `"${name}"`, note));
      }
      const missing = required.filter((name) => !values.has(name));
      if (missing.length > 0) note(node, `${place} lacks ${missing.map((name) => `"${name}"`).join(" and ")}.`);
      if (whole && !isWhole) return undefined;
      // Each value was read by the shape of its key.
      return Object.fromEntries([...values].filter(([, value]) => value !== undefined)) as Value;
    },
  };
}

/** The keys of an object with keys of the author's. */
export interface KeyShape {
  /** Says what is wrong with a key, in a sentence. */
  problem(name: string): string | undefined;
  /** All possible keys, if they can be listed. */
  readonly names?: readonly string[];
}

/** An object whose keys are the author's, in the order in which they stand. */
export function entries<Value>(
  keys: KeyShape,
  value: Shape<Value>,
  expected: string,
): Shape<readonly (readonly [string, Value])[]> {
  const schema: JsonSchema = keys.names ? { propertyNames: { enum: keys.names } } : {};
  return {
    expected,
    schema: { type: "object", ...schema, additionalProperties: value.schema },
    read(node, place, report) {
      if (node.type !== "object") return mismatch(node, place, expected, report);
      return properties(node, report).flatMap((property): (readonly [string, Value])[] => {
        const problem = keys.problem(property.name);
        if (problem !== undefined) {
          report(property.key, problem);
          return [];
        }
        const read = property.value && value.read(property.value, `"${property.name}"`, report);
        return read === undefined ? [] : [[property.name, read]];
      });
    },
  };
}

interface Property {
  readonly name: string;
  readonly key: Node;
  /** Not there where the text breaks off. */
  readonly value: Node | undefined;
}

/** The properties of an object; of those with the same name the last, as everywhere in JSON. */
function properties(node: Node, report: Report): Property[] {
  const byName = new Map<string, Property>();
  for (const child of node.children ?? []) {
    const [key, value] = child.children ?? [];
    if (!key) continue;
    const name = String(key.value);
    const earlier = byName.get(name);
    if (earlier) report(earlier.key, `"${name}" stands here more than once; only the last one counts.`);
    byName.delete(name);
    byName.set(name, { name, key, value });
  }
  return [...byName.values()];
}
