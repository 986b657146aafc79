import { distance } from "fastest-levenshtein";

/**
 * The name that somebody may have meant: the one with the fewest letters to change, if those are few enough that it is
 * likely a slip, and if no other name is as near.
 *
 * @param names what there is, as it is written there
 */
export function closestName(name: string, names: readonly string[]): string | undefined {
  const most = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  const near = [...new Set(names)]
    .map((one) => ({ one, steps: stepsBetween(name.toLowerCase(), one.toLowerCase()) }))
    .filter(({ steps }) => steps <= most)
    .sort((a, b) => a.steps - b.steps);
  const [first, second] = near;
  return first && second?.steps !== first.steps ? first.one : undefined;
}

/** How many letters to change; two that changed places are one slip. */
function stepsBetween(one: string, other: string): number {
  const at = one.split("").findIndex((letter, i) => letter !== other[i]);
  const swapped = `${one.slice(0, at)}${one[at + 1] ?? ""}${one[at] ?? ""}${one.slice(at + 2)}`;
  return at >= 0 && swapped === other ? 1 : distance(one, other);
}
